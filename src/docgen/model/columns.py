"""One column of a quota table: what every row holds, read or computed in one go."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from docgen.diagnostics import Mistake, Words
from docgen.model.cells import TypedCell, as_column_value, cell_reader, fitting, is_numeric, read_cell
from docgen.model.expressions import Expression, Leaf, Namespace, parse_expression
from docgen.model.namespaces import Blank
from docgen.model.row_arithmetic import NotPlainError, plain
from docgen.model.row_names import Place, RowValues
from docgen.model.scope import UNAVAILABLE
from docgen.model.sharing import share_out
from docgen.model.syntax import Path
from docgen.model.table import Column
from docgen.model.values import Quantity, Rounding, Text, Value
from docgen.records import record

if TYPE_CHECKING:
    from docgen.model.tables import EvaluatedTable

BLANKS: Final = frozenset({"missing-cell", "division-by-zero"})
"""The mistakes that a column's `blank` stands for."""
OF_THE_ROW: Final = BLANKS | {"number-too-large"}
"""The mistakes of a formula that the figures of one row make."""


_SHORT: Final = 40


class Failed:
    """Marks a cell with a mistake, which has been reported."""


FAILED: Final = Failed()


@record(frozen=False)
class ColumnValues:
    """What the rows of a column hold, in their order."""

    values: list[Value | Failed | None] = field(default_factory=list)
    typed: dict[int, TypedCell] = field(default_factory=dict)
    """The cells written in the long form, by row."""
    computed: dict[int, Value] = field(default_factory=dict)
    """What the formula gives where that is not the value, by row: the cell is set, or gave way to one."""
    unit: str = ""
    """The unit that its cells were typed with, if any was."""

    def value(self, row: int) -> Value | None:
        """Return a row's value, None for an empty cell.

        Raises UNAVAILABLE where it has a mistake.
        """
        value = self.values[row]
        if isinstance(value, Failed):
            raise UNAVAILABLE
        return value

    def given(self, rows: Iterable[int]) -> list[Value]:
        """Return the values that there are in `rows`.

        Raises UNAVAILABLE where one has a mistake.
        """
        return [value for row in rows if (value := self.value(row)) is not None]

    def amounts(self) -> list[Fraction]:
        """Return the amounts that there are; rows with a mistake are left out."""
        return [value.amount for value in self.values if isinstance(value, Quantity)]


def typed_values(table: "EvaluatedTable", column: Column) -> ColumnValues:
    """Return a column of typed data."""
    found = ColumnValues()
    known: dict[object, Value | None] = {}
    """What a short text was read as before: most cells repeat."""
    reads = cell_reader(column)
    for row, raw in enumerate(table.raws(column)):
        if type(raw) is str:
            quick = known.get(raw) or reads(raw)
            if quick is not None:
                found.values.append(quick)
                continue
        if table.misnames(row, column):
            found.values.append(FAILED)
            continue
        if raw is None:
            found.values.append(None)
            continue
        try:
            found.values.append(_of_one_unit(_read(table, column, row, found), column, found))
            if type(raw) is str and len(raw) <= _SHORT and "{{" not in raw:
                known[raw] = found.values[-1]  # type: ignore[assignment]
        except Mistake as mistake:
            table.report(mistake, table.address(row, column))
            found.values.append(FAILED)
    return found


def computed_values(table: "EvaluatedTable", column: Column) -> ColumnValues:
    """Return a column of computed data, with the cells that authors overrode in its place."""
    found = ColumnValues()
    expression = _parsed(table, column)
    if expression is None:
        found.values = [FAILED] * len(table.rows)
        return found
    compute = _of_rows(table, expression)
    found.values = [_computed(table, column, row, compute) for row in range(len(table.rows))]
    refused = _read_overrides(table, column, found)
    if column.round is Rounding.LARGEST_REMAINDER:
        _share_out(table, column, found)
    else:
        fits = fitting(column)
        found.values = [fits(value) if type(value) is Quantity else value for value in found.values]
        _override(found)
    for row in refused:
        found.values[row] = FAILED
    return found


def _read(table: "EvaluatedTable", column: Column, row: int, found: ColumnValues) -> Value | None:
    raw = table.raw(row, column)
    typed = read_cell(raw, column)
    if typed.inner:
        found.typed[row] = typed
    value = typed.value
    if isinstance(value, Text) and "{{" in value.text:
        at = table.address(row, column)
        return Text(table.words(value.text, at._replace(path=at.path + typed.inner), row))
    return value


def _of_one_unit(value: Value | None, column: Column, found: ColumnValues) -> Value | None:
    """Return a value typed with the unit of the cells above it, or with none: the column prints no units."""
    if isinstance(value, Quantity) and column.type in ("count", "number") and value.unit:
        if found.unit and value.unit != found.unit:
            words = Words(
                f"这一栏上面的数写的是“{found.unit}”，这里是“{value.unit}”",
                f"the numbers above are in {found.unit}, this one in {value.unit}",
            )
            raise Mistake("mixed-units", words, Words("同一栏只用一个单位", "use one unit in a column"))
        found.unit = value.unit
    return value


