"""Office packages (.docx, .xlsx) as parts, and back as the same bytes on every build."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_UNIX: Final = 3
_LEVEL: Final = 6


def read_parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name; raise `zipfile.BadZipFile` when `data` is no ZIP."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """Return the package holding `parts`, the same bytes for the same parts.

    Order, times and attributes are fixed; only another zlib could pack a part differently.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=_rank):
            archive.writestr(_entry(name), parts[name], zipfile.ZIP_DEFLATED, _LEVEL)
    return buffer.getvalue()


def _rank(name: str) -> tuple[int, str]:
    # Consumers that stream a package read the content types before anything else.
    leading = ("[Content_Types].xml", "_rels/.rels")
    return (leading.index(name) if name in leading else len(leading), name)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system = _UNIX
    entry.external_attr = 0o600 << 16
    return entry
