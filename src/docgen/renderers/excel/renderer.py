"""Document → Excel workbooks: one for each annex with tables, or one for all."""

import io

from openpyxl.workbook.properties import CalcProperties

from docgen.document import Document
from docgen.renderers.excel.annexes import Annex, annexes
from docgen.renderers.excel.drawing import draw_sheet
from docgen.renderers.excel.finisher import finish
from docgen.renderers.excel.template import open_template

_CALCULATION_ENGINE = 191029


def render(document: Document, template: bytes) -> tuple[tuple[str, bytes], ...]:
    """Return file stem and data of each workbook of `annexes(document)`, drawn in the looks of `template`.

    A stem may hold characters that Windows forbids in file names.
    """
    return tuple((annex.stem, _workbook(annex, template)) for annex in annexes(document))


def _workbook(annex: Annex, data: bytes) -> bytes:
    template = open_template(data)
    contents = tuple(draw_sheet(sheet, template) for sheet in annex.sheets)
    workbook = template.workbook
    workbook.active = 0
    # Excel recomputes, and then asks to save, whatever an older engine than its own computed.
    workbook.calculation = CalcProperties(calcId=_CALCULATION_ENGINE, fullCalcOnLoad=False)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return finish(buffer.getvalue(), annex.stem, contents)
