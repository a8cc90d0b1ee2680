"""Proof that a workbook says what the notice says."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import zip_longest

from docgen.diagnostics import Words
from docgen.document import Cell, Document
from docgen.readers import xlsx
from docgen.readers.shown import shows
from docgen.renderers.excel.addresses import Area, formula_text
from docgen.renderers.excel.annexes import AnnexSheet, annexes
from docgen.renderers.excel.values import held_value
from docgen.verifier.difference import difference


def faults(name: str, data: bytes, document: Document) -> Iterator[Words]:
    """Yield what a workbook says unlike `document`; `name` tells which of its workbooks it is."""
    books = {annex.stem: annex for annex in annexes(document)}
    annex = books[name.rpartition(".")[0]]
    if annex.template:
        from docgen.readers.office_book import differences  # noqa: PLC0415 - few notices fill one

        yield from differences(data, annex.sheets[0].table)
        return
    sheets = annex.sheets
    for meant, read in zip_longest(sheets, xlsx.read(data)):
        if meant is None or read is None or meant.name != read.name:
            yield difference(meant.name if meant else "", read.name if read else "")
            continue
        for want, got in ((meant.above, read.above), (meant.below, read.below)):
            if [line.text for line in want] != [line.text for line in got]:
                yield difference(*("，".join(line.text for line in lines) for lines in (want, got)))
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
            yield difference(f"{len(panels)}", f"{len(read.charts)}")
            return
        titles = meant.chart.panel_titles[number], meant.chart.described(number)
        if titles != (chart.title, chart.text):
            yield difference("，".join(titles), f"{chart.title}，{chart.text}")
        last = first + len(bars) - 1
        places = tuple(Area(first, column, last - first + 1, 1).reference(read.name) for column in (1, 2))
        if places != (chart.labels.address, chart.values.address):
            yield difference("，".join(places), f"{chart.labels.address}，{chart.values.address}")
        want = tuple((bar.label, bar.value and float(bar.value)) for bar in bars)
        numbers = (None if text is None else float(text) for text in chart.values.values)
        got = tuple(zip(chart.labels.values, numbers, strict=False))
        if want != got:
            yield difference(f"{want}", f"{got}")
        first = last + 1


def _all(sheet: xlsx.Sheet) -> Iterator[xlsx.SheetCell]:
    yield from (cell for row in sheet.cells for cell in row if cell)


def _cells(meant: AnnexSheet, read: xlsx.Sheet) -> Iterator[Words]:
    for row, cells in zip_longest(meant.table.rows, read.cells):
        for want, got in zip_longest(row.cells if row else (), cells or ()):
            if want is None or got is None:
                if want is not got:
                    yield difference(want.text if want else "", str(got.value) if got else "")
            elif _meant(want, read.area.row) != (got.value, got.formula, got.rows, got.columns):
                yield difference(f"{want.text} ={want.formula}", f"{got.value} ={got.formula}")
            elif isinstance(got.value, Fraction) and not shows(got.value, got.number_format, want.text):
                yield difference(want.text, f"{got.value} ({got.number_format})")
            elif want.note != got.note:
                yield difference(want.note, got.note)


def _meant(cell: Cell, first_row: int) -> tuple[Fraction | date | str | None, str, int, int]:
    formula = formula_text(cell.formula, first_row) if cell.formula else ""
    return held_value(cell), formula, cell.rows, cell.columns
