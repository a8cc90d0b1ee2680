"""Which workbooks a notice needs and what stands on each sheet, for the renderer and for the verifier."""

from collections.abc import Iterator

from docgen.chart import Chart
from docgen.document import Attachment, Block, Document, Paragraph, Role, Run, Table
from docgen.records import record
from docgen.renderers.excel.chart_data import chart_table
from docgen.renderers.excel.names import sheet_name, unique

_ABOVE = (Role.CAPTION, Role.UNIT_LINE)


@record
class AnnexSheet:
    """One table or one chart on one sheet: 附件序号, 附件标题, 表题 and 表单位 above it, its notes below."""

    name: str
    above: tuple[Paragraph, ...]
    table: Table
    below: tuple[Paragraph, ...]
    title: str = ""
    """The annex's title in one line, printed on its page or not."""
    chart: Chart | None = None
    """What is drawn beside the table, which then holds the chart's own cells."""


@record
class Annex:
    """One workbook; `stem` is its file name before characters that Windows forbids are replaced."""

    stem: str
    sheets: tuple[AnnexSheet, ...]
    template: str = ""
    """The office's own workbook that the only sheet's table fills."""


def annexes(document: Document) -> tuple[Annex, ...]:
    """Return a workbook for each text of `document` that holds a table: the main text, then each attachment.

    An annex is named by its mark and the title that is printed or listed, or else the document's name. A
    text without a mark is named by the caption of its only table, else by its title or the document's name.
    One workbook for all has the document's name. Running text right after a table is its note in an annex
    only; other paragraphs are for Word alone.
    """
    main = Attachment(None, None, document.body)
    found: list[Annex] = []
    taken: list[str] = []
    for text in (main, *document.attachments):
        sheets = _sheets(text, document, taken if document.one_workbook else [])
        taken.extend(sheet.name for sheet in sheets)
        if sheets:
            stem = unique(_stem(text, document, sheets), [annex.stem for annex in found])
            found.append(Annex(stem, sheets))
    if found and document.one_workbook:
        found = [Annex(document.name, tuple(sheet for annex in found for sheet in annex.sheets))]
    return tuple(_parted(found))


def _parted(found: list[Annex]) -> Iterator[Annex]:
    """Yield the workbooks; a table that fills an office's own workbook has that one for itself."""
    taken = [annex.stem for annex in found]
    for annex in found:
        drawn = tuple(sheet for sheet in annex.sheets if not sheet.table.template)
        if drawn:
            yield Annex(annex.stem, drawn)
        for sheet in annex.sheets:
            if sheet.table.template:
                stem = annex.stem
                if len(annex.sheets) > 1:
                    stem = unique(f"{stem} {sheet.name}", taken)
                    taken.append(stem)
                yield Annex(stem, (sheet,), sheet.table.template)


def _stem(text: Attachment, document: Document, sheets: tuple[AnnexSheet, ...]) -> str:
    title = _one_line(text.title) or text.name or document.name
    if text.mark:
        return f"{_one_line(text.mark).rstrip('：: ')} {title}"
    captions = [line for sheet in sheets for line in sheet.above if line.role is Role.CAPTION]
    tables = [sheet for sheet in sheets if not sheet.chart]
    return _one_line(captions[0]) if len(tables) == len(captions) == 1 else title


def _sheets(text: Attachment, document: Document, others: list[str]) -> tuple[AnnexSheet, ...]:
    """Return the sheets of a text, named unlike each other and the `others` of the workbook."""
    sheets: list[AnnexSheet] = []
    for index, block in enumerate(text.blocks):
        if isinstance(block, Table) and block.rows:
            lead = _lead(text.blocks[:index])
            above = _lines(*_heading(text, document, lead), *lead)
            caption = next((line for line in lead if line.role is Role.CAPTION), None)
            name = _one_line(caption or text.title or document.title)
            notes = _notes(text.blocks[index + 1 :]) if text.mark else ()
            taken = [*others, *(sheet.name for sheet in sheets)]
            title = _one_line(text.title) or text.name or _one_line(document.title)
            sheets.append(AnnexSheet(sheet_name(name, taken), above, block, _lines(*notes), title))
            if not block.template:
                sheets.extend(_chart_sheet(sheets[-1], taken))
    return tuple(sheets)


def _chart_sheet(sheet: AnnexSheet, taken: list[str]) -> Iterator[AnnexSheet]:
    """Yield the sheet of a table's chart, if it has one."""
    chart = sheet.table.chart
    if chart:
        table = chart_table(chart, sheet.table, sheet.name, len(sheet.above) + 1)
        name = sheet_name(f"{chart.title}图", [*taken, sheet.name])
        yield AnnexSheet(name, (), table, (), chart=chart)


def _heading(text: Attachment, document: Document, lead: tuple[Paragraph, ...]) -> Iterator[Paragraph]:
    captioned = any(line.role is Role.CAPTION for line in lead)
    if text.mark:
        yield text.mark
    if text.mark and text.title:
        yield Paragraph(Role.ANNEX_TITLE, text.title.runs)
    elif not captioned:
        yield Paragraph(Role.ANNEX_TITLE, (text.title or document.title).runs)


def _lead(before: tuple[Block, ...]) -> tuple[Paragraph, ...]:
    lead: list[Paragraph] = []
    for block in reversed(before):
        if not isinstance(block, Paragraph) or block.role not in _ABOVE:
            break
        lead.insert(0, block)
    return tuple(lead)


def _notes(after: tuple[Block, ...]) -> Iterator[Paragraph]:
    for block in after:
        if not isinstance(block, Paragraph) or block.role is not Role.BODY:
            return
        yield block


def _lines(*paragraphs: Paragraph) -> tuple[Paragraph, ...]:
    """Return the paragraphs that have text, without roles of runs: a cell has one look."""
    return tuple(
        Paragraph(line.role, tuple(Run(run.text, None, run.origin) for run in line.runs))
        for line in paragraphs
        if line.text
    )


def _one_line(paragraph: Paragraph | None) -> str:
    return paragraph.text.replace("\n", "").replace("\t", " ") if paragraph else ""
