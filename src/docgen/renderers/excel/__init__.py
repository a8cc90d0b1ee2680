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

from docgen.document import Document
from docgen.renderers.formats import Format, Templates


def _files(document: Document, templates: Templates) -> tuple[tuple[str, bytes], ...]:
    from docgen.renderers.excel.renderer import render  # noqa: PLC0415 - openpyxl is for a build only

    return render(document, templates(_TEMPLATE), templates)


_TEMPLATE = "annex.xlsx"
FORMAT = Format("xlsx", _TEMPLATE, _files)
