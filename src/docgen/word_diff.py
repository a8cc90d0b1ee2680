"""What changed between two texts, word by word: numbers stay whole, stray common characters are no anchor."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final, NamedTuple

from docgen.patterns import regex

_TOKENS: Final = regex(
    r"""
    [0-9０-９]+(?:[,，][0-9]{3})*(?:[.．][0-9０-９]+)?[%％‰]?  # a number with its percent sign
    | [A-Za-z]+
    | \s
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
_NUMBER: Final = regex(r"[0-9０-９〇一二三四五六七八九十百千万亿%％‰.．,，第]+")
_DIGIT: Final = regex(r"[0-9０-９]")


class Mark(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Piece(NamedTuple):
    """Some text that both have, or only one of them."""

    mark: Mark
    text: str


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of `old` and `new` in order, what was removed before what was added in its place."""
    before, after = _tokens(old), _tokens(new)
    matched = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    spans = [
        _Span("".join(before[a:b]), "".join(after[c:d]), kept=tag == "equal") for tag, a, b, c, d in matched
    ]
    return tuple(_pieces(_without_strays(spans)))


def likeness(old: str, new: str) -> float:
    """Return how much of two texts agrees, from 0 to 1."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    near = matcher.real_quick_ratio() > _UNLIKE and matcher.quick_ratio() > _UNLIKE
    return matcher.ratio() if near else 0.0


def only_numbers_differ(pieces: Sequence[Piece]) -> bool:
    """Return whether all that was removed or added are numbers."""
    changed = [piece.text for piece in pieces if piece.mark is not Mark.SAME]
    return bool(changed) and all(_NUMBER.fullmatch(text) and _DIGIT.search(text) for text in changed)


_UNLIKE: Final = 0.3
"""Below this no caller pairs two texts."""


class _Span(NamedTuple):
    old: str
    new: str
    kept: bool


def _tokens(text: str) -> list[str]:
    return _TOKENS.findall(text)


def _without_strays(spans: list[_Span]) -> list[_Span]:
    """Join two changes around a kept text that is no longer than either: 的 alone is no common ground."""
    joined: list[_Span] = []
    for span in spans:
        joined.append(span)
        while len(joined) > 2 and not joined[-1].kept and _is_stray(*joined[-3:]):
            before, kept, after = joined[-3:]
            joined[-3:] = [
                _Span(before.old + kept.old + after.old, before.new + kept.new + after.new, kept=False)
            ]
    return joined


def _is_stray(before: _Span, kept: _Span, after: _Span) -> bool:
    if before.kept or not kept.kept or after.kept:
        return False
    least = min(max(len(side.old), len(side.new)) for side in (before, after))
    # 年 between two changed numbers says what they count, and breaks hold a paragraph's layout together.
    telling = _DIGIT.search(before.new + kept.old + after.new) or kept.old.isspace()
    return len(kept.old) <= min(least, _STRAY) and not telling


_STRAY: Final = 3
"""Characters that more than chance has in common."""


def _pieces(spans: Sequence[_Span]) -> Iterator[Piece]:
    for span in spans:
        if span.kept:
            yield Piece(Mark.SAME, span.old)
            continue
        if span.old:
            yield Piece(Mark.REMOVED, span.old)
        if span.new:
            yield Piece(Mark.ADDED, span.new)
