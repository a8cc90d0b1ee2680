"""Proof before writing: each file is reopened, and must say what the document says."""

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from itertools import zip_longest

from docgen.diagnostics import DocgenError, Mistake, Words
from docgen.document import Block, Cell, Document, Figure, Paragraph, Picture, Table, printed
from docgen.readers import docx, html, markdown, revisions, xlsx
from docgen.readers.office_book import differences
from docgen.readers.shown import shows
from docgen.renderers.excel.addresses import Area, formula_text
from docgen.renderers.excel.annexes import AnnexSheet, annexes
from docgen.renderers.excel.values import held_value
from docgen.renderers.markdown.page import parts


def verify(name: str, data: bytes, document: Document) -> None:
    """Raise DocgenError when the file `name` (the ending tells the format) is not what `document` says."""
    faults = _FAULTS.get(name.rpartition(".")[2])
    try:
        fault = next(faults(name, data, document), None) if faults else None
    except Mistake as mistake:
        fault = mistake.message
    if fault:
        raise DocgenError(
            Words(
                f"“{name}”核对不符，没有写出：{fault.zh}",
                f"{name} is not what was meant, so it is not written: {fault.en}",
            ),
            Words(
                "请检查 templates 文件夹里的模板是否被改动",
                "see whether a template in templates/ was changed",
            ),
        )


def verify_redline(data: bytes, old: Document, new: Document) -> None:
    """Raise DocgenError unless accepting all gives the new notice and rejecting all the old one."""
    for resolve, document in ((revisions.accepted, new), (revisions.rejected, old)):
        try:
            read = [printed(block) for block in docx.read(resolve(data)).flow()]
            meant = [printed(block) for block in document.flow()]
            pairs = ((want, got) for want, got in zip_longest(meant, read) if want != got)
            fault = next((_difference(_words(want), _words(got)) for want, got in pairs), None)
        except Mistake as mistake:
            fault = mistake.message
        if fault:
            raise DocgenError(
                Words(
                    f"花脸稿核对不符，没有写出：{fault.zh}",
                    f"the redline is not what was meant, so it is not written: {fault.en}",
                )
            )


def _in_word(_name: str, data: bytes, document: Document) -> Iterator[Words]:
    for text in docx.leftover_tags(data, document):
        yield Words(f"模板标记没有填上：{text}", f"a tag of the template is not filled: {text}")
    meant = [printed(block) for block in document.flow()]
    found = docx.read(data)
    read = [printed(block) for block in found.flow()]
    for want, got in zip_longest(meant, read):
        if want != got:
            yield _difference(_words(want), _words(got))
    if _pictures(document) != _pictures(found):
        yield _OTHER_SEALS


def _pictures(document: Document) -> tuple[Picture, ...]:
    return document.signature.pictures if document.signature else ()


def _in_excel(name: str, data: bytes, document: Document) -> Iterator[Words]:
    books = {annex.stem: annex for annex in annexes(document)}
    annex = books[name.rpartition(".")[0]]
    if annex.template:
        yield from differences(data, annex.sheets[0].table)
        return
    sheets = annex.sheets
    for meant, read in zip_longest(sheets, xlsx.read(data)):
        if meant is None or read is None or meant.name != read.name:
            yield _difference(meant.name if meant else "", read.name if read else "")
            continue
        for want, got in ((meant.above, read.above), (meant.below, read.below)):
            if [line.text for line in want] != [line.text for line in got]:
                yield _difference(*("，".join(line.text for line in lines) for lines in (want, got)))
        yield from _cells(meant, read)
        yield from _charts(meant, read)
        if meant.table.protect and not (read.protected and all(cell.locked for cell in _all(read))):
            yield Words(f"工作表“{read.name}”没有保护好", f"the sheet {read.name} is not protected")


