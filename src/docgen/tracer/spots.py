"""Every paragraph that a notice prints, in Word and in Excel, with the words that say where it stands."""

from collections.abc import Iterator
from typing import NamedTuple

from docgen.diagnostics import Words
from docgen.document import Attachment, Block, Document, Paragraph, Table
from docgen.renderers.excel.addresses import column_letter, formula_text
from docgen.renderers.excel.annexes import AnnexSheet, annexes


class Spot(NamedTuple):
    """A printed paragraph and where a reader finds it."""

    file: str
    """The stem of the file and its ending."""
    where: Words
    line: Paragraph
    formula: str = ""
    """What Excel computes in the cell, with its `=`."""


def spots(document: Document) -> Iterator[Spot]:
    """Yield the paragraphs of the Word file in printed order, then those of each workbook."""
    word = f"{document.name}.docx"
    for part, blocks in parts(document):
        for where, line in _placed(blocks):
            yield Spot(word, Words(f"{part.zh}{where.zh}", f"{part.en}, {where.en}"), line)
    for annex in annexes(document):
        for sheet in annex.sheets:
            for cell, line, formula in _cells(sheet):
                where = Words(f"工作表“{sheet.name}”{cell}", f"sheet {sheet.name}, {cell}")
                yield Spot(f"{annex.stem}.xlsx", where, line, formula)


def parts(document: Document) -> Iterator[tuple[Words, Iterator[Block]]]:
    """Yield the parts of a notice under the names that people give them, with their blocks."""
    if document.head:
        yield Words("版头", "head"), document.head.flow()
    opening = (document.title, document.draft_note, document.addressees)
    yield Words("标题和主送机关", "title and addressees"), (block for block in opening if block)
    yield Words("正文", "text"), iter(document.body)
    if document.signature:
        yield Words("署名", "signature"), iter((*document.signature.issuers, document.signature.date))
    if document.note:
        yield Words("附注", "note"), iter((document.note,))
    for attachment in document.attachments:
        yield _named(attachment), attachment.flow()
    if document.imprint:
        yield Words("版记", "imprint"), document.imprint.flow()


def _named(attachment: Attachment) -> Words:
    if attachment.mark is None:
        title = attachment.title.text.replace("\n", "") if attachment.title else "附文"
        return Words(f"《{title}》", f"《{title}》")
    mark = attachment.mark.text.rstrip("：: ")
    return Words(mark, mark)


def _placed(blocks: Iterator[Block]) -> Iterator[tuple[Words, Paragraph]]:
    """Yield paragraphs by their number in the part, those of tables by table, row and column."""
    paragraph = table = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            paragraph += 1
            yield Words(f"第{paragraph}段", f"paragraph {paragraph}"), block
        elif isinstance(block, Table):
            table += 1
            yield from _in_table(block, table)


def _in_table(table: Table, number: int) -> Iterator[tuple[Words, Paragraph]]:
    for row, line in enumerate(table.rows, 1):
        for column, cell in enumerate(line.cells, 1):
            for paragraph in cell.paragraphs if cell else ():
                zh = f"表{number}第{row}行第{column}列"
                yield Words(zh, f"table {number}, row {row}, column {column}"), paragraph


def _cells(sheet: AnnexSheet) -> Iterator[tuple[str, Paragraph, str]]:
    """Yield address, paragraph and formula of each cell that prints something."""
    for row, line in enumerate(sheet.above, 1):
        yield f"A{row}", line, ""
    first = len(sheet.above) + 1
    for row, cells in enumerate(sheet.table.rows, first):
        for column, cell in enumerate(cells.cells, 1):
            formula = f"={formula_text(cell.formula, first)}" if cell and cell.formula else ""
            for line in cell.paragraphs if cell else ():
                yield f"{column_letter(column)}{row}", line, formula
    for row, line in enumerate(sheet.below, first + len(sheet.table.rows)):
        yield f"A{row}", line, ""
