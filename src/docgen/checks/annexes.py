"""Annexes: those the text speaks of, those listed, and those on pages of their own are the same ones."""

import re
from collections.abc import Iterator

from docgen.checks import Check, InPrint, Remark, Subject
from docgen.diagnostics import Severity, Words
from docgen.document import Role
from docgen.patterns import regex
from docgen.proof import Proof, Slip, slip

_MENTION = regex(r"(?<![》）])附件(?P<number>\d{0,2})(?![\d：:说])")
_MARK = regex(r"附件(\d{0,2})$")


def _numbers(proof: Proof) -> set[str]:
    marks = (_MARK.search(line.text.strip()) for line in proof.lines if line.role is Role.ANNEX_MARK)
    return {mark[1] for mark in marks if mark}


def _absent(proof: Proof) -> Iterator[Slip]:
    numbers = _numbers(proof)
    for found in proof.matches(_MENTION, {Role.BODY}):
        number = found[1]["number"]
        if number and number not in numbers and "《" not in proof.lines[found[0]].text[: found[1].start()]:
            there = "、".join(f"附件{each}" for each in sorted(numbers, key=lambda each: int(each or 0)))
            message = Words(
                f"文中说到“附件{number}”，附件里没有" + (f"；现有{there}" if there else ""),
                f"the text speaks of 附件{number}, there is none",
            )
            hint = Words("用 {{ annexes.编号 }} 引出，序号会自动跟着变", "refer by {{ annexes.id }}")
            yield slip(found, message, hint)


def _unmentioned(proof: Proof) -> Iterator[Slip]:
    prose = "\n".join(line.text for line in proof.lines if line.role is Role.BODY)
    if not re.search(r"附件\d", prose):
        return  # the notice names its annexes by their titles, or not at all
    for index, line in enumerate(proof.lines):
        mark = _MARK.search(line.text.strip()) if line.role is Role.ANNEX_MARK else None
        if mark and not re.search(rf"附件{mark[1]}(?!\d)|附表", prose):
            message = Words(f"正文没有说到“{mark[0]}”", f"the text never speaks of {mark[0]}")
            hint = Words("在正文里写（见{{ annexes.编号 }}）", "write （见{{ annexes.id }}） in the text")
            yield Slip(index, 0, len(line.text), message, hint)


def _untitled(subject: Subject) -> Iterator[Remark]:
    program = subject.evaluation.program
    for key, body in (("notice", program.notice), ("plan", program.plan)):
        for index, annex in enumerate(body.annexes if body else ()):
            if annex.titled:
                continue
            listed = next((each.name for each in subject.document.attachments if each.id == annex.id), "")
            message = Words(
                f"附件说明里叫《{listed}》，附件页上没有题目",
                f"the list calls it `{listed}`, its page has no title",
            )
            hint = Words("不是重现旧文的，删去 titled: false", "drop `titled: false` unless it is reproduced")
            yield Remark(subject.evaluation.at(key, "annexes", index, "titled"), message, hint)


CHECKS = (
    Check(
        "annex-not-there",
        Severity.WARNING,
        what="文中说到的附件不存在。",
        why="附件增减以后，手写的序号没有跟着改。",
        example="任务分配见附件3（只有两个附件）",
        instead="任务分配见{{ annexes.villages }}",
        find=InPrint(_absent),
    ),
    Check(
        "annex-unmentioned",
        Severity.HINT,
        what="正文说到了别的附件，没有说到这一个。",
        why="收文单位不知道这个附件作什么用。",
        example="附件1没有说到，只写了“保险责任见附件2”",
        instead="各村（居）目标见{{ annexes.villages }}",
        find=InPrint(_unmentioned),
    ),
    Check(
        "annex-untitled",
        Severity.WARNING,
        what="附件说明里有名称，附件页上没有题目。",
        why="GB/T 9704 7.3.7：附件标题居中编排，与附件说明一致；散页以后不知道是哪一张表。",
        example="- {id: liability, title: 保险责任表, titled: false}",
        instead="- {id: liability, title: 保险责任表}",
        find=_untitled,
    ),
)
