"""What a PDF depends on beside its Word file: the LibreOffice and the fonts of this computer."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docgen.freshness.digest import digest
from docgen.freshness.origin import docgen_itself
from docgen.renderers.pdf import find_soffice

_SETTINGS: Final = ("DOCGEN_FONTS", "FONTCONFIG_PATH", "FONTCONFIG_FILE")


def computer() -> str:
    """Return the digest of this computer's LibreOffice and fonts; raises DocgenError without LibreOffice."""
    from docgen.fonts.fontconfig import places  # noqa: PLC0415 - profiles are for PDF only

    program = Path(find_soffice()).resolve()
    settings = [os.environ.get(name, "") for name in _SETTINGS]
    fonts = (stamp for place in places() for stamp in _stamps(place))
    return digest(docgen_itself(), *_stamps(program), *settings, *fonts)


def _stamps(place: Path) -> Iterator[str]:
    """Yield name, size and time of a file, or of each file below a folder."""
    paths = [place, *sorted(place.rglob("*"))]
    for path in paths:
        if path.is_file():
            found = path.stat()
            yield f"{path} {found.st_size} {found.st_mtime_ns}"
