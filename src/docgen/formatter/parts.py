"""A YAML text as its parts: scalars, and mappings and lists as they begin and end, each with its place."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from itertools import chain, cycle, repeat
from typing import NamedTuple

import yaml

from docgen.patterns import regex
from docgen.reader.builder import event_reader

_COMMENT = regex(r"#[^\n]*")
_BLOCK_HEAD = regex(r"([|>])([-+]?)([1-9]?)([-+]?)[ \t]*(#.*)?")
_FIRST_WORD = regex(r"^( *)[^ \n]", re.MULTILINE)
# An escaped blank at the end of a double-quoted line is content.
_TRAILING = regex(r"(?<!\\)[ \t]+$")


class Kind(Enum):
    """What a part is."""

    SCALAR = auto()
    MAPPING = auto()
    LIST = auto()
    END = auto()


class Part(NamedTuple):
    """One part of a text."""

    kind: Kind
    start: int
    end: int
    column: int
    """Where it begins in its line, from 0."""
    in_brackets: bool = False
    """Whether a mapping or list is written as `{…}` or `[…]`."""
    value: str = ""


_KINDS = {
    yaml.ScalarEvent: Kind.SCALAR,
    yaml.MappingStartEvent: Kind.MAPPING,
    yaml.SequenceStartEvent: Kind.LIST,
    yaml.MappingEndEvent: Kind.END,
    yaml.SequenceEndEvent: Kind.END,
}


def parts(text: str) -> Iterator[Part]:
    """Yield the parts of a text that the reader accepts."""
    next_event = event_reader(text)
    while (event := next_event()) is not None:
        kind = _KINDS.get(type(event))
        if kind:
            begin, end = event.start_mark, event.end_mark
            in_brackets = bool(getattr(event, "flow_style", False))
            yield Part(kind, begin.index, end.index, begin.column, in_brackets, getattr(event, "value", ""))


class Comment(NamedTuple):
    """One comment, from its # to the last word of its line."""

    start: int
    text: str


def comments(text: str) -> Iterator[Comment]:
    """Yield every comment: whatever begins with # between scalars, and in the head of a block scalar."""
    end = 0
    for part in parts(text):
        if part.kind is Kind.SCALAR:
            yield from _comments_between(text, end, part.start)
            end = part.end
            head = _BLOCK_HEAD.match(text, part.start)
            if head and head[5]:
                yield Comment(head.start(5), head[5].rstrip())
    yield from _comments_between(text, end, len(text))


def _comments_between(text: str, start: int, end: int) -> Iterator[Comment]:
    return (Comment(found.start(), found[0].rstrip()) for found in _COMMENT.finditer(text, start, end))


def indented(text: str, column: int) -> list[str]:
    """Return the lines of a quoted or plain scalar or of `{…}`, whose indentation means nothing."""
    first, *rest = (_TRAILING.sub("", line) for line in text.split("\n"))
    lines = [line.lstrip(" \t") for line in rest]
    return [first, *(" " * column + line if line else "" for line in lines)]


def block_lines(text: str, value: str) -> list[str]:
    """Return the head of a block scalar and its lines without indentation."""
    head = _BLOCK_HEAD.match(text)
    if not head:
        return []
    chomping = head[2] or head[4]
    if value and not value.endswith("\n"):
        chomping = "-"  # so it is anyway, or the file ends here without the line break that will be added
    mark = f"{head[1]}{head[3] and 2}{chomping}" + (f"  {head[5].rstrip()}" if head[5] else "")
    typed, kept = _FIRST_WORD.search(text, text.find("\n") + 1), _FIRST_WORD.search(value)
    if head[1] == "|" or not typed or not kept:
        return [mark, *value.removesuffix("\n").split("\n")] if value else [mark]
    indent = len(typed[1]) - len(kept[1])
    lines = [line[indent:] for line in text.removesuffix("\n").split("\n")[1:]]
    while not lines[-1] and chomping != "+":
        lines.pop()
    return [mark, *lines]


def bracket_text(text: str, inside: list[Part]) -> str:
    """Return `{…}` or `[…]` in one line, or as typed if it holds a comment or a scalar of several lines."""
    typed = text[inside[0].start : inside[-1].end]
    scalars = (text[part.start : part.end] for part in inside if part.kind is Kind.SCALAR)
    if any("\n" in scalar for scalar in scalars) or any(comments(typed)):
        return typed
    return _one_line(text, inside)


def _one_line(text: str, inside: list[Part]) -> str:
    words: list[str] = []
    closing = ""
    separators: Iterator[str] = repeat("")
    outer: list[tuple[str, Iterator[str]]] = []
    end = inside[0].start
    for part in inside:
        between, end = text[end : part.start], part.end
        if part.kind is Kind.END:
            words.append(closing)
            closing, separators = outer.pop()
            continue
        separator = next(separators)
        if separator != ": " or part.start < part.end or ":" in between:
            words.append(separator)
        if part.kind is Kind.SCALAR:
            words.append(text[part.start : part.end])
        else:
            outer.append((closing, separators))
            opening, closing, separators = _brackets(part, text[part.start])
            words.append(opening)
    return "".join(words)


def _brackets(part: Part, typed: str) -> tuple[str, str, Iterator[str]]:
    """Return both brackets and what stands before each part in them; a pair in a list has no brackets."""
    if part.kind is Kind.LIST:
        return "[", "]", chain([""], repeat(", "))
    opening, closing = ("{", "}") if typed == "{" else ("", "")
    return opening, closing, chain(["", ": "], cycle([", ", ": "]))
