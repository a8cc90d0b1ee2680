"""The tags in the words of a template, found however they are typed."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from docgen.diagnostics import Words
from docgen.patterns import regex
from docgen.renderers.word.tags import MEANINGS, written
from docgen.renderers.word.template_faults.fault import Fault, Spot, fault_at
from docgen.renderers.word.template_faults.lines import Line
from docgen.renderers.word.template_faults.tag import Braces, Tag, closing, kind_of, read_tag

_BRACES: Final = regex(r"(?P<begin>[{｛][ \u3000]*[{｛%％#＃])|[}｝%％#＃][ \u3000]*[}｝]")
_SINGLE: Final = regex(rf"[{{｛]\s*(?:p\s+)?({'|'.join(MEANINGS)})\s*[}}｝]")


class _Beginning(NamedTuple):
    line: Line
    brace: "re.Match[str]"


class Lexer:
    """Reads one story (the main text, a header, the footnotes) paragraph by paragraph."""

    def __init__(self) -> None:
        self.tags: list[Tag] = []
        self.faults: list[Fault] = []
        self._begun: _Beginning | None = None

    def read(self, lines: Iterable[Line]) -> None:
        """Read the paragraphs of the story into `tags` and `faults`."""
        for line in lines:
            if line.text.strip():
                self._read_line(line)
        self._end_short(None)

    def _read_line(self, line: Line) -> None:
        braces = list(_BRACES.finditer(line.text))
        if not braces or braces[0]["begin"]:
            self._end_short(None)
        for brace in braces:
            if brace["begin"]:
                self._end_short(brace)
                self._begun = _Beginning(line, brace)
            elif self._begun:
                self._end(self._begun, line, brace)
            else:
                self.faults.append(_stray(Spot(line, *brace.span())))
        for place in _loose(line.text):
            if not any(brace.start() <= place < brace.end() for brace in braces):
                self.faults.append(_lone(Spot(line, place, place + 1)))
        self._find_single_braces(line, braces)

    def _end(self, begun: _Beginning, line: Line, end: "re.Match[str]") -> None:
        start, braces = begun.brace.end(), Braces(begun.brace[0], end[0])
        if begun.line is line:
            at = Spot(line, begun.brace.start(), end.end())
            self._add(at, braces, line.text[start : end.start()])
        else:
            at = Spot(begun.line, begun.brace.start(), len(begun.line.text))
            tag = self._add(at, braces, begun.line.text[start:] + line.text[: end.start()], whole=False)
            self.faults.append(_across(tag, line))
        self._begun = None

    def _end_short(self, following: "re.Match[str] | None") -> None:
        """Give up on a tag that has no end before `following` begins, or before its paragraph ends."""
        if begun := self._begun:
            stop = following.start() if following else len(begun.line.text)
            at = Spot(begun.line, begun.brace.start(), stop)
            inner = begun.line.text[begun.brace.end() : stop].rstrip("}｝%％ ")
            self.faults.append(_unclosed(self._add(at, Braces(begun.brace[0], ""), inner, whole=False)))
            self._begun = None

    def _add(self, at: Spot, braces: Braces, inner: str, whole: bool = True) -> Tag:
        tag, faults = read_tag(at, braces, inner, whole)
        self.tags.append(tag)
        self.faults.extend(faults)
        return tag

    def _find_single_braces(self, line: Line, braces: "list[re.Match[str]]") -> None:
        for single in _SINGLE.finditer(line.text):
            if not any(brace.start() < single.end() and single.start() < brace.end() for brace in braces):
                self.faults.append(_single(Spot(line, *single.span()), single[1]))


def _loose(text: str) -> list[int]:
    """Return where a brace stands that docxtpl would join to one of the paragraph before or after."""
    ends = [(0, "}"), (len(text) - 1, "{")]
    return [place for place, brace in ends if text[place] == brace]


def _lone(at: Spot) -> Fault:
    what = Words(
        f"单独一个 {at.text} 会和相邻一段的括号连成标签",
        f"a {at.text} alone would join braces of the next paragraph",
    )
    return fault_at(at, "stray-braces", what, Words("请删去它，或者换成全角的括号", "delete it"))


def _stray(at: Spot) -> Fault:
    begin = {"}": "{{", "%": "{%", "#": "{#"}[kind_of(at.text[0])]
    return fault_at(
        at,
        "stray-braces",
        Words(f"多出一个 {at.text}，前面没有与它成对的 {begin}", f"{at.text} ends a tag that never began"),
        Words(f"请删去它，或者在标签前面补上 {begin}", f"delete it, or type {begin} before the tag"),
    )


def _unclosed(tag: Tag) -> Fault:
    end = closing(tag.kind)
    typed = tag.at.text.strip()
    return fault_at(
        tag.at,
        "unclosed-tag",
        Words(f"标签“{typed}”没有写完，少了 {end}", f"the tag {typed} has no end: {end} is missing"),
        Words(f"请在标签末尾补上 {end}", f"type {end} at its end"),
    )


def _across(tag: Tag, last: Line) -> Fault:
    cells = tag.at.line.container("tc") is not last.container("tc")
    zh, en = ("个单元格", "cell") if cells else ("段", "paragraph")
    typed, right = tag.at.text.strip(), tag.spelled()
    return fault_at(
        tag.at,
        f"tag-across-{en}s",
        Words(f"标签“{typed}”在这{zh}开头，到下一{zh}才结束", f"the tag {typed} ends in another {en}"),
        Words(f"请把整个标签写在同一{zh}里：{right}", f"type the whole tag in one {en}: {right}"),
    )


def _single(at: Spot, name: str) -> Fault:
    right = written(name)
    return fault_at(
        at,
        "single-braces",
        Words(
            f"“{at.text}”只有一层括号，会照原样印出来",
            f"{at.text} has single braces and would be printed as is",
        ),
        Words(f"请写成 {right}", f"type {right}"),
    )
