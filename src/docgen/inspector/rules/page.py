"""Paper, margins and type area (5.1, 5.2.1)."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final, NamedTuple

from docgen.diagnostics import Words
from docgen.inspector.content import Section
from docgen.inspector.remarks import Compared, Remark
from docgen.inspector.subject import Subject
from docgen.inspector.terms import both, cm, mm, within
from docgen.profiles import STANDARD, Profile, load

_PAPER: Final = Words("纸张", "the paper")
_BY_INK: Final = "gbt33476"
"""The profile whose margins are measured to the characters, not to their lines."""


class Geometry(NamedTuple):
    """Upper and lower margins that give the type area of the standard, in points."""

    top: Fraction
    bottom: Fraction
    inset: Fraction
    """How far within the margins the type area ends."""


def geometry(section: Section, profile: Profile) -> Geometry:
    """Return the margins a page keeps to: measured to the line boxes, or to the ink as in GB/T 33476.2."""
    # Both bring the ink of the first line to within 1 mm of where the standard wants it.
    profiles = (profile, load(_BY_INK)) if profile.id == STANDARD else (profile,)
    rules = ("margin.top", "margin.bottom", "area.inset")
    known = [Geometry(*map(each.points, rules)) for each in profiles]
    tolerance = profile.points("margin.tolerance")
    return next((each for each in known if abs(each.top - section.top) <= tolerance), known[0])


def find(subject: Subject) -> Iterator[Remark]:
    """Yield what is wrong with the pages; those that lie on their side only by their paper."""
    for section in subject.content.sections:
        wrong = _paper(section, subject)
        if wrong:
            yield wrong
        elif not section.turned:
            yield from _margins(section, subject)


def _paper(section: Section, subject: Subject) -> Remark | None:
    wanted = [subject.profile.points(f"paper.{side}") for side in ("width", "height")]
    seen = sorted((section.width, section.height))
    tolerance = subject.profile.points("margin.tolerance")
    if all(abs(one - other) <= tolerance for one, other in zip(wanted, seen, strict=True)):
        return None
    compared = Compared(
        both(f"A4，{mm(wanted[0])} × {mm(wanted[1])}"), both(f"{mm(section.width)} × {mm(section.height)}")
    )
    fix = Words("布局 → 纸张大小 → A4", "Layout → Size → A4")
    return Remark("paper.width", section.first, _PAPER, compared, fix)


def _margins(section: Section, subject: Subject) -> Iterator[Remark]:
    profile = subject.profile
    frame, left = geometry(section, profile), profile.points("margin.left")
    height = profile.points("paper.height") - frame.top - frame.bottom
    # Where an upper or left margin is wrong, it alone is told: the type area follows from it.
    down = [
        ("margin.top", Words("上边距（天头）", "the top margin"), frame.top, section.top),
        ("area.height", Words("版心高度", "the height of the type area"), height, section.text_height),
    ]
    across = [
        ("margin.left", Words("左边距（订口）", "the left margin"), left, section.left),
        (
            "area.width",
            Words("版心宽度", "the width of the type area"),
            profile.points("area.width"),
            section.text_width,
        ),
    ]
    tolerance = profile.points("margin.tolerance")
    for measures in (down, across):
        for rule, what, wanted, seen in measures:
            if abs(wanted - seen) > tolerance:
                compared = Compared(within(wanted, tolerance), both(mm(seen)))
                yield Remark(rule, section.first, what, compared, _fix(profile))
                break


def _fix(profile: Profile) -> Words:
    top, bottom, left, right = (
        profile.points(f"margin.{side}") for side in ("top", "bottom", "left", "right")
    )
    return Words(
        f"布局 → 页边距 → 自定义页边距：上 {cm(top)}、下 {cm(bottom)}、左 {cm(left)}、右 {cm(right)}",
        f"Layout → Margins → Custom: top {mm(top)}, bottom {mm(bottom)}, left {mm(left)}, right {mm(right)}",
    )
