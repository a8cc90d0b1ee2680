"""The outline: that its numbers follow one another, level by level (7.3.3)."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from docgen import chinese
from docgen.diagnostics import Words
from docgen.document import Role
from docgen.inspector.content import Line
from docgen.inspector.elements import HEADINGS, Flow, Part
from docgen.inspector.remarks import Compared, Remark
from docgen.inspector.subject import Subject
from docgen.inspector.terms import both
from docgen.inspector.wording import Mark

_OUTLINED: Final = frozenset({Role.BODY, *HEADINGS})
_RESTARTING: Final = 3
"""Lists of this level and below may begin again within one section."""


class _Item(NamedTuple):
    """A numbered paragraph."""

    line: Line
    mark: Mark


def find(subject: Subject) -> Iterator[Remark]:
    """Yield numbers out of order, skipped levels and marks of another form, text by text."""
    for text in subject.anatomy.texts():
        items = [_Item(part.line, part.mark) for part in text if part.mark and _is_outlined(part)]
        yield from _sequence(items)
        yield from _levels(items)
        yield from _forms(items)


def _is_outlined(part: Part) -> bool:
    return part.role in _OUTLINED and (part.flow is not Flow.ANNEX or part.line.style is not None)


def _sequence(items: list[_Item]) -> Iterator[Remark]:
    # After a slip the count may go on from what is printed or from what should be: one remark is enough.
    counts: dict[int, set[int]] = {}
    for line, mark in items:
        expected = {count + 1 for count in counts.get(mark.level, {0})}
        begins_again = mark.number == 1 and mark.level >= _RESTARTING
        slipped = mark.number not in expected and not begins_again
        if slipped:
            wanted = chinese.list_mark(mark.level, max(expected))
            fix = Words(f"改为“{wanted}”，或补上漏掉的一条", f"write {wanted}, or add the item that lacks")
            what = Words("层次序数", "the number of the outline")
            yield Remark("headings.sequence", line, what, Compared(both(wanted), both(mark.typed)), fix)
        counts = {level: count for level, count in counts.items() if level < mark.level}
        counts[mark.level] = {mark.number, max(expected)} if slipped else {mark.number}


def _levels(items: list[_Item]) -> Iterator[Remark]:
    level = 0
    for line, mark in items:
        if level and mark.level > level + 1:
            wanted = chinese.list_mark(level + 1, 1)
            what = Words("结构层次", "the levels of the outline")
            compared = Compared(Words(f"依次用“{wanted}”", f"{wanted} next"), both(mark.typed))
            fix = Words(f"把这一层的序数改为“{wanted}”一类", f"number this level as {wanted}")
            yield Remark("headings.order", line, what, compared, fix)
        level = mark.level


def _forms(items: list[_Item]) -> Iterator[Remark]:
    for line, mark in items:
        # ． is how some fonts' point looks, and the standard's own print cannot tell them apart.
        if mark.typed.replace("．", ".").replace(" ", "") != mark.right:
            what = Words("层次序数的写法", "how the outline number is written")
            fix = Words(f"改为“{mark.right}”", f"write {mark.right}")
            yield Remark("headings.form", line, what, Compared(both(mark.right), both(mark.typed)), fix)
