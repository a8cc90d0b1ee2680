"""Where the first line of a paragraph starts and where the others do (7.3.2, 7.3.3, 7.3.4)."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final, NamedTuple

from docgen.diagnostics import Words
from docgen.document import Role
from docgen.inspector import wording
from docgen.inspector.content import Line
from docgen.inspector.elements import HEADINGS, LISTED, Flow, Part
from docgen.inspector.remarks import Remark
from docgen.inspector.subject import Subject, extent
from docgen.inspector.terms import in_characters, name, shown

_FIRST_LINES: Final = {
    Role.BODY: "body.first-line",
    Role.HEADING_1: "heading-1.first-line",
    Role.HEADING_2: "heading-2.first-line",
    Role.HEADING_3: "heading-3.first-line",
    Role.HEADING_4: "heading-4.first-line",
    Role.NOTE: "note.first-line",
    Role.ADDRESSEES: "addressees.flush",
    Role.ANNEX_MARK: "annex-mark.flush",
    Role.ANNEX_NOTE_NEXT: "annex-note-next.left",
}
_FLUSH_BELOW: Final = frozenset({Role.BODY, Role.ADDRESSEES, *HEADINGS})
"""Elements whose further lines start at the margin."""


class _Measure(NamedTuple):
    """An indent in characters: the rule, what it asks for and how far off is still right."""

    rule: str
    wanted: Fraction
    tolerance: Fraction


def find(subject: Subject) -> Iterator[Remark]:
    """Yield the paragraphs that are indented otherwise."""
    for part in subject.anatomy.parts:
        # What an annex holds may be a form; only a style of ours says that it is text.
        known = part.flow is not Flow.ANNEX or part.line.style or part.role is Role.ANNEX_MARK
        if part.role and known and part.line.layout.align in ("left", "both"):
            yield from _first_line(part, part.role, subject)
            yield from _further_lines(part, part.role, subject)


def _first_line(part: Part, role: Role, subject: Subject) -> Iterator[Remark]:
    measure = _first_measure(role, subject)
    start = subject.start(part.line)
    seen = start / part.line.face.size
    sizes = (part.line.face.size, subject.profile.points("text.size"))
    # Where the type is of the wrong size, an indent that fits the right one is not another fault.
    near = min(abs(start / size - measure.wanted) for size in sizes) if measure else 0
    if measure and near > measure.tolerance:
        what = Words(f"{name(role).zh}首行的缩进", f"the first-line indent of {name(role).en}")
        compared = in_characters(measure.wanted, seen, measure.tolerance)
        yield Remark(measure.rule, part.line, what, compared, _first_line_fix(measure.wanted))


def _first_measure(role: Role, subject: Subject) -> _Measure | None:
    if role is Role.ANNEX_NOTE:
        wanted = subject.number("annex-note.left") - subject.number("annex-note.hanging")
        return _Measure("annex-note.left", wanted, subject.number("measure.inset"))
    if role not in _FIRST_LINES:
        return None
    rule = _FIRST_LINES[role]
    tolerance = "measure.inset" if role is Role.ANNEX_NOTE_NEXT else "measure.indent"
    return _Measure(rule, subject.number(rule), subject.number(tolerance))


def _first_line_fix(wanted: Fraction) -> Words:
    if not wanted:
        return Words("段落 → 缩进：左侧 0，特殊格式选“无”", "Paragraph: left 0, special “none”")
    count = shown(wanted)
    return Words(
        f"段落 → 缩进：左侧 0，特殊格式选“首行”，{count} 字符",
        f"Paragraph: left 0, special “First line”, {count} characters",
    )


def _further_lines(part: Part, role: Role, subject: Subject) -> Iterator[Remark]:
    line = part.line
    measure = _further_measure(line, role, subject) if subject.overflows(line) else None
    seen = line.layout.left / line.face.size
    if measure and abs(seen - measure.wanted) > measure.tolerance:
        what = Words(f"{name(role).zh}回行的缩进", f"the indent of the further lines of {name(role).en}")
        count = shown(measure.wanted)
        fix = Words(f"段落 → 缩进：左侧改为 {count} 字符", f"Paragraph: set left to {count} characters")
        compared = in_characters(measure.wanted, seen, measure.tolerance)
        yield Remark(measure.rule, line, what, compared, fix)


def _further_measure(line: Line, role: Role, subject: Subject) -> _Measure | None:
    if role in _FLUSH_BELOW:
        return _Measure("body.wrap", subject.number("body.wrap"), subject.number("measure.indent"))
    if role in LISTED:
        return _Measure("annex-note.hanging", _name_start(line, subject), subject.number("measure.width"))
    return None


def _name_start(line: Line, subject: Subject) -> Fraction:
    """Return how many characters from the margin the name of an annex begins."""
    note = wording.whole(wording.ANNEX_NOTE, line.words)
    rest = (note["rest"] if note else line.words).strip()
    item = wording.whole(wording.ANNEX_ITEM, rest)
    before = len(line.words) - len(item["name"] if item else rest)
    return (subject.start(line) + extent(line, before)) / line.face.size
