"""What last year's notice left behind: its year, its words for it, its meetings and document numbers."""

import re
from collections.abc import Iterator

from docgen.checks import Check, InPrint, Remark, Subject
from docgen.diagnostics import DataPath, Severity, Words
from docgen.document import Role
from docgen.model.walk import texts
from docgen.patterns import regex
from docgen.proof import HEADINGS, PROSE, TITLES, Proof, Slip, slip

_YEAR = regex(r"(?<!\d)(20\d\d)年?度?")
_HEADS = TITLES | HEADINGS | {Role.CAPTION}
_CLOSED = regex(r"《[^《》]*》|〔[^〔〕]*〕|（[^（）]*号[^（）]*）")
_DONE = regex(r"(?:早在|早于|曾于|曾在|自从|最早于)(?P<year>20\d\d)年")
_RELATIVE = regex(r"(?P<words>去年|前年|上年)(?!同期|末|底|度)")
_ORDINAL = regex(
    r"第[一二三四五六七八九十百\d]{1,4}(?:届|期|批|轮)[\u4e00-\u9fff]{0,6}|〔(?P<cited>20\d\d)〕\d{1,5}号"
)


def _last_year(subject: Subject) -> Iterator[Remark]:
    proof = subject.proof.proof
    for index, line in enumerate(proof.lines):
        if line.role not in _HEADS:
            continue
        hidden = [found.span() for found in _CLOSED.finditer(line.text)]
        for found in _YEAR.finditer(line.text):
            inside = any(start <= found.start() < end for start, end in hidden)
            if inside or int(found[1]) != subject.evaluation.program.year - 1:
                continue
            message = Words(f"标题里的“{found[0]}”是去年的年份", f"`{found[0]}` in a heading is last year")
            hint = Words(
                "本年写 {{ year }}，确指去年的写 {{ last_year }}",
                "write {{ year }}, or {{ last_year }} where last year is meant",
            )
            one = Slip(index, found.start(), found.end(), message, hint)
            if subject.proof.literal(one):
                yield subject.remark(one)


def _already(proof: Proof) -> Iterator[Slip]:
    for found in proof.matches(_DONE):
        if proof.year is not None and int(found[1]["year"]) >= proof.year:
            message = Words(
                f"“{found[1][0]}”说的是往年的事，年份却是今年的",
                f"`{found[1][0]}` speaks of the past, yet names this notice's own year",
            )
            hint = Words("查明是哪一年后改正", "find out which year is meant")
            yield slip(found, message, hint)


def _relative(proof: Proof) -> Iterator[Slip]:
    for found in proof.matches(_RELATIVE, PROSE):
        words = found[1]["words"]
        message = Words(f"“{words}”到明年就指另一年", f"`{words}` will mean another year next year")
        hint = Words("写明年份，例如 {{ last_year }}年", "name the year, such as {{ last_year }}年")
        yield slip(found, message, hint)


def _unchanged(subject: Subject) -> Iterator[Remark]:
    patterns = (_ORDINAL, _clauses_of(subject.evaluation.program.year - 1))
    for pattern in patterns if subject.last_year else ():
        before = {found[0] for text in subject.last_year for found in pattern.finditer(text)}
        for path, text in texts(subject.source.data) if before else ():
            for found in pattern.finditer(text):
                if found[0] in before:
                    yield _same_as_before(subject, path, found)


def _clauses_of(year: int) -> re.Pattern[str]:
    """Return what finds a clause that names `year`, document numbers left out."""
    return re.compile(rf"[^，。；、（）《》\n]{{0,30}}(?<![〔\d-]){year}年[^，。；、（）《》\n]{{1,30}}")


def _same_as_before(subject: Subject, path: DataPath, found: re.Match[str]) -> Remark:
    message = Words(f"“{found[0]}”与去年的文件一字不差", f"`{found[0]}` stands in last year's notice, too")
    hint = Words(
        "年份、届次、批次、文号每年都会变：核对后仍然对的，在这一行写上 # 允许 same-as-last-year：缘由",
        "years, sessions and numbers move on: if it is still right, allow it here with a reason",
    )
    return Remark(subject.evaluation.at(*path, offset=found.start()), message, hint)


CHECKS = (
    Check(
        "last-year-in-heading",
        Severity.WARNING,
        what="标题里手写了去年的年份。",
        why="复制去年的文件后，最常漏改的就是标题和表名里的年份。",
        example="title: 2024年度“安康关爱行动”工作推进方案（2025年的文件）",
        instead='title: "{{ year }}年度“安康关爱行动”工作推进方案"',
        find=_last_year,
    ),
    Check(
        "past-in-this-year",
        Severity.WARNING,
        what="“早在”“曾于”后面写着本年度。",
        why="把去年的年份全部替换成今年，连讲历史的年份也换掉了。",
        example="区政府早在2024年就将此项工作列入为民办实事项目（2024年的文件）",
        instead="区政府早在2019年就将此项工作列入为民办实事项目",
        find=InPrint(_already),
    ),
    Check(
        "relative-year",
        Severity.HINT,
        what="用“去年”“上年”指年份。",
        why="明年照用这份文件时，它指的就不是同一年了。",
        example="参保人数不低于去年",
        instead="参保人数不低于{{ last_year }}年",
        find=InPrint(_relative),
    ),
    Check(
        "same-as-last-year",
        Severity.HINT,
        what="届次、批次、引用的文号或写着去年年份的一句，与去年的文件相同。",
        why="会议一年一届，文件一年一号，照抄去年的往往已经过时。",
        example="根据县第十六届人大三次会议（去年也是这一次会议）",
        instead="根据县第十六届人大四次会议",
        find=_unchanged,
    ),
)
