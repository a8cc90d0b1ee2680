"""A file's text and the place of every character in it."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from docgen.diagnostics import Diagnostic, Severity, Span, Words

_SHOWN = 60
"""How many characters of a line or value a message shows."""


class Page(NamedTuple):
    """A file's text under the name that its author knows."""

    file: str
    text: str

    def span(self, index: int) -> Span:
        """Return the line and column of the character at `index`."""
        ends = _line_ends(self.text)
        line = bisect_left(ends, index)
        return Span(self.file, line + 1, index - (ends[line - 1] if line else -1))

    def bounds(self, index: int) -> tuple[int, int]:
        """Return where the line that holds `index` begins and ends, its line break left out."""
        start = self.text.rfind("\n", 0, index) + 1
        end = self.text.find("\n", index)
        end = len(self.text) if end < 0 else end
        return start, end - self.text.endswith("\r", start, end)

    def line(self, index: int) -> str:
        """Return the line that holds `index`."""
        start, end = self.bounds(index)
        return self.text[start:end]

    def error(self, id: str, index: int, message: Words, hint: Words | None = None) -> Diagnostic:
        """Return an error at the character at `index`."""
        return Diagnostic(id, Severity.ERROR, self.span(index), message, hint)


class Patch(NamedTuple):
    """As many characters as it replaces, so that the rest of a file can be read with its places kept."""

    start: int
    text: str

    def apply(self, page: Page) -> Page:
        """Return `page` with the patch in place."""
        end = self.start + len(self.text)
        return page._replace(text=page.text[: self.start] + self.text + page.text[end:])


class Trouble(NamedTuple):
    """What stops the parser, with a patch that lets it go on where one is known."""

    diagnostic: Diagnostic
    patch: Patch | None = None


@lru_cache(maxsize=4)
def _line_ends(text: str) -> Sequence[int]:
    """Return where the lines of `text` end: the place of every value of a long file is asked for."""
    return [found.start() for found in re.finditer("\n", text)]


def shown(text: str) -> str:
    """Return `text` on one line, short enough for a message."""
    line = " ".join(text[: 4 * _SHOWN].split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def quoted(text: str) -> str:
    """Return `text` as a quoted YAML scalar that is easy to read and to type."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"
