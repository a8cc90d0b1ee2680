"""The sheet of a chart: its cells at the left, its panels to the right of them, and only these in print."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from docgen.chart import Chart
from docgen.profiles import load
from docgen.renderers.excel.addresses import column_letter
from docgen.renderers.excel.chart_xml import DataRows, panel_xml
from docgen.renderers.excel.package_parts import DECLARATION, RELATIONSHIPS
from docgen.renderers.excel.template import Template
from docgen.renderers.xml_text import quoteattr

_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
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
    """A panel: its chart, what it says to who cannot see it, where it begins, its size in EMU."""

    data: bytes
    text: str
    row: int
    column: int
    size: tuple[int, int]


class Panels(NamedTuple):
    """What the panels of a chart make of its sheet."""

    placed: tuple[Panel, ...]
    heights: tuple[float, ...]
    """Of all rows of the sheet: those below the cells would else be as high as programs like."""
    widths: dict[int, float]
    """Of the columns behind the panels."""
    breaks: tuple[int, ...]
    """The rows after which a page ends: each page of print begins with a panel."""
    last_row: int

    @property
    def print_columns(self) -> tuple[int, int]:
        """The first and the last column behind the panels."""
        return min(self.widths), max(self.widths)


def place_panels(
    chart: Chart, sheet: tuple[str, int], heights: Sequence[float], template: Template
) -> Panels:
    """Place the panels of `chart` beside the cells of a `sheet`, which has that name and so many columns.

    A panel is as high as its bars want.
    """
    profile = load()
    fonts = profile.font("黑体"), profile.font("宋体")
    name, beside = sheet
    left, width = beside + 2, int(template.portrait_width * _SPARE / _COLUMNS * 10) / 10
    across = round(width * _COLUMNS * template.unit * _SPARE * _EMU_PER_POINT)
    rows, placed, breaks = _Rows(heights), list[Panel](), list[int]()
    row, page_top, first = 1, 1, 2
    for place, bars in enumerate(chart.panels):
        height = _AROUND + max(_PITCHES[0], min(_PITCHES[1], _BARS_ROOM / len(bars))) * len(bars)
        end = rows.last_within(row, height)
        if row > page_top and rows.points(page_top, end) > template.portrait_height:
            breaks.append(row - 1)
            page_top = row
        size = (across, round(height * _EMU_PER_POINT))
        data = panel_xml(chart, place, DataRows(name, first, first + len(bars) - 1), fonts)
        placed.append(Panel(data, chart.described(place), row, left, size))
        first, row = first + len(bars), end + 1
    widths = dict.fromkeys(range(left, left + _COLUMNS), width)
    return Panels(tuple(placed), rows.heights, widths, tuple(breaks), row - 1)


def drawing_part(panels: Sequence[Panel], first_number: int) -> bytes:
    """Return the drawing that holds `panels`, the charts of the workbook from `first_number` on."""
    anchors = "".join(_anchor(panel, place, first_number) for place, panel in enumerate(panels, 1))
    return f'{DECLARATION}<wsDr xmlns="{_DRAWING}/spreadsheetDrawing">{anchors}</wsDr>'.encode()


def _anchor(panel: Panel, place: int, first_number: int) -> str:
    width, height = panel.size
    return (
        f"<oneCellAnchor><from><col>{panel.column - 1}</col><colOff>0</colOff><row>{panel.row - 1}</row>"
        f'<rowOff>0</rowOff></from><ext cx="{width}" cy="{height}"/><graphicFrame><nvGraphicFramePr>'
        f'<cNvPr id="{place}" name="图表 {first_number + place - 1}" descr={quoteattr(panel.text)}/>'
        f'<cNvGraphicFramePr/></nvGraphicFramePr><xfrm/><a:graphic xmlns:a="{_DRAWING}/main">'
        f'<a:graphicData uri="{_DRAWING}/chart"><c:chart xmlns:c="{_DRAWING}/chart"'
        f' xmlns:r="{RELATIONSHIPS}" r:id="rId{place}"/></a:graphicData></a:graphic></graphicFrame>'
        "<clientData/></oneCellAnchor>"
    )


class _Rows:
    """The rows of a sheet from above, and how far down each of them ends."""

    def __init__(self, heights: Sequence[float]) -> None:
        self._given = heights
        self._ends = [0.0]

    @property
    def heights(self) -> tuple[float, ...]:
        """The heights of the rows that were asked for, and of the others that were given."""
        pairs = zip(self._ends, self._ends[1:], strict=False)
        asked = tuple(round(end - top, 6) for top, end in pairs)
        return (*asked, *self._given[len(asked) :])

    def last_within(self, first: int, height: float) -> int:
        """Return the row in which `height` points from the top of row `first` end."""
        row = first
        while self.points(first, row) < height:
            row += 1
        return row

    def points(self, first: int, last: int) -> float:
        """Return how high the rows from `first` to `last` are together."""
        while len(self._ends) <= last:
            row = len(self._ends) - 1
            self._ends.append(self._ends[-1] + (self._given[row] if row < len(self._given) else _ROW))
        return self._ends[last] - self._ends[first - 1]


def print_area(panels: Panels) -> str:
    """Return the absolute address of the panels, without the sheet."""
    left, right = map(column_letter, panels.print_columns)
    return f"${left}$1:${right}${panels.last_row}"
