"""Two sequences side by side in order: what is the same, what was replaced by its like, what came or went."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Generic, NamedTuple, TypeVar

T = TypeVar("T")

_MOST_COMPARED: Final = 6000
"""Pairs in one gap beyond which likeness is not asked for: a document replaced whole may take no minutes."""


class Pair(NamedTuple, Generic[T]):
    """An item of the old sequence, of the new one, or one of each."""

    old: T | None
    new: T | None


def align(
    old: Sequence[T], new: Sequence[T], key: Callable[[T], object], likeness: Callable[[T, T], float]
) -> list[Pair[T]]:
    """Return all items in order; items of one `key` pair, then those whose `likeness` is above zero."""
    before, after = [key(item) for item in old], [key(item) for item in new]
    pairs: list[Pair[T]] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs.extend(map(Pair[T], old[a:b], new[c:d]))
        else:
            pairs.extend(_alike(old[a:b], new[c:d], likeness))
    return pairs


def longest_in_order(places: Sequence[int]) -> set[int]:
    """Return the longest choice of `places` that already stand in rising order: what is left has moved."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        before[place] = ends[at - 1] if at else None
        ends[at : at + 1] = [place]
    chosen: set[int] = set()
    step = ends[-1] if ends else None
    while step is not None:
        chosen.add(step)
        step = before[step]
    return chosen


def _alike(old: Sequence[T], new: Sequence[T], likeness: Callable[[T, T], float]) -> Iterator[Pair[T]]:
    """Yield the pairs of a gap whose likeness adds up to the most, the others alone."""
    if not old or not new or len(old) * len(new) > _MOST_COMPARED:
        yield from (Pair(item, None) for item in old)
        yield from (Pair(None, item) for item in new)
        return
    alike = [[likeness(left, right) for right in new] for left in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] > 0 else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) and j < len(new):
        if alike[i][j] > 0 and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            yield Pair(old[i], new[j])
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield Pair(old[i], None)
            i += 1
        else:
            yield Pair(None, new[j])
            j += 1
    yield from (Pair(item, None) for item in old[i:])
    yield from (Pair(None, item) for item in new[j:])
