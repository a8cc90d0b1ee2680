"""Annex tables as Excel workbooks, drawn in the looks of an office's own `templates/annex.xlsx`.

The template is an ordinary workbook whose first sheet is a sample. For each cell style of `styles.Style`
(附件标题, 表头, 表内数字, …) one cell of the sample has that style. An office changes the style, or just that
cell, in Excel: every cell that docgen writes takes font, border, fill, alignment and number format from the
sample cell; rows are at least as high as the sample row; a sheet takes margins, footers, centring and grid
lines from the sample. Texts and other sheets of the template are not used. Column widths, row heights and
whether the paper is turned follow from the table.

A sheet holds, each in a row of its own, 附件序号, 附件标题, 表题 and 表单位 as far as the annex has them,
then the table, then the notes right below it. `renderer.render` writes the workbooks, `annexes.annexes` says
what is meant to stand where, `docgen.readers.xlsx.read` reads it back.

A table may name a workbook of the office's own instead; `office_template` fills that one.
"""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from docgen.document import Document
from docgen.renderers.formats import Format, Part, Templates

if TYPE_CHECKING:
    from docgen.renderers.excel.annexes import Annex


def _parts(document: Document) -> Iterator[Part]:
    from docgen.renderers.excel.annexes import annexes  # noqa: PLC0415 - only a build needs them

    for annex in annexes(document):
        # A workbook of the office's own may print words of the whole document beside its table.
        content = (annex, document) if annex.template else annex
        yield Part(annex.stem, content, partial(_workbook, annex, document), shows_origins=False)


def _workbook(annex: "Annex", document: Document, templates: Templates) -> bytes:
    from docgen.renderers.excel.renderer import drawn, filled  # noqa: PLC0415 - openpyxl is for rendering only

    return filled(annex, document, templates) if annex.template else drawn(annex, templates(_TEMPLATE))


_TEMPLATE = "annex.xlsx"
FORMAT = Format("xlsx", _TEMPLATE, _parts)