def _charts(meant: AnnexSheet, read: xlsx.Sheet) -> Iterator[Words]:
    """Yield what the charts of a sheet draw otherwise than meant: title, words, cells or cached values."""
    panels = meant.chart.panels if meant.chart else ()
    first = read.area.row + 1
    for number, (bars, chart) in enumerate(zip_longest(panels, read.charts)):
        if bars is None or chart is None or meant.chart is None:
            yield _difference(f"{len(panels)}", f"{len(read.charts)}")
            return
        titles = meant.chart.panel_titles[number], meant.chart.described(number)
        if titles != (chart.title, chart.text):
            yield _difference("，".join(titles), f"{chart.title}，{chart.text}")
        last = first + len(bars) - 1
        places = tuple(Area(first, column, last - first + 1, 1).reference(read.name) for column in (1, 2))
        if places != (chart.labels.address, chart.values.address):
            yield _difference("，".join(places), f"{chart.labels.address}，{chart.values.address}")
        want = tuple((bar.label, bar.value and float(bar.value)) for bar in bars)
        numbers = (None if text is None else float(text) for text in chart.values.values)
        got = tuple(zip(chart.labels.values, numbers, strict=False))
        if want != got:
            yield _difference(f"{want}", f"{got}")
        first = last + 1


def _all(sheet: xlsx.Sheet) -> Iterator[xlsx.SheetCell]:
    yield from (cell for row in sheet.cells for cell in row if cell)


def _cells(meant: AnnexSheet, read: xlsx.Sheet) -> Iterator[Words]:
    for row, cells in zip_longest(meant.table.rows, read.cells):
        for want, got in zip_longest(row.cells if row else (), cells or ()):
            if want is None or got is None:
                if want is not got:
                    yield _difference(want.text if want else "", str(got.value) if got else "")
            elif _meant(want, read.area.row) != (got.value, got.formula, got.rows, got.columns):
                yield _difference(f"{want.text} ={want.formula}", f"{got.value} ={got.formula}")
            elif isinstance(got.value, Fraction) and not shows(got.value, got.number_format, want.text):
                yield _difference(want.text, f"{got.value} ({got.number_format})")
            elif want.note != got.note:
                yield _difference(want.note, got.note)


def _meant(cell: Cell, first_row: int) -> tuple[Fraction | date | str | None, str, int, int]:
    formula = formula_text(cell.formula, first_row) if cell.formula else ""
    return held_value(cell), formula, cell.rows, cell.columns


def _in_html(_name: str, data: bytes, document: Document) -> Iterator[Words]:
    found = html.read(data)
    for want, got in zip_longest(map(printed, document.flow()), map(printed, found.blocks)):
        drawn_anew = isinstance(want, Figure) and isinstance(got, Figure) and want.text == got.text
        if want != got and not drawn_anew:
            yield _difference(_words(want), _words(got))
    if tuple(picture.data for picture in _pictures(document)) != found.pictures:
        yield _OTHER_SEALS


def _in_markdown(_name: str, data: bytes, document: Document) -> Iterator[Words]:
    for want, got in zip_longest(parts(document), markdown.read(data)):
        if want != got:
            yield _difference(str(want), str(got))


def _difference(want: str, got: str) -> Words:
    return Words(f"应为“{want}”，读回“{got}”", f"meant {want!r}, read back {got!r}")


def _words(block: Block | None) -> str:
    if block is None:
        return ""
    if isinstance(block, Paragraph):
        return f"{block.role}：{block.text}"
    return block.text if isinstance(block, Figure) else _table_words(block)


def _table_words(table: Table) -> str:
    return " / ".join("|".join(cell.text if cell else "" for cell in row.cells) for row in table.rows)


_OTHER_SEALS = Words("印章图样没有原样写进文件", "the seals are not in the file as they should be")
_FAULTS: dict[str, Callable[[str, bytes, Document], Iterator[Words]]] = {
    "docx": _in_word,
    "xlsx": _in_excel,
    "html": _in_html,
    "md": _in_markdown,
}
