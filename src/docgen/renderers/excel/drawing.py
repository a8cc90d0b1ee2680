"""A table and the lines around it, drawn on a sheet and made ready for print."""

from collections.abc import Iterator
from itertools import groupby

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName, DefinedNameDict
from openpyxl.worksheet.protection import SheetProtection
from openpyxl.worksheet.worksheet import Worksheet

from docgen.document import RowKind, Table
from docgen.renderers.excel.addresses import Area
from docgen.renderers.excel.annexes import AnnexSheet
from docgen.renderers.excel.canvas import Canvas
from docgen.renderers.excel.chart_sheet import draw_panels
from docgen.renderers.excel.finisher import Content, SheetContent
from docgen.renderers.excel.measures import fit_columns, line_height, natural_columns, row_heights
from docgen.renderers.excel.names import range_name
from docgen.renderers.excel.template import Template

_LONGEST_REFERENCE = 8192


def draw_sheet(planned: AnnexSheet, template: Template) -> SheetContent:
    """Add a sheet to the template's workbook and return what openpyxl cannot write of it."""
    table = planned.table
    columns = (natural_columns if planned.chart else fit_columns)(table, template)
    sheet = template.add_sheet(planned.name, columns.landscape)
    area = Area(len(planned.above) + 1, 1, len(table.rows), len(table.columns))
    below = area.row + area.rows
    canvas = Canvas(sheet, template, area.row, table.protect)
    for row, line in (*enumerate(planned.above, 1), *enumerate(planned.below, below)):
        canvas.draw_line(row, area.columns, line)
        sheet.row_dimensions[row].height = line_height(line, sum(columns.widths), template)
    for row, height in enumerate(row_heights(table, columns.widths, template), area.row):
        sheet.row_dimensions[row].height = height
    for index, width in enumerate(columns.widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    _name_ranges(table, area, sheet, template.workbook.defined_names)
    if not planned.chart:
        _set_up_print(table, area, sheet, below - 1 + len(planned.below))
    if table.protect:
        _protect(sheet)
    panels = draw_panels(planned.chart, sheet, area.columns, template) if planned.chart else ()
    return SheetContent(tuple(_draw_cells(table, canvas)), panels)


def _draw_cells(table: Table, canvas: Canvas) -> Iterator[Content]:
    for row, line in enumerate(table.rows, canvas.first_row):
        for column, cell in enumerate(line.cells, 1):
            if cell:
                content = canvas.draw_cell(Area(row, column, cell.rows, cell.columns), cell, line.kind)
                if content:
                    yield content


def _name_ranges(table: Table, area: Area, sheet: Worksheet, names: DefinedNameDict) -> None:
    """Give the whole table and the data of each column a name for formulas elsewhere and for the reader."""
    table_name = range_name(table.id, taken=names)
    names[table_name] = DefinedName(table_name, attr_text=area.reference(sheet.title))
    blocks = tuple(_data_blocks(table, area))
    for column, id in enumerate(table.columns if blocks else (), 1):
        reference = ",".join(Area(row, column, rows, 1).reference(sheet.title) for row, rows in blocks)
        if len(reference) <= _LONGEST_REFERENCE:
            name = range_name(table_name, id, taken=names)
            names[name] = DefinedName(name, attr_text=reference)


def _data_blocks(table: Table, area: Area) -> Iterator[tuple[int, int]]:
    """Yield first row and number of rows of each unbroken run of data rows."""
    row = area.row
    for kind, group in groupby(table.rows, key=lambda line: line.kind):
        rows = len(tuple(group))
        if kind is RowKind.DATA:
            yield row, rows
        row += rows


def _protect(sheet: Worksheet) -> None:
    """Protect all without a password: against slips, not people; columns and rows may be resized."""
    sheet.protection = SheetProtection(
        sheet=True, objects=True, scenarios=True, formatColumns=False, formatRows=False
    )


def _set_up_print(table: Table, area: Area, sheet: Worksheet, last_row: int) -> None:
    sheet.print_area = f"A1:{get_column_letter(area.columns)}{last_row}"
    kinds = [row.kind for row in table.rows]
    headers = next((index for index, kind in enumerate(kinds) if kind is not RowKind.HEADER), 0)
    if headers:
        first_data = area.row + headers
        sheet.print_title_rows = f"{area.row}:{first_data - 1}"
        sheet.freeze_panes = f"A{first_data}"
