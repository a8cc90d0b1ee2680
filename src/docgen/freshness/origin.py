"""Which docgen this is: another version, or another library beside it, may make other bytes."""

import os
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from docgen import __version__
from docgen.freshness.digest import digest
from docgen.project import starter_folder

_METADATA: Final = (".dist-info", ".egg-info")


@cache
def docgen_itself() -> str:
    """Return what tells this docgen, with its libraries and packaged templates, from another."""
    package = Path(__file__).resolve().parents[1]
    files = sorted({*_stamps(package), *_stamps(starter_folder() / "templates")})
    return digest(
        __version__, sys.version, zlib.ZLIB_RUNTIME_VERSION, *map(repr, files), *sorted(_libraries())
    )


def _stamps(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Yield path, size and time of each file below `folder`: reading them all would take too long."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in names:
            found = os.stat(os.path.join(place, name))  # noqa: PTH116, PTH118 - several hundred files
            yield f"{place[len(str(folder)) :]}/{name}", found.st_size, found.st_mtime_ns


def _libraries() -> Iterator[str]:
    """Yield the name of each installed package's metadata, which holds its version."""
    for place in dict.fromkeys(sys.path):
        if place and os.path.isdir(place):  # noqa: PTH112
            yield from (name for name in os.listdir(place) if name.endswith(_METADATA))  # noqa: PTH208
