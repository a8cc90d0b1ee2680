"""Punctuation of a Chinese text: full width, and a stop at the end of each sentence."""

import re
from collections.abc import Iterator

from docgen.checks import Check, Remark, Subject
from docgen.diagnostics import Severity, Words
from docgen.document import Paragraph, Role, paragraphs
from docgen.model.walk import texts

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_FULL = dict(zip(",:;?!()", "，：；？！（）", strict=True))
_HALF = re.compile(rf"(?<=[{_HAN}”）》])[,:;?!(]|[,:;?!)](?=[{_HAN}“（《])|(?<=[{_HAN}])\)")
_BLANK = re.compile(rf"(?<=[，。；：、！？）》])[ \t]+(?=[{_HAN}“（《])")
_HOLE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_ENDS = re.compile(r"[。！？；：…，、”’）》—]$")
_SENTENCE = re.compile(r"[，；]")
_TEXT_KEYS = frozenset({"text", "heading", "lead", "caption", "title", "guiding_principles", "note", "label"})


def _half_width(subject: Subject) -> Iterator[Remark]:
    for path, text in texts(subject.source.data):
        if path[-1] not in _TEXT_KEYS:
            continue
        # Holes keep their length, so that offsets stay true.
        prose = _HOLE.sub(lambda hole: "字" * len(hole[0]), text)
        for match in _HALF.finditer(prose):
            seen, full = match[0], _FULL[match[0]]
            message = Words(f"中文里用了半角“{seen}”", f"a half-width `{seen}` stands in Chinese text")
            yield Remark(
                subject.evaluation.at(*path, offset=match.start()),
                message,
                Words(f"改为“{full}”", f"write `{full}`"),
            )


def _stray_blanks(subject: Subject) -> Iterator[Remark]:
    for path, text in texts(subject.source.data):
        for match in _BLANK.finditer(text) if path[-1] in _TEXT_KEYS else ():
            message = Words("标点后面多了空格", "a blank stands behind a full-width mark")
            hint = Words(
                "删去空格；折行的文字用“|”开头，不用“>”", "remove it; begin text of several lines with `|`"
            )
            yield Remark(subject.evaluation.at(*path, offset=match.start()), message, hint)


def _unfinished(subject: Subject) -> Iterator[Remark]:
    for paragraph in paragraphs(subject.document.flow()):
        if (
            paragraph.role is Role.BODY
            and _SENTENCE.search(paragraph.text)
            and not _ENDS.search(paragraph.text)
        ):
            yield _unended(paragraph)


def _unended(paragraph: Paragraph) -> Remark:
    last = paragraph.runs[-1]
    end = paragraph.text[-8:]
    assert last.origin  # noqa: S101 - the composer gives every run its origin
    message = Words(f"这一段末尾缺句号：“……{end}”", f"this paragraph has no full stop at its end: `…{end}`")
    return Remark(last.origin.at, message, Words("句末加“。”", "end it with `。`"))


CHECKS = (
    Check(
        "half-width-punctuation",
        Severity.WARNING,
        what="中文之间用了半角标点。",
        why="公文用全角标点（GB/T 15834）；半角标点在 Word 里挤在一起，也和别处不一致。",
        example="保险范围:各乡（镇）要为……",
        instead="保险范围：各乡（镇）要为……",
        find=_half_width,
    ),
    Check(
        "stray-blank",
        Severity.WARNING,
        what="全角标点后面多了空格。",
        why="全角标点自己占一个字宽，再加空格就空出一截；用“>”折行的文字每行之间都会这样。",
        example="提高认识， 加强宣传。",
        instead="提高认识，加强宣传。",
        find=_stray_blanks,
    ),
    Check(
        "missing-full-stop",
        Severity.WARNING,
        what="一段话末尾没有句号。",
        why="删改句子时最容易把句号一起删掉。",
        example="……制订如下方案",
        instead="……制订如下方案。",
        find=_unfinished,
    ),
)
