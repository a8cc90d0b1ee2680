"""The office's Excel template, opened: a look for each style, the paper, and an empty workbook to draw in."""

import io
import warnings
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.header_footer import HeaderFooter
from openpyxl.worksheet.page import PageMargins, PrintOptions
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from docgen.diagnostics import DocgenError, Words
from docgen.renderers.excel.style_ids import without_gaps
from docgen.renderers.excel.styles import Style
from docgen.renderers.ooxml import read_parts, write_parts

_A4 = 9
_A4_WIDTH, _A4_HEIGHT = 210 / 25.4, 297 / 25.4
_POINTS_PER_INCH = 72
_STANDARD_SIZE = 11
_STYLES = "xl/styles.xml"


class Look(NamedTuple):
    """How cells of one style look; size and height in points."""

    format: StyleArray
    alignment: Alignment
    size: float
    height: float
    """The least height of a row with such a cell."""

    def dress(self, cell: Cell | MergedCell) -> None:
        """Give a cell of the same workbook this look."""
        cell._style = copy(self.format)  # type: ignore[union-attr] # how openpyxl itself copies formats

    def locked(self) -> "Look":
        """Return this look as a protected sheet keeps it: whatever the template left open is locked."""
        closed = copy(self.format)
        closed.protectionId = 0  # the first protection of every workbook locks
        return self._replace(format=closed)

    def altered(self, cell: Cell | MergedCell, alignment: Alignment, number_format: str) -> "Look":
        """Return this look, tried on `cell`, with that alignment and any number format but General."""
        self.dress(cell)
        cell.alignment = alignment
        if number_format != "General":
            cell.number_format = number_format
        return self._replace(format=_format(cell), alignment=alignment)


@dataclass(frozen=True, slots=True)
class Template:
    """A workbook without sheets, its looks, and the paper that its sample sheet was set up for.

    `unit` is the width of one column unit in points: half a Chinese character of the standard style.
    """

    workbook: Workbook
    looks: Mapping[Style, Look]
    unit: float
    margins: PageMargins
    print_options: PrintOptions
    footer: HeaderFooter
    show_grid: bool

    @property
    def portrait_width(self) -> float:
        """The width between the margins of upright A4, in column units."""
        return (_A4_WIDTH - self.margins.left - self.margins.right) * _POINTS_PER_INCH / self.unit

    @property
    def portrait_height(self) -> float:
        """The height between the margins of upright A4, in points."""
        return (_A4_HEIGHT - self.margins.top - self.margins.bottom) * _POINTS_PER_INCH

    @property
    def landscape_width(self) -> float:
        """The width between the margins of turned A4, in column units."""
        return (_A4_HEIGHT - self.margins.top - self.margins.bottom) * _POINTS_PER_INCH / self.unit

    def add_sheet(self, name: str, landscape: bool) -> Worksheet:
        """Return an empty sheet set up for print on A4, one page wide.

        The margins turn with the paper: a wide table has its head at the binding edge (GB/T 9704-2012, 8).
        """
        sheet: Worksheet = self.workbook.create_sheet(name)
        sheet.page_margins = _turned(self.margins) if landscape else copy(self.margins)
        sheet.print_options = copy(self.print_options)
        sheet.HeaderFooter = copy(self.footer)
        sheet.sheet_view.showGridLines = self.show_grid
        sheet.sheet_view.tabSelected = len(self.workbook.worksheets) == 1
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.paperSize = _A4
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        return sheet


def open_template(data: bytes) -> Template:
    """Return the template in `data`; raise DocgenError when it is no workbook or lacks a style."""
    workbook = _load(data)
    sample = workbook.worksheets[0]
    looks = _looks(sample)
    # A cell that nobody touched has the standard style, whose digits are the unit of column widths.
    standard = sample.cell(sample.max_row + 1, 1).font.sz or _STANDARD_SIZE
    for sheet in workbook.worksheets:
        workbook.remove(sheet)
    workbook.defined_names.clear()
    return Template(
        workbook,
        looks,
        standard / 2,
        sample.page_margins,
        sample.print_options,
        sample.HeaderFooter,
        sample.sheet_view.showGridLines is not False,
    )


def _load(data: bytes) -> Workbook:
    try:
        parts = read_parts(data)
        parts[_STYLES] = without_gaps(parts[_STYLES])
        with warnings.catch_warnings():
            # openpyxl warns of what it cannot keep of the sample sheet, which is dropped anyway.
            warnings.simplefilter("ignore")
            workbook = load_workbook(io.BytesIO(write_parts(parts)))
    except Exception as error:  # openpyxl raises almost anything over a damaged file
        raise DocgenError(
            Words(
                "Excel 模板打不开：它不是完好的 .xlsx 文件。",
                f"The Excel template cannot be opened: it is not a sound .xlsx file ({error}).",
            ),
            Words(
                "在 Excel 里打开它另存一次，或换回 docgen 自带的模板。",
                "Save it again in Excel, or take docgen's own.",
            ),
        ) from error
    if not workbook.worksheets:
        raise DocgenError(
            Words("Excel 模板里没有工作表。", "The Excel template has no worksheet."),
            Words("换回 docgen 自带的模板。", "Take docgen's own template."),
        )
    return workbook


def _looks(sample: Worksheet) -> dict[Style, Look]:
    shown: dict[str, Look] = {}
    for number, row in enumerate(sample.iter_rows(), 1):
        for cell in row:
            if cell.style not in shown:
                shown[cell.style] = _look(cell, sample.row_dimensions[number].height)
    missing = [style for style in Style if style not in shown]
    if missing:
        raise DocgenError(
            Words(
                f"Excel 模板的第一张工作表里，没有单元格用到单元格样式“{'”“'.join(missing)}”。",
                f"No cell on the first sheet of the Excel template has the cell style {', '.join(missing)}.",
            ),
            Words(
                "在 Excel 的“单元格样式”里找到或新建它，用在样张的一个单元格上；或换回 docgen 自带的模板。",
                "Give a cell of the sample that style, or take docgen's own template.",
            ),
        )
    return {style: shown[style] for style in Style}


def _look(cell: Cell | MergedCell, height: float | None) -> Look:
    alignment: Alignment = copy(cell.alignment)  # type: ignore[assignment] # the copy of a proxy is none
    return Look(_format(cell), alignment, cell.font.sz or _STANDARD_SIZE, height or 0)


def _format(cell: Cell | MergedCell) -> StyleArray:
    format: StyleArray = copy(cell._style)  # type: ignore[union-attr]
    return format


def _turned(upright: PageMargins) -> PageMargins:
    return PageMargins(
        left=upright.bottom,
        right=upright.top,
        top=upright.left,
        bottom=upright.right,
        header=min(upright.header, upright.left / 2),
        footer=min(upright.footer, upright.right / 2),
    )
