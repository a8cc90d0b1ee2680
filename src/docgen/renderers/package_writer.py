"""An Office package written to a file part by part, long parts in constant memory."""

import zlib
from collections.abc import Callable, Iterable
from io import SEEK_END
from typing import BinaryIO, Final

from docgen.diagnostics import DocgenError, Words
from docgen.renderers.deflating import Packer
from docgen.renderers.ooxml import Entry, Packed, directory

_LARGEST: Final = 2**32 - 1
"""What the ZIP format counts to."""
_PIECE: Final = 1 << 16
"""Bytes that are gathered before they are compressed."""


class PackageWriter:
    """A package in a file that can seek; `content types` and `_rels/.rels` are to be added first."""

    def __init__(self, file: BinaryIO, packer: Callable[[], Packer]) -> None:
        self._file = file
        self._packer = packer
        self._placed: list[tuple[Entry, int]] = []

    def add(self, part: Packed) -> None:
        """Add a part that is compressed already."""
        self._placed.append((part, self._file.tell()))
        self._file.write(part.local)
        self._file.write(part.deflated)

    def add_data(self, name: str, data: bytes) -> None:
        """Add the part `name` holding `data`."""
        packer = self._packer()
        self.add(Packed(name, packer.compress(data) + packer.flush(), zlib.crc32(data), len(data)))

    def stream(self, name: str, pieces: Iterable[str]) -> None:
        """Add the part `name` made of `pieces`, of which only a few are held at a time."""
        place = self._file.tell()
        self._file.write(Entry(name, 0, 0, 0).local)
        entry = self._streamed(name, pieces)
        # The sizes stand in front of the part.
        self._file.seek(place)
        self._file.write(entry.local)
        self._file.seek(0, SEEK_END)
        self._placed.append((entry, place))

    def close(self) -> None:
        """Write what a package ends with."""
        self._file.write(directory(self._placed, self._file.tell()))

    def _streamed(self, name: str, pieces: Iterable[str]) -> Entry:
        packer, crc, size, packed_size = self._packer(), 0, 0, 0
        for data in _gathered(pieces):
            crc = zlib.crc32(data, crc)
            size += len(data)
            if size > _LARGEST:
                raise _too_large(name)
            packed_size += self._file.write(packer.compress(data))
        packed_size += self._file.write(packer.flush())
        return Entry(name, crc, size, packed_size)


def _gathered(pieces: Iterable[str]) -> Iterable[bytes]:
    held: list[str] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length >= _PIECE:
            yield "".join(held).encode()
            held.clear()
            length = 0
    yield "".join(held).encode()


def _too_large(name: str) -> DocgenError:
    return DocgenError(
        Words(f"“{name}”超过 4 GB，一个文件放不下。", f"{name} has over 4 GB, more than a file holds."),
        Words("把表分成几个文件。", "Split the table over several files."),
    )
