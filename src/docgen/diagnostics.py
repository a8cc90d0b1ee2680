"""What docgen tells an author: where, how bad, what is, and what to type, in Chinese and English."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from docgen.records import record

DataPath = tuple[str | int, ...]
"""The way to a value inside one file: keys of mappings and positions in lists."""


class Words(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str


class Span(NamedTuple):
    """A place in a file; line and column count from 1, the column in characters."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Address(NamedTuple):
    """A value in a file by its data path; a reader's `Source` turns it into a `Span`."""

    file: str
    path: DataPath = ()
    offset: int = 0
    """Characters into the value's text."""
    key: bool = False
    """True when the key, not the value, is meant."""


Sources = tuple[Address, ...] | Callable[[], tuple[Address, ...]]
"""The places that a value was computed from, or what finds them: few who print a total ask for all of it."""


def listed(sources: Sources) -> tuple[Address, ...]:
    """Return the places themselves."""
    return sources() if callable(sources) else sources


class Mend(NamedTuple):
    """What `--fix` types in the stead of what was seen."""

    seen: str
    new: str


class Severity(StrEnum):
    """How much a diagnostic weighs: errors stop a build, warnings do so under --strict, hints never."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@record
class Finding:
    """A remark about a value, by data path; `locate` of the pipeline turns it into a Diagnostic."""

    id: str
    severity: Severity
    at: Address
    message: Words
    hint: Words | None = None
    mend: Mend | None = None


@record
class Diagnostic:
    """A remark about a place in a file, ready to be reported."""

    id: str
    severity: Severity
    span: Span
    message: Words
    hint: Words | None = None
    mend: Mend | None = None


class Mistake(Exception):  # noqa: N818 - the author's mistake, not the program's error
    """An author's mistake on its way from the place that saw it to the Finding that reports it."""

    def __init__(self, id: str, message: Words, hint: Words | None = None, offset: int = 0) -> None:
        super().__init__(message.en)
        self.id = id
        self.message = message
        self.hint = hint
        self.offset = offset
        """Characters into the text that was read."""


class DocgenError(Exception):
    """docgen could not run (exit 2): a missing folder, an unreadable template, a file held open by Word."""

    def __init__(self, message: Words, hint: Words | None = None) -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> "tuple[type[DocgenError], tuple[Words, Words | None]]":
        """Let it cross from a worker process whole."""
        return type(self), (self.message, self.hint)
