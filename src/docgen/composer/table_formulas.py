"""The Excel formulas of a quota table: what a cell computes, in terms of the cells that are printed."""

from collections.abc import Iterable, Sequence
from dataclasses import field

from docgen.composer.table_layout import Layout
from docgen.diagnostics import Mistake, Words
from docgen.document import CellRange, CellRef, Formula
from docgen.model.cells import EvaluatedCell, decimals_of, number_format, printed_unit, scale
from docgen.model.evaluation import Evaluation
from docgen.model.expressions import Expression, parse_expression
from docgen.model.namespaces import dotted
from docgen.model.row_names import Place, PlaceNames
from docgen.model.spreadsheet import Reference, to_excel
from docgen.model.syntax import Path
from docgen.model.table import Column
from docgen.model.table_cells import in_form
from docgen.model.values import Quantity, Rounding
from docgen.records import record

_MOST_ARGUMENTS = 255
Piece = CellRef | Formula
"""A cell, or what stands for one number: a SUM over the rows of a group."""


@record
class Formulas:
    """Prints the formulas of one table."""

    evaluation: Evaluation
    layout: Layout
    literal: frozenset[tuple[int, str]]
    """The cells, by row and column id, whose print is not their value: formulas cannot read them."""
    _first: dict[str, tuple[int, Formula]] = field(default_factory=dict, compare=False)
    """By column, the formula of its first row and the line of that: those of the other rows are alike."""

    def of(self, place: Place, column: Column, cell: EvaluatedCell) -> Formula | None:
        """Return the formula of a cell, None where Excel cannot say it and the value stands alone."""
        try:
            if cell.expression:
                return self._computed(place, column, cell)
            return (
                None
                if place.row is not None or place.computed is not None
                else self._sum(place, column, cell)
            )
        except Mistake:
            return None

    def _computed(self, place: Place, column: Column, cell: EvaluatedCell) -> Formula | None:
        if place.row is not None and column.round is Rounding.LARGEST_REMAINDER:
            return None  # a whole column is shared out at once
        table = self.layout.table
        blank = column.blank
        if place.computed is not None:
            row = table.spec.computed_rows[place.computed]
            column, blank = in_form(column, row.cells[column.id]), row.blank
        expression = parse_expression(cell.expression)
        line = self._line(place) if self._alike(expression) else None
        if line is not None and column.id in self._first:
            return _moved(*self._first[column.id], line)
        ranked = isinstance(expression.root, Path) and expression.root.parts[0] == "rank()"
        pieces = to_excel(
            expression,
            lambda path: self._refer(path, place),
            scale=scale(column),
            rounding=None if ranked else column.round,
            decimals=decimals_of(column) + (2 if column.type == "percent" else 0),
        )
        formula = _flat(pieces)
        if all(isinstance(piece, str) for piece in formula):
            return None  # it reads nothing that the sheet shows
        formula = formula if blank is None else _or_blank(formula, blank)
        if line is not None:
            self._first[column.id] = line, formula
        return formula

    def _line(self, place: Place) -> int | None:
        """Return the line on which a row of data is printed."""
        cell = self.layout.cell(place, 0) if place.row is not None else None
        return cell.row if cell else None

    def _alike(self, expression: Expression) -> bool:
        """Return whether a formula reads the same columns and the same other cells in every row of data."""
        columns = self.layout.table.columns
        return not self.literal and not any(
            PlaceNames.depends_on_row(path.parts) for path in expression.paths if path.parts[0] not in columns
        )

    def _sum(self, place: Place, column: Column, cell: EvaluatedCell) -> Formula | None:
        table = self.layout.table
        if not table.sums(column) or not (column.input or isinstance(cell.value, Quantity)):
            return None
        ranges = self._ranges(place.group, column)
        decimals = len(number_format(cell.value, column).rstrip("%").partition(".")[2])
        decimals += 2 if column.type == "percent" else 0
        total = _call("SUM", ranges)
        total = ("ROUND(", *total, f",{decimals})") if decimals else total
        return ("IF(", *_call("COUNT", ranges), '=0,"",', *total, ")") if column.input else total

    def _ranges(self, group: str | None, column: Column) -> tuple[CellRange, ...]:
        """Return the data of a column, of a group or of all rows; Mistake where formulas cannot read it."""
        table = self.layout.table
        ranges = self.layout.ranges(group, table.position(column))
        if not ranges or len(ranges) > _MOST_ARGUMENTS:
            raise _UNREADABLE
        if any((row, column.id) in self.literal for row in table.rows_of(group)):
            raise _UNREADABLE
        return ranges

    def _refer(self, path: tuple[str, ...], place: Place) -> Quantity | Reference[Piece]:
        found = self._printed(path, place)
        if found is not None:
            return found
        names = PlaceNames(self.layout.table, place)
        value = self.evaluation.evaluate(dotted(path), names).value
        if not isinstance(value, Quantity):
            raise Mistake("not-a-number", Words("算式引用了文字", "text is no number"))
        return value

    def _printed(self, path: tuple[str, ...], place: Place) -> Reference[Piece] | None:
        """Return the printed cells that a name stands for, None for what the table does not print."""
        *above, id = path
        column = self.layout.table.columns.get(id)
        if column is None:
            return None
        if not above:
            return self._cell(place, column) if place.computed is None else None
        if above == ["column"]:
            ranges = _listed(self._ranges(None, column))
            return _reference(ranges if len(ranges) == 1 else ("(", *ranges, ")"), column, many=True)
        where = self._summed(above, place)
        if where is None:
            return None
        whole = None if where.computed is not None else self._whole(where.group, column)
        return self._cell(where, column) or whole

    def _summed(self, above: list[str], place: Place) -> Place | None:
        """Return the made row that a name before a column's id means: total, subtotal, groups.east."""
        table = self.layout.table
        own = place.group if place.row is None else table.group_of(place.row)
        computed = {each.id: number for number, each in enumerate(table.spec.computed_rows)}
        match above:
            case ["total"]:
                return Place()
            case ["subtotal"] if own:
                return Place(group=own)
            case ["groups", group]:
                return Place(group=group)
            case ["computed", row] if row in computed:
                return Place(computed=computed[row])
        return None

    def _cell(self, place: Place, column: Column) -> Reference[Piece] | None:
        table = self.layout.table
        where = self.layout.cell(place, table.position(column))
        if where is None or (place.row is not None and (place.row, column.id) in self.literal):
            return None
        if place.computed is not None:
            given = table.spec.computed_rows[place.computed].cells.get(column.id)
            column = in_form(column, given) if given else column
        elif place.row is None and not table.sums(column):
            return None
        return _reference(where, column)

    def _whole(self, group: str | None, column: Column) -> Reference[Piece] | None:
        """Return the sum of a column that no printed row holds."""
        if column.total == "formula":
            return None
        return _reference(_call("SUM", self._ranges(group, column)), column)


