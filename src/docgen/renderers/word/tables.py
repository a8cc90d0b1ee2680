"""One table as WordprocessingML: the table style and a computed grid."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from docgen.document import Cell, Paragraph, Role, Row, RowKind, Run, Table
from docgen.fonts import lacks
from docgen.printed_rows import PlainCells, Slot, Slots
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
_RUN: Final = _SAMPLE_RUN.replace(_SAMPLE, "%s")
_MARK: Final = 900_000_000
"""Stands for the width of the first column in a sample, the next number for that of the second."""


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
    writer = _Writer(widths, sheet, sound=_is_sound(table, sheet))
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

    def __init__(self, widths: Sequence[int], sheet: Stylesheet, *, sound: bool) -> None:
        self._widths = widths
        self._sheet = sheet
        self._sound = sound
        """Whether the texts of all plain rows are known to be runs of plain characters."""
        self._slots = Slots()
        self._samples: dict[tuple[tuple[Role, ...], RowKind, Beside], str] = {}

    def row(self, row: Row, beside: Beside) -> str:
        """Return `w:tr`; one that covers nothing differs from a sample in its texts alone."""
        plain = row.cells if type(row.cells) is PlainCells else None
        if plain and (self._sound or _is_run(plain.texts, plain.roles, self._sheet)):
            look = plain.roles, row.kind, beside
            if look not in self._samples:
                self._samples[look] = self._sample(*look)
            return self._samples[look] % tuple([text and _RUN % text for text in plain.texts])
        return self._written(row, beside)

    def _sample(self, roles: tuple[Role, ...], kind: RowKind, beside: Beside) -> str:
        sample = _sample(self._sheet, roles, kind, beside)
        for place, width in enumerate(self._widths):
            sample = sample.replace(str(_MARK + place), str(width))
        return sample

    def _written(self, row: Row, beside: Beside) -> str:
        cells = (_cell(slot, self._widths, self._sheet, beside) for slot in self._slots.of(row.cells))
        return element("tr", _row_properties(row.kind), *cells)


@lru_cache(maxsize=1 << 8)
def _sample(sheet: Stylesheet, roles: tuple[Role, ...], kind: RowKind, beside: Beside) -> str:
    """Return a row to put texts into, with marks where the widths of the columns go."""
    cells = tuple(Cell((Paragraph(role, (Run(_SAMPLE),)),)) for role in roles)
    writer = _Writer(range(_MARK, _MARK + len(roles)), sheet, sound=False)
    return writer._written(Row(cells, kind), beside).replace("%", "%%").replace(_SAMPLE_RUN, "%s")


def _is_sound(table: Table, sheet: Stylesheet) -> bool:
    """Return whether all plain rows of a table hold runs of plain characters."""
    plain = [row.cells for row in table.rows if type(row.cells) is PlainCells]
    roles = {role for each in {cells.roles for cells in plain} for role in each}
    return _is_run([text for cells in plain for text in cells.texts], roles, sheet)


def _is_run(texts: Iterable[str], roles: Iterable[Role], sheet: Stylesheet) -> bool:
    """Return whether each text is one run of characters that stand for themselves, in any of the roles."""
    words, families = "".join(texts), {sheet.family(role) for role in roles}
    return is_plain(words) and not any(lacks(family, words) for family in families)


def _row_properties(kind: RowKind) -> str:
    header = element("tblHeader") if kind is RowKind.HEADER else ""
    return element("trPr", element("cantSplit"), header)


def _cell(slot: Slot, widths: Sequence[int], sheet: Stylesheet, beside: Beside) -> str:
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
