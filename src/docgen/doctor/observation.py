"""One remark of `docgen doctor`."""

from enum import StrEnum

from docgen.diagnostics import DocgenError, Words
from docgen.records import record


class Status(StrEnum):
    """How well it is: an error keeps a build from running, a warning makes something worse."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@record
class Observation:
    """What was looked at, what it is like, and what to do about it."""

    id: str
    status: Status
    message: Words
    hint: Words | None = None


def refused(id: str, error: DocgenError, status: Status = Status.ERROR) -> Observation:
    """Return what a part of docgen says against running."""
    return Observation(id, status, error.message, error.hint)