def _reference(piece: Piece, column: Column, *, many: bool = False) -> Reference[Piece]:
    return Reference(piece, scale(column), printed_unit(column), many)


def _call(name: str, ranges: Sequence[CellRange]) -> Formula:
    return (f"{name}(", *_listed(ranges), ")")


def _listed(ranges: Sequence[CellRange]) -> Formula:
    pieces: list[str | CellRange] = []
    for each in ranges:
        pieces += [",", each] if pieces else [each]
    return tuple(pieces)


def _flat(pieces: Iterable[str | Piece]) -> Formula:
    flat: list[str | CellRef | CellRange] = []
    for piece in pieces:
        flat += piece if isinstance(piece, tuple) else [piece]
    return tuple(flat)


def _moved(line: int, formula: Formula, to: int) -> Formula:
    """Return the formula of a row on another line: its own cells move with it."""
    return tuple(
        CellRef(to, piece.column) if isinstance(piece, CellRef) and piece.row == line else piece
        for piece in formula
    )


def _or_blank(formula: Formula, blank: str) -> Formula:
    """Return `formula`, giving `blank` where a cell that it reads is empty or it divides by zero."""
    read = tuple(dict.fromkeys(piece for piece in formula if isinstance(piece, CellRef)))
    text = '"' + blank.replace('"', '""') + '"'
    guarded: Formula = ("IFERROR(", *formula, f",{text})")
    if not read:
        return guarded
    cells: list[str | CellRef | CellRange] = []
    for each in read:
        cells += [",", each] if cells else [each]
    return ("IF(COUNT(", *cells, f")<{len(read)},{text},", *guarded, ")")


_UNREADABLE = Mistake(
    "not-in-excel", Words("这些格印的不是它的数值", "these cells do not print their values")
)
