"""The family names inside a font file (.ttf, .otf, .ttc), by its `name` table."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

SUFFIXES: Final = frozenset({".ttf", ".otf", ".ttc", ".otc"})

_FAMILY_NAMES: Final = frozenset({1, 16})
"""Ids of the family's name: as old programs group styles, and as typographers do."""
_UTF_16: Final = frozenset({0, 3})
"""Platforms whose names are UTF-16: Unicode and Windows. Every font that Word takes has one of them."""
_LARGEST: Final = 1 << 20
_MOST_FONTS: Final = 64


def families(path: Path) -> frozenset[str]:
    """Return the names, in every language, of the families in a font file; none when it is no font file."""
    try:
        with path.open("rb") as file:
            return frozenset(name for start in _fonts(file) for name in _names(file, start))
    except (OSError, struct.error):
        return frozenset()


def _fonts(file: BinaryIO) -> tuple[int, ...]:
    """Return where the fonts of a file start: a collection (.ttc) has several."""
    if file.read(4) != b"ttcf":
        return (0,)
    _, count = _unpack(file, ">II", 4)
    return _unpack(file, f">{min(count, _MOST_FONTS)}I", 12)


def _names(file: BinaryIO, start: int) -> Iterator[str]:
    (tables,) = _unpack(file, ">H", start + 4)
    for number in range(tables):
        tag, _, offset, length = _unpack(file, ">4sIII", start + 12 + 16 * number)
        if tag == b"name":
            file.seek(offset)
            yield from _records(file.read(min(length, _LARGEST)))


def _records(table: bytes) -> Iterator[str]:
    _, count, texts = struct.unpack_from(">HHH", table)
    for number in range(count):
        platform, _, _, name, length, offset = struct.unpack_from(">6H", table, 6 + 12 * number)
        if name in _FAMILY_NAMES and platform in _UTF_16:
            text = table[texts + offset : texts + offset + length]
            yield text.decode("utf-16-be", errors="replace")


def _unpack(file: BinaryIO, layout: str, at: int) -> tuple[Any, ...]:
    file.seek(at)
    return struct.unpack(layout, file.read(struct.calcsize(layout)))
