"""Evaluated tables → printed tables, each cell with its exact value and, for Excel, its formula."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from docgen.composer.table_heads import header_rows
from docgen.diagnostics import Mistake, Words
from docgen.document import (
    Cell,
    CellRange,
    CellRef,
    Formula,
    Origin,
    Paragraph,
    Role,
    Row,
    RowKind,
    Run,
    Table,
)
from docgen.model.cells import (
    EvaluatedCell,
    decimals_of,
    in_column_unit,
    is_numeric,
    number_format,
    printed_unit,
    scale,
)
from docgen.model.evaluation import Evaluation
from docgen.model.expressions import parse_expression
from docgen.model.namespaces import dotted
from docgen.model.spreadsheet import Reference, to_excel
from docgen.model.table import Column
from docgen.model.tables import EvaluatedTable
from docgen.model.values import Date, Quantity

_ROLES = {
    "serial": Role.CELL_CENTER,
    "name": Role.CELL_CENTER,
    "text": Role.CELL_TEXT,
    "date": Role.CELL_CENTER,
}


def quota_table(evaluation: Evaluation, table: EvaluatedTable) -> Table:
    """Return a quota table as printed: header, rows, and the total in its place."""
    columns = table.spec.columns
    header = header_rows(table)
    above = bool(table.spec.total and table.spec.total.position == "above")
    first = len(header) + above
    data = _DataRows(evaluation, table, first)
    rows = _merged([data.row(index) for index in range(len(table.rows))], columns)
    total = [data.total()] if table.spec.total else []
    body = [*total, *rows] if above else [*rows, *total]
    return Table(table.spec.id, tuple(column.id for column in columns), (*header, *body))


def lines_cell(lines: Sequence[tuple[Run, ...]], role: Role) -> Cell:
    """Return a text cell with a paragraph for each line."""
    return Cell(tuple(Paragraph(role, line) for line in lines))


class _DataRows:
    """The rows of one table; `first` is the position of its first data row among the printed rows."""

    def __init__(self, evaluation: Evaluation, table: EvaluatedTable, first: int) -> None:
        self._evaluation = evaluation
        self._table = table
        self._columns = table.spec.columns
        self._first = first

    def row(self, index: int) -> Row:
        cells = zip(self._columns, self._table.cells(index), strict=True)
        return Row(
            tuple(self._cell(column, cell, self._formula(column, cell, index)) for column, cell in cells)
        )

    def total(self) -> Row:
        cells = self._table.cells(None)
        printed: list[Cell | None] = [
            self._cell(column, cell, self._sum(position, column))
            for position, (column, cell) in enumerate(zip(self._columns, cells, strict=True))
        ]
        return Row(tuple(self._label_merged(printed)), RowKind.TOTAL)

    def _label_merged(self, cells: list[Cell | None]) -> list[Cell | None]:
        """Let the total's label cover the 序号 column before the names."""
        name = next((i for i, column in enumerate(self._columns) if column.type == "name"), 0)
        label = cells[name]
        if name and label and all(column.type == "serial" for column in self._columns[:name]):
            return [replace(label, columns=name + 1), *[None] * name, *cells[name + 1 :]]
        return cells

    @staticmethod
    def _cell(column: Column, cell: EvaluatedCell, formula: Formula | None) -> Cell:
        role = _ROLES.get(column.type, Role.CELL_NUMBER)
        run = Run(cell.text, None, Origin(cell.at, cell.expression, cell.reads))
        paragraph = Paragraph(role, (run,) if cell.text else ())
        value: Fraction | None = None if cell.shown is not None else in_column_unit(cell.value, column)
        if isinstance(cell.value, Date) and cell.shown is None:
            return Cell((paragraph,), cell.value.day, number_format(cell.value, column))
        if value is None:
            return Cell((paragraph,))
        return Cell((paragraph,), value, number_format(cell.value, column), formula)

    def _formula(self, column: Column, cell: EvaluatedCell, index: int) -> Formula | None:
        if not cell.expression or not is_numeric(column):
            return None
        places = decimals_of(column) + (2 if column.type == "percent" else 0)

        def refer(path: tuple[str, ...]) -> "Quantity | Reference[CellRef]":
            return self._refer(path, index)

        try:
            return to_excel(
                parse_expression(cell.expression),
                refer,
                scale=scale(column),
                rounding=column.round,
                decimals=places,
            )
        except Mistake:
            return None  # Excel cannot say it: the value stands alone

    def _refer(self, path: tuple[str, ...], index: int) -> "Quantity | Reference[CellRef]":
        position = next((i for i, column in enumerate(self._columns) if (column.id,) == path), None)
        if position is not None:
            cell = self._table.cells(index)[position]
            if cell.shown is None:
                column = self._columns[position]
                return Reference(CellRef(self._first + index, position), scale(column), printed_unit(column))
        value = self._evaluation.evaluate(dotted(path), self._table.scope(index)).value
        if not isinstance(value, Quantity):
            raise Mistake("not-a-number", Words("算式引用了文字", "text is no number"))
        return value

    def _sum(self, position: int, column: Column) -> Formula | None:
        count = len(self._table.rows)
        if not count or not self._table.sums(column):
            return None
        if any(self._table.cells(index)[position].shown is not None for index in range(count)):
            return None
        area = CellRange(CellRef(self._first, position), CellRef(self._first + count - 1, position))
        decimals = len(
            number_format(self._table.cells(None)[position].value, column).rstrip("%").partition(".")[2]
        )
        if column.type == "percent":
            decimals += 2
        return ("ROUND(SUM(", area, f"),{decimals})") if decimals else ("SUM(", area, ")")


def _merged(rows: list[Row], columns: tuple[Column, ...]) -> list[Row]:
    """Join equal neighbours of columns that ask for it, top to bottom."""
    grid: list[list[Cell | None]] = [list(row.cells) for row in rows]
    for position, column in enumerate(columns):
        top = 0
        for index in range(1, len(grid)) if column.merge else ():
            here, first = grid[index][position], grid[top][position]
            if here and first and here.text and here.text == first.text:
                grid[top][position] = replace(first, rows=first.rows + 1)
                grid[index][position] = None
            else:
                top = index
    return [replace(row, cells=tuple(cells)) for row, cells in zip(rows, grid, strict=True)]
