"""Characters outside 通用规范汉字表, and those that only look like the right ones."""

from collections.abc import Iterator

from docgen.checks import Check, InPrint
from docgen.diagnostics import Severity, Words
from docgen.document import Role
from docgen.patterns import regex
from docgen.proof import HAN, Proof, Slip, replaced
from docgen.wordlists import standard_forms

_ZERO = regex(r"[一二三四五六七八九][〇零○OＯo0一二三四五六七八九]{3}(?=年)")
_ZEROS = regex("[零○OＯo0]")
_WIDE = regex(r"[Ａ-Ｚａ-ｚ％]+")
_WIDE_DIGITS = regex(r"[０-９]+")
_BLANK = regex(rf"(?<![编章节条款项央委局厅部院府办])(?<=[{HAN}])(?P<blank>[ \u00a0]+)(?=[{HAN}])")
"""Organs stand side by side with a blank between them, and so do the number and the words of an article."""
_QUOTED = regex("“[^“”]*”|《[^《》]*》")
_STOP = regex("[，。；]")


def _nonstandard(proof: Proof) -> Iterator[Slip]:
    variants = standard_forms()
    for found in proof.matches(regex(f"[{''.join(variants)}]"), having=variants.keys()):
        right = variants[found[1][0]]
        message = Words(
            f"“{found[1][0]}”是繁体字或异体字，规范字是“{right}”",
            f"`{found[1][0]}` is a traditional or variant form of `{right}`",
        )
        yield replaced(found, message, right)


def _zeros(proof: Proof) -> Iterator[Slip]:
    for found in proof.matches(_ZERO):
        right = _ZEROS.sub("〇", found[1][0])
        if right != found[1][0]:
            message = Words(
                f"年份“{found[1][0]}”里的零应写“〇”", f"the zero in `{found[1][0]}` is written 〇"
            )
            yield replaced(found, message, right)


def _wide(proof: Proof) -> Iterator[Slip]:
    for found in proof.matches(_WIDE):
        right = "".join(chr(ord(char) - 0xFEE0) for char in found[1][0])
        message = Words(f"“{found[1][0]}”是全角的", f"`{found[1][0]}` is full-width")
        yield replaced(found, message, right)
    for found in proof.matches(_WIDE_DIGITS):
        right = "".join(chr(ord(char) - 0xFEE0) for char in found[1][0])
        message = Words(f"数字“{found[1][0]}”是全角的", f"the figure `{found[1][0]}` is full-width")
        yield replaced(found, message, right)._replace(mend=None)


def _blanks(proof: Proof) -> Iterator[Slip]:
    for index, found in proof.matches(_BLANK, {Role.BODY}, having={" ", "\u00a0"}):
        text = proof.lines[index].text
        inside = any(quote.start() < found.start() < quote.end() for quote in _QUOTED.finditer(text))
        if _STOP.search(text) and not inside:
            message = Words("汉字之间有空格", "a blank stands between Chinese characters")
            yield replaced((index, found), message, "")


CHECKS = (
    Check(
        "variant-character",
        Severity.WARNING,
        what="用了《通用规范汉字表》以外的繁体字、异体字。",
        why="公文用规范汉字；异体字查找不到，有的字体里没有。",
        example="各村（居）要髙度重视",
        instead="各村（居）要高度重视",
        find=InPrint(_nonstandard),
        mends=True,
    ),
    Check(
        "zero-in-year",
        Severity.WARNING,
        what="汉字年份里的零写成了“零”“○”或字母 O。",
        why="GB/T 15835 规定汉字年份用“〇”。",
        example="二○二五年",
        instead="二〇二五年",
        find=InPrint(_zeros),
        mends=True,
    ),
    Check(
        "full-width-letter",
        Severity.WARNING,
        what="字母、数字或百分号是全角的。",
        why="GB/T 15835 要求阿拉伯数字用半角；全角数字在表格里不能计算。",
        example="参保覆盖率８５％",
        instead="参保覆盖率85%",
        find=InPrint(_wide),
        mends=True,
    ),
    Check(
        "blank-in-chinese",
        Severity.WARNING,
        what="汉字之间有空格。",
        why="多半是从网页或别的文档复制时带进来的，印出来会空出一截。",
        example="提高思想 认识",
        instead="提高思想认识",
        find=InPrint(_blanks),
        mends=True,
    ),
)
