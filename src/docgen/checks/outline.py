"""The order of headings: numbers in sequence, no heading twice."""

import re
from collections.abc import Iterator

from docgen.checks import Check, InPrint
from docgen.diagnostics import Severity, Words
from docgen.document import Role
from docgen.patterns import regex
from docgen.proof import HEADINGS, TITLES, Proof, Slip

_DEPTHS = {Role.HEADING_1: 1, Role.HEADING_2: 2, Role.HEADING_3: 3, Role.HEADING_4: 4}
_FIGURES = "一二三四五六七八九"
_CHINESE = r"[一二三四五六七八九十]{1,3}"
_MARKS = (
    regex(rf"({_CHINESE})、"),
    regex(rf"[（(]({_CHINESE})[）)]"),
    regex(r"(\d{1,2})[.．](?!\s*\d)"),
    regex(r"[（(](\d{1,2})[）)]"),
)


def _order(proof: Proof) -> Iterator[Slip]:
    before = [0] * len(_MARKS)
    for index, line in enumerate(proof.lines):
        if line.role in TITLES:
            before = [0] * len(_MARKS)
        found = _mark(line.text) if line.role in HEADINGS or line.role is Role.BODY else None
        if not found:
            continue
        level, match = found
        number = _value(match[1])
        due = before[level] + 1
        before[level] = number
        before[level + 1 :] = [0] * (len(_MARKS) - level - 1)
        if number not in (due, 1):
            message = Words(
                f"序号“{match[0]}”应是第 {due} 个", f"the mark `{match[0]}` should be number {due}"
            )
            yield Slip(
                index, *match.span(), message, Words("查对有没有漏项、重号", "look for a gap or a repeat")
            )


def _mark(text: str) -> tuple[int, re.Match[str]] | None:
    for level, pattern in enumerate(_MARKS):
        if match := pattern.match(text):
            return level, match
    return None


def _value(mark: str) -> int:
    if mark.isdecimal():
        return int(mark)
    tens, ten, ones = mark.rpartition("十")
    count = _FIGURES.find(ones[-1:]) + 1 if ones else 0
    return ((_FIGURES.find(tens) + 1 if tens else 1) * 10 if ten else 0) + count


def _repeats(proof: Proof) -> Iterator[Slip]:
    seen: dict[Role, set[str]] = {}
    for index, line in enumerate(proof.lines):
        if line.role in TITLES:
            seen.clear()
        if line.role not in HEADINGS:
            continue
        for lower in [role for role in seen if _DEPTHS[role] > _DEPTHS[line.role]]:
            del seen[lower]
        found = _mark(line.text)
        words = line.text[found[1].end() if found else 0 :].strip()
        if words in seen.setdefault(line.role, set()):
            message = Words(f"标题“{words}”出现了两次", f"the heading `{words}` stands here twice")
            hint = Words("删去一处，或改成各自的内容", "remove one, or say what differs")
            yield Slip(index, len(line.text) - len(words), len(line.text), message, hint)
        seen[line.role].add(words)


CHECKS = (
    Check(
        "heading-out-of-order",
        Severity.HINT,
        what="序号跳号、重号或次序颠倒。",
        why="删去一条以后，后面的序号没有跟着改。",
        example="一、……  三、……",
        instead="一、……  二、……",
        find=InPrint(_order),
    ),
    Check(
        "repeated-heading",
        Severity.WARNING,
        what="同一层次有两个一样的标题。",
        why="复制一节来改写，忘了改标题。",
        example="一、工作目标……二、工作目标",
        instead="一、工作目标……二、工作措施",
        find=InPrint(_repeats),
    ),
)
