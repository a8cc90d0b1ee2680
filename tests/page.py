"""A printed page: its characters, rules and tints, in millimetres from the upper left of the paper."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import pypdfium2
from pypdfium2 import raw

MM: Final = 25.4 / 72
_SAME_LINE: Final = 0.3
"""Millimetres by which the base lines of one line may differ."""


class Box(NamedTuple):
    """A rectangle on the paper."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


class Glyph(NamedTuple):
    """One printed character: where it starts, its ink, and its size in points."""

    char: str
    x: float
    baseline: float
    ink: Box
    size: float
    colour: str


class Stroke(NamedTuple):
    """A drawn rule; `box` runs along its middle."""

    box: Box
    thickness: float
    colour: str


class Tint(NamedTuple):
    """A filled rectangle."""

    box: Box
    colour: str


@dataclass(frozen=True, slots=True)
class Line:
    """The characters that stand on one base line, from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.char for glyph in self.glyphs)

    @property
    def baseline(self) -> float:
        return self.glyphs[0].baseline

    @property
    def ink(self) -> Box:
        boxes = [glyph.ink for glyph in self.glyphs]
        return Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )

    @property
    def size(self) -> float:
        return max(glyph.size for glyph in self.glyphs)


@dataclass(frozen=True, slots=True)
class Page:
    """One page."""

    width: float
    height: float
    lines: tuple[Line, ...]
    strokes: tuple[Stroke, ...]
    tints: tuple[Tint, ...]

    def line(self, words: str) -> Line:
        """Return the first line that holds `words`; blanks do not count."""
        return next(line for line in self.lines if words in line.text)

    def tint(self, line: Line) -> Box:
        """Return the tinted paragraph that `line` stands in."""
        first = line.glyphs[0]
        return next(
            tint.box
            for tint in self.tints
            if tint.box.top < first.baseline < tint.box.bottom
            and tint.box.left - 1 < first.x < tint.box.right
        )


def pages(pdf: bytes) -> list[Page]:
    """Return the pages of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    return [_page(document[place]) for place in range(len(document))]


def _page(page: Any) -> Page:
    width, height = page.get_size()
    glyphs = sorted(_glyphs(page, height), key=lambda glyph: glyph.baseline)
    paths = list(_paths(page, height))
    return Page(
        width * MM,
        height * MM,
        tuple(_lines(glyphs)),
        tuple(path for path in paths if isinstance(path, Stroke)),
        tuple(path for path in paths if isinstance(path, Tint)),
    )


def _lines(glyphs: list[Glyph]) -> Iterator[Line]:
    line: list[Glyph] = []
    for glyph in glyphs:
        if line and glyph.baseline - line[0].baseline > _SAME_LINE:
            yield Line(tuple(sorted(line, key=lambda each: each.x)))
            line = []
        line.append(glyph)
    if line:
        yield Line(tuple(sorted(line, key=lambda each: each.x)))


def _glyphs(page: Any, height: float) -> Iterator[Glyph]:
    text = page.get_textpage()
    for place in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, place))
        if char.isspace() or raw.FPDFText_IsGenerated(text, place):
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, place, x, y)
        left, bottom, right, top = text.get_charbox(place)
        ink = Box(left * MM, (height - top) * MM, right * MM, (height - bottom) * MM)
        size = raw.FPDFText_GetFontSize(text, place)
        colour = _colour(raw.FPDFText_GetFillColor, text, place)
        yield Glyph(char, x.value * MM, (height - y.value) * MM, ink, size, colour)


def _paths(page: Any, height: float) -> Iterator[Stroke | Tint]:
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        points = [path.get_matrix().on_point(*point) for point in _points(path)]
        box = Box(
            min(x for x, _ in points) * MM,
            (height - max(y for _, y in points)) * MM,
            max(x for x, _ in points) * MM,
            (height - min(y for _, y in points)) * MM,
        )
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(path, fill, stroke)
        if stroke.value:
            width = ctypes.c_float()
            raw.FPDFPageObj_GetStrokeWidth(path, width)
            yield Stroke(box, width.value * MM, _colour(raw.FPDFPageObj_GetStrokeColor, path))
        elif fill.value:
            yield Tint(box, _colour(raw.FPDFPageObj_GetFillColor, path))


def _points(path: Any) -> Iterator[tuple[float, float]]:
    for place in range(raw.FPDFPath_CountSegments(path)):
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(path, place), x, y)
        yield x.value, y.value


def _colour(ask: Any, *of: Any) -> str:
    channels = [ctypes.c_uint() for _ in range(4)]
    ask(*of, *channels)
    return "".join(f"{channel.value:02X}" for channel in channels[:3])
