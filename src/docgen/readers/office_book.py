"""Proof of a workbook that the office laid out: its cells with a name say what the table says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from openpyxl.utils import get_column_letter, quote_sheetname

from docgen.diagnostics import Words
from docgen.document import Cell, CellRange, CellRef, Row, RowKind, Table
from docgen.readers.shown import shows
from docgen.readers.xlsx import NamedRange, SheetCell, named
from docgen.renderers.excel.office_template.names import column_name, total_name
from docgen.renderers.excel.values import held_value


def differences(data: bytes, table: Table) -> Iterator[Words]:
    """Yield a difference for each cell of `table` that the workbook `data` prints, and prints otherwise."""
    found = named(data)
    filled = [index for index, row in enumerate(table.rows) if row.kind in (RowKind.DATA, RowKind.SUBTOTAL)]
    columns = {
        index: found[name]
        for index, id in enumerate(table.columns)
        if (name := column_name(table.id, id)) in found
    }
    if not columns:
        yield Words("没有一栏有名称，找不到表格", "no column has a name, so the table is not found")
    proof = _Proof(table, {row: position for position, row in enumerate(filled)}, columns)
    for index, column in columns.items():
        if len(column.cells) != max(1, len(filled)):
            yield _difference(f"{len(filled)} 行", f"{len(column.cells)} 行")
        for position, (row, (got,)) in enumerate(zip(filled, column.cells, strict=False)):
            want = _covering(table.rows[row], index)
            if want and want.columns > 1 and _is_blank(got) and proof.shows_label(table.rows[row], position):
                continue  # a label that covers several columns stands in another of them
            yield from proof.compared(want, got, column.sheet)
    total = next((row for row in table.rows if row.kind is RowKind.TOTAL), None)
    for index, id in enumerate(table.columns):
        place = found.get(total_name(table.id, id))
        if total and place:
            yield from proof.compared(_covering(total, index), place.cells[0][0], place.sheet)


@dataclass(frozen=True, slots=True)
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

    def compared(self, want: Cell | None, got: SheetCell | None, sheet: str) -> Iterator[Words]:
        if want is None or got is None:
            # A cell that another one covers is merged, or stands empty where the template does not merge.
            if (want and held_value(want) is not None) or (got and got.value is not None):
                yield _difference(want.text if want else "", str(got.value) if got else "")
            return
        formula = self._formula(want, sheet)
        if (held_value(want), formula) != (got.value, got.formula):
            yield _difference(f"{want.text} {formula}", f"{got.value} {got.formula}")
        elif isinstance(got.value, Fraction) and not shows(got.value, got.number_format, want.text):
            yield _difference(want.text, f"{got.value} ({got.number_format})")

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


def _difference(want: str, got: str) -> Words:
    return Words(
        f"应为“{want.strip()}”，读回“{got.strip()}”", f"meant {want.strip()!r}, read back {got.strip()!r}"
    )
