"""The pitch of lines (5.2.3) and the blank lines between elements (7.3.2, 7.3.4)."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Final

from docgen.diagnostics import Words
from docgen.document import Role
from docgen.inspector.content import Section
from docgen.inspector.elements import HEADINGS, LISTED, Flow, Part
from docgen.inspector.remarks import Compared, Remark
from docgen.inspector.rules.page import geometry
from docgen.inspector.subject import Subject
from docgen.inspector.terms import blank_lines, name, shown

_LINES: Final = frozenset({Role.BODY, *HEADINGS})
_SLACK: Final = Fraction(1, 50)
"""The part of a line that may lack at the foot of a page: 22 lines of 29 points are 0.2 points too many."""
_WHAT: Final = Words("正文的行距", "the pitch of lines")


def find(subject: Subject) -> Iterator[Remark]:
    """Yield lines that stand too close or too far apart."""
    for part in subject.anatomy.parts:
        if part.role in _LINES and (part.flow is not Flow.ANNEX or part.line.style):
            yield from _pitch(part, subject)
    for before, after in pairwise(subject.anatomy.parts):
        if before.role is Role.TITLE and after.role is Role.ADDRESSEES:
            yield from _gap(before, after, "title.after", subject)
        elif after.role is Role.ANNEX_NOTE and before.role not in LISTED:
            yield from _gap(before, after, "annex-note.before", subject)


def _pitch(part: Part, subject: Subject) -> Iterator[Remark]:
    section = subject.content.section(part.line)
    seen = part.line.pitch(section)
    if seen <= 0 or section.turned:
        return
    wanted, best = subject.number("grid.lines"), subject.profile.points("grid.pitch")
    lines = _lines(seen, section, subject)
    rule = "grid.lines" if lines != wanted else "grid.pitch"
    if lines != wanted or abs(seen - best) > subject.profile.points("measure.pitch"):
        compared = Compared(
            Words(
                f"每页 {wanted} 行（约 {shown(best, 2)} 磅）",
                f"{wanted} lines a page (about {shown(best, 2)} pt)",
            ),
            Words(
                f"约 {shown(seen, 2)} 磅，每页 {lines} 行", f"about {shown(seen, 2)} pt, {lines} lines a page"
            ),
        )
        fix = Words(
            f"段落 → 行距选“固定值”，{shown(best, 2)} 磅",
            f"Paragraph → Line spacing “Exactly” {shown(best, 2)} pt",
        )
        yield Remark(rule, part.line, _WHAT, compared, fix)


def _lines(pitch: Fraction, section: Section, subject: Subject) -> int:
    """Return how many lines fill a page of the right margins."""
    frame = geometry(section, subject.profile)
    height = subject.profile.points("paper.height") - frame.top - frame.bottom
    return int(height / pitch + _SLACK)


def _gap(before: Part, after: Part, rule: str, subject: Subject) -> Iterator[Remark]:
    gap = subject.content.gap(before.line, after.line)
    if gap is None or after.line.new_page:
        return
    wanted, seen = subject.number(rule), gap / subject.profile.points("grid.pitch")
    if abs(seen - wanted) > subject.number("measure.gap"):
        role = after.role or Role.BODY
        what = Words(f"{name(role).zh}与上文之间", f"the space above {name(role).en}")
        compared = Compared(blank_lines(wanted), blank_lines(seen))
        fix = Words(f"在它前面{blank_lines(wanted).zh}", f"leave {blank_lines(wanted).en} above it")
        yield Remark(rule, after.line, what, compared, fix)
