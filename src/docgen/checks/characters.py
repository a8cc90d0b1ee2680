"""Characters that nobody sees or that print differently on another computer."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from docgen.checks import Check, Remark, Subject
from docgen.diagnostics import Severity, Words
from docgen.model.walk import texts
from docgen.patterns import regex

_COMMENT = regex(r"[ \t]+(#(?!允许|allow)[^\s#!=][^\n]*?)(?=[ \t]+#|[ \t\r]*$)", re.MULTILINE)
_VISIBLE_FORMAT = frozenset("\u200d")
"""Zero-width joiner: part of emoji."""


def _invisible(subject: Subject) -> Iterator[Remark]:
    yield from _each(
        subject, lambda char: unicodedata.category(char) == "Cf" and char not in _VISIBLE_FORMAT, _UNSEEN
    )


def _private(subject: Subject) -> Iterator[Remark]:
    yield from _each(subject, lambda char: unicodedata.category(char) == "Co", _UNSHARED)


def _cut_short(subject: Subject) -> Iterator[Remark]:
    typed = subject.source.text
    if not _COMMENT.search(typed):
        return  # and no value need be found in the file
    for path, text in texts(subject.source.data):
        start = subject.source.index(path)
        cut = _COMMENT.match(typed, start + len(text)) if typed.startswith(text, start) else None
        if cut:
            message = Words(
                f"“{text} {cut[1]}”中从 # 起的部分没有印出",
                f"the text from # on is not printed: `{text} {cut[1]}`",
            )
            hint = Words(f'整段加引号："{text} {cut[1]}"', f'quote the whole: "{text} {cut[1]}"')
            yield Remark(subject.evaluation.at(*path), message, hint)


def _each(subject: Subject, wanted: Callable[[str], bool], words: tuple[Words, Words]) -> Iterator[Remark]:
    message, hint = words
    for path, text in texts(subject.source.data):
        if text.isascii():
            continue
        for offset, char in enumerate(text):
            if char > "\x7f" and wanted(char):
                code = f"U+{ord(char):04X}"
                at = subject.evaluation.at(*path, offset=offset)
                yield Remark(at, Words(message.zh.format(code), message.en.format(code)), hint)


_UNSEEN = (
    Words("这里有看不见的字符 {}", "an invisible character, {}, stands here"),
    Words("删去它，把前后的字重打一遍", "delete it: retype the characters around it"),
)
_UNSHARED = (
    Words(
        "这个字（{}）是本机自造字，别的电脑上会变成空白",
        "{} is a private-use character: other computers print nothing",
    ),
    Words("换成标准字库里的字", "use the character of the standard set"),
)

CHECKS = (
    Check(
        "invisible-character",
        Severity.WARNING,
        what="文字里夹着看不见的字符（零宽空格、方向控制符等）。",
        why="从网页或聊天软件粘贴时常带进来，看不见，却会让查找、比对失灵。",
        example="参保\u200b覆盖率",
        instead="参保覆盖率",
        find=_invisible,
    ),
    Check(
        "text-cut-by-hash",
        Severity.WARNING,
        what="一行文字里有“空格加 #”，后面的字没有印出。",
        why="YAML 把空格后的 # 当作注释的开头。",
        example="title: 第 #1 号通知",
        instead='title: "第 #1 号通知"',
        find=_cut_short,
    ),
    Check(
        "private-character",
        Severity.WARNING,
        what="用了自造字区的字符。",
        why="只有装了同一自造字库的电脑才印得出来。",
        example="王\ue000",
        instead="用国家标准收录的字",
        find=_private,
    ),
)
