"""Document → Excel workbooks: one for each annex with tables, or one for all."""

import io

from openpyxl.workbook.properties import CalcProperties

from docgen.diagnostics import DocgenError, Mistake
from docgen.document import Document
from docgen.renderers.excel.annexes import Annex, annexes
from docgen.renderers.excel.drawing import draw_sheet
from docgen.renderers.excel.finisher import finish
from docgen.renderers.excel.line_values import line_values
from docgen.renderers.excel.office_template import fill
from docgen.renderers.excel.template import open_template
from docgen.renderers.formats import Templates, faulty_template

_CALCULATION_ENGINE = 191029


def render(
    document: Document, template: bytes, templates: Templates | None = None
) -> tuple[tuple[str, bytes], ...]:
    """Return file stem and data of each workbook of `annexes(document)`, drawn in the looks of `template`.

    Where `templates` are given, those that name one of the office's are filled instead. A stem may hold
    characters that Windows forbids in file names.
    """
    return tuple(
        (
            annex.stem,
            filled(annex, document, templates) if annex.template and templates else drawn(annex, template),
        )
        for annex in annexes(document)
    )


def filled(annex: Annex, document: Document, templates: Templates) -> bytes:
    """Return the workbook of the office's own that `annex` names, with its table and words of `document`."""
    (sheet,), data = annex.sheets, templates(annex.template)
    try:
        return fill(data, sheet.table, line_values(sheet, document))
    except Mistake as mistake:
        raise faulty_template(annex.template, mistake) from mistake
    except DocgenError as error:
        # What is wrong with the file names no file.
        raise faulty_template(
            annex.template, Mistake("unusable-template", error.message, error.hint)
        ) from error


def drawn(annex: Annex, data: bytes) -> bytes:
    """Return a workbook drawn in the looks of the template `data`."""
    template = open_template(data)
    contents = tuple(draw_sheet(sheet, template) for sheet in annex.sheets)
    workbook = template.workbook
    workbook.active = 0
    # Excel recomputes, and then asks to save, whatever an older engine than its own computed.
    workbook.calculation = CalcProperties(calcId=_CALCULATION_ENGINE, fullCalcOnLoad=False)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return finish(buffer.getvalue(), annex.stem, contents)
