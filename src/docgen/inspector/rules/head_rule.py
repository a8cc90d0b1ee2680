"""红色分隔线: that it is there, its colour, width and distance (7.2.7)."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final, NamedTuple

from docgen.diagnostics import Words
from docgen.document import Role
from docgen.inspector.content import Line
from docgen.inspector.remarks import Compared, Remark
from docgen.inspector.subject import Subject
from docgen.inspector.terms import both, colour_name, is_red, mm, within
from docgen.renderers.word import ink

_WIDEST_MISS: Final = Fraction(9)
"""Points; borders of paragraphs may stand out as far as their space to the text."""


class _Rule(NamedTuple):
    """The red rule; lengths are in points."""

    colour: str
    """Empty when the file does not say."""
    width: Fraction
    space: Fraction | None = None
    """Between the number's own line and its lower border; None for a rule of another make."""


def find(subject: Subject) -> Iterator[Remark]:
    """Yield what is wrong with the rule; paper that is printed with a head has none in the file."""
    number = subject.anatomy.first(Role.NUMBER, Role.SIGNED_NUMBER)
    mark = subject.anatomy.first(Role.MARK, Role.JOINT_MARK)
    title = subject.anatomy.first(Role.TITLE)
    if not (number and mark and title):
        return
    rule = _rule(number.line, title.line, subject)
    if rule:
        yield from _look(rule, number.line, subject)
    elif not _has_pictures(subject, title.line):
        compared = Compared(
            Words("有，在发文字号之下", "one below the document number"), Words("没有", "none")
        )
        fix = Words(
            "给发文字号一段加红色下框线：开始 → 边框 → 边框和底纹，颜色选红色",
            "give the number's paragraph a red lower border: Home → Borders → Borders and Shading",
        )
        yield Remark("head-rule.place", number.line, Words("红色分隔线", "the red rule"), compared, fix)


def _rule(number: Line, title: Line, subject: Subject) -> _Rule | None:
    for line in subject.content.lines[number.number - 1 : title.number]:
        below = line.layout.bottom if line.number < title.number else None
        above = line.layout.top if line.number > number.number else None
        if border := above or below:
            width = subject.width(line) - line.layout.left - line.layout.right
            return _Rule(border.colour, width, border.space if line is number else None)
        cell = line.edges and (line.edges.bottom or (line.edges.top if line.number > number.number else None))
        if cell:
            return _Rule(cell.colour, subject.width(line))
    drawn = (rule for line in subject.content.lines[: title.number] for rule in line.rules)
    return next((_Rule(rule.colour, rule.width) for rule in drawn), None)


def _look(rule: _Rule, line: Line, subject: Subject) -> Iterator[Remark]:
    if rule.colour and not is_red(rule.colour):
        what = Words("分隔线的颜色", "the colour of the rule")
        compared = Compared(Words("红色", "red"), colour_name(rule.colour))
        fix = Words("开始 → 边框 → 边框和底纹，颜色选红色", "Home → Borders → Borders and Shading, color red")
        yield Remark("head-rule.colour", line, what, compared, fix)
    if abs(rule.width - subject.width(line)) > _WIDEST_MISS:
        what = Words("红色分隔线的宽度", "the width of the red rule")
        wanted = mm(subject.profile.points("head-rule.width"))
        compared = Compared(
            Words(f"与版心等宽（{wanted}）", f"that of the type area ({wanted})"), both(mm(rule.width))
        )
        yield Remark(
            "head-rule.width",
            line,
            what,
            compared,
            Words("让线与正文左右对齐", "make it as wide as the text"),
        )
    if rule.space is not None and line.layout.line_rule == "exact":
        yield from _gap(rule.space, line, subject)


def _gap(space: Fraction, line: Line, subject: Subject) -> Iterator[Remark]:
    below = ink.below(line.layout.line, line.face.size)
    wanted, tolerance = (subject.profile.points(rule) for rule in ("head-rule.gap", "measure.rule-gap"))
    if abs(below + space - wanted) <= tolerance:
        return
    what = Words("红色分隔线到发文字号的距离", "the distance from the number to the red rule")
    compared = Compared(within(wanted, tolerance), both(mm(below + space)))
    points = round(wanted - below)
    fix = Words(
        f"开始 → 边框 → 边框和底纹 → 选项，距正文间距的“下”改为 {points} 磅",
        f"Home → Borders → Borders and Shading → Options: {points} pt from text below",
    )
    yield Remark("head-rule.gap", line, what, compared, fix)


def _has_pictures(subject: Subject, title: Line) -> bool:
    """Return whether something is drawn above the title that could be the rule."""
    return any(line.pictures for line in subject.content.lines[: title.number])
