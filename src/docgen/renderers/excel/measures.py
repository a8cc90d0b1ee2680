"""How wide columns and how high rows must be for their text; Excel itself grows no merged cell."""

import math
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from docgen.document import Paragraph, RowKind, Table
from docgen.renderers.excel.styles import STYLE_OF_LINE, Style, cell_style
from docgen.renderers.excel.template import Template


class _Wrap(NamedTuple):
    """How far a table gives way: the half characters of text in a line, the lines of a heading."""

    text: int
    heading_lines: int


_WRAPS = (_Wrap(40, 1), _Wrap(28, 1), _Wrap(20, 1), _Wrap(20, 2))
_TIGHTEST = _Wrap(14, 2)
_CELL_PADDING = 2
_NARROWEST = 6
_PAGE_SLACK = 1
_SHRINKING = 1.25
_LINE_PITCH = 1.3
_ROW_PADDING = 6
_HIGHEST_ROW = 409
_NOTE_UNITS, _NOTE_UNIT, _NOTE_LINE = 40, 7, 18
"""Half characters in a line of a note, and their size on screen, where Excel sets 9 points."""


class Columns(NamedTuple):
    """Widths in column units (half a Chinese character of the standard font), and how the paper lies."""

    widths: tuple[float, ...]
    landscape: bool


class Room(NamedTuple):
    """What a place offers a text of one style: half characters in a line, how high lines are."""

    style: Style
    units: float
    size: float
    least: float

    def height_of(self, text: str) -> float:
        """Return how high the place must be for `text`."""
        if 2 * len(text) <= self.units and "\n" not in text:
            return self.least
        lines = sum(max(1, math.ceil(_line_units(line) / self.units)) for line in text.split("\n"))
        return max(self.least, _height(lines, self.size))


def room(style: Style, width: float, template: Template) -> Room:
    """Return what a place that is `width` column units wide offers."""
    look = template.looks[style]
    units = max(1.0, (width - _padding(style, template)) / _scale(style, template))
    return Room(style, units, look.size, max(look.height, _height(1, look.size)))


def text_units(text: str) -> int:
    """Return the longest line of `text` in half characters: a Chinese character is 2, a digit 1."""
    return max(map(_line_units, text.split("\n"))) if "\n" in text else _line_units(text)


def fit_columns(table: Table, template: Template) -> Columns:
    """Return the column widths for `table`, upright if they fit between the margins, else on turned paper.

    A column is as wide as its longest line; text, then headings wrap when the page is too narrow. What is
    left of the page is shared out, so that a table fills the type area as in the notice. A table too wide
    for turned paper is printed smaller.
    """
    longest = _longest(table)
    upright, turned = template.portrait_width, template.landscape_width
    for page, room, landscape in ((upright, upright, False), (turned, turned * _SHRINKING, True)):
        for wrap in _WRAPS:
            widths = _natural_widths(longest, template, wrap)
            if sum(widths) <= room - _PAGE_SLACK:
                return Columns(_stretched(widths, page), landscape)
    return Columns(tuple(_natural_widths(longest, template, _TIGHTEST)), landscape=True)


def fitted(widths: Sequence[float], template: Template) -> Columns:
    """Return columns of at least these widths that fill upright paper, or turned paper, if they fit."""
    for page, landscape in ((template.portrait_width, False), (template.landscape_width, True)):
        if sum(widths) <= page - _PAGE_SLACK:
            return Columns(_stretched(list(widths), page), landscape)
    return Columns(tuple(widths), landscape=True)


def text_width(text: str, style: Style, template: Template) -> float:
    """Return how wide a column must be for `text`, and as narrow as a column may be."""
    units = text_units(text) * _scale(style, template)
    return max(_NARROWEST, units + _padding(style, template))


def natural_columns(table: Table, template: Template) -> Columns:
    """Return columns as wide as their longest line, for cells that are not printed."""
    return Columns(tuple(_natural_widths(_longest(table), template, _WRAPS[0])), landscape=False)


