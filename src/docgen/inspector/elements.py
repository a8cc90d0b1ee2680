"""The elements of a notice, as `recognition` finds them in its lines."""

from collections.abc import Iterator
from enum import Enum
from typing import Final

from docgen.document import Role
from docgen.inspector import wording
from docgen.inspector.content import Content, Line
from docgen.records import record


class Flow(Enum):
    """Which kind of text a line belongs to."""

    MAIN = "main"
    TEXT = "text"
    """A text that the notice issues."""
    ANNEX = "annex"


@record
class Part:
    """A line and what it is."""

    line: Line
    role: Role | None
    """None where neither style nor words tell."""
    flow: Flow = Flow.MAIN
    text: int = 0
    """Which text it belongs to: 0 the notice itself, then issued texts and annexes as they come."""

    @property
    def mark(self) -> wording.Mark | None:
        """The outline number that opens it."""
        return wording.mark(self.line.words)


@record
class Anatomy:
    """All lines of a notice with what they are."""

    content: Content
    parts: tuple[Part, ...]

    def of(self, *roles: Role) -> list[Part]:
        """Return the parts of the given roles in printed order."""
        return [part for part in self.parts if part.role in roles]

    def first(self, *roles: Role) -> Part | None:
        """Return the first part of the given roles."""
        return next(iter(self.of(*roles)), None)

    def texts(self) -> Iterator[tuple[Part, ...]]:
        """Yield the parts of each text: the notice with its imprint, then what follows it in turn."""
        texts: dict[int, list[Part]] = {}
        for part in self.parts:
            texts.setdefault(part.text, []).append(part)
        yield from map(tuple, texts.values())


HEADINGS: Final = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3, Role.HEADING_4)
TITLES: Final = (Role.TITLE, Role.TEXT_TITLE, Role.ANNEX_TITLE)
LISTED: Final = (Role.ANNEX_NOTE, Role.ANNEX_NOTE_NEXT)
MARKS: Final = (Role.MARK, Role.JOINT_MARK, Role.LETTER_MARK)
NUMBERS: Final = (Role.NUMBER, Role.SIGNED_NUMBER, Role.LETTER_NUMBER)
ISSUERS: Final = (Role.ISSUER, Role.SEALED_ISSUER, Role.STAMP_TITLE)
DATES: Final = (Role.DATE, Role.SEALED_DATE, Role.STAMP_DATE)
IMPRINT: Final = (Role.MAIN_TO, Role.COPY_TO, Role.PRINTED_BY)
