"""Two sequences side by side in order: what is the same, what was replaced by its like, what came or went."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Generic, NamedTuple, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

Places = Iterator[tuple[int | None, int | None]]
"""Pairs of places, None where an item stands alone."""

_MOST_COMPARED: Final = 6000
"""Pairs in one gap beyond which it is taken in parts: a document replaced whole may take no minutes."""
_PART: Final = 40
"""Items of a part."""


class Pair(NamedTuple, Generic[T]):
    """An item of the old sequence, of the new one, or one of each."""

    old: T | None
    new: T | None


def align(
    old: Sequence[T], new: Sequence[T], key: Callable[[T], K], likeness: Callable[[K, K], float]
) -> list[Pair[T]]:
    """Return all items in order; items of one key pair, then those whose keys have a likeness above zero."""
    places = _places([key(item) for item in old], [key(item) for item in new], likeness)
    return [Pair(None if i is None else old[i], None if j is None else new[j]) for i, j in places]


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


def _places(old: Sequence[K], new: Sequence[K], likeness: Callable[[K, K], float]) -> Places:
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(range(a, b), range(c, d), strict=True)
        else:
            yield from _shifted(_gap(old[a:b], new[c:d], likeness), a, c)


def _gap(old: Sequence[K], new: Sequence[K], likeness: Callable[[K, K], float]) -> Places:
    """Yield the places of a gap's items, a large gap's part by part."""
    parts = 1 if len(old) * len(new) <= _MOST_COMPARED else -(-max(len(old), len(new)) // _PART)
    for part in range(parts):
        (a, b), (c, d) = ((len(side) * part // parts, len(side) * (part + 1) // parts) for side in (old, new))
        yield from _shifted(_best(old[a:b], new[c:d], likeness), a, c)


def _shifted(places: Places, left: int, right: int) -> Places:
    for i, j in places:
        yield None if i is None else left + i, None if j is None else right + j


def _best(old: Sequence[K], new: Sequence[K], likeness: Callable[[K, K], float]) -> Places:
    """Yield the places of items in pairs whose likeness adds up to the most, the others alone."""
    alike = [[likeness(left, right) for right in new] for left in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] > 0 else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(old) and j < len(new):
        if alike[i][j] > 0 and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield i, None
            i += 1
        else:
            yield None, j
            j += 1
    yield from ((place, None) for place in range(i, len(old)))
    yield from ((None, place) for place in range(j, len(new)))
