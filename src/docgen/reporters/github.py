"""For GitHub Actions: workflow commands, shown beside the line in a pull request."""

from collections.abc import Iterator

from docgen.diagnostics import Severity
from docgen.reporters.page import Piece, Report, repository_path, spoken

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
_IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_TEXT | str.maketrans({":": "%3A", ",": "%2C"})


def github(report: Report) -> Iterator[Piece]:
    """Yield one command for each diagnostic, the hint on a line of its own."""
    for found in report.diagnostics:
        file = repository_path(report.project, found.span.file).translate(_IN_PROPERTY)
        title = found.id.translate(_IN_PROPERTY)
        place = f"file={file},line={found.span.line},col={found.span.column},title={title}"
        words = (found.message, found.hint) if found.hint else (found.message,)
        text = "\n".join(spoken(each, report.lang) for each in words).translate(_IN_TEXT)
        yield f"::{_COMMANDS[found.severity]} {place}::{text}\n", ""
