"""A table and the lines around it, planned as a sheet that is ready for print."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from docgen.document import RowKind, Table
from docgen.renderers.excel.addresses import Area, column_letter, quoted
from docgen.renderers.excel.annexes import AnnexSheet
from docgen.renderers.excel.canvas import Canvas
from docgen.renderers.excel.cell_formats import CellFormats
from docgen.renderers.excel.chart_sheet import Panels, place_panels, print_area
from docgen.renderers.excel.measures import fit_columns, line_height, natural_columns, row_heights
from docgen.renderers.excel.names import range_name
from docgen.renderers.excel.sheet_rows import SheetRow
from docgen.renderers.excel.sheet_xml import Layout
from docgen.renderers.excel.template import Template
from docgen.renderers.excel.workbook import PRINT_AREA, PRINT_TITLES, DefinedName, SheetPlan

_LONGEST_REFERENCE = 8192


class Artist:
    """Plans the sheets of one workbook, whose names differ from each other."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.formats = CellFormats(template)
        self._taken: list[str] = []

    def plan(self, sheet: AnnexSheet) -> SheetPlan:
        """Return the plan of the next sheet."""
        table, template = sheet.table, self.template
        columns = (natural_columns if sheet.chart else fit_columns)(table, template)
        heights = row_heights(table, columns.widths, template)
        area = Area(len(sheet.above) + 1, 1, len(table.rows), len(table.columns))
        widths = dict(enumerate(columns.widths, 1))
        panels = (
            place_panels(sheet.chart, (sheet.name, area.columns), heights, template) if sheet.chart else None
        )
        headers = 0 if panels else _headers(table)
        layout = Layout(
            sheet.name,
            area.columns,
            widths | (panels.widths if panels else {}),
            columns.landscape,
            frozen_rows=area.row - 1 + headers if headers else 0,
            one_page_wide=panels is None,
            breaks=panels.breaks if panels else (),
            protected=table.protect,
            drawn=panels is not None,
            noted=any(cell and cell.note for row in table.rows for cell in row.cells),
            rows=area.row - 1 + area.rows + len(sheet.below),
        )
        names = (*self._range_names(table, area, sheet.name), *_print_names(sheet, area, headers, panels))
        rows = self._rows(sheet, area, (sum(columns.widths), heights, panels))
        return SheetPlan(layout, rows, lambda _: names, panels.placed if panels else ())

    def _rows(
        self, sheet: AnnexSheet, area: Area, measured: tuple[float, Sequence[float], Panels | None]
    ) -> Iterator[SheetRow]:
        width, heights, panels = measured
        canvas = Canvas(self.formats, area.row, protected=sheet.table.protect)
        for row, line in enumerate(sheet.above, 1):
            yield canvas.line(row, area.columns, line, line_height(line, width, self.template))
        yield from canvas.table(sheet.table.rows, panels.heights[: area.rows] if panels else heights)
        for row, line in enumerate(sheet.below, area.row + area.rows):
            yield canvas.line(row, area.columns, line, line_height(line, width, self.template))
        for height in panels.heights[area.rows :] if panels else ():
            yield SheetRow((), (), height)

    def _range_names(self, table: Table, area: Area, sheet: str) -> Iterator[DefinedName]:
        """Yield names of the whole table and of each column's data, for formulas elsewhere and the reader."""
        table_name = self._name(table.id)
        yield DefinedName(table_name, area.reference(sheet))
        blocks = tuple(_data_blocks(table, area))
        for column, id in enumerate(table.columns if blocks else (), 1):
            reference = ",".join(Area(row, column, rows, 1).reference(sheet) for row, rows in blocks)
            if len(reference) <= _LONGEST_REFERENCE:
                yield DefinedName(self._name(table_name, id), reference)

    def _name(self, *ids: str) -> str:
        name = range_name(*ids, taken=self._taken)
        self._taken.append(name)
        return name


def _data_blocks(table: Table, area: Area) -> Iterator[tuple[int, int]]:
    """Yield first row and number of rows of each unbroken run of data rows."""
    row = area.row
    for kind, group in groupby(table.rows, key=lambda line: line.kind):
        rows = sum(1 for _ in group)
        if kind is RowKind.DATA:
            yield row, rows
        row += rows


def _headers(table: Table) -> int:
    """Return how many rows at the top of a table are headings; none where there is nothing else."""
    found = (index for index, row in enumerate(table.rows) if row.kind is not RowKind.HEADER)
    return next(found, 0)


def _print_names(sheet: AnnexSheet, area: Area, headers: int, panels: Panels | None) -> Iterator[DefinedName]:
    """Yield what is printed, and which rows on every page."""
    name = quoted(sheet.name)
    if headers:
        rows = f"${area.row}:${area.row + headers - 1}"
        yield DefinedName(PRINT_TITLES, f"{name}!{rows}", local=True)
    last_row = area.row - 1 + area.rows + len(sheet.below)
    printed = print_area(panels) if panels else f"$A$1:${column_letter(area.columns)}${last_row}"
    yield DefinedName(PRINT_AREA, f"{name}!{printed}", local=True)
