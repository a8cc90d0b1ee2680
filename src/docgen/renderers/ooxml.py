"""Office packages (.docx, .xlsx) as parts, and back as the same bytes on every build."""

import io
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from functools import cached_property, lru_cache
from typing import Final

_LEVEL: Final = 6
_DEFLATED: Final = 8
_VERSION: Final = 20
"""Of the ZIP format: 2.0, the first with deflate."""
_UNIX: Final = 3
_OWNER_ONLY: Final = 0o600 << 16
_UTF8_NAME: Final = 0x800
_NEW_YEAR_1980: Final = 1 << 5 | 1
"""1 January 1980, the first day that ZIP knows."""
_LOCAL: Final = struct.Struct("<4s2B4HL2L2H")
_CENTRAL: Final = struct.Struct("<4s4B4HL2L5HL")
"""Of a central header, all but the place of the local one and the name."""
_LISTED: Final = struct.Struct("<4s6H3L5H2L")
"""All of a central header but the name."""
_END: Final = struct.Struct("<4s4H2LH")

_COMMON: Final = 32
"""Parts at hand: the packages of one template differ in few of theirs."""

Deflate = Callable[[bytes], bytes]
"""Bytes → the raw deflate stream of them."""


def deflated(data: bytes) -> bytes:
    """Return `data` deflated by zlib, as everything is unless asked otherwise."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


class Entry:
    """What the ZIP format says of a part: in front of it, and in the directory at the end."""

    def __init__(self, name: str, crc: int, size: int, packed_size: int) -> None:
        self.name = name
        self.crc = crc
        self.size = size
        self.packed_size = packed_size
        self.encoded: Final = name.encode()
        flags = 0 if name.isascii() else _UTF8_NAME
        sizes = (crc, packed_size, size, len(self.encoded), 0)
        common = (flags, _DEFLATED, 0, _NEW_YEAR_1980, *sizes)
        self.local: Final = _LOCAL.pack(b"PK\3\4", _VERSION, 0, *common) + self.encoded
        self.central: Final = _CENTRAL.pack(
            b"PK\1\2", _VERSION, _UNIX, _VERSION, 0, *common, 0, 0, 0, _OWNER_ONLY
        )


class Packed(Entry):
    """A part in the form in which it goes into a package: compressed once, copied into many."""

    def __init__(self, name: str, deflated: bytes, crc: int, size: int) -> None:
        super().__init__(name, crc, size, len(deflated))
        self.deflated = deflated

    @classmethod
    def of(cls, name: str, data: bytes, deflate: Deflate = deflated) -> "Packed":
        """Return the part `name` holding `data`."""
        return cls(name, deflate(data), zlib.crc32(data), len(data))

    @cached_property
    def data(self) -> bytes:
        """The part itself."""
        return zlib.decompress(self.deflated, -zlib.MAX_WBITS)


class Package(MutableMapping[str, bytes]):
    """The parts of a package by name: those of a template packed already, those that differ as they are."""

    def __init__(self, template: Mapping[str, Packed]) -> None:
        self._packed = dict(template)
        self._changed: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> bytes:
        return self._changed[name] if name in self._changed else self._packed[name].data

    def __setitem__(self, name: str, data: bytes) -> None:
        self._packed.pop(name, None)
        self._changed[name] = data

    def __delitem__(self, name: str) -> None:
        if self._changed.pop(name, None) is None:
            del self._packed[name]

    def __iter__(self) -> Iterator[str]:
        yield from (*self._packed, *self._changed)

    def __len__(self) -> int:
        return len(self._packed) + len(self._changed)

    def packed(self, deflate: Deflate = deflated) -> bytes:
        """Return the package; only what differs from the template is compressed."""
        changed = (Packed.of(name, data, deflate) for name, data in self._changed.items())
        return join((*self._packed.values(), *changed))


def read_parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name; raise `zipfile.BadZipFile` when `data` is no ZIP."""
    import zipfile  # noqa: PLC0415 - a build from a compiled template reads none

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def open_parts(data: bytes) -> Mapping[str, bytes]:
    """Return the parts of a package, each read when it is first asked for.

    Raises `zipfile.BadZipFile` when `data` is no ZIP, or a part that is asked for is not whole.
    """
    places = _places(data)
    return _Opened(data, places) if places else read_parts(data)