def _parsed(table: "EvaluatedTable", column: Column) -> Expression | None:
    try:
        return parse_expression(column.formula or "")
    except Mistake as mistake:
        table.report(mistake, table.formula_address(column))
        return None


Compute = Callable[[int], Value | bool]


def _of_rows(table: "EvaluatedTable", expression: Expression) -> Compute:
    """Return what computes `expression` for a row; names that all rows share are looked up once."""
    shared: dict[tuple[str, ...], Namespace] = table.shared_names(expression)

    def walked(row: int) -> Value | bool:
        return expression.value(RowValues(table, Place(row=row)), shared)

    def numbers(path: Path) -> Sequence[object] | Quantity | None:
        column = table.columns.get(path.parts[0])
        if column is None:
            leaf = shared.get(path.parts)
            value = leaf.value if isinstance(leaf, Leaf) and not isinstance(leaf, Blank) else None
            return value if isinstance(value, Quantity) else None
        return table.column(column).values if is_numeric(column) and len(path.parts) == 1 else None

    try:
        quick = plain(expression.root, numbers)
    except Mistake:
        quick = None  # of the column that it reads; it is told of every row
    if quick is None:
        return walked

    def computed(row: int) -> Value | bool:
        try:
            return quick(row)
        except (NotPlainError, Mistake):
            return walked(row)

    return computed


def _computed(table: "EvaluatedTable", column: Column, row: int, compute: Compute) -> Value | Failed | None:
    if table.misnames(row, column):
        return FAILED
    try:
        value = compute(row)
        return as_column_value(value, column)
    except Mistake as mistake:
        if column.blank is not None and mistake.id in BLANKS:
            return None
        _report(table, column, row, mistake)
        return FAILED


def _report(table: "EvaluatedTable", column: Column, row: int, mistake: Mistake) -> None:
    """Report a formula's mistake: once for all rows, or at the row whose figures make it."""
    at = table.formula_address(column)
    if mistake.id in OF_THE_ROW:
        at = table.row_address(row)
        words = Words(
            f"算“{column.label}”时：{mistake.message.zh}",
            f"in the formula of `{column.id}`: {mistake.message.en}",
        )
        mistake = Mistake(mistake.id, words, mistake.hint)
    elif table.reported(mistake.id, at._replace(offset=at.offset + mistake.offset)):
        return  # told of the first row; the others differ in the number only
    table.report(mistake, at)


def _read_overrides(table: "EvaluatedTable", column: Column, found: ColumnValues) -> list[int]:
    """Read the cells that authors wrote over the formula, and return the rows where that is refused."""
    refused: list[int] = []
    for row, raw in enumerate(table.raws(column)):
        if raw is None or raw == "":
            continue
        try:
            typed = read_cell(raw, column)
            if not typed.overrides and typed.value is not None:
                raise _not_set(typed.value)
            found.typed[row] = typed
        except Mistake as mistake:
            table.report(mistake, table.address(row, column))
            refused.append(row)
    return refused


def _override(found: ColumnValues) -> None:
    """Put what authors set in the place of what the formula gives."""
    for row, typed in found.typed.items():
        computed = found.values[row]
        if typed.overrides and computed is not None and not isinstance(computed, Failed):
            found.computed[row] = computed
            found.values[row] = typed.value


def _share_out(table: "EvaluatedTable", column: Column, found: ColumnValues) -> None:
    """Round the exact results, so that groups and rows add up to the rounded total; what is set is held."""
    exact = {row: value.amount for row, value in enumerate(found.values) if isinstance(value, Quantity)}
    fixed = {
        row: typed.value.amount
        for row, typed in found.typed.items()
        if typed.overrides and isinstance(typed.value, Quantity)
    }
    try:
        # Without all of its rows a total cannot be shared out.
        if any(isinstance(value, Failed) for value in found.values):
            raise UNAVAILABLE
        due, given = share_out(table, column, exact, fixed)
    except Mistake as mistake:
        key = "formula" if column.sum_to is None else "sum_to"
        table.report(mistake, table.at("columns", table.position(column), key))
        found.values[:] = [FAILED] * len(found.values)
        return
    for row, amount in due.items():
        found.values[row] = amount
    _override(found)
    for row, amount in given.items():
        found.values[row], found.computed[row] = amount, due[row]


def _not_set(value: Value) -> Mistake:
    typed = value.printed()
    words = Words("这一栏由算式得出，不能直接写数", "this column is computed, a plain value is not taken")
    zh = f"删去它；确要改定的，写成 {{set: {typed}, reason: 缘由}}"
    return Mistake("formula-column", words, Words(zh, f"remove it, or write {{set: {typed}, reason: why}}"))
