"""One table as WordprocessingML: the table style and a computed grid."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from docgen.document import Cell, Paragraph, PlainCells, Role, Row, RowKind, Run, Table
from docgen.fonts import lacks
from docgen.renderers.word import styles
from docgen.renderers.word.paragraphs import PLAIN, Beside, paragraph_xml
from docgen.renderers.word.stylesheet import Stylesheet
from docgen.renderers.word.widths import column_widths
from docgen.renderers.word.wordml import element, is_plain, pieces

# Word reads a cell without a paragraph as a damaged file.
_EMPTY = (Paragraph(Role.CELL_TEXT, ()),)
_SAMPLE: Final = "0"
"""What a sample row prints; every font has it."""
_SAMPLE_RUN: Final = f"<w:r>{pieces(_SAMPLE)}</w:r>"


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
    writer = _Writer(widths, sheet)
    written = []
    for place, (row, following) in enumerate(zip(table.rows, (*table.rows[1:], None), strict=True)):
        # A total alone at the top of a page says nothing.
        keep = following is not None and following.kind.sums_up
        breaks = page_break and place == 0
        beside = Beside(keep_next=keep, page_break=breaks) if keep or breaks else PLAIN
        written.append(writer.row(row, beside))
    return element("tbl", properties, grid, *written)


class _Writer:
    """Writes the rows of one table from the top."""

    def __init__(self, widths: Sequence[int], sheet: Stylesheet) -> None:
        self._widths = widths
        self._sheet = sheet
        self._reaching: dict[int, tuple[Cell, int]] = {}
        """The last cell at each place, and how many rows it still covers."""
        self._samples: dict[tuple[tuple[Role, ...], Beside], _Sample] = {}

    def row(self, row: Row, beside: Beside) -> str:
        if type(row.cells) is PlainCells and row.kind is not RowKind.HEADER:
            look = row.cells.roles, beside
            sample = self._samples.get(look) or self._samples.setdefault(look, self._sample(*look))
            if written := sample.filled(row.cells.texts):
                return written
        cells = (_cell(slot, self._widths, self._sheet, beside) for slot in self._slots(tuple(row.cells)))
        return element("tr", _row_properties(row), *cells)

    def _sample(self, roles: tuple[Role, ...], beside: Beside) -> "_Sample":
        cells = tuple(Cell((Paragraph(role, (Run(_SAMPLE),)),)) for role in roles)
        families = {self._sheet.family(role) for role in roles}
        return _Sample(self.row(Row(cells), beside).split(_SAMPLE_RUN), families)

    def _slots(self, cells: Sequence[Cell | None]) -> Iterator[_Slot]:
        """Yield the places of a row, those that cells above cover included."""
        reaching, place = self._reaching, 0
        while place < len(cells):
            cell = cells[place]
            slot = _Slot(place, cell or reaching[place][0], continued=cell is None)
            below = (slot.cell.rows if cell else reaching[place][1]) - 1
            reaching[place] = (slot.cell, below)
            yield slot
            place += slot.cell.columns


class _Sample:
    """A row that covers nothing, written once: others differ from it in their texts alone."""

    def __init__(self, pieces: Sequence[str], families: Iterable[str]) -> None:
        self._row = "%s".join(piece.replace("%", "%%") for piece in pieces)
        self._families = tuple(families)
        self._run = _SAMPLE_RUN.replace(_SAMPLE, "%s")

    def filled(self, texts: Sequence[str]) -> str:
        """Return a row with such texts; nothing where one of them is more than a run of plain characters."""
        words = "".join(texts)
        if not is_plain(words) or any(lacks(family, words) for family in self._families):
            return ""
        return self._row % tuple([text and self._run % text for text in texts])


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
