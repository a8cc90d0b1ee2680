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

_STYLE_IN_TABLE = {
    Role.CELL_HEAD: Style.HEAD,
    Role.CELL_CENTER: Style.CENTER,
    Role.CELL_NUMBER: Style.NUMBER,
}


def alignment_style(cell: Cell) -> Style:
    """Return the style that a cell's paragraphs ask for; it decides the alignment, in total rows too."""
    role = cell.paragraphs[0].role if cell.paragraphs else Role.CELL_TEXT
    return _STYLE_IN_TABLE.get(role, Style.TEXT)


def cell_style(cell: Cell, kind: RowKind) -> Style:
    """Return the style that decides font, border and fill of a cell in a row of that kind."""
    return Style.TOTAL if kind.sums_up else alignment_style(cell)
