"""版记: copy line, printing line and the rules around them (7.4)."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Final

from docgen.diagnostics import Words
from docgen.document import Role
from docgen.inspector import wording
from docgen.inspector.content import Line
from docgen.inspector.elements import IMPRINT, Part
from docgen.inspector.formatting import Border
from docgen.inspector.remarks import Compared, Remark
from docgen.inspector.subject import Subject
from docgen.inspector.terms import both, characters, ending, in_characters, name, shown
from docgen.patterns import regex
from docgen.profiles import POINTS_PER_MM

_THICKNESS: Final = Fraction(1, 10) * POINTS_PER_MM
"""What a rule may be thicker or thinner; Word counts in eighths of a point."""
_EDGES: Final = {
    "outer": Words("首条、末条分隔线", "the first and last rule"),
    "inner": Words("中间的分隔线", "the rule between"),
}

_OPEN: Final = regex(r"[0-9]{4}年\s*月\s*日")
"""A date left open in a draft."""


def find(subject: Subject) -> Iterator[Remark]:
    """Yield what is wrong with the imprint."""
    parts = subject.anatomy.of(*IMPRINT)
    for part in subject.anatomy.of(Role.COPY_TO)[:1]:
        yield from _copy_ends(part)
        yield from _indent(part, "copy-to.left", subject)
        yield from _right(part, subject)
    for part in subject.anatomy.of(Role.PRINTED_BY)[:1]:
        yield from _printed(part)
        if part.line.columns == 1:
            yield from _indent(part, "printed-by.first-line", subject)
            yield from _tab(part, subject)
    # 10.1: the imprint of a letter has no rules.
    if parts and not subject.anatomy.first(Role.LETTER_MARK):
        yield from _rules(parts, subject)


def _copy_ends(part: Part) -> Iterator[Remark]:
    words = part.line.words
    if not re.match(r"抄\s*送\s*：", words):
        compared = Compared(both("“抄送：”"), both(f"“{words[:3]}”"))
        what = Words("抄送机关的开头", "the beginning of the copy line")
        yield Remark("copy-to.colon", part.line, what, compared, Words("写作“抄送：”", "write 抄送："))
    if not words.endswith("。"):
        stop = Words("句号“。”", "a full stop 。")
        compared = Compared(stop, ending(words, Words("句号", "full stop")))
        what = Words("抄送机关的末尾", "the end of the copy line")
        fix = Words("在最后一个抄送机关后面写“。”", "write 。 behind the last office")
        yield Remark("copy-to.stop", part.line, what, compared, fix)


def _indent(part: Part, rule: str, subject: Subject) -> Iterator[Remark]:
    wanted = subject.number(rule)
    if part.role is Role.COPY_TO:
        wanted -= subject.number("copy-to.hanging")
    line = part.line
    seen = subject.start(line) / line.face.size
    tolerance = subject.number("measure.inset")
    if line.layout.align in ("left", "both") and abs(seen - wanted) > tolerance:
        role = part.role or Role.COPY_TO
        what = Words(f"{name(role).zh}左侧的距离", f"the left inset of {name(role).en}")
        count = characters(wanted)
        fix = Words(f"段落 → 缩进左侧 {count.zh}符", f"Paragraph: left indent {count.en}")
        yield Remark(rule, line, what, in_characters(wanted, seen, tolerance), fix)


def _right(part: Part, subject: Subject) -> Iterator[Remark]:
    line = part.line
    wanted, seen = subject.number("copy-to.right"), line.layout.right / line.face.size
    tolerance = subject.number("measure.inset")
    if subject.overflows(line) and abs(seen - wanted) > tolerance:
        what = Words("抄送机关右侧的距离", "the right inset of the copy line")
        fix = Words("段落 → 缩进右侧 1 字符", "Paragraph: right indent 1 character")
        yield Remark("copy-to.right", line, what, in_characters(wanted, seen, tolerance), fix)


def _tab(part: Part, subject: Subject) -> Iterator[Remark]:
    line = part.line
    stops = [place for place, kind in line.layout.tabs if kind in ("right", "end")]
    if "\t" not in line.words or not stops or not subject.has_its_width(line):
        return
    wanted = subject.number("printed-by.tab")
    seen = (subject.width(line) - stops[-1]) / line.face.size
    tolerance = subject.number("measure.inset")
    if abs(seen - wanted) > tolerance:
        what = Words("印发日期右侧的距离", "the right inset of the printing date")
        fix = Words("段落 → 制表位，改右对齐制表位的位置", "Paragraph → Tabs: move the right tab stop")
        yield Remark("printed-by.tab", line, what, in_characters(wanted, seen, tolerance), fix)


def _printed(part: Part) -> Iterator[Remark]:
    words = part.line.words
    found = wording.whole(wording.PRINTED_BY, words) or wording.whole(wording.PRINTED_UNENDED, words)
    date = found["date"].strip() if found else words
    ends = re.search(r"印\s*发$", words)
    if ends and _OPEN.fullmatch(date):
        return
    if not ends or not re.fullmatch(r"\d{4}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日", date, re.ASCII):
        compared = Compared(
            Words("如“2025年2月10日印发”，月、日不编虚位", "as 2025年2月10日印发, without leading zeros"),
            both(f"“{date}{'印发' if ends else ''}”"),
        )
        fix = Words(
            "改为阿拉伯数字写的年月日，后面加“印发”", "write the date in Arabic digits and 印发 behind it"
        )
        yield Remark("printed-by.date", part.line, Words("印发日期", "the printing date"), compared, fix)


def _rules(parts: list[Part], subject: Subject) -> Iterator[Remark]:
    lines = [part.line for part in parts]
    first, last = _above(lines[0], subject), _below(lines[-1], subject)
    if first and last:
        # Two lines of one cell have no rule between them.
        rows = [line for before, line in pairwise(lines) if not line.edges or line.edges is not before.edges]
        between = [border for line in rows if (border := _above(line, subject))]
        yield from _widths("outer", [first, last], lines[0], subject)
        yield from _widths("inner", between, lines[0], subject)
    elif not _drawn(lines, subject):
        some = Words("缺少首条或末条", "the first or the last lacks")
        compared = Compared(
            Words("首条在第一个要素之上，末条在最后一个要素之下", "one above and one below"),
            some if first or last else Words("没有", "none"),
        )
        what = Words("版记的分隔线", "the rules of the imprint")
        fix = Words("开始 → 边框，加上框线和下框线", "Home → Borders: add the upper and the lower border")
        yield Remark("imprint-rule.place", lines[0], what, compared, fix)


def _widths(kind: str, borders: list[Border], line: Line, subject: Subject) -> Iterator[Remark]:
    wanted = subject.profile.points(f"imprint-rule.{kind}")
    for border in [each for each in borders if abs(each.width - wanted) > _THICKNESS][:1]:
        compared = Compared(both(_thickness(wanted)), both(_thickness(border.width)))
        # Word offers a few thicknesses alone; a quarter of a point is the least they differ by.
        width = shown(Fraction(round(wanted * 4), 4), 2)
        fix = Words(
            f"开始 → 边框 → 边框和底纹，宽度选 {width} 磅", f"Home → Borders and Shading: width {width} pt"
        )
        yield Remark(f"imprint-rule.{kind}", line, _EDGES[kind], compared, fix)


def _thickness(points: Fraction) -> str:
    return f"{float(points / POINTS_PER_MM):.2f} mm"


def _above(line: Line, subject: Subject) -> Border | None:
    if line.edges:
        return line.edges.top
    before = subject.content.lines[line.number - 2] if line.number > 1 else None
    under = before.layout.bottom if before and not before.table else None
    return line.layout.top or under


def _below(line: Line, subject: Subject) -> Border | None:
    if line.edges:
        return line.edges.bottom
    after = subject.content.lines[line.number : line.number + 1]
    return line.layout.bottom or next((each.layout.top for each in after), None)


def _drawn(lines: list[Line], subject: Subject) -> bool:
    """Return whether lines are drawn around the imprint; where they stand cannot be told."""
    near = subject.content.lines[max(0, lines[0].number - 3) : lines[-1].number + 2]
    return any(line.rules or line.pictures for line in near)
