"""A column of a quota table shared out by largest remainders: its rows add up to its rounded total."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from docgen.diagnostics import Mistake, Words
from docgen.model.allocation import Share, apportion_groups
from docgen.model.cells import cell_text, decimals_of, of_column, printed_scale
from docgen.model.quantities import Rounding, round_to, total_of
from docgen.model.scope import UNAVAILABLE
from docgen.model.table import Column
from docgen.model.values import Quantity

if TYPE_CHECKING:
    from docgen.model.tables import EvaluatedTable


class Allotment(NamedTuple):
    """What the rows get, by row."""

    due: Mapping[int, Quantity]
    """By the formula alone, for every row."""
    given: Mapping[int, Quantity]
    """With what authors set held fast: the other rows share the rest of the total."""


def share_out(
    table: "EvaluatedTable",
    column: Column,
    exact: Mapping[int, Fraction],
    fixed: Mapping[int, Fraction],
) -> Allotment:
    """Return what the rows of `exact` get; groups first share the total, then rows their group's part.

    Raises Mistake when the rows cannot add up to it; UNAVAILABLE when a row's bounds are wrong, which is
    reported at the row.
    """
    groups = [[row for row in rows if row in exact] for rows in table.group_rows]
    shares = _shares(table, column, exact)
    total = _total(table, column, shares)
    if column.sum_to is not None:
        weight = total_of(list(exact.values()))
        if weight <= 0:
            raise _NO_WEIGHTS
        shares = {row: share._replace(exact=share.exact * total / weight) for row, share in shares.items()}
    due = _allotted(groups, shares, total)
    if not fixed or not any(row not in fixed for row in exact):
        return Allotment(_printed(due, column), {})
    free = [[row for row in rows if row not in fixed] for rows in groups]
    rest = total - total_of([amount for row, amount in fixed.items() if row in exact])
    return Allotment(_printed(due, column), _printed(_allotted(free, shares, rest), column))


def _allotted(
    groups: Sequence[Sequence[int]], shares: Mapping[int, Share], total: Fraction
) -> dict[int, Fraction]:
    amounts = apportion_groups([[shares[row] for row in rows] for rows in groups], total)
    return {
        row: amount
        for rows, own in zip(groups, amounts, strict=True)
        for row, amount in zip(rows, own, strict=True)
    }


def _printed(amounts: Mapping[int, Fraction], column: Column) -> dict[int, Quantity]:
    return {row: of_column(amount, column) for row, amount in amounts.items()}


def _shares(table: "EvaluatedTable", column: Column, exact: Mapping[int, Fraction]) -> dict[int, Share]:
    """Return each row's share; a row whose bounds leave no number is reported where it stands."""
    unit = printed_scale(column) / 10 ** decimals_of(column)
    found: dict[int, Share] = {}
    wrong = False
    for row, amount in exact.items():
        share = _share(table, column, row, (amount, unit))
        mistake = _bad_row(table, column, row, share)
        if mistake:
            wrong = True
            table.report(mistake, table.row_address(row))
        found[row] = share
    if wrong:
        raise UNAVAILABLE
    return found


def _share(table: "EvaluatedTable", column: Column, row: int, given: tuple[Fraction, Fraction]) -> Share:
    exact, unit = given
    if column.min is None and column.max is None and column.step is None:
        return Share(exact, None, None, unit)
    least, most, step = (table.limit(row, column, key) for key in ("min", "max", "step"))
    if step is not None and (step <= 0 or (step / unit).denominator != 1):
        raise _bad_step(step / printed_scale(column))
    return Share(exact, least, most, unit if step is None else step)


def _total(table: "EvaluatedTable", column: Column, shares: Mapping[int, Share]) -> Fraction:
    if column.sum_to is not None:
        return table.limit(None, column, "sum_to") or Fraction(0)
    unit = printed_scale(column) / 10 ** decimals_of(column)
    finest = min((share.step for share in shares.values()), default=unit)
    exact = total_of([share.exact for share in shares.values()])
    return round_to(exact / finest, 0, Rounding.HALF_UP) * finest


def _bad_row(table: "EvaluatedTable", column: Column, row: int, share: Share) -> Mistake | None:
    if share.exact >= 0 and not share.ceiling_below_floor:
        return None
    name, label = table.row_name(row), column.label
    hint = Words("检查这一行的数，或本栏的 min、max、step", "look at the row, and at `min`, `max`, `step`")
    if share.exact < 0:
        zh, en = (
            f"{name} 的“{label}”按算式是负数，不能参加分配",
            f"`{column.id}` of {name} is negative: no share",
        )
    else:
        bounds = (of_column(bound or Fraction(0), column) for bound in (share.least, share.most))
        low, high = (cell_text(bound, column) for bound in bounds)
        zh = f"{name} 的“{label}”下限是 {low}、上限是 {high}，中间没有合适的数"
        en = f"`{column.id}` of {name} is to be at least {low} and at most {high}: no number fits"
    return Mistake("cannot-share-out", Words(zh, en), hint)


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
