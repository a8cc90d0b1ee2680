"""A title in lines: broken at meaning, in the shape of a trapezoid or a diamond (7.3.1)."""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, pairwise
from math import ceil
from typing import Final

from docgen.composer.title_words import WORDS
from docgen.patterns import regex

_MOST_LINES: Final = 4
_LONGEST_WORD: Final = max(map(len, WORDS))
_WHOLE: Final = regex(
    r"第?[0-9.]+(?:[-—至～][0-9.]+)?"
    r"(?:年度?|月份?|日|%|％|万?[元人户份亩吨]|亿元|周岁|岁|个|项|次|届|期|号)*"
    r"|第[一二三四五六七八九十百零〇]+[届次期批轮季]"
    r"|[A-Za-z][A-Za-z0-9 ./_-]*"
)
"""A number with its unit, an ordinal, a Western word."""
_ENCLOSED: Final = regex(r"《[^《》]*》|“[^“”]*”|（[^（）]*）|〔[^〔〕]*〕")
_REGION: Final = regex(r".+?[省市县区旗州镇乡]")
_SUFFIXED: Final = r"(?:办公室|办公厅|领导小组|委员会|指挥部)*"
_KIND_ALONE: Final = regex(r"的?.?(?:通知|通报|意见|决定|函|批复|请示|报告|公告|通告|纪要|方案|办法)")
_NOT_FIRST: Final = frozenset("、，。；：！？》”’）〕的和与及或等")
_NOT_LAST: Final = frozenset("《“‘（〔和与及或在对向从把为")
_BEST: Final = ("关于印发", "关于转发", "关于批转")
_GOOD: Final = ("关于", "》", "、", "，")
_BETWEEN_WORDS: Final = (60, 30, 10)
"""What a break costs where none, one or both of the words beside it are known ones."""
_WORST_BREAK, _BEST_BREAK = 90, -85
_EXTRA_LINE, _WAIST, _RECTANGLE, _STUMP, _UNEVEN = 55, 120, 40, 90, 30
"""What a way to break costs: each line too many, each line thinner than both its neighbours, lines all of one
width, a line of one short word, and a line shorter than the longest by its share."""
_SHORTEST: Final = 8
"""Half characters below which a line is a stump."""


def title_lines(title: str, across: int, names: Collection[str] = ()) -> tuple[str, ...]:
    """Return `title` in at most four lines of `across` characters; one that fits stays in one.

    A line never ends inside one of `names`, a number with its unit, or what stands in 《》 or “” and would
    fit into a line; 的通知 is never alone. A title that cannot be broken so is returned whole.
    """
    edges = (0, *accumulate(1 if char.isascii() else 2 for char in title))
    if edges[-1] <= 2 * across:
        return (title,)
    costs = _break_costs(title, across, names)
    least = ceil(edges[-1] / (2 * across))
    ways = (
        (_cost(title, edges, cuts, costs) + _EXTRA_LINE * (count - least), cuts)
        for count in range(least, _MOST_LINES + 1)
        for cuts in _cuts(edges, sorted(costs), count, 2 * across)
    )
    _, cuts = min(ways, default=(0, ()))
    return tuple(title[start:end] for start, end in pairwise((0, *cuts, len(title))))


def _cuts(edges: Sequence[int], places: Sequence[int], count: int, room: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways to cut a title into `count` lines that fit."""

    def from_place(start: int, count: int) -> Iterator[tuple[int, ...]]:
        if count == 1:
            if edges[-1] - edges[start] <= room:
                yield ()
            return
        for place in places:
            fits = place > start and edges[place] - edges[start] <= room
            if fits and edges[-1] - edges[place] <= room * (count - 1):
                yield from ((place, *rest) for rest in from_place(place, count - 1))

    return from_place(0, count)


# -- where --------------------------------------------------------------------------------------------------


def _break_costs(title: str, across: int, names: Collection[str]) -> dict[int, int]:
    """Return the places where a line may begin, and what it costs there."""
    held = _held(title, across, names)
    words = _word_edges(title)
    return {
        place: _break_cost(title, place, words)
        for place in range(1, len(title))
        if place not in held and title[place] not in _NOT_FIRST and title[place - 1] not in _NOT_LAST
    }


def _held(title: str, across: int, names: Collection[str]) -> set[int]:
    """Return the places inside what must not part."""
    spans = [found.span() for found in _WHOLE.finditer(title)]
    spans += [found.span() for found in _ENCLOSED.finditer(title) if len(found[0]) <= across]
    regions = {found[0] for found in map(_REGION.match, names) if found}
    for name in {*names, *regions}:
        if 1 < len(name) <= across and name in title:
            spans += [found.span() for found in re.finditer(re.escape(name) + _SUFFIXED, title)]
    return {place for start, end in spans for place in range(start + 1, end)}


def _word_edges(title: str) -> dict[int, int]:
    """Return where words begin, and how many of those beside it are known ones."""
    edges: dict[int, int] = {}
    place, known = 0, True
    while place < len(title):
        sizes = range(min(_LONGEST_WORD, len(title) - place), 1, -1)
        size = next((size for size in sizes if title[place : place + size] in WORDS), 0)
        edges[place] = known + bool(size)
        known, place = bool(size), place + max(1, size)
    return edges


def _break_cost(title: str, place: int, words: dict[int, int]) -> int:
    if title.endswith(_BEST, 0, place):
        return _BEST_BREAK
    if title.endswith(_GOOD, 0, place) or title.startswith("关于", place):
        return 0
    if place not in words:
        return _WORST_BREAK
    return _BETWEEN_WORDS[words[place]]


# -- how it looks -------------------------------------------------------------------------------------------


def _cost(title: str, edges: Sequence[int], cuts: tuple[int, ...], costs: dict[int, int]) -> int:
    ends = list(pairwise((0, *cuts, len(title))))
    widths = [edges[end] - edges[start] for start, end in ends]
    longest = max(widths)
    inner = zip(widths, widths[1:], widths[2:], strict=False)
    waists = sum(1 for left, here, right in inner if here < min(left, right))
    stumps = sum(
        1
        for width, (start, end) in zip(widths, ends, strict=True)
        if width < _SHORTEST or _KIND_ALONE.fullmatch(title, start, end)
    )
    uneven = sum(_UNEVEN * (longest - width) // longest for width in widths)
    shape = _WAIST * waists + _RECTANGLE * (longest - min(widths) < 2) + _STUMP * stumps
    return sum(costs[cut] for cut in cuts) + uneven + shape
