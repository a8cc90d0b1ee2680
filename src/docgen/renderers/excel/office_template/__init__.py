"""The office's own workbook, laid out by hand in Excel or WPS, filled with a table by the tags in its cells.

`fill` fills it, `faults` says what is wrong with its tags. The sample row becomes as many rows as the table
has, and formulas, names, conditions, merges, charts and pictures follow. docs/format/excel-templates.md says
what an office may do.
"""

from docgen.diagnostics import Severity
from docgen.document import Table
from docgen.renderers.excel.office_template.body import place
from docgen.renderers.excel.office_template.faults import Fault
from docgen.renderers.excel.office_template.filler import fill
from docgen.renderers.excel.office_template.fit import misfits, row_misfits
from docgen.renderers.excel.office_template.package import Package
from docgen.renderers.excel.office_template.survey import Survey

__all__ = ["Fault", "faults", "fill", "has_tags"]


def faults(data: bytes, table: Table | None = None) -> tuple[Fault, ...]:
    """Return every fault of the workbook `data`, as a template for `table` where that is known.

    Raises DocgenError for a file that docgen cannot fill.
    """
    survey = Survey(Package.open(data), table)
    found = survey.faults()
    if table is None or survey.layout is None:
        return found
    body = place(table, survey.layout)
    grave = any(fault.severity is Severity.ERROR for fault in found)
    return (*found, *row_misfits(survey.layout, table)) if grave else (*found, *misfits(survey, body))


def has_tags(data: bytes) -> bool:
    """Return whether some cell of the workbook `data` holds something like a tag."""
    return bool(Survey(Package.open(data)).cells)
