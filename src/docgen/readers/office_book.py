"""Proof of a workbook that the office laid out: its cells with a name say what the table says."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from openpyxl.utils import get_column_letter, quote_sheetname

from docgen.diagnostics import Words
from docgen.document import Cell, CellRange, CellRef, Row, RowKind, Table
from docgen.readers.shown import shows
from docgen.readers.xlsx import NamedRange, SheetCell, named
from docgen.records import record
from docgen.renderers.excel.office_template.names import (
    column_name,
    computed_name,
    subtotal_name,
    total_name,
)
from docgen.renderers.excel.values import held_value


def differences(data: bytes, table: Table) -> Iterator[Words]:
    """Yield a difference for each cell of `table` that docgen filled in `data`, and that says otherwise.

    Subtotals, totals and computed values without a name are the office's own, or left out.
    """
    found = named(data)
    filled = [index for index, row in enumerate(table.rows) if row.kind in (RowKind.DATA, RowKind.SUBTOTAL)]
    columns = {
        index: found[name]
        for index, id in enumerate(table.columns)
        if (name := column_name(table.id, id)) in found
    }
    if not columns:
        yield Words("没有一栏有名称，找不到表格", "no column has a name, so the table is not found")
    elif table.protect and not next(iter(columns.values())).protected:
        yield Words("工作表没有保护好", "the sheet is not protected")
    proof = _Proof(table, {row: position for position, row in enumerate(filled)}, columns)
    for index, column in columns.items():
        if len(column.cells) != max(1, len(filled)):
            yield _difference("", f"{len(filled)} 行", f"{len(column.cells)} 行")
        adds_up = subtotal_name(table.id, table.columns[index]) in found
        for position, (row, (got,)) in enumerate(zip(filled, column.cells, strict=False)):
            if table.rows[row].kind is RowKind.SUBTOTAL and not adds_up:
                continue
            want = _covering(table.rows[row], index)
            if want and want.columns > 1 and _is_blank(got) and proof.shows_label(table.rows[row], position):
                continue  # a label that covers several columns stands in another of them
            yield from proof.compared(want, got, _Place(column, position))
    for summary in (each for each in table.rows if each.kind in (RowKind.TOTAL, RowKind.COMPUTED)):
        for index, id in enumerate(table.columns):
            place = found.get(_summary_name(table, summary, id))
            if place:
                yield from proof.compared(_covering(summary, index), place.cells[0][0], _Place(place))


class _Place(NamedTuple):
    """A cell of a range of one column."""

    range: NamedRange
    position: int = 0

    @property
    def address(self) -> str:
        """Sheet and cell, for messages."""
        area = self.range.area
        return f"{self.range.sheet}!{get_column_letter(area.column)}{area.row + self.position}"


def _summary_name(table: Table, row: Row, column: str) -> str:
    if row.kind is RowKind.COMPUTED:
        return computed_name(table.id, column, row.id)
    return total_name(table.id, column)


@record
class _Proof:
    """Where each row and column of a table is in the workbook, for the addresses in its formulas."""

    table: Table
    rows: Mapping[int, int]
    columns: Mapping[int, NamedRange]

    def shows_label(self, row: Row, position: int) -> bool:
        """Whether one of the columns that a row's label covers holds it."""
        label = next(index for index, cell in enumerate(row.cells) if cell and cell.columns > 1)
        covered = range(label, label + (row.cells[label] or Cell(())).columns)
        return any(
            not _is_blank(self.columns[index].cells[position][0])
            for index in covered
            if index in self.columns
        )

    def compared(self, want: Cell | None, got: SheetCell | None, at: _Place) -> Iterator[Words]:
        if want is None or got is None:
            # A cell that another one covers is merged, or stands empty where the template does not merge.
            if (want and held_value(want) is not None) or (got and got.value is not None):
                yield _difference(at.address, want.text if want else "", str(got.value) if got else "")
            return
        formula = self._formula(want, at.range.sheet)
        if (held_value(want), formula) != (got.value, got.formula):
            yield _difference(at.address, f"{want.text} {formula}", f"{got.value} {got.formula}")
        elif isinstance(got.value, Fraction) and not shows(got.value, got.number_format, want.text):
            yield _difference(at.address, want.text, f"{got.value} ({got.number_format})")
        elif self.table.protect and at.range.protected and not (_is_blank(got) or got.locked):
            yield Words(f"{at.address} 没有锁定", f"{at.address} is not locked")

    def _formula(self, cell: Cell, sheet: str) -> str:
        said = [each if isinstance(each, str) else self._address(each, sheet) for each in cell.formula or ()]
        return "" if None in said else "".join(piece for piece in said if piece)

    def _address(self, piece: CellRef | CellRange, sheet: str) -> str | None:
        if isinstance(piece, CellRange):
            first, last = self._address(piece.first, sheet), self._address(piece.last, sheet)
            return f"{first}:{last.rpartition('!')[2]}" if first and last else None
        column, row = self.columns.get(piece.column), self.rows.get(piece.row)
        if column is None or row is None:
            return None
        prefix = "" if column.sheet == sheet else f"{quote_sheetname(column.sheet)}!"
        return f"{prefix}{get_column_letter(column.area.column)}{column.area.row + row}"


def _is_blank(cell: SheetCell | None) -> bool:
    return cell is None or cell.value is None


def _covering(row: Row, column: int) -> Cell | None:
    """Return the cell of a row in a column, or the one that covers it from the left."""
    for index in range(column, -1, -1):
        cell = row.cells[index]
        if cell:
            return cell if index + cell.columns > column else None
    return None


def _difference(at: str, want: str, got: str) -> Words:
    zh, en = (f"{at}：", f"{at}: ") if at else ("", "")
    return Words(
        f"{zh}应为“{want.strip()}”，读回“{got.strip()}”",
        f"{en}meant {want.strip()!r}, read back {got.strip()!r}",
    )
