"""The roles given to lines so far, and what several steps of recognition ask of a line."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from docgen.document import Role
from docgen.inspector import wording
from docgen.inspector.content import Line
from docgen.inspector.elements import DATES, HEADINGS, LISTED, Flow, Part

LARGE: Final = Fraction(18)
"""Points; a title is hardly ever smaller, text hardly ever larger."""
_TITLE_LINES: Final = 5
_LONGEST_TITLE: Final = 60
"""Characters in one line of it."""


class Naming:
    """Lines and their roles; what a style says stands, what is named later only fills the gaps."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.roles = [line.style for line in lines]
        self.texts = [(Flow.MAIN, 0)] * len(lines)

    def __len__(self) -> int:
        return len(self.lines)

    def parts(self) -> Iterator[Part]:
        """Yield each line with what it is."""
        for line, role, (flow, text) in zip(self.lines, self.roles, self.texts, strict=True):
            yield Part(line, role, flow, text)

    def words(self, at: int) -> str:
        """Return the words of a line."""
        return self.lines[at].words

    def name(self, at: int, role: Role) -> None:
        """Give a line a role, unless its style has done so."""
        self.roles[at] = self.roles[at] or role

    def find(self, *roles: Role) -> int | None:
        """Return the first line of the given roles."""
        return next((at for at, role in enumerate(self.roles) if role in roles), None)

    def reads(self, at: int, *patterns: re.Pattern[str]) -> bool:
        """Return whether a line without a role reads as one of `patterns`."""
        if at >= len(self.lines) or self.roles[at] is not None:
            return False
        return any(wording.whole(pattern, self.words(at)) for pattern in patterns)

    def is_date(self, at: int) -> bool:
        """Return whether a line is a date and nothing else."""
        return self.roles[at] in DATES or self.reads(at, wording.DATE, wording.OTHER_DATE)

    def opens_annex(self, at: int) -> bool:
        """Return whether an annex begins with this line."""
        if self.roles[at] is not None:
            return self.roles[at] is Role.ANNEX_MARK
        if self.reads(at, wording.ANNEX_MARK):
            # 附件： can also stand alone above the list of annexes.
            listed = self.words(at).endswith(("：", ":")) and self.reads(at + 1, wording.ANNEX_ITEM)
            return not listed
        # Some write mark and title in one line.
        return self.lines[at].new_page and self.reads(at, wording.ANNEX_NOTE)

    def title(self, at: int, role: Role) -> int:
        """Name the lines of one title that begins at `at`; return what follows it."""
        if at >= len(self.lines) or self.roles[at] is not None or not _may_be_title(self.lines[at]):
            return at
        end = at + 1
        while end < min(len(self.lines), at + _TITLE_LINES) and self._continues_title(at, end):
            end += 1
        for each in range(at, end):
            self.name(each, role)
        return end

    def annex_list(self, start: int, end: int) -> None:
        """Name 附件说明 and its further lines."""
        within = False
        for at in range(start, end):
            if self.reads(at, wording.ANNEX_NOTE):
                self.name(at, Role.ANNEX_NOTE)
            elif within and self.reads(at, wording.ANNEX_ITEM):
                self.name(at, Role.ANNEX_NOTE_NEXT)
            within = self.roles[at] in LISTED

    def body(self, start: int, end: int) -> None:
        """Name headings and body text; what stands in the middle or at the right is neither."""
        for at in range(start, end):
            if self.roles[at] is None and self.lines[at].layout.align not in ("center", "right"):
                number = wording.mark(self.words(at))
                heading = number is not None and wording.is_heading(self.words(at))
                self.roles[at] = HEADINGS[number.level - 1] if number and heading else Role.BODY

    def _continues_title(self, start: int, at: int) -> bool:
        first, before, line = (self.lines[each] for each in (start, at - 1, at))
        alike = (line.layout.align, line.face.size) == (first.layout.align, first.face.size)
        stands_out = first.face.size >= LARGE or first.layout.align == "center"
        ended = first.face.size < LARGE and wording.whole(wording.TITLE_END, before.words)
        return (
            self.roles[at] is None
            and line.number == before.number + 1
            and alike
            and stands_out
            and not ended
            and not self.reads(at, wording.DRAFT_NOTE, wording.NOTE)
            and _may_be_title(line)
        )


def _may_be_title(line: Line) -> bool:
    words = line.words
    return len(words) <= _LONGEST_TITLE and not re.search(r"[。：:；;]$", words) and not wording.mark(words)
