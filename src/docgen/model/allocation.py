"""Shares out a total in whole units by largest remainders, within what each row may have.

The method is Hamilton's (最大余额法): each row gets its exact share rounded down, and what is left goes
unit by unit to the rows with the largest remainders, the earlier row first among equals.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor, gcd
from typing import NamedTuple

from docgen.diagnostics import Mistake, Words
from docgen.model.quantities import decimal_text


class Share(NamedTuple):
    """What one row is due: its exact share, its bounds (None: no bound), and the step its number goes in."""

    exact: Fraction
    least: Fraction | None = None
    most: Fraction | None = None
    step: Fraction = Fraction(1)

    @property
    def floor(self) -> Fraction | None:
        """The least multiple of its step within the bounds."""
        return None if self.least is None else ceil(self.least / self.step) * self.step

    @property
    def ceiling(self) -> Fraction | None:
        """The largest multiple of its step within the bounds."""
        return None if self.most is None else floor(self.most / self.step) * self.step

    def clamped(self, amount: Fraction) -> Fraction:
        """Return `amount` brought within the bounds."""
        low, high = self.floor, self.ceiling
        amount = amount if low is None else max(amount, low)
        return amount if high is None else min(amount, high)


def apportion(shares: Sequence[Share], total: Fraction) -> list[Fraction]:
    """Return what each row gets: multiples of its step within its bounds that add up to `total`.

    Where the exact shares add up to `total`, or round to it, and nothing bounds a row, each gets its share
    rounded down or up to a step. Bounds that bind are met first; the others share the rest in proportion.
    Rows of coarser steps are rounded first, those of the finest step take up what is left.
    Raises Mistake when no such numbers exist.
    """
    _require_room(shares, total)
    found = [Fraction(0)] * len(shares)
    left = total
    steps = sorted({share.step for share in shares}, reverse=True)
    for position, step in enumerate(steps):
        members = [index for index, share in enumerate(shares) if share.step == step]
        finer = [share for share in shares if share.step < step]
        own = [shares[index] for index in members]
        due = left if position == len(steps) - 1 else _due(own, finer, left)
        for index, amount in zip(members, _in_steps(own, due), strict=True):
            found[index] = amount
        left -= due
    return found


def apportion_groups(groups: Sequence[Sequence[Share]], total: Fraction) -> list[list[Fraction]]:
    """Return what each row of each group gets: the groups share `total`, the rows their group's part."""
    parts = iter(apportion([_together(group) for group in groups if group], total))
    return [apportion(group, next(parts)) if group else [] for group in groups]


def _together(group: Sequence[Share]) -> Share:
    floors = [share.floor for share in group]
    ceilings = [share.ceiling for share in group]
    least = sum((low for low in floors if low is not None), Fraction(0)) if None not in floors else None
    most = sum((high for high in ceilings if high is not None), Fraction(0)) if None not in ceilings else None
    return Share(sum((share.exact for share in group), Fraction(0)), least, most, _finest(group))


def _finest(group: Sequence[Share]) -> Fraction:
    """Return the greatest step that all steps of the group are multiples of."""
    denominator = 1
    for share in group:
        denominator *= share.step.denominator // gcd(denominator, share.step.denominator)
    return Fraction(gcd(*(int(share.step * denominator) for share in group)), denominator)


def _due(own: Sequence[Share], finer: Sequence[Share], left: Fraction) -> Fraction:
    """Return what rows of a coarser step get together: near their exact share, with room for the others."""
    step = own[0].step
    due = (
        floor(sum((share.clamped(share.exact) for share in own), Fraction(0)) / step + Fraction(1, 2)) * step
    )
    rest = _together(finer)
    if rest.most is not None:
        due = max(due, ceil((left - rest.most) / step) * step)
    if rest.least is not None:
        due = min(due, floor((left - rest.least) / step) * step)
    return _together(own).clamped(due)


