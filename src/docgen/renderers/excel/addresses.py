"""Addresses on a sheet: of a table's cells, of its formulas, of what a defined name stands for."""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from openpyxl.utils import get_column_letter, quote_sheetname

from docgen.document import CellRange, CellRef, Formula


class Area(NamedTuple):
    """A rectangle of cells on a sheet, counting rows and columns from 1."""

    row: int
    column: int
    rows: int
    columns: int

    def reference(self, sheet: str) -> str:
        """Return its absolute address, as a defined name holds it: `'目标'!$A$4:$E$26`."""
        last_row, last_column = self.row + self.rows - 1, self.column + self.columns - 1
        first = f"${get_column_letter(self.column)}${self.row}"
        return f"{quote_sheetname(sheet)}!{first}:${get_column_letter(last_column)}${last_row}"

    def places(self) -> Iterator[tuple[int, int]]:
        """Yield row and column of each of its cells."""
        yield from product(
            range(self.row, self.row + self.rows), range(self.column, self.column + self.columns)
        )


def formula_text(formula: Formula, first_row: int) -> str:
    """Return the formula without `=`, for a table that begins in column A of row `first_row`."""
    return "".join(piece if isinstance(piece, str) else _address(piece, first_row) for piece in formula)


def _address(piece: CellRef | CellRange, first_row: int) -> str:
    if isinstance(piece, CellRange):
        return f"{_address(piece.first, first_row)}:{_address(piece.last, first_row)}"
    return f"{get_column_letter(piece.column + 1)}{first_row + piece.row}"
