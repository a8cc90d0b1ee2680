"""The cell styles of `templates/annex.xlsx` by the names that an office finds under 单元格样式 in Excel."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from docgen.document import Cell, Role, RowKind


class Style(StrEnum):
    """A named cell style; each name but 合计 and 表注 is that of the Word style for the same thing."""

    MARK = "附件序号"
    TITLE = "附件标题"
    CAPTION = "表题"
    UNIT_LINE = "表单位"
    HEAD = "表头"
    TEXT = "表内文字"
    CENTER = "表内居中"
    NUMBER = "表内数字"
    TOTAL = "表内合计"
    NOTE = "表注"


STYLE_OF_LINE: Mapping[Role, Style] = MappingProxyType(
    {
        Role.ANNEX_MARK: Style.MARK,
        Role.ANNEX_TITLE: Style.TITLE,
        Role.CAPTION: Style.CAPTION,
        Role.UNIT_LINE: Style.UNIT_LINE,
        Role.BODY: Style.NOTE,
    }
)
"""The style of a line above or below a table."""

# Long tables ask for every cell, and Python is slow to hash a member of an enumeration.
_HEAD, _CENTER, _NUMBER = Role.CELL_HEAD, Role.CELL_CENTER, Role.CELL_NUMBER
_HEADER, _DATA = RowKind.HEADER, RowKind.DATA
_HEAD_STYLE, _CENTER_STYLE, _NUMBER_STYLE, _TEXT_STYLE = Style.HEAD, Style.CENTER, Style.NUMBER, Style.TEXT
_TOTAL_STYLE = Style.TOTAL


def alignment_style(cell: Cell) -> Style:
    """Return the style that a cell's paragraphs ask for; it decides the alignment, in total rows too."""
    role = cell.paragraphs[0].role if cell.paragraphs else None
    if role is _NUMBER:
        return _NUMBER_STYLE
    if role is _CENTER:
        return _CENTER_STYLE
    return _HEAD_STYLE if role is _HEAD else _TEXT_STYLE


def cell_style(cell: Cell, kind: RowKind) -> Style:
    """Return the style that decides font, border and fill of a cell in a row of that kind."""
    return alignment_style(cell) if kind is _DATA or kind is _HEADER else _TOTAL_STYLE
