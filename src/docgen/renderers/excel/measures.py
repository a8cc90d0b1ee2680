"""How wide columns and how high rows must be for their text; Excel itself grows no merged cell."""

import math
import unicodedata
from typing import NamedTuple

from docgen.document import Cell, Paragraph, RowKind, Table
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


def text_units(text: str) -> int:
    """Return the longest line of `text` in half characters: a Chinese character is 2, a digit 1."""
    return max(map(_line_units, text.split("\n")))


def fit_columns(table: Table, template: Template) -> Columns:
    """Return the column widths for `table`, upright if they fit between the margins, else on turned paper.

    A column is as wide as its longest line; text, then headings wrap when the page is too narrow. What is
    left of the page is shared out, so that a table fills the type area as in the notice. A table too wide
    for turned paper is printed smaller.
    """
    upright, turned = template.portrait_width, template.landscape_width
    for page, room, landscape in ((upright, upright, False), (turned, turned * _SHRINKING, True)):
        for wrap in _WRAPS:
            widths = _natural_widths(table, template, wrap)
            if sum(widths) <= room - _PAGE_SLACK:
                return Columns(_stretched(widths, page), landscape)
    return Columns(tuple(_natural_widths(table, template, _TIGHTEST)), landscape=True)


def natural_columns(table: Table, template: Template) -> Columns:
    """Return columns as wide as their longest line, for cells that are not printed."""
    return Columns(tuple(_natural_widths(table, template, _WRAPS[0])), landscape=False)


def row_heights(table: Table, widths: tuple[float, ...], template: Template) -> tuple[float, ...]:
    """Return the height of each row in points.

    A cell over several rows that needs more than they offer raises the last of them.
    """
    heights = [0.0] * len(table.rows)
    spans: list[tuple[int, int, float]] = []
    for index, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            if cell is None:
                continue
            style = cell_style(cell, row.kind)
            needed = _text_height(cell.text, style, sum(widths[column : column + cell.columns]), template)
            spans.append((index, index + cell.rows, needed))
    for first, end, needed in sorted(spans, key=lambda span: span[1] - span[0]):
        heights[end - 1] += max(0.0, needed - sum(heights[first:end]))
    return tuple(min(height, _HIGHEST_ROW) for height in heights)


def line_height(line: Paragraph, width: float, template: Template) -> float:
    """Return the height in points of a line above or below a table that is `width` column units wide."""
    return min(_text_height(line.text, STYLE_OF_LINE[line.role], width, template), _HIGHEST_ROW)


def note_size(text: str) -> tuple[int, int]:
    """Return width and height of a note in pixels, so that all of `text` shows."""
    units = min(_NOTE_UNITS, text_units(text))
    lines = sum(max(1, math.ceil(_line_units(line) / units)) for line in text.split("\n")) if units else 1
    return math.ceil((units + 3) * _NOTE_UNIT), math.ceil((lines + 1) * _NOTE_LINE)


def _natural_widths(table: Table, template: Template, wrap: _Wrap) -> list[float]:
    widths = [float(_NARROWEST)] * len(table.columns)
    for row in table.rows:
        for column, cell in enumerate(row.cells):
            if cell and cell.columns == 1:
                style = cell_style(cell, row.kind)
                units = _wanted_units(cell, row.kind, wrap) * _scale(style, template)
                widths[column] = max(widths[column], units + _padding(style, template))
    return widths


def _wanted_units(cell: Cell, kind: RowKind, wrap: _Wrap) -> int:
    longest = text_units(cell.text)
    if cell.value is not None:
        return longest
    if kind is RowKind.HEADER:
        return min(wrap.text, 2 * math.ceil(longest / 2 / wrap.heading_lines))
    return min(wrap.text, longest)


def _stretched(widths: list[float], page: float) -> tuple[float, ...]:
    factor = max(1.0, (page - _PAGE_SLACK) / sum(widths))
    return tuple(math.floor(width * factor * 10) / 10 for width in widths)


def _text_height(text: str, style: Style, width: float, template: Template) -> float:
    look = template.looks[style]
    room = max(1.0, (width - _padding(style, template)) / _scale(style, template))
    lines = sum(max(1, math.ceil(_line_units(line) / room)) for line in text.split("\n"))
    return max(look.height, math.ceil(lines * look.size * _LINE_PITCH + _ROW_PADDING))


def _padding(style: Style, template: Template) -> float:
    return _CELL_PADDING * (1 + template.looks[style].alignment.indent)


def _scale(style: Style, template: Template) -> float:
    return template.looks[style].size / 2 / template.unit


def _line_units(line: str) -> int:
    if line.isascii():
        return len(line)
    # Ambiguous widths (“ ” — … ①) are those of a Chinese font; marks that combine take no room.
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in "WFA"
        else 1
        for character in line
    )
