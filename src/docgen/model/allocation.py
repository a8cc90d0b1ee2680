"""Shares out a total in whole units by largest remainders, within what each row may have.

The method is Hamilton's (最大余额法): each row gets its exact share rounded down, and what is left goes
unit by unit to the rows with the largest remainders, the earlier row first among equals.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor, gcd, lcm
from typing import NamedTuple

from docgen.diagnostics import Mistake, Words
from docgen.model.quantities import common_divisor, decimal_text, total_of


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

    @property
    def ceiling_below_floor(self) -> bool:
        """Whether no multiple of its step lies within the bounds."""
        low, high = self.floor, self.ceiling
        return low is not None and high is not None and low > high

    def clamped(self, amount: Fraction) -> Fraction:
        """Return `amount` brought within the bounds."""
        if self.least is None and self.most is None:
            return amount
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
    bound_below = all(share.least is not None for share in group)
    bound_above = all(share.most is not None for share in group)
    least = total_of([share.floor or Fraction(0) for share in group]) if bound_below else None
    most = total_of([share.ceiling or Fraction(0) for share in group]) if bound_above else None
    return Share(total_of([share.exact for share in group]), least, most, _finest(group))


def _finest(group: Sequence[Share]) -> Fraction:
    """Return the greatest step that all steps of the group are multiples of."""
    steps = {share.step for share in group}
    denominator = lcm(*(step.denominator for step in steps))
    return Fraction(gcd(*(int(step * denominator) for step in steps)), denominator)


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
    # In whole numbers, `parts` to a step: a long column would take minutes in fractions.
    amounts = [share.clamped(share.exact) for share in shares]
    given, remainders = _divided(amounts, step)
    wanted = int(total / step)
    if not sum(given) <= wanted <= sum(given) + sum(remainder != 0 for remainder in remainders):
        given, remainders = _divided(_filled(shares, total), step)
    # Python sorts stably: among equal remainders the earlier row comes first.
    order = sorted(range(len(shares)), key=remainders.__getitem__, reverse=True)
    for index in order[: wanted - sum(given)]:
        given[index] += 1
    return [number * step for number in given]


def _divided(amounts: Sequence[Fraction], step: Fraction) -> tuple[list[int], Sequence[Fraction | int]]:
    """Return how many whole steps each amount has, and what remains, in parts that are equal for all."""
    in_steps = amounts if step == 1 else [amount / step for amount in amounts]
    divisor = common_divisor(in_steps)
    if not divisor:
        whole = [floor(amount) for amount in in_steps]
        return whole, [amount - number for amount, number in zip(in_steps, whole, strict=True)]
    scaled = [amount.numerator * (divisor // amount.denominator) for amount in in_steps]
    return [number // divisor for number in scaled], [number % divisor for number in scaled]


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
    for share in shares:
        if share.least is not None and share.most is not None and share.ceiling_below_floor:
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
