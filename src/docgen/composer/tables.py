"""Evaluated tables → printed tables, each cell with its exact value and, for Excel, its formula."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

from docgen.composer.table_formulas import Formulas
from docgen.composer.table_heads import header_rows
from docgen.composer.table_layout import Layout
from docgen.document import Cell, Formula, Origin, Paragraph, Role, Row, RowKind, Run, Table
from docgen.model.cells import (
    EvaluatedCell,
    decimals_of,
    format_of,
    in_column_unit,
    is_numeric,
    number_format,
    printed_format,
)
from docgen.model.evaluation import Evaluation
from docgen.model.row_names import Place
from docgen.model.table import Column
from docgen.model.table_cells import data_texts, in_form
from docgen.model.tables import EvaluatedTable
from docgen.model.values import Date
from docgen.printed_rows import PlainCells

_ROLES = {
    "serial": Role.CELL_CENTER,
    "name": Role.CELL_CENTER,
    "group": Role.CELL_CENTER,
    "choice": Role.CELL_CENTER,
    "text": Role.CELL_TEXT,
    "date": Role.CELL_CENTER,
}


def quota_table(evaluation: Evaluation, table: EvaluatedTable) -> Table:
    """Return a quota table as printed: header, rows by groups, subtotals, total and computed rows.

    In the pack of a unit a table of units shows the unit's row alone.
    """
    columns = table.spec.columns
    header = header_rows(table)
    layout = Layout(table, len(header), evaluation.unit_row(table))
    rows = _Rows(evaluation, layout)
    body = _merged([rows.row(place) for place in layout.places], columns)
    ids = tuple(column.id for column in columns)
    return Table(
        table.spec.id,
        ids,
        (*header, *body),
        table.spec.protect,
        template=table.spec.template or "",
        year=table.spec.data_year or evaluation.program.year,
    )


def lines_cell(lines: Sequence[tuple[Run, ...]], role: Role) -> Cell:
    """Return a text cell with a paragraph for each line."""
    return Cell(tuple(Paragraph(role, line) for line in lines))


class _Rows:
    """The printed rows of one table."""

    def __init__(self, evaluation: Evaluation, layout: Layout) -> None:
        self._table = table = layout.table
        literal = frozenset(
            (row, column.id) for row, column, cell in table.overridden() if cell.shown is not None
        )
        self._formulas = Formulas(evaluation, layout, literal)
        self._texts = [data_texts(table, column) for column in table.spec.columns]
        self._roles = tuple(map(cell_role, table.spec.columns))
        self._covered = _before_names(table.spec.columns)

    def row(self, place: Place) -> Row:
        if place.row is not None:
            row = place.row
            texts = tuple([text(row) for text in self._texts])
            return Row(PlainCells(texts, self._roles, partial(self._cells, place)))
        if place.computed is not None:
            id = self._table.spec.computed_rows[place.computed].id
            return Row(self._label_merged(self._cells(place)), RowKind.COMPUTED, id)
        kind = RowKind.TOTAL if place.group is None else RowKind.SUBTOTAL
        if self._covered:
            return Row(self._label_merged(self._cells(place)), kind)
        texts = tuple([cell.text for cell in self._table.line(place)])
        return Row(PlainCells(texts, self._roles, partial(self._cells, place)), kind)

    def _label_merged(self, cells: Sequence[Cell | None]) -> tuple[Cell | None, ...]:
        """Let a total's label cover the 序号 and group columns before the names."""
        covered, label = self._covered, cells[self._covered]
        if not covered or not label:
            return tuple(cells)
        return (replace(label, columns=covered + 1), *[None] * covered, *cells[covered + 1 :])

    def _cells(self, place: Place) -> list[Cell | None]:
        cells: list[Cell | None] = []
        for column, cell in zip(self._table.spec.columns, self._table.line(place), strict=True):
            formula = self._formulas.of(place, column, cell) if is_numeric(column) else None
            cells.append(printed_cell(self._form(place, column), cell, formula))
        return cells

    def _form(self, place: Place, column: Column) -> Column:
        """Return the column as this row prints it."""
        if place.computed is None:
            return column
        given = self._table.spec.computed_rows[place.computed].cells.get(column.id)
        return in_form(column, given) if given else column


def _before_names(columns: Sequence[Column]) -> int:
    """Return how many 序号 and group columns come before the names, where nothing else does."""
    name = next((i for i, column in enumerate(columns) if column.type == "name"), 0)
    return name if all(column.type in ("serial", "group") for column in columns[:name]) else 0


def cell_role(column: Column) -> Role:
    """Return the role of the paragraphs in a column's cells."""
    return _ROLES.get(column.type, Role.CELL_NUMBER)


def printed_cell(column: Column, cell: EvaluatedCell, formula: Formula | None) -> Cell:
    """Return an evaluated cell as printed, with its exact value and its formula."""
    role = cell_role(column)
    run = Run(cell.text, None, Origin(cell.at, cell.expression, cell.sources))
    paragraph = Paragraph(role, (run,) if cell.text else ())
    value: Fraction | None = None if cell.shown is not None else in_column_unit(cell.value, column)
    if isinstance(cell.value, Date) and cell.shown is None:
        return Cell((paragraph,), cell.value.day, number_format(cell.value, column))
    if value is not None:
        return Cell((paragraph,), value, format_of(cell.text, column), formula)
    if formula is None:
        return Cell((paragraph,))
    # What came to nothing prints a number as soon as its figures are there.
    return Cell((paragraph,), None, printed_format(decimals_of(column), column), formula)


def _merged(rows: list[Row], columns: tuple[Column, ...]) -> list[Row]:
    """Join equal neighbours of columns that ask for it, top to bottom, within unbroken rows of data."""
    if not any(column.merge for column in columns):
        return rows
    grid: list[list[Cell | None]] = [list(row.cells) for row in rows]
    for position, column in enumerate(columns):
        top = 0
        for index in range(1, len(grid)) if column.merge else ():
            here, first = grid[index][position], grid[top][position]
            alike = rows[index].kind is rows[top].kind is RowKind.DATA
            if alike and here and first and here.text and here.text == first.text:
                grid[top][position] = replace(first, rows=first.rows + 1)
                grid[index][position] = None
            else:
                top = index
    return [replace(row, cells=tuple(cells)) for row, cells in zip(rows, grid, strict=True)]
