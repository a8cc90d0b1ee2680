"""Recognition of what follows the notice itself: issued texts and annexes."""

from collections.abc import Sequence

from docgen.document import Role
from docgen.inspector import wording
from docgen.inspector.content import Line
from docgen.inspector.elements import IMPRINT, Flow
from docgen.inspector.naming import LARGE, Naming


def name_attached(naming: Naming, start: int, lines: Sequence[Line]) -> None:
    """Name the lines from `start` on; `lines` are all of the file, those of tables included."""
    text, at = 0, start
    while at < len(naming):
        if naming.roles[at] in IMPRINT:
            at += 1
            continue
        text += 1
        end = _end(naming, at)
        _name_one(naming, (at, end), text, lines)
        at = end


def _end(naming: Naming, at: int) -> int:
    following = at + 1
    # A title may run over several lines of the one style.
    while following < len(naming) and naming.roles[at] is naming.roles[following] is Role.TEXT_TITLE:
        following += 1
    rest = range(following, len(naming))
    return next((each for each in rest if _starts_text(naming, each)), len(naming))


def _starts_text(naming: Naming, at: int) -> bool:
    line = naming.lines[at]
    large = naming.roles[at] is None and line.new_page and line.face.size >= LARGE
    return large or naming.roles[at] in (Role.TEXT_TITLE, *IMPRINT) or naming.opens_annex(at)


def _name_one(naming: Naming, span: tuple[int, int], text: int, lines: Sequence[Line]) -> None:
    start, end = span
    flow = Flow.ANNEX if naming.opens_annex(start) else Flow.TEXT
    naming.texts[start:end] = [(flow, text)] * (end - start)
    if flow is Flow.TEXT:
        begin = naming.title(start, Role.TEXT_TITLE)
        naming.annex_list(begin, end)
        naming.body(begin, end)
        return
    titled = naming.reads(start, wording.ANNEX_NOTE) and not naming.reads(start, wording.ANNEX_MARK)
    naming.name(start, Role.ANNEX_MARK)
    if start + 1 < end and not titled and not _table_between(naming, start, lines):
        naming.title(start + 1, Role.ANNEX_TITLE)


def _table_between(naming: Naming, at: int, lines: Sequence[Line]) -> bool:
    first, last = naming.lines[at].number, naming.lines[at + 1].number
    return any(line.table for line in lines[first : last - 1])
