"""One line for each diagnostic."""

from collections.abc import Iterator

from docgen.reporters.page import COLOURS, SEVERITIES, Piece, Report, spoken, summary


def concise(report: Report) -> Iterator[Piece]:
    """Yield `file:line:column: severity [id] message`, a line each, and the summary."""
    for found in report.diagnostics:
        yield f"{found.span}: ", ""
        yield spoken(SEVERITIES[found.severity], report.lang, " "), COLOURS[found.severity]
        message = " ".join(spoken(found.message, report.lang, " / ").split("\n"))
        yield f" [{found.id}] {message}\n", ""
    yield summary(report.diagnostics, report.lang)
