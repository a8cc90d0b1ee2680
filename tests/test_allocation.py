"""Largest remainders: the rows add up, keep their bounds and steps, and are fair."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.diagnostics import Mistake
from docgen.model.allocation import Share, apportion, apportion_groups
from docgen.model.quantities import Rounding, round_to

EXACT = st.fractions(min_value=0, max_value=5000, max_denominator=1000)
SHARES = st.lists(EXACT, min_size=1, max_size=30).map(lambda amounts: [Share(amount) for amount in amounts])


def _total(shares: list[Share]) -> Fraction:
    return round_to(sum((share.exact for share in shares), Fraction(0)), 0, Rounding.HALF_UP)


@given(SHARES)
def test_rows_without_bounds_add_up_and_each_is_less_than_one_from_its_share(shares: list[Share]) -> None:
    found = apportion(shares, _total(shares))
    assert sum(found) == _total(shares)
    assert all(amount.denominator == 1 for amount in found)
    assert all(abs(amount - share.exact) < 1 for amount, share in zip(found, shares, strict=True))


@given(SHARES)
def test_of_two_rows_the_one_with_the_larger_share_never_gets_less(shares: list[Share]) -> None:
    found = apportion(shares, _total(shares))
    ordered = sorted(zip((share.exact for share in shares), found, strict=True))
    assert all(a[1] <= b[1] for a, b in pairwise(ordered) if a[0] < b[0])


@given(st.lists(SHARES, min_size=1, max_size=6))
def test_groups_add_up_and_neither_rows_nor_groups_are_one_from_their_shares(
    groups: list[list[Share]],
) -> None:
    every = [share for group in groups for share in group]
    found = apportion_groups(groups, _total(every))
    assert sum(sum(amounts) for amounts in found) == _total(every)
    for group, amounts in zip(groups, found, strict=True):
        assert abs(sum(amounts, Fraction(0)) - sum((share.exact for share in group), Fraction(0))) < 1
        assert all(abs(amount - share.exact) < 1 for amount, share in zip(amounts, group, strict=True))


@st.composite
def _bounded(draw: st.DrawFn) -> tuple[list[Share], Fraction]:
    """Shares with bounds and one step, and a total that the bounds allow."""
    step = Fraction(draw(st.sampled_from([1, 5, 10])))
    shares = []
    for exact in draw(st.lists(EXACT, min_size=1, max_size=15)):
        low = draw(st.one_of(st.none(), st.integers(0, 200)))
        high = draw(st.one_of(st.none(), st.integers(low or 0, 6000)))
        least = None if low is None else low * step
        shares.append(Share(exact, least, None if high is None else high * step, step))
    low_sum = sum((share.least or Fraction(0) for share in shares), Fraction(0))
    tops = [share.most for share in shares]
    high_sum = (
        sum((top for top in tops if top is not None), Fraction(0))
        if None not in tops
        else low_sum + 9000 * step
    )
    total = draw(st.integers(int(low_sum / step), int(high_sum / step))) * step
    return shares, total


@given(_bounded())
def test_bounds_and_steps_are_kept_and_the_rows_still_add_up(given: tuple[list[Share], Fraction]) -> None:
    shares, total = given
    found = apportion(shares, total)
    assert sum(found) == total
    for amount, share in zip(found, shares, strict=True):
        assert (amount / share.step).denominator == 1
        assert share.least is None or amount >= share.least
        assert share.most is None or amount <= share.most


@given(st.lists(st.tuples(EXACT, st.sampled_from([1, 5, 10])), min_size=2, max_size=15), EXACT)
def test_rows_of_different_steps_add_up(rows: list[tuple[Fraction, int]], spare: Fraction) -> None:
    shares = [Share(spare), *(Share(exact, step=Fraction(step)) for exact, step in rows)]
    found = apportion(shares, _total(shares))
    assert sum(found) == _total(shares)
    assert all((amount / share.step).denominator == 1 for amount, share in zip(found, shares, strict=True))


def test_equal_remainders_go_to_the_earlier_row() -> None:
    assert apportion([Share(Fraction(1, 2))] * 4, Fraction(2)) == [1, 1, 0, 0]


@pytest.mark.parametrize(
    ("shares", "total", "words"),
    [
        ([Share(Fraction(3), least=Fraction(5)), Share(Fraction(3), least=Fraction(6))], 10, "不少于 11"),
        ([Share(Fraction(3), most=Fraction(5))], 6, "不多于 5"),
        ([Share(Fraction(3), step=Fraction(10))], 15, "10 的倍数"),
        ([Share(Fraction(3), Fraction(1), Fraction(9), Fraction(10))], 10, "上下限之间"),
        ([], 1, "没有一行"),
    ],
)
def test_what_cannot_add_up_is_said_with_its_numbers(shares: list[Share], total: int, words: str) -> None:
    with pytest.raises(Mistake) as caught:
        apportion(shares, Fraction(total))
    assert words in caught.value.message.zh
