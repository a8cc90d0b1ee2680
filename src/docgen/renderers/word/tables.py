"""One table as WordprocessingML: the table style and a computed grid."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from docgen.document import Cell, Paragraph, Role, Row, RowKind, Table
from docgen.renderers.word import styles
from docgen.renderers.word.paragraphs import PLAIN, Beside, paragraph_xml
from docgen.renderers.word.stylesheet import Stylesheet
from docgen.renderers.word.widths import column_widths
from docgen.renderers.word.wordml import element

# Word reads a cell without a paragraph as a damaged file.
_EMPTY = (Paragraph(Role.CELL_TEXT, ()),)


class _Slot(NamedTuple):
    """A place in a row: a cell, or one that reaches down from a row above."""

    place: int
    cell: Cell
    continued: bool


def table_xml(table: Table, sheet: Stylesheet, width: int, page_break: bool = False) -> str:
    """Return `w:tbl`, `width` twips wide; its first row starts a page where asked."""
    widths = column_widths(table, sheet.typeface(Role.CELL_TEXT).size, width)
    properties = element(
        "tblPr",
        element("tblStyle", val=sheet.id(styles.TABLE.name, "table")),
        element("tblW", w=width, type="dxa"),
        element("tblLayout", type="fixed"),
        element("tblLook", val="0000"),
    )
    grid = element("tblGrid", *(element("gridCol", w=each) for each in widths))
    rows = zip(table.rows, (*table.rows[1:], None), _slots(table), strict=True)
    written = []
    for place, (row, following, slots) in enumerate(rows):
        # A total alone at the top of a page says nothing.
        keep = following is not None and following.kind.sums_up
        breaks = page_break and place == 0
        beside = Beside(keep_next=keep, page_break=breaks) if keep or breaks else PLAIN
        cells = (_cell(slot, widths, sheet, beside) for slot in slots)
        written.append(element("tr", _row_properties(row), *cells))
    return element("tbl", properties, grid, *written)


def _row_properties(row: Row) -> str:
    header = element("tblHeader") if row.kind is RowKind.HEADER else ""
    return element("trPr", element("cantSplit"), header)


def _cell(slot: _Slot, widths: Sequence[int], sheet: Stylesheet, beside: Beside) -> str:
    cell = slot.cell
    merge = (
        "" if cell.rows == 1 else element("vMerge") if slot.continued else element("vMerge", val="restart")
    )
    width = sum(widths[slot.place : slot.place + cell.columns])
    properties = _cell_properties(width, cell.columns, merge)
    lines = _EMPTY if slot.continued else cell.paragraphs or _EMPTY
    return element("tc", properties, *(paragraph_xml(line, sheet, beside) for line in lines))


@lru_cache(maxsize=1 << 10)
def _cell_properties(width: int, columns: int, merge: str) -> str:
    span = element("gridSpan", val=columns) if columns > 1 else ""
    return element("tcPr", element("tcW", w=width, type="dxa"), span, merge)


def _slots(table: Table) -> Iterator[list[_Slot]]:
    """Yield the places of each row, those that cells above cover included."""
    reaching: dict[int, tuple[Cell, int]] = {}
    for row in table.rows:
        slots: list[_Slot] = []
        place = 0
        while place < len(row.cells):
            cell = row.cells[place]
            slot = _Slot(place, cell or reaching[place][0], continued=cell is None)
            below = (slot.cell.rows if cell else reaching[place][1]) - 1
            reaching[place] = (slot.cell, below)
            slots.append(slot)
            place += slot.cell.columns
        yield slots
