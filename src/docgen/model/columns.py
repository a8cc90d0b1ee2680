"""One column of a quota table: what every row holds, read or computed in one go."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from docgen.diagnostics import Mistake, Words
from docgen.model.allocation import Share, apportion_groups
from docgen.model.cells import (
    TypedCell,
    as_column_value,
    decimals_of,
    fit,
    of_column,
    printed_scale,
    read_cell,
)
from docgen.model.expressions import Expression, Namespace, parse_expression
from docgen.model.quantities import total_of
from docgen.model.row_names import Place, RowValues
from docgen.model.scope import UNAVAILABLE
from docgen.model.table import Column
from docgen.model.values import Quantity, Rounding, Text, Value, round_to

if TYPE_CHECKING:
    from docgen.model.tables import EvaluatedTable

BLANKS: Final = frozenset({"missing-cell", "division-by-zero"})
"""The mistakes that a column's `blank` stands for."""
OF_THE_ROW: Final = BLANKS | {"number-too-large"}
"""The mistakes of a formula that the figures of one row make."""


_SHORT: Final = 40


class _Failed:
    """Marks a cell with a mistake, which has been reported."""


FAILED: Final = _Failed()


@dataclass(slots=True)
class ColumnValues:
    """What the rows of a column hold, in their order."""

    values: list[Value | _Failed | None] = field(default_factory=list)
    typed: dict[int, TypedCell] = field(default_factory=dict)
    """The cells written in the long form, by row."""
    computed: dict[int, Value] = field(default_factory=dict)
    """What the formula gives for cells that are overridden, by row."""

    def value(self, row: int) -> Value | None:
        """Return a row's value, None for an empty cell.

        Raises UNAVAILABLE where it has a mistake.
        """
        value = self.values[row]
        if isinstance(value, _Failed):
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
    for row in range(len(table.rows)):
        raw = table.raw(row, column)
        if type(raw) is str and raw in known:
            found.values.append(known[raw])
            continue
        if table.misnames(row, column):
            found.values.append(FAILED)
            continue
        try:
            found.values.append(_read(table, column, row, found))
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
    if column.round is Rounding.LARGEST_REMAINDER:
        _share_out(table, column, found.values)
    else:
        found.values = [
            value if value is None or isinstance(value, _Failed) else _fitted(table, column, row, value)
            for row, value in enumerate(found.values)
        ]
    _override(table, column, found)
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
    return lambda row: expression.value(RowValues(table, Place(row=row)), shared)


def _computed(table: "EvaluatedTable", column: Column, row: int, compute: Compute) -> Value | _Failed | None:
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


def _fitted(table: "EvaluatedTable", column: Column, row: int, value: Value) -> Value | _Failed:
    try:
        return fit(value, column)
    except Mistake as mistake:
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
    table.report(mistake, at)


def _override(table: "EvaluatedTable", column: Column, found: ColumnValues) -> None:
    """Put the cells that authors wrote in the place of what the formula gives."""
    for row in range(len(table.rows)):
        raw = table.raw(row, column)
        if raw is None or raw == "":
            continue
        try:
            typed = read_cell(raw, column)
            if not typed.overrides and typed.value is not None:
                raise _not_set(typed.value)
        except Mistake as mistake:
            table.report(mistake, table.address(row, column))
            found.values[row] = FAILED
            continue
        found.typed[row] = typed
        if typed.overrides:
            computed = found.values[row]
            if computed is not None and not isinstance(computed, _Failed):
                found.computed[row] = computed
                found.values[row] = typed.value


# -- largest remainder --------------------------------------------------------------------------------------


def _share_out(table: "EvaluatedTable", column: Column, values: list[Value | _Failed | None]) -> None:
    """Round the exact results in place, so that groups and rows add up to the rounded total."""
    groups = [[row for row in rows if isinstance(values[row], Quantity)] for rows in table.group_rows]
    unit = printed_scale(column) / 10 ** decimals_of(column)
    try:
        # Without all of its rows a total cannot be shared out.
        if any(isinstance(value, _Failed) for value in values):
            raise UNAVAILABLE
        shares = [[_share(table, column, row, values[row], unit) for row in rows] for rows in groups]
        exact = total_of([share.exact for group in shares for share in group])
        total, shares = _due(table, column, (exact, unit), shares)
        allotted = apportion_groups(shares, total)
    except Mistake as mistake:
        table.report(mistake, table.formula_address(column))
        values[:] = [FAILED] * len(values)
        return
    for rows, amounts in zip(groups, allotted, strict=True):
        for row, amount in zip(rows, amounts, strict=True):
            values[row] = of_column(amount, column)


def _share(
    table: "EvaluatedTable", column: Column, row: int, value: Value | _Failed | None, unit: Fraction
) -> Share:
    exact = value.amount if isinstance(value, Quantity) else Fraction(0)
    if column.min is None and column.max is None and column.step is None:
        return Share(exact, None, None, unit)
    least, most, step = (table.limit(row, column, key) for key in ("min", "max", "step"))
    if step is not None and (step <= 0 or (step / unit).denominator != 1):
        raise _bad_step(step / printed_scale(column))
    return Share(exact, least, most, unit if step is None else step)


def _due(
    table: "EvaluatedTable",
    column: Column,
    found: tuple[Fraction, Fraction],
    shares: list[list[Share]],
) -> tuple[Fraction, list[list[Share]]]:
    """Return the total to share out, and the shares: in proportion where the author gave the total."""
    exact, unit = found
    if column.sum_to is None:
        steps = {share.step for group in shares for share in group} or {unit}
        finest = min(steps)
        return round_to(exact / finest, 0, Rounding.HALF_UP) * finest, shares
    total = table.limit(None, column, "sum_to") or Fraction(0)
    if exact <= 0:
        raise _NO_WEIGHTS
    return total, [[share._replace(exact=share.exact * total / exact) for share in group] for group in shares]


_NO_WEIGHTS = Mistake(
    "cannot-share-out",
    Words("各行的算式结果都是 0，没有比例可按", "all rows come to 0: there is no proportion to share by"),
    Words("检查 formula 和它所用的数", "look at the formula and its figures"),
)


def _bad_step(step: Fraction) -> Mistake:
    seen = float(step)
    return Mistake(
        "cannot-share-out",
        Words(f"倍数（step）不能是 {seen:g}", f"`step` cannot be {seen:g}"),
        Words(
            "写大于 0、小数位不多于本栏的数，如 10",
            "write a number above 0 with the column's decimals, as 10",
        ),
    )


def _not_set(value: Value) -> Mistake:
    typed = value.printed()
    words = Words("这一栏由算式得出，不能直接写数", "this column is computed, a plain value is not taken")
    zh = f"删去它；确要改定的，写成 {{set: {typed}, reason: 缘由}}"
    return Mistake("formula-column", words, Words(zh, f"remove it, or write {{set: {typed}, reason: why}}"))
