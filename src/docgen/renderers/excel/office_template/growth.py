"""Where rows go when a sample row becomes many, with rows of subtotals between them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Protocol

from docgen.records import record

Run = tuple[int, int]
"""First and last of some rows without a gap."""


class Rows(Protocol):
    """A way of rows from the template's sheet to the filled one."""

    def single(self, row: int, fixed: bool) -> int:
        """Return where the row of a reference is; `fixed` for one with a `$`."""

    def span(self, first: int, last: int, fixed: bool) -> Run:
        """Return where the rows of a range are; `fixed` where both ends have a `$`."""

    def runs(self, first: int, last: int, span: Run) -> Sequence[Run]:
        """Return the rows of a `span` that are of a kind with those of the template's range."""


@record
class Growth:
    """The rows `top` to `bottom` of a template become `count` rows; what stands below moves down."""

    top: int
    bottom: int
    count: int
    sample: int = 0
    """The template's sample row; with subtotals, the other growing row is that of subtotals."""
    subtotals: tuple[int, ...] = ()
    """The filled rows of subtotals, in order."""

    @property
    def extra(self) -> int:
        """By how many rows what stands below moves down."""
        return self.count - (self.bottom - self.top + 1)

    @property
    def last(self) -> int:
        """The last of the filled rows."""
        return self.top + self.count - 1

    def single(self, row: int, fixed: bool = False) -> int:  # noqa: ARG002 - part of the protocol
        """Return where a row is; a row that becomes many is where the first of them is."""
        if row > self.bottom:
            return row + self.extra
        return min(row, self.top)

    def span(self, first: int, last: int, fixed: bool = False) -> Run:  # noqa: ARG002
        """Return where a range is: one over the growing rows grows with them."""
        end = self.last if self.top <= last <= self.bottom else self.single(last)
        return self.single(first), end

    def runs(self, first: int, last: int, span: Run) -> Sequence[Run]:
        """Return the rows of a `span`: a range over the sample row alone leaves the subtotals out.

        One over the template's row of subtotals alone leaves the data out; one over both is whole.
        """
        samples = first <= self.sample <= last
        sums = first <= self.top + self.bottom - self.sample <= last
        if not self.subtotals or samples == sums:
            return (span,)
        start = bisect_left(self.subtotals, span[0])
        between = self.subtotals[start : bisect_left(self.subtotals, span[1] + 1)]
        kept = _around(between, span) if samples else self._beside_data(between, span)
        return tuple(kept) or (span,)

    def is_subtotal(self, row: int) -> bool:
        """Return whether a filled row holds subtotals."""
        at = bisect_left(self.subtotals, row)
        return self.subtotals[at : at + 1] == (row,)

    def _beside_data(self, subtotals: Sequence[int], span: Run) -> Iterator[Run]:
        if span[0] < self.top:
            yield span[0], self.top - 1
        yield from ((row, row) for row in subtotals)
        if span[1] > self.last:
            yield self.last + 1, span[1]


@record
class Copy:
    """The row `target` as a copy of the template's row `source`, in a group of rows."""

    growth: Growth
    source: int
    target: int
    group: Run
    """First and last row of data of its group."""
    subtotal: int
    """The row of its group's subtotal."""

    @property
    def adds_up(self) -> bool:
        """Whether it is a row of subtotals."""
        return self.target == self.subtotal

    def single(self, row: int, fixed: bool) -> int:
        """Return the row a reference means: its own, its neighbour above, its group's, or a fixed one."""
        if fixed or row > self.growth.bottom:
            return self.growth.single(row)
        if self.growth.top <= row != self.source:
            return self.group[0] if self.adds_up else self.subtotal
        moved = row + self.target - self.source
        # A running total goes on behind the subtotal of the group before.
        return moved - 1 if row == self.source - 1 and self.growth.is_subtotal(moved) else moved

    def span(self, first: int, last: int, fixed: bool) -> Run:
        """Return the rows of a range; in a subtotal, one over the sample row is over the group."""
        if fixed:
            return self.growth.span(first, last)
        grows = self.growth.top <= first <= self.growth.bottom
        if self.adds_up and grows and first == last != self.source:
            return self.group
        return self.single(first, False), self.single(last, False)

    def runs(self, first: int, last: int, span: Run) -> Sequence[Run]:
        """Return the rows of a `span` that are of a kind with those of the template's range."""
        return self.growth.runs(first, last, span)


def _around(dropped: Sequence[int], span: Run) -> Iterator[Run]:
    """Yield the rows of a span before, between and behind the dropped ones."""
    for before, behind in pairwise(chain((span[0] - 1,), dropped, (span[1] + 1,))):
        if behind - before > 1:
            yield before + 1, behind - 1
