"""An enhanced metafile, record by record: the vector picture that Word, WPS and LibreOffice all show.

Its unit is a hundredth of a millimetre. Text is drawn by the viewer in its own fonts; the advance of each
character is written out, so that a viewer with other fonts sets it in the same room.
"""

import struct
import unicodedata
from typing import Final, NamedTuple

_UNITS_PER_MM: Final = 100
_DEVICE: Final = (21000, 29700)
"""A reference device as large as A4, with one pixel to a unit."""
_DEVICE_MM: Final = (210, 297)
_GB2312_CHARSET: Final = 134
_TRANSPARENT: Final = 1
_BASELINE_LEFT: Final = 24
_NULL_PEN: Final = 0x80000008
_COMPATIBLE: Final = 1
_PEN, _BRUSH, _FONT = 1, 2, 3


class Colour(NamedTuple):
    """A colour by its parts, each 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def reference(self) -> int:
        """As a COLORREF."""
        return self.red | self.green << 8 | self.blue << 16


class Font(NamedTuple):
    """A font of the viewer's, its size in units."""

    family: str
    size: int


def text_width(text: str, font: Font) -> int:
    """Return how wide `text` is set: a Chinese character is as wide as high, others half."""
    return sum(_advance(character, font) for character in text)


class Metafile:
    """A picture of that many units, drawn from top to bottom of the pile."""

    def __init__(self, width: int, height: int) -> None:
        self._size = (width, height)
        self._records: list[bytes] = [_record(18, struct.pack("<I", _TRANSPARENT))]
        self._records.append(_record(22, struct.pack("<I", _BASELINE_LEFT)))

    def bar(self, box: tuple[int, int, int, int], colour: Colour) -> None:
        """Fill a rectangle: left, top, right, bottom."""
        brush = struct.pack("<IIII", _BRUSH, 0, colour.reference, 0)
        # GDI leaves the right and the lower edge out, the null pen one more.
        left, top, right, bottom = box
        shape = _record(43, struct.pack("<iiii", left, top, right + 1, bottom + 1))
        select = _record(37, struct.pack("<I", _NULL_PEN))
        self._with(_BRUSH, _record(39, brush), select + shape)

    def line(self, start: tuple[int, int], end: tuple[int, int], pen: tuple[Colour, int]) -> None:
        """Draw a line in a colour and a width."""
        colour, width = pen
        created = struct.pack("<IIiiI", _PEN, 0, width, 0, colour.reference)
        drawn = _record(27, struct.pack("<ii", *start)) + _record(54, struct.pack("<ii", *end))
        self._with(_PEN, _record(38, created), drawn)

    def text(self, place: tuple[int, int], text: str, font: Font, colour: Colour) -> None:
        """Write `text` from `place`, the left end of its baseline."""
        if not text:
            return
        logical = struct.pack("<iiiii8B", -font.size, 0, 0, 0, 400, 0, 0, 0, _GB2312_CHARSET, 0, 0, 0, 0)
        face = font.family.encode("utf-16-le")[:62].ljust(64, b"\0")
        # EXTLOGFONTW: the font, then full name, style and panose, which viewers leave unread.
        created = struct.pack("<I", _FONT) + (logical + face).ljust(320, b"\0")
        paint = _record(24, struct.pack("<I", colour.reference))
        self._with(_FONT, _record(82, created), paint + _text_record(place, text, font))

    def data(self) -> bytes:
        """Return the file."""
        end = _record(14, struct.pack("<III", 0, 16, 20))
        body = b"".join(self._records) + end
        width, height = self._size
        header = struct.pack(
            "<iiiiiiiiIIIIHHIIIiiii",
            *(0, 0, width - 1, height - 1),
            *(0, 0, width, height),
            0x464D4520,
            0x10000,
            len(body) + 88,
            self._count(body) + 1,
            _FONT + 1,
            *(0, 0, 0, 0),
            *_DEVICE,
            *_DEVICE_MM,
        )
        return _record(1, header) + body

    def _with(self, handle: int, created: bytes, drawn: bytes) -> None:
        select, delete = (_record(kind, struct.pack("<I", handle)) for kind in (37, 40))
        # A selected object cannot be deleted: the stock object of its kind takes its place first.
        stock = _record(37, struct.pack("<I", _STOCK[handle]))
        self._records.extend((created, select, drawn, stock, delete))

    @staticmethod
    def _count(body: bytes) -> int:
        count = place = 0
        while place < len(body):
            place += struct.unpack_from("<I", body, place + 4)[0]
            count += 1
        return count


_STOCK: Final = {_PEN: 0x80000007, _BRUSH: 0x80000000, _FONT: 0x8000000D}


def _text_record(place: tuple[int, int], text: str, font: Font) -> bytes:
    words = text.encode("utf-16-le")
    units = len(words) // 2
    padded = words.ljust(-(-len(words) // 4) * 4, b"\0")
    advances: list[int] = []
    for character in text:
        advances.append(_advance(character, font))
        advances.extend([0] * (len(character.encode("utf-16-le")) // 2 - 1))
    fixed = struct.pack("<iiiiIff", 0, 0, -1, -1, _COMPATIBLE, 1.0, 1.0)
    string = struct.pack("<iiIIIiiiiI", *place, units, 76, 0, 0, 0, -1, -1, 76 + len(padded))
    return _record(84, fixed + string + padded + struct.pack(f"<{units}i", *advances))


def _advance(character: str, font: Font) -> int:
    wide = unicodedata.east_asian_width(character) in "WFA"
    return font.size if wide else (font.size + 1) // 2


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<II", kind, len(content) + 8) + content