def _in_steps(shares: Sequence[Share], total: Fraction) -> list[Fraction]:
    """Share `total` out among rows of one step."""
    step = shares[0].step
    if (total / step).denominator != 1:
        raise _no_multiple(total, step)
    _require_room(shares, total)
    amounts = [share.clamped(share.exact) for share in shares]
    if not _rounds_to(amounts, step, total):
        amounts = _filled(shares, total)
    given = [floor(amount / step) * step for amount in amounts]
    extra = int((total - sum(given)) / step)
    # Python sorts stably: among equal remainders the earlier row comes first.
    order = sorted(range(len(shares)), key=lambda index: given[index] - amounts[index])
    for index in order[:extra]:
        given[index] += step
    return given


def _rounds_to(amounts: Sequence[Fraction], step: Fraction, total: Fraction) -> bool:
    """Whether `total` is reached by rounding each amount down or up to a step."""
    low = sum((floor(amount / step) for amount in amounts), 0) * step
    high = sum((ceil(amount / step) for amount in amounts), 0) * step
    return low <= total <= high


def _filled(shares: Sequence[Share], total: Fraction) -> list[Fraction]:
    """Return amounts in proportion to the exact shares, within the bounds, that add up to `total`."""
    fixed: dict[int, Fraction] = {}
    while True:
        free = [index for index in range(len(shares)) if index not in fixed]
        left = total - sum(fixed.values(), Fraction(0))
        weight = sum((shares[index].exact for index in free), Fraction(0))
        wanted = {
            index: left * shares[index].exact / weight if weight > 0 else left / len(free) for index in free
        }
        bounded = {index: shares[index].clamped(amount) for index, amount in wanted.items()}
        over = sum(((bounded[index] - wanted[index]) for index in free), Fraction(0))
        if over == 0 or not free:
            return [fixed.get(index, bounded.get(index, Fraction(0))) for index in range(len(shares))]
        # What breaks a bound on the heavier side is certain to stay there; the others are shared out anew.
        fixed |= {
            index: bounded[index]
            for index in free
            if (bounded[index] - wanted[index]) * (1 if over > 0 else -1) > 0
        }


def _require_room(shares: Sequence[Share], total: Fraction) -> None:
    if not shares:
        if total:
            raise _no_rows(total)
        return
    bounds = _together(shares)
    if any(s.floor is not None and s.ceiling is not None and s.floor > s.ceiling for s in shares):
        raise _NO_STEP_WITHIN
    if bounds.least is not None and bounds.least > total:
        raise _out_of_reach(total, bounds.least, Words("不少于", "at least"))
    if bounds.most is not None and bounds.most < total:
        raise _out_of_reach(total, bounds.most, Words("不多于", "at most"))


def _out_of_reach(total: Fraction, bound: Fraction, side: Words) -> Mistake:
    seen, limit = _shown(total), _shown(bound)
    return Mistake(
        "cannot-share-out",
        Words(
            f"各行的上下限合起来{side.zh} {limit}，凑不成合计 {seen}",
            f"the rows' bounds come to {side.en} {limit}, which does not make the total of {seen}",
        ),
        Words("改本栏的 min、max，或改合计（sum_to）", "mend the column's `min`, `max`, or its `sum_to`"),
    )


def _no_multiple(total: Fraction, step: Fraction) -> Mistake:
    return Mistake(
        "cannot-share-out",
        Words(
            f"各行都取 {_shown(step)} 的倍数，合不成 {_shown(total)}",
            f"multiples of {_shown(step)} do not add up to {_shown(total)}",
        ),
        Words(
            "把合计（sum_to）改成它的倍数，或改 step",
            "make the total (`sum_to`) a multiple of it, or mend `step`",
        ),
    )


def _no_rows(total: Fraction) -> Mistake:
    words = Words(f"没有一行可分 {_shown(total)}", f"there are no rows to share {_shown(total)} among")
    return Mistake("cannot-share-out", words, Words("先写各行", "write the rows first"))


def _shown(amount: Fraction) -> str:
    try:
        return decimal_text(amount, None)
    except Mistake:
        return f"{float(amount):.2f}"


_NO_STEP_WITHIN = Mistake(
    "cannot-share-out",
    Words("有的行在上下限之间没有合适的数", "a row has no number between its bounds"),
    Words("检查本栏的 min、max 和 step", "look at the column's `min`, `max` and `step`"),
)
