"""Addresses on a sheet: of a table's cells, of its formulas, of what a defined name stands for."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from docgen.document import CellRange, CellRef, Formula

_LETTERS = 26


class Area(NamedTuple):
    """A rectangle of cells on a sheet, counting rows and columns from 1."""

    row: int
    column: int
    rows: int
    columns: int

    @property
    def address(self) -> str:
        """Its relative address: `A4:E26`."""
        last_row, last_column = self.row + self.rows - 1, self.column + self.columns - 1
        return f"{column_letter(self.column)}{self.row}:{column_letter(last_column)}{last_row}"

    def reference(self, sheet: str) -> str:
        """Return its absolute address, as a defined name holds it: `'目标'!$A$4:$E$26`."""
        last_row, last_column = self.row + self.rows - 1, self.column + self.columns - 1
        first = f"${column_letter(self.column)}${self.row}"
        return f"{quoted(sheet)}!{first}:${column_letter(last_column)}${last_row}"

    def places(self) -> Iterator[tuple[int, int]]:
        """Yield row and column of each of its cells."""
        yield from product(
            range(self.row, self.row + self.rows), range(self.column, self.column + self.columns)
        )


@lru_cache(maxsize=1024)
def column_letter(column: int) -> str:
    """Return the letters of a column, counting from 1."""
    letters = ""
    while column:
        column, place = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + place) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """Return the number of the column with these letters, counting from 1."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number


def place_of(address: str) -> tuple[int, int]:
    """Return row and column of a cell's relative address, such as `A4`."""
    letters = address.rstrip("0123456789")
    return int(address[len(letters) :]), column_number(letters)


def quoted(sheet: str) -> str:
    """Return the name of a sheet as formulas hold it."""
    return "'" + sheet.replace("'", "''") + "'"


def formula_text(formula: Formula, first_row: int) -> str:
    """Return the formula without `=`, for a table that begins in column A of row `first_row`."""
    return "".join(piece if isinstance(piece, str) else _address(piece, first_row) for piece in formula)


def _address(piece: CellRef | CellRange, first_row: int) -> str:
    if isinstance(piece, CellRange):
        return f"{_address(piece.first, first_row)}:{_address(piece.last, first_row)}"
    return f"{column_letter(piece.column + 1)}{first_row + piece.row}"
