"""The rows that a table fills: which row of the template each is made of, and where its cells are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from openpyxl.utils import get_column_letter, quote_sheetname

from docgen.diagnostics import Mistake, Words
from docgen.document import Cell, CellRange, CellRef, Formula, RowKind, Table
from docgen.renderers.excel.office_template.references import Copy, Growth
from docgen.renderers.excel.office_template.survey import Layout

LAST_ROW = 1048576
"""Excel's last row."""


@dataclass(frozen=True, slots=True)
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
    """Return where the table's rows go; raise Mistake where they have no place."""
    filled = [number for number, row in enumerate(table.rows) if row.kind in (RowKind.DATA, RowKind.SUBTOTAL)]
    subtotals = {number for number in filled if table.rows[number].kind is RowKind.SUBTOTAL}
    if subtotals and layout.subtotal is None:
        raise Mistake("no-subtotal-row", *_NO_SUBTOTAL)
    if any(row.kind is RowKind.COMPUTED for row in table.rows):
        raise Mistake("no-computed-row", *_NO_COMPUTED)
    growth = Growth(layout.top, layout.bottom, max(1, len(filled)))
    if growth.top + growth.count > LAST_ROW:
        raise Mistake("too-many-rows", *_too_many(growth.count))
    rows = {number: growth.top + index for index, number in enumerate(filled)}
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


def _covering(cells: tuple[Cell | None, ...], column: int) -> Cell | None:
    """Return the cell of the row that covers a column from the left, as the label of a total does."""
    for index in range(column - 1, -1, -1):
        cell = cells[index]
        if cell:
            return cell if index + cell.columns > column and cell.rows == 1 else None
    return None


_NO_SUBTOTAL = (
    Words("表格有小计行，模板里没有", "the table has subtotals, and the template has no row for them"),
    Words(
        "紧接示例行加一行，写 {{ subtotal.栏编号 }}",
        "add a row next to the sample row with {{ subtotal.COLUMN }}",
    ),
)


_NO_COMPUTED = (
    Words("表格有算出的行（computed_rows），模板里放不下", "computed rows have no place in such a template"),
    Words(
        "在模板里用 Excel 算式写这一行，删去 computed_rows，或不写 template",
        "write that row as formulas of the template and drop `computed_rows`, or drop `template`",
    ),
)


def _too_many(rows: int) -> tuple[Words, Words]:
    return (
        Words(
            f"表格有 {rows} 行，一张工作表放不下（最多 {LAST_ROW} 行）",
            f"{rows} rows do not fit on a sheet of {LAST_ROW}",
        ),
        Words("把表格分成几张", "split the table"),
    )
