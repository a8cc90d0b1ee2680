"""Document → Excel workbooks: one for each annex with tables, or one for all."""

import io

from docgen.diagnostics import DocgenError, Mistake
from docgen.document import Document
from docgen.renderers.excel.annexes import Annex, annexes
from docgen.renderers.excel.drawing import Artist
from docgen.renderers.excel.line_values import line_values
from docgen.renderers.excel.template import open_template
from docgen.renderers.excel.workbook import write_workbook
from docgen.renderers.formats import Templates, faulty_template


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
    from docgen.renderers.excel.office_template import fill  # noqa: PLC0415 - few notices fill one

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
    artist = Artist(open_template(data))
    plans = [artist.plan(sheet) for sheet in annex.sheets]
    buffer = io.BytesIO()
    write_workbook(buffer, annex.stem, plans, artist.formats, artist.template)
    return buffer.getvalue()
