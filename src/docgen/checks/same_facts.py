"""One fact, two values: a figure typed by hand beside the data, or said twice and differently."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docgen.checks import Check, InPrint, Remark, Subject
from docgen.diagnostics import Severity, Words
from docgen.document import Role
from docgen.model.row_names import Place
from docgen.model.values import Quantity
from docgen.patterns import regex
from docgen.proof import HAN, Proof, Slip

_UNIT = r"(?:%|万元|元|人|户|份|个|名)"
_SAID = rf"(?:达到|达|为|是|共|共计|合计|不低于|不少于|确保)?(?P<seen>\d+(?:\.\d+)?)(?P<unit>{_UNIT})"
_FACT = regex(
    rf"(?:^|(?<=[，。；：、\d.]))(?P<name>[{HAN}]{{1,8}}(?:率|人数|总数|户数|保费|保险费|比例|任务数|名额)){_SAID}"
)
_LONGER = regex(rf"[{HAN}）)]")
"""What makes a longer name of the one behind it."""
_SHORTEST = 4
"""Characters; 人数 or 金额 alone may be those of anything."""


class _Known(NamedTuple):
    label: str
    printed: str
    unit: str


def _beside_data(subject: Subject) -> Iterator[Remark]:
    known = {fact.label: fact for fact in _known(subject) if len(fact.label) >= _SHORTEST}
    for label, fact in known.items():
        for index, found in subject.proof.proof.matches(re.compile(re.escape(label) + _SAID), {Role.BODY}):
            if found["unit"] != fact.unit or found["seen"] + found["unit"] == fact.printed:
                continue
            if found.start() and _LONGER.match(found.string, found.start() - 1):
                continue
            message = Words(
                f"“{label}”这里写 {found['seen']}{found['unit']}，数据是 {fact.printed}",
                f"`{label}` is {found['seen']}{found['unit']} here and {fact.printed} in the data",
            )
            hint = Words("引用数据，不要手写", "refer to the data instead of typing it")
            one = Slip(index, found.start("seen"), found.end("unit"), message, hint)
            if subject.proof.literal(one):
                yield subject.remark(one)


def _known(subject: Subject) -> Iterator[_Known]:
    for target in subject.evaluation.program.targets:
        value = target.value.value
        if isinstance(value, Quantity):
            yield _Known(target.label, value.printed(), value.unit)
    for table in subject.evaluation.tables:
        totals = table.line(Place()) if table.spec.total else ()
        for column, cell in zip(table.spec.columns, totals, strict=False):
            label, _, unit = column.label.partition("（")
            if isinstance(cell.value, Quantity):
                base = cell.value.unit or unit.rstrip("）") or "人"
                yield _Known(label, cell.value.printed().removesuffix(base) + base, base)


def _two_values(proof: Proof) -> Iterator[Slip]:
    first: dict[tuple[str, str], str] = {}
    for index, found in proof.matches(_FACT, {Role.BODY}):
        name, unit, seen = found["name"], found["unit"], found["seen"]
        before = first.setdefault((name, unit), seen)
        if before != seen:
            message = Words(
                f"“{name}”前面写 {before}{unit}，这里写 {seen}{unit}",
                f"`{name}` is {before}{unit} above and {seen}{unit} here",
            )
            hint = Words("查对是不是同一个数；是就写成数据来引用", "if it is one fact, write it once as data")
            yield Slip(index, found.start("seen"), found.end("unit"), message, hint)


CHECKS = (
    Check(
        "figure-unlike-data",
        Severity.WARNING,
        what="文字里手写的数与目标或表中的合计不同。",
        why="表改了，文字没改；收文单位不知道该信哪一个。",
        example="考核目标13634人（表中合计 13636）",
        instead="考核目标{{ tables.villages.total.quota }}人",
        find=_beside_data,
    ),
    Check(
        "two-values",
        Severity.HINT,
        what="同一个名称在一份公文里有两个数。",
        why="同一件事写了两遍，只改了一处。",
        example="参保覆盖率85%……参保覆盖率88%",
        instead="两处都写 {{ targets.coverage }}",
        find=InPrint(_two_values),
    ),
)
