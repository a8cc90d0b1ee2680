"""A notice as a reader of proofs sees it: its printed lines, and the slips found in them."""

import datetime
import re
from collections.abc import Callable, Collection, Iterator, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from docgen.diagnostics import Words
from docgen.document import Role
from docgen.model.wordlists import Phrase, Wording

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, for classes of regular expressions."""
TITLES = frozenset({Role.TITLE, Role.TEXT_TITLE, Role.ANNEX_TITLE})
HEADINGS = frozenset({Role.HEADING_1, Role.HEADING_2, Role.HEADING_3, Role.HEADING_4})
PROSE = frozenset({Role.BODY, *HEADINGS, *TITLES, Role.CAPTION, Role.ANNEX_NOTE, Role.ANNEX_NOTE_NEXT})


class Line(NamedTuple):
    """A printed paragraph, list mark included."""

    role: Role
    text: str
    table: int | None = None
    """Which table of the notice it stands in, counted from 0."""


@dataclass(frozen=True)
class Proof:
    """All printed lines in order, with what a reader knows of the notice and of the office's words."""

    lines: tuple[Line, ...]
    year: int | None = None
    issued: datetime.date | None = None
    wordings: tuple[Wording, ...] = field(default=(), repr=False)
    phrases: tuple[Phrase, ...] = field(default=(), repr=False)

    @cached_property
    def _text(self) -> str:
        return "\n".join(self._distinct)

    @cached_property
    def _distinct(self) -> dict[str, None]:
        """The different texts of all lines: most cells of a long table say what others say."""
        return dict.fromkeys(line.text for line in self.lines)

    def says(self, words: str) -> bool:
        """Return whether some line has these words, which are in one line."""
        return words in self._text

    def matches(
        self,
        pattern: re.Pattern[str],
        roles: Collection[Role] | None = None,
        having: Set[str] = frozenset(),
    ) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield each match in the lines of these roles (of all when None) with the line's index.

        Of the characters `having`, where some are given, every match holds one: lines with none are passed
        over, and an expression that takes long to compile is not compiled for nothing.
        """
        able = (text for text in self._distinct if not (having and having.isdisjoint(text)))
        found = {text for text in able if pattern.search(text)}
        for index, line in enumerate(self.lines) if found else ():
            if line.text in found and (roles is None or line.role in roles):
                for match in pattern.finditer(line.text):
                    yield index, match


class Slip(NamedTuple):
    """What is wrong with some characters of one line."""

    line: int
    start: int
    end: int
    message: Words
    hint: Words
    mend: str | None = None
    """What to print instead, where nobody needs to think about it."""
    in_text: bool = False
    """True when the text is to blame that prints the characters, not the data that it reads."""


Rule = Callable[[Proof], Iterator[Slip]]


def slip(found: tuple[int, re.Match[str]], message: Words, hint: Words, mend: str | None = None) -> Slip:
    """Return a slip over all that was matched."""
    line, match = found
    return Slip(line, match.start(), match.end(), message, hint, mend)


def replaced(found: tuple[int, re.Match[str]], message: Words, new: str) -> Slip:
    """Return a slip that is mended by printing `new` instead of all that was matched."""
    hint = Words(f"改为“{new}”", f"write `{new}`") if new else Words("删去", "delete it")
    return slip(found, message, hint, new)
