"""A file's text and the place of every character in it."""

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
        before = self.text.rfind("\n", 0, index)
        return Span(self.file, self.text.count("\n", 0, index) + 1, index - before)

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


def shown(text: str) -> str:
    """Return `text` on one line, short enough for a message."""
    line = " ".join(text[: 4 * _SHOWN].split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def quoted(text: str) -> str:
    """Return `text` as a quoted YAML scalar that is easy to read and to type."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"
