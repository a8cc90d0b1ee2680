"""Arithmetic in the text: sums, shares and parts that do not agree with each other."""

import re
from collections.abc import Iterator
from fractions import Fraction

from docgen.checks import Check, InPrint, Remark, Subject
from docgen.diagnostics import Severity, Words
from docgen.model.row_names import Place
from docgen.model.table import Column
from docgen.model.values import Quantity, decimal_text
from docgen.patterns import regex
from docgen.proof import Proof, Slip, slip

_NUMBER = r"\d+(?:\.\d+)?"
_UNIT = r"(?:万元|亿元|元|万人|人|户|名|份|个|件|家|套|亩|吨|%)"
_EQUATION = regex(
    rf"(?<![\d.A-Za-z=＝+×*])(?P<left>{_NUMBER}{_UNIT}?(?:(?P<sign>[+＋×*÷])(?:{_NUMBER}){_UNIT}?){{1,12}})[=＝](?P<right>{_NUMBER})(?P<unit>{_UNIT}?)"
)
_TERM = regex(rf"({_NUMBER})({_UNIT}?)")
_PART = rf"[^，。；、：\d（）]{{1,12}}{_NUMBER}"
_SUM_LAST = regex(
    rf"(?P<parts>{_PART}(?P<unit>{_UNIT})(?:[、，]{_PART}(?P=unit)){{1,15}})，?(?:合计|总计|共计)(?P<whole>{_NUMBER})(?P=unit)"
)
_WHOLE_FIRST = regex(
    rf"(?P<whole>{_NUMBER})(?P<unit>{_UNIT})(?:，|（)其中(?P<parts>：?{_PART}(?P=unit)(?:[、，]{_PART}(?P=unit)){{0,15}})"
)
_SHARE = regex(
    rf"(?:共|总数|总计|合计)[^，。；\d]{{0,8}}(?P<whole>{_NUMBER})(?P<unit>{_UNIT})，[^，。；\d]{{1,12}}(?P<part>{_NUMBER})(?P=unit)，占[^，。；\d]{{0,8}}(?P<share>{_NUMBER})%"
)
_ONE = Fraction(1)
_SCALES = {"万元": _ONE * 10**4, "亿元": _ONE * 10**8, "万人": _ONE * 10**4, "%": _ONE / 100}


def _equations(proof: Proof) -> Iterator[Slip]:
    for found in proof.matches(_EQUATION):
        signs = {match[0] for match in re.finditer("[+＋×*÷]", found[1]["left"])}
        terms = [
            Fraction(number) * _SCALES.get(unit, _ONE) for number, unit in _TERM.findall(found[1]["left"])
        ]
        result = _result(terms, signs)
        said = Fraction(found[1]["right"]) * _SCALES.get(found[1]["unit"], _ONE)
        if (
            result is not None
            and result != said
            and not _rounded(result, found[1]["right"], found[1]["unit"])
        ):
            right = decimal_text(round(result / _SCALES.get(found[1]["unit"], _ONE), 4), None)
            message = Words(f"“{found[1][0]}”算得 {right}", f"`{found[1][0]}` comes to {right}")
            yield slip(found, message, Words("查对各数", "look up the figures"))


def _result(terms: list[Fraction], signs: set[str]) -> Fraction | None:
    """Return what sums and products come to; a mixture is left to people."""
    if signs <= {"+", "＋"}:
        return sum(terms, Fraction(0))
    if signs <= {"×", "*"}:
        product = Fraction(1)
        for term in terms:
            product *= term
        return product
    return terms[0] / terms[1] if signs == {"÷"} and len(terms) == 2 and terms[1] else None


def _rounded(exact: Fraction, said: str, unit: str) -> bool:
    decimals = len(said.partition(".")[2])
    difference = abs(exact / _SCALES.get(unit, _ONE) - Fraction(said))
    return bool(decimals) and difference <= Fraction(1, 2 * 10**decimals)


def _sums(proof: Proof) -> Iterator[Slip]:
    for found in proof.matches(_SUM_LAST):
        total = sum((Fraction(number) for number, _ in _TERM.findall(found[1]["parts"])), Fraction(0))
        if total != Fraction(found[1]["whole"]):
            unit, seen = found[1]["unit"], found[1]["whole"]
            printed = decimal_text(total, None)
            message = Words(
                f"前面各数相加是 {printed}{unit}，这里写 {seen}{unit}",
                f"the figures before add up to {printed}{unit}, not {seen}{unit}",
            )
            place = (found[0], found[1].start("whole"), found[1].end("whole"))
            yield Slip(*place, message, Words("查对各数和合计", "look up the figures and their sum"))


