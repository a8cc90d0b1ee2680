"""Lists side by side by the ids of their entries: what came, what went, what moved, what both have."""

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

from docgen.alignment import align, longest_in_order
from docgen.word_diff import likeness

T = TypeVar("T")

_ALIKE: Final = 0.4


class Entry(NamedTuple, Generic[T]):
    """An entry of either list or of both, with its places."""

    old: T | None
    new: T | None
    places: tuple[int, int]
    """Where it stands in each list; -1 where it does not."""
    moved: bool = False


def paired(
    old: Sequence[T],
    new: Sequence[T],
    key: Callable[[T], Hashable | None],
    words: Callable[[T], str] | None = None,
) -> list[Entry[T]]:
    """Return the entries in the new order, those that went last.

    Entries of one key are the same; with `words`, so are the most alike of the others.
    """
    found = _by_key(old, new, key)
    if words:
        # What moved word for word is found wherever it stands; what was reworded, in order.
        for pair in (_by_text, _by_likeness):
            found += pair(*_lone(old, new, found, words))
    matched = {right: left for left, right in found}
    still = longest_in_order([matched[right] for right in sorted(matched)])
    entries = [
        Entry(old[matched[right]], item, (matched[right], right), matched[right] not in still)
        if right in matched
        else Entry(None, item, (-1, right))
        for right, item in enumerate(new)
    ]
    gone = sorted(set(range(len(old))) - set(matched.values()))
    return [*entries, *(Entry(old[left], None, (left, -1)) for left in gone)]


def _by_key(old: Sequence[T], new: Sequence[T], key: Callable[[T], Hashable | None]) -> list[tuple[int, int]]:
    """Return the places of entries whose key occurs once on each side."""
    keys = [[key(item) for item in side] for side in (old, new)]
    counts = [Counter(side) for side in keys]
    places = {each: place for place, each in enumerate(keys[0])}
    return [
        (places[each], right)
        for right, each in enumerate(keys[1])
        if each is not None and counts[0][each] == counts[1][each] == 1
    ]


Texts = dict[int, str]
"""What entries say, by their places."""


def _lone(
    old: Sequence[T], new: Sequence[T], found: list[tuple[int, int]], words: Callable[[T], str]
) -> list[Texts]:
    """Return what the entries say that have no partner yet."""
    done = [{places[at] for places in found} for at in (0, 1)]
    sides = zip((old, new), done, strict=True)
    return [{at: words(item) for at, item in enumerate(side) if at not in known} for side, known in sides]


def _by_text(old: Texts, new: Texts) -> list[tuple[int, int]]:
    left, right = list(old), list(new)
    pairs = _by_key(list(old.values()), list(new.values()), str)
    return [(left[before], right[after]) for before, after in pairs]


def _by_likeness(old: Texts, new: Texts) -> list[tuple[int, int]]:
    pairs = align(list(old.items()), list(new.items()), lambda item: item[1], _alike)
    return [(pair.old[0], pair.new[0]) for pair in pairs if pair.old and pair.new]


def _alike(old: str, new: str) -> float:
    share = likeness(old, new)
    return share if share > _ALIKE else 0.0
