"""Amounts: a year where money or a count should stand, money without 元."""

import re
from collections.abc import Iterator

from docgen.checks import Check, InPrint
from docgen.diagnostics import Severity, Words
from docgen.patterns import regex
from docgen.proof import Proof, Slip, slip

_COUNTED = "元|万元|人|户|名|份|个|件|家|套|台|亩|吨|公里|平方米"
_YEAR = regex(rf"(?<![\d.,，年])(?P<year>20(?!00)[0-4]\d)(?P<unit>{_COUNTED})(?!大|工|民|才)")
_NEAR = 2
"""Years around the notice's own that a replaced figure may have become."""
_MONEY = (
    "保额|保费|保险费|保险金|免赔额|免配额|金额|补贴|补助|补偿|"
    "经费|资金|奖金|奖励|津贴|罚款|限额|赔付|价款|投资"
)
_BARE = regex(rf"(?:{_MONEY})(?:为|是|约|达|共计|合计|各)?(?P<number>\d+(?:\.\d+)?)(?=[，。；、）)]|$)")
_TEN_THOUSANDS = regex(r"(?<![\d.])(?P<number>\d+(?:\.\d+)?万)(?=[，。；、）)]|$)")
_CLAUSES = regex("[，。；]")
_IS_MONEY = regex(rf"元|{_MONEY}")


def _years(proof: Proof) -> Iterator[Slip]:
    for found in proof.matches(_YEAR):
        year = int(found[1]["year"])
        if proof.year is not None and abs(year - proof.year) <= _NEAR:
            message = Words(
                f"“{found[1][0]}”像是把年份替换进了数字里",
                f"`{found[1][0]}` looks like a year put where an amount stood",
            )
            yield slip(found, message, Words("核对原数后改正", "look up the figure and write it"))


def _without_yuan(proof: Proof) -> Iterator[Slip]:
    tables = {line.table for line in proof.lines if line.table is not None and _IS_MONEY.search(line.text)}
    for index, found in (*proof.matches(_BARE), *proof.matches(_TEN_THOUSANDS)):
        line = proof.lines[index]
        clause = _CLAUSES.split(line.text[: found.start()])[-1]
        called_money = found.start() < found.start("number")
        if called_money or line.table in tables or re.search(_MONEY, clause):
            number = found["number"]
            message = Words(f"金额“{number}”没有写“元”", f"the amount `{number}` has no 元")
            hint = Words(f"写成“{number}元”", f"write `{number}元`")
            yield Slip(index, found.start("number"), found.end("number"), message, hint)


CHECKS = (
    Check(
        "year-as-amount",
        Severity.WARNING,
        what="金额或数量的地方写着一个年份。",
        why="用“全部替换”把去年换成今年时，正好等于年份的金额也会被换掉。",
        example="骨折费用赔偿以2024元为限",
        instead="骨折费用赔偿以2000元为限",
        find=InPrint(_years),
    ),
    Check(
        "money-without-yuan",
        Severity.WARNING,
        what="金额没有写“元”。",
        why="“0.15万”可能是元也可能是人，理赔时会起争议。",
        example="意外医疗0.15万，免赔额200",
        instead="意外医疗0.15万元，免赔额200元",
        find=InPrint(_without_yuan),
    ),
)
