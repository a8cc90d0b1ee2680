"""Punctuation of a Chinese text: full width, and a stop at the end of each sentence."""

from collections.abc import Iterator

from docgen.checks import Check, InPrint
from docgen.diagnostics import Severity, Words
from docgen.document import Role
from docgen.patterns import regex
from docgen.proof import HAN, Proof, Slip, replaced, slip

_FULL = dict(zip(",:;?!()", "，：；？！（）", strict=True))
_MARK = r"^\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)"
_HALF = regex(
    rf"{_MARK}|(?<=[{HAN}”）》])[,:;?!(](?!(?:19|20)\d\d\)\d)|[,:;?!)](?=[{HAN}“（《])|(?<=[{HAN}])\)"
)
_BLANK = regex(rf"(?<=[，。；：、！？）》])[ \t]+(?=[{HAN}“（《])")
_QUOTED = regex(rf'"(?P<words>[^"“”\n]*[{HAN}][^"“”\n]*)"')
_ENDS = regex(r"[。！？；：…、，”’）》—\"]$")
_SENTENCE = regex(r"[，；]")


def _half_width(proof: Proof) -> Iterator[Slip]:
    for found in proof.matches(_HALF, having=_FULL.keys()):
        message = Words(
            f"中文里用了半角“{found[1][0]}”", f"a half-width `{found[1][0]}` stands in Chinese text"
        )
        yield replaced(found, message, "".join(_FULL.get(char, char) for char in found[1][0]))


def _stray_blanks(proof: Proof) -> Iterator[Slip]:
    for found in proof.matches(_BLANK, having={" ", "\t"}):
        message = Words("标点后面多了空格", "a blank stands behind a full-width mark")
        hint = Words(
            "删去空格；折行的文字用“|”开头，不用“>”", "remove it; begin text of several lines with `|`"
        )
        yield slip(found, message, hint, "")


def _straight_quotes(proof: Proof) -> Iterator[Slip]:
    for found in proof.matches(_QUOTED, having={'"'}):
        words = found[1]["words"]
        message = Words(f'用了直引号"{words}"', f"straight quotes stand around `{words}`")
        yield replaced(found, message, f"“{words}”")


def _unfinished(proof: Proof) -> Iterator[Slip]:
    for index, line in enumerate(proof.lines):
        text = line.text.rstrip()
        if line.role is Role.BODY and _SENTENCE.search(text) and not _ENDS.search(text):
            message = Words(
                f"这一段末尾缺句号：“……{text[-8:]}”",
                f"this paragraph has no full stop at its end: `…{text[-8:]}`",
            )
            hint = Words("句末加“。”", "end it with `。`")
            yield Slip(index, len(text) - 1, len(text), message, hint, in_text=True)


CHECKS = (
    Check(
        "half-width-punctuation",
        Severity.WARNING,
        what="中文之间用了半角标点。",
        why="公文用全角标点（GB/T 15834）；半角标点在 Word 里挤在一起，也和别处不一致。",
        example="保险范围:各乡（镇）要为……",
        instead="保险范围：各乡（镇）要为……",
        find=InPrint(_half_width),
        mends=True,
    ),
    Check(
        "straight-quotes",
        Severity.WARNING,
        what="中文之间用了直引号。",
        why="公文用弯引号“”；直引号分不出前后，Word 里也不占一个字宽。",
        example='实施"安康关爱行动"',
        instead="实施“安康关爱行动”",
        find=InPrint(_straight_quotes),
        mends=True,
    ),
    Check(
        "stray-blank",
        Severity.WARNING,
        what="全角标点后面多了空格。",
        why="全角标点自己占一个字宽，再加空格就空出一截；用“>”折行的文字每行之间都会这样。",
        example="提高认识， 加强宣传。",
        instead="提高认识，加强宣传。",
        find=InPrint(_stray_blanks),
        mends=True,
    ),
    Check(
        "missing-full-stop",
        Severity.WARNING,
        what="一段话末尾没有句号。",
        why="删改句子时最容易把句号一起删掉。",
        example="……制订如下方案",
        instead="……制订如下方案。",
        find=InPrint(_unfinished),
    ),
)
