"""Where a remark about a returned file stands: the file, its sheet and the cell."""

from typing import Final

from docgen.diagnostics import Diagnostic, Mistake, Severity, Span, Words
from docgen.returned import ReturnedCell
from docgen.rowfiles import at_cell

RESEND: Final = Words("请把这份表退回，重新填报", "send it back to be filled in again")
MEND: Final = Words("请单位改正后再报，或在这一格里改好", "let the unit mend it, or mend the cell")


def of_file(file: str, mistake: Mistake, severity: Severity = Severity.ERROR) -> Diagnostic:
    """Return a remark about a file as a whole."""
    return Diagnostic(mistake.id, severity, Span(file, 1, 1), mistake.message, mistake.hint or RESEND)


def of_cell(
    place: tuple[str, ReturnedCell], mistake: Mistake, severity: Severity = Severity.ERROR
) -> Diagnostic:
    """Return a remark about a cell; `place` is the file and sheet with the cell."""
    file, cell = place
    span = Span(file, cell.row, cell.column)
    message = at_cell(mistake.message, cell.row, cell.column)
    return Diagnostic(mistake.id, severity, span, message, mistake.hint or MEND)
