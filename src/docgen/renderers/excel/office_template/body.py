"""The rows that a table fills: which row of the template each is made of, and where its cells are."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from openpyxl.utils import get_column_letter, quote_sheetname

from docgen.document import Cell, CellRange, CellRef, Formula, RowKind, Table
from docgen.records import record
from docgen.renderers.excel.office_template.growth import Copy, Growth
from docgen.renderers.excel.office_template.survey import Layout


@record
class Body:
    """A table in its place on the sheet of a layout."""

    table: Table
    layout: Layout
    copies: tuple[tuple[int | None, Copy], ...]
    """Each filled row: the table's row, None for the blank one of an empty table, and its origin."""
    growth: Growth
    rows: Mapping[int, int]
    """The sheet's row of each row of the table that is filled here."""
    columns: Mapping[int, int]
    """The sheet's column of each column of the table that the template prints."""

    @property
    def last(self) -> int:
        """The last filled row."""
        return self.growth.top + self.growth.count - 1

    @property
    def total(self) -> int | None:
        """The table's row of totals."""
        return next((n for n, row in enumerate(self.table.rows) if row.kind is RowKind.TOTAL), None)

    def computed(self, id: str) -> int | None:
        """Return the table's computed row of that id."""
        rows = enumerate(self.table.rows)
        return next((n for n, row in rows if row.kind is RowKind.COMPUTED and row.id == id), None)

    def formula(self, formula: Formula, sheet: str) -> str | None:
        """Return a formula as a cell of `sheet` holds it; None where it reads what is left out."""
        prefix = "" if sheet == self.layout.sheet.name else f"{quote_sheetname(self.layout.sheet.name)}!"
        said = [each if isinstance(each, str) else self._address(each, prefix) for each in formula]
        return None if None in said else "".join(piece for piece in said if piece)

    def _address(self, piece: CellRef | CellRange, prefix: str) -> str | None:
        if isinstance(piece, CellRange):
            first, last = self._address(piece.first, prefix), self._address(piece.last, "")
            whole = self._unbroken(piece)
            return f"{first}:{last}" if first and last and whole else None
        if piece.row not in self.rows or piece.column not in self.columns:
            return None
        return f"{prefix}{get_column_letter(self.columns[piece.column])}{self.rows[piece.row]}"

    def _unbroken(self, piece: CellRange) -> bool:
        """Return whether a range has the same cells here: the template may order columns anew."""
        columns = [self.columns.get(each) for each in range(piece.first.column, piece.last.column + 1)]
        return all(a is not None and b == a + 1 for a, b in pairwise(columns))

    def cell(self, row: int | None, id: str) -> Cell | None:
        """Return the table's cell in the column `id`; None where it is covered from above, or not there."""
        if row is None or id not in self.table.columns:
            return None
        cells = self.table.rows[row].cells
        column = self.table.columns.index(id)
        return cells[column] or _covering(cells, column)


def place(table: Table, layout: Layout) -> Body:
    """Return where the table's rows go; subtotals without a row of their own in the template are left out."""
    kinds = (RowKind.DATA, RowKind.SUBTOTAL) if layout.subtotal else (RowKind.DATA,)
    filled = [number for number, row in enumerate(table.rows) if row.kind in kinds]
    subtotals = {number for number in filled if table.rows[number].kind is RowKind.SUBTOTAL}
    rows = {number: layout.top + index for index, number in enumerate(filled)}
    sums = tuple(rows[number] for number in filled if number in subtotals)
    growth = Growth(layout.top, layout.bottom, max(1, len(filled)), layout.sample, sums)
    columns = {index: layout.columns[id] for index, id in enumerate(table.columns) if id in layout.columns}
    copies = tuple(_copies(filled, subtotals, (layout, growth)))
    return Body(table, layout, copies, growth, rows, columns)


def _copies(
    filled: list[int], subtotals: set[int], where: tuple[Layout, Growth]
) -> Iterator[tuple[int | None, Copy]]:
    layout, growth = where
    if not filled:
        yield None, Copy(growth, layout.sample, growth.top, (growth.top, growth.top), 0)
    below = layout.subtotal is not None and layout.subtotal > layout.sample
    for group in _groups(filled, subtotals, below):
        data = [growth.top + index for index, number in group if number not in subtotals]
        ends = (data[0], data[-1]) if data else (growth.top, growth.top)
        subtotal = next((growth.top + index for index, number in group if number in subtotals), 0)
        for index, number in group:
            source = layout.subtotal if number in subtotals and layout.subtotal else layout.sample
            yield number, Copy(growth, source, growth.top + index, ends, subtotal)


def _groups(filled: list[int], subtotals: set[int], below: bool) -> Iterator[list[tuple[int, int]]]:
    """Yield the rows of each group with its subtotal, which is the last or the first of them."""
    group: list[tuple[int, int]] = []
    for index, number in enumerate(filled):
        if number in subtotals and not below and group:
            yield group
            group = []
        group.append((index, number))
        if number in subtotals and below:
            yield group
            group = []
    if group:
        yield group


def _covering(cells: Sequence[Cell | None], column: int) -> Cell | None:
    """Return the cell of the row that covers a column from the left, as the label of a total does."""
    for index in range(column - 1, -1, -1):
        cell = cells[index]
        if cell:
            return cell if index + cell.columns > column and cell.rows == 1 else None
    return None
