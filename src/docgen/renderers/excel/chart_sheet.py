"""The sheet of a chart: its cells at the left, its panels to the right of them, and only these in print."""

from typing import Final, NamedTuple

from openpyxl.chart import BarChart
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from docgen.chart import Chart
from docgen.profiles import load
from docgen.renderers.excel.chart_xml import DataRows, panel_xml
from docgen.renderers.excel.template import Template

_EMU_PER_POINT: Final = 12700
_COLUMNS: Final = 8
_SPARE: Final = 0.97
"""The part of the page that the columns take, and a panel of the columns: programs round widths."""
_ROW: Final = 15.0
_PITCHES: Final = (13.0, 22.0)
_BARS_ROOM: Final = 260.0
_AROUND: Final = 75.0
"""Points that title and axis take."""


class Panel(NamedTuple):
    """A panel as the finisher writes it: its chart, and what it says to who cannot see it."""

    data: bytes
    text: str


def draw_panels(chart: Chart, sheet: Worksheet, beside: int, template: Template) -> tuple[Panel, ...]:
    """Place the panels of `chart` to the right of column `beside` and return their contents, in order.

    Each page of print begins with a panel; a panel is as high as its bars want.
    """
    profile = load()
    fonts = profile.font("黑体"), profile.font("宋体")
    left, across = beside + 2, _set_up_columns(sheet, beside + 2, template)
    row, page_top, found, first = 1, 1, list[Panel](), 2
    for place, bars in enumerate(chart.panels):
        height = _AROUND + max(_PITCHES[0], min(_PITCHES[1], _BARS_ROOM / len(bars))) * len(bars)
        end = _row_below(sheet, row, height)
        if row > page_top and _points(sheet, page_top, end) > template.portrait_height:
            sheet.row_breaks.append(Break(row - 1))
            page_top = row
        size = XDRPositiveSize2D(across, round(height * _EMU_PER_POINT))
        frame = BarChart()  # what it draws is `panel_xml`
        frame.anchor = OneCellAnchor(AnchorMarker(left - 1, 0, row - 1, 0), size)  # type: ignore[assignment]
        sheet.add_chart(frame)
        rows = DataRows(sheet.title, first, first + len(bars) - 1)
        found.append(Panel(panel_xml(chart, place, rows, fonts), chart.described(place)))
        first, row = first + len(bars), end + 1
    sheet.print_area = f"{get_column_letter(left)}1:{get_column_letter(left + _COLUMNS - 1)}{row - 1}"
    return tuple(found)


def _set_up_columns(sheet: Worksheet, left: int, template: Template) -> int:
    """Make the columns behind the panels fill the page; return how wide a panel is, in EMU."""
    # Excel keeps to page breaks only where it need not fit a sheet to the page: the panels fit by themselves.
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
    width = int(template.portrait_width * _SPARE / _COLUMNS * 10) / 10
    for column in range(left, left + _COLUMNS):
        sheet.column_dimensions[get_column_letter(column)].width = width
    return round(width * _COLUMNS * template.unit * _SPARE * _EMU_PER_POINT)


def _row_below(sheet: Worksheet, first: int, height: float) -> int:
    """Return the row in which `height` points from the top of row `first` end."""
    row = first
    while True:
        # Rows below the cells of the chart would be as high as the program likes.
        sheet.row_dimensions[row].height = sheet.row_dimensions[row].height or _ROW
        if _points(sheet, first, row) >= height:
            return row
        row += 1


def _points(sheet: Worksheet, first: int, last: int) -> float:
    return sum(sheet.row_dimensions[row].height or 0 for row in range(first, last + 1))
