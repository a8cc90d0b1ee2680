"""Splits a text with `{{ }}` into what is printed as typed and the expressions in it."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import starmap
from operator import attrgetter
from typing import NamedTuple

from docgen import chinese
from docgen.diagnostics import Mistake, Words
from docgen.model.expressions import Expression, parse_expression
from docgen.patterns import regex
from docgen.records import record

_MARK = regex(r"\{\{|\}\}|\{%|\{#|｛｛|｝｝")
_INSIDE = regex(r"""'[^'\n]*'|"[^"\n]*"|\}\}|\{\{|｝｝|｛｛""")
_FULL_WIDTH = regex(r"(?:｛｛|\{\{)([^｛｝{}\n]{0,200})(?:｝｝|\}\})")
_BRACES = "{}｛｝"
"""One of them is in every mark."""
_FILLER = "\u4e00"
"""Stands for an expression where lines are joined: what it prints counts as Chinese."""


@record
class Piece:
    """Text of one line, or an expression."""

    text: str
    offset: int
    """Where it stands in the text as typed; for an expression, where its source begins."""
    expression: Expression | None = None


@record
class Template:
    """A text that has been read."""

    paragraphs: tuple[tuple[Piece, ...], ...]
    """Each paragraph in pieces, its lines put together; a mistaken expression is left as typed."""
    mistakes: tuple[Mistake, ...]
    """All of them, their offsets counted in the text as typed."""


class _Hole(NamedTuple):
    start: int
    end: int
    piece: Piece


_START = attrgetter("start")


@lru_cache(maxsize=4096)
def read_template(text: str) -> Template:
    """Return `text` taken apart; it may hold any number of mistakes."""
    mistakes: list[Mistake] = []
    if not any(brace in text for brace in _BRACES):
        return Template(tuple([tuple(starmap(Piece, lines)) for lines in chinese.lines(text)]), ())
    holes = tuple(_holes(text, mistakes))
    filled = list(text)
    for hole in holes:
        filled[hole.start : hole.end] = _FILLER * (hole.end - hole.start)
    lines = chinese.lines("".join(filled))
    paragraphs = tuple(tuple(_pieces(paragraph, holes)) for paragraph in lines)
    return Template(paragraphs, tuple(mistakes))


def _pieces(lines: list[tuple[str, int]], holes: tuple[_Hole, ...]) -> Iterator[Piece]:
    for line, offset in lines:
        place, end = offset, offset + len(line)
        first = bisect_left(holes, offset, key=_START)
        for hole in holes[first : bisect_left(holes, end, key=_START)]:
            if hole.start > place:
                yield Piece(line[place - offset : hole.start - offset], place)
            yield hole.piece
            place = hole.end
        if end > place:
            yield Piece(line[place - offset :], place)


def _holes(text: str, mistakes: list[Mistake]) -> Iterator[_Hole]:
    position = 0
    while mark := _MARK.search(text, position):
        start, position = mark.span()
        end = _closing(text, position) if mark[0] == "{{" else None
        if end is None:
            mistake, position = _stray(text, mark)
            mistakes.append(mistake)
            continue
        inner = text[position:end]
        source = inner.strip()
        offset = position + len(inner) - len(inner.lstrip())
        position = end + 2
        try:
            yield _Hole(start, position, Piece("", offset, parse_expression(source)))
        except Mistake as mistake:
            mistake.offset += offset
            mistakes.append(mistake.with_traceback(None))
            yield _Hole(start, position, Piece(text[start:position], start))


def _closing(text: str, start: int) -> int | None:
    for found in _INSIDE.finditer(text, start):
        if found[0] == "}}":
            return found.start()
        if found[0][0] not in "'\"":
            break
    return None


def _stray(text: str, mark: re.Match[str]) -> tuple[Mistake, int]:
    """Return what is wrong with a mark that opens no expression, and where to read on."""
    start, end = mark.span()
    whole = _FULL_WIDTH.match(text, start)
    match mark[0]:
        case "{{" if not whole:
            words = Words("“{{”之后没有“}}”", "`{{` is not closed by `}}`")
            hint = Words("用英文输入法补上 }}", "add `}}`, typed half-width")
            return Mistake("unclosed-braces", words, hint, start), end
        case "}}":
            words = Words("“}}”之前没有“{{”", "`}}` without `{{` before it")
            hint = Words("补上 {{，或删去 }}", "add `{{` or remove `}}`")
            return Mistake("stray-braces", words, hint, start), end
        case "{%" | "{#":
            words = Words(f"文字里不能写“{mark[0]}”", f"`{mark[0]}` cannot stand in a text")
            condition = Words(
                "有条件的内容另写一条，加 when: 条件", "put conditional text in its own item with `when:`"
            )
            comment = Words("说明写在 # 之后", "comments go after `#`")
            return Mistake("template-tag", words, condition if mark[0] == "{%" else comment, start), end
    typed = f"{{{{ {whole[1].strip()} }}}}" if whole else {"｛｛": "{{", "｝｝": "}}"}[mark[0]]
    words = Words(f"“{whole[0] if whole else mark[0]}”用了全角大括号", "full-width braces do nothing")
    hint = Words(f"用英文输入法改成 {typed}", f"type {typed}")
    return Mistake("full-width-braces", words, hint, start), whole.end() if whole else end