def _parts(proof: Proof) -> Iterator[Slip]:
    for found in proof.matches(_WHOLE_FIRST):
        whole, unit = Fraction(found[1]["whole"]), found[1]["unit"]
        parts = [Fraction(number) for number, _ in _TERM.findall(found[1]["parts"])]
        if parts and max(parts) > whole:
            most = decimal_text(max(parts), None)
            message = Words(
                f"“其中”的 {most}{unit} 比总数 {found[1]['whole']}{unit} 还多",
                f"a part of {most}{unit} is more than the whole, {found[1]['whole']}{unit}",
            )
            yield slip(found, message, Words("查对总数和其中数", "look up the whole and its parts"))


def _shares(proof: Proof) -> Iterator[Slip]:
    for found in proof.matches(_SHARE):
        whole, part = Fraction(found[1]["whole"]), Fraction(found[1]["part"])
        said = found[1]["share"]
        unit = Fraction(1, 10 ** len(said.partition(".")[2]))
        if whole and abs(part / whole * 100 - Fraction(said)) >= unit:
            right = decimal_text(round(part / whole * 100, 2), None)
            message = Words(
                f"{found[1]['part']} 占 {found[1]['whole']} 的 {right}%，这里写 {said}%",
                f"{found[1]['part']} is {right}% of {found[1]['whole']}, not {said}%",
            )
            place = (found[0], found[1].start("share"), found[1].end("share"))
            yield Slip(*place, message, Words("查对百分比和两个数", "look up the share and both figures"))


def _table_parts(subject: Subject) -> Iterator[Remark]:
    for table in subject.evaluation.tables:
        columns = table.spec.columns
        pairs = [
            (part, whole) for part in range(len(columns)) if (whole := _whole(columns, part)) is not None
        ]
        for index, row in enumerate(table.rows) if pairs else ():
            cells = table.line(Place(row=index))
            for part, whole in pairs:
                smaller, larger = cells[part].value, cells[whole].value
                if (
                    isinstance(smaller, Quantity)
                    and isinstance(larger, Quantity)
                    and smaller.amount > larger.amount
                ):
                    message = Words(
                        f"{row.id} 的“{columns[part].label}”{smaller.printed()}"
                        f"比“{columns[whole].label}”{larger.printed()}还多",
                        f"`{columns[part].id}` of `{row.id}` is more than `{columns[whole].id}`",
                    )
                    yield Remark(cells[part].at, message, Words("查对这一行", "look up this row"))


def _whole(columns: tuple[Column, ...], part: int) -> int | None:
    """Return the column that the 其中 column `part` is a part of: the nearest to the left that is none."""
    if not _is_part(columns[part]):
        return None
    wholes = (index for index in range(part - 1, -1, -1) if not _is_part(columns[index]))
    return next((index for index in wholes if columns[index].type in ("count", "money", "number")), None)


def _is_part(column: Column) -> bool:
    return column.label.startswith("其中") or any(name.startswith("其中") for name in column.group)


CHECKS = (
    Check(
        "wrong-equation",
        Severity.WARNING,
        what="文字里的算式不等。",
        why="改了一个数，忘了改得数。",
        example="300户×100元=3万元，200+150=360",
        instead="300户×100元=3万元，200+150=350",
        find=InPrint(_equations),
    ),
    Check(
        "wrong-sum",
        Severity.WARNING,
        what="逐项列出的数与合计不符。",
        why="改了一项，忘了改合计。",
        example="男3人、女4人，合计8人",
        instead="男3人、女4人，合计7人",
        find=InPrint(_sums),
    ),
    Check(
        "part-beyond-whole",
        Severity.WARNING,
        what="“其中”的数比总数还大。",
        why="其中数是总数的一部分；多半是两个数写颠倒了。",
        example="共120户，其中脱贫户150户",
        instead="共150户，其中脱贫户120户",
        find=InPrint(_parts),
    ),
    Check(
        "part-beyond-whole-in-table",
        Severity.WARNING,
        what="表里“其中”一栏的数比它左边的总数还大。",
        why="其中数是总数的一部分；多半是填错了行或栏。",
        example="- {id: heping, people: 531, aged: 713}",
        instead="- {id: heping, people: 713, aged: 531}",
        find=_table_parts,
    ),
    Check(
        "wrong-share",
        Severity.WARNING,
        what="百分比与前面的两个数不符。",
        why="人数每年更新，百分比常常忘了重算。",
        example="共525人，参保446人，占总数的88%",
        instead="共525人，参保446人，占总数的85%",
        find=InPrint(_shares),
    ),
)