def row_heights(table: Table, widths: tuple[float, ...], template: Template) -> tuple[float, ...]:
    """Return the height of each row in points.

    A cell over several rows that needs more than they offer raises the last of them.
    """
    heights: list[float] = []
    spans: list[tuple[int, int, float]] = []
    rooms: dict[tuple[int, int], Room] = {}
    for index, row in enumerate(table.rows):
        highest = 0.0
        for column, cell in enumerate(row.cells):
            if cell is None:
                continue
            style, place = cell_style(cell, row.kind), (column, cell.columns)
            offered = rooms.get(place)
            if offered is None or offered.style is not style:
                width = sum(widths[column : column + cell.columns])
                offered = rooms[place] = room(style, width, template)
            needed = offered.height_of(cell.text)
            if cell.rows > 1:
                spans.append((index, index + cell.rows, needed))
            elif needed > highest:
                highest = needed
        heights.append(highest)
    for first, end, needed in sorted(spans, key=lambda span: span[1] - span[0]):
        heights[end - 1] += max(0.0, needed - sum(heights[first:end]))
    return tuple(min(height, _HIGHEST_ROW) for height in heights)


def line_height(line: Paragraph, width: float, template: Template) -> float:
    """Return the height in points of a line above or below a table that is `width` column units wide."""
    return min(room(STYLE_OF_LINE[line.role], width, template).height_of(line.text), _HIGHEST_ROW)


def note_size(text: str) -> tuple[int, int]:
    """Return width and height of a note in pixels, so that all of `text` shows."""
    units = min(_NOTE_UNITS, text_units(text))
    lines = sum(max(1, math.ceil(_line_units(line) / units)) for line in text.split("\n")) if units else 1
    return math.ceil((units + 3) * _NOTE_UNIT), math.ceil((lines + 1) * _NOTE_LINE)


class _Kind(NamedTuple):
    """What decides how much room a text takes in a column, its length aside."""

    style: Style
    is_value: bool
    is_heading: bool


def _longest(table: Table) -> list[dict[_Kind, int]]:
    """Return for each column how long its longest line of each kind is."""
    found: list[dict[_Kind, int]] = [{} for _ in table.columns]
    # Row by row: the cells of a long table are made when a row is asked for them.
    for row in table.rows:
        for lengths, cell in zip(found, row.cells, strict=True):
            if cell and cell.columns == 1:
                style = cell_style(cell, row.kind)
                kind = _Kind(style, cell.value is not None, row.kind is RowKind.HEADER)
                lengths[kind] = max(text_units(cell.text), lengths.get(kind, 0))
    return found


def _natural_widths(longest: list[dict[_Kind, int]], template: Template, wrap: _Wrap) -> list[float]:
    return [
        max(
            float(_NARROWEST),
            *(
                _wanted_units(units, kind, wrap) * _scale(kind.style, template)
                + _padding(kind.style, template)
                for kind, units in lengths.items()
            ),
        )
        for lengths in longest
    ]


def _wanted_units(longest: int, kind: _Kind, wrap: _Wrap) -> int:
    if kind.is_value:
        return longest
    if kind.is_heading:
        return min(wrap.text, 2 * math.ceil(longest / 2 / wrap.heading_lines))
    return min(wrap.text, longest)


def _stretched(widths: list[float], page: float) -> tuple[float, ...]:
    factor = max(1.0, (page - _PAGE_SLACK) / sum(widths))
    return tuple(math.floor(width * factor * 10) / 10 for width in widths)


def _height(lines: int, size: float) -> int:
    return math.ceil(lines * size * _LINE_PITCH + _ROW_PADDING)


def _padding(style: Style, template: Template) -> float:
    return _CELL_PADDING * (1 + template.looks[style].indent)


def _scale(style: Style, template: Template) -> float:
    return template.looks[style].size / 2 / template.unit


def _line_units(line: str) -> int:
    return len(line) if line.isascii() else sum(map(_character_units, line))


@lru_cache(maxsize=1 << 14)
def _character_units(character: str) -> int:
    # Ambiguous widths (“ ” — … ①) are those of a Chinese font; marks that combine take no room.
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1
