"""What joins the two ends of a range: the dash, and what only looks like it."""

from collections.abc import Iterator

from docgen.checks import Check, InPrint
from docgen.diagnostics import Severity, Words
from docgen.patterns import regex
from docgen.proof import Proof, Slip

_UNIT = r"(?:年度?|月|日|时|周岁|岁|%|％|元|万元|人|名|个|天|米|公里)"
_END = rf"\d+(?:\.\d+)?{_UNIT}"
_NUMERAL = regex(rf"(?<=[年月日岁元%])一(?=\d{{1,4}}{_UNIT})")
_HYPHEN = regex(rf"(?<![A-Za-z\d\-.])(?:{_END}|\d{{1,4}}(?:\.\d+)?)(?P<mark>--?|－|–|~|−)(?={_END})")


def _numerals(proof: Proof) -> Iterator[Slip]:
    for line, found in proof.matches(_NUMERAL):
        message = Words("起止之间用的是汉字“一”，不是连接号", "the numeral 一 stands where a dash belongs")
        yield Slip(line, found.start(), found.end(), message, Words("改为“—”或“至”", "write — or 至"), "—")


def _hyphens(proof: Proof) -> Iterator[Slip]:
    for line, found in proof.matches(_HYPHEN):
        mark = found["mark"]
        message = Words(f"起止之间用了“{mark}”", f"`{mark}` joins the ends of a range")
        hint = Words("改为“—”或“至”", "write — or 至")
        yield Slip(line, found.start("mark"), found.end("mark"), message, hint, "—")


CHECKS = (
    Check(
        "numeral-in-range",
        Severity.WARNING,
        what="起止日期之间写成了汉字“一”。",
        why="“一”和“—”长得一样，查找、计算都会出错。",
        example="2024年2月1日一2024年3月20日",
        instead="2024年2月1日—2024年3月20日",
        find=InPrint(_numerals),
        mends=True,
    ),
    Check(
        "hyphen-in-range",
        Severity.HINT,
        what="起止之间用了短横线或半角波浪线。",
        why="GB/T 15834 的连接号是一字线“—”或浪纹线“～”，短横线只用于编号和复合名称。",
        example="70周岁-75周岁",
        instead="70周岁至75周岁",
        find=InPrint(_hyphens),
        mends=True,
    ),
)