class _Opened(Mapping[str, bytes]):
    def __init__(self, data: bytes, places: Mapping[str, tuple[int, int, int, int]]) -> None:
        self._data = data
        self._places = places
        self._read: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> bytes:
        if name not in self._read:
            crc, size, start, end = self._places[name]
            self._read[name] = _inflated(self._data[start:end], crc, size)
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@lru_cache(maxsize=_COMMON)
def _inflated(packed: bytes, crc: int, size: int) -> bytes:
    reader = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        part = reader.decompress(packed)
    except zlib.error:
        part = b""
    if not reader.eof or reader.unused_data or len(part) != size or zlib.crc32(part) != crc:
        import zipfile  # noqa: PLC0415 - as in `read_parts`

        raise zipfile.BadZipFile("a part of the package is not whole")
    return part


def _places(data: bytes) -> Mapping[str, tuple[int, int, int, int]] | None:
    """Return checksum, size, start and end of each part; None for a ZIP that is not as plain as docgen's."""
    last = len(data) - _END.size
    if data[-_END.size :][:4] != b"PK\5\6":
        return None
    *_, place, _ = _END.unpack(data[-_END.size :])
    found: dict[str, tuple[int, int, int, int]] = {}
    while place < last:
        if data[place : place + 4] != b"PK\1\2" or place + _LISTED.size > last:
            return None
        listed = _LISTED.unpack_from(data, place)
        (flags, method), (crc, packed, size, length), local = listed[3:5], listed[7:11], listed[16]
        place += _LISTED.size
        name = data[place : place + length]
        start = local + _LOCAL.size + length
        # The local header: its mark, no field of its own behind the name, and the same name.
        here = (
            data[local : local + 4],
            data[start - length - 2 : start - length],
            data[start - length : start],
        )
        plain = method == _DEFLATED and flags == (0 if name.isascii() else _UTF8_NAME)
        if not plain or here != (b"PK\3\4", b"\0\0", name) or name.decode("utf-8", "replace") in found:
            return None
        found[name.decode("utf-8", "replace")] = crc, size, start, start + packed
        place += length + listed[11] + listed[12]
    return found if place == last else None


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """Return the package holding `parts`, the same bytes for the same parts.

    Order, times and attributes are fixed; only another zlib could pack a part differently.
    """
    return join(Packed.of(name, parts[name]) for name in parts)


def join(parts: Iterable[Packed]) -> bytes:
    """Return the package holding `parts`, in the order that consumers want."""
    written: list[bytes] = []
    placed: list[tuple[Entry, int]] = []
    place = 0
    for part in sorted(parts, key=_rank):
        written += (part.local, part.deflated)
        placed.append((part, place))
        place += len(part.local) + len(part.deflated)
    return b"".join((*written, directory(placed, place)))


def directory(placed: Iterable[tuple[Entry, int]], place: int) -> bytes:
    """Return what a package ends with: where each part is, for a directory at `place`."""
    listed = [
        piece
        for entry, begins in placed
        for piece in (entry.central, begins.to_bytes(4, "little"), entry.encoded)
    ]
    index, count = b"".join(listed), len(listed) // 3
    return index + _END.pack(b"PK\5\6", 0, 0, count, count, len(index), place, 0)


def _rank(part: Packed) -> tuple[int, str]:
    # Consumers that stream a package read the content types before anything else.
    leading = ("[Content_Types].xml", "_rels/.rels")
    return (leading.index(part.name) if part.name in leading else len(leading), part.name)
