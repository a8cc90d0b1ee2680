"""The Excel template that docgen ships: a sample sheet in the manner of official notices, built from code."""

import io
import sys
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from docgen.profiles import POINTS_PER_MM, Profile, load
from docgen.renderers.excel.finisher import finish
from docgen.renderers.excel.styles import Style

_GB2312_CHARSET = 134
_MILLIMETRES_PER_INCH = 25.4
_SAMPLE_WIDTH = 72
_SIDES = ("top", "bottom", "left", "right")
_ABOVE_FOOTER = 12
"""Millimetres from the type area to the lower edge of the page number."""


class _Design(NamedTuple):
    font: str
    """The profile's logical name."""
    size: float
    height: float
    horizontal: str
    border: bool = False
    indent: int = 0


_DESIGNS = {
    Style.MARK: _Design("黑体", 16, 26, "left"),
    Style.TITLE: _Design("小标宋", 18, 42, "center"),
    Style.CAPTION: _Design("黑体", 14, 30, "center"),
    Style.UNIT_LINE: _Design("仿宋", 12, 20, "right"),
    Style.HEAD: _Design("黑体", 12, 27, "center", border=True),
    Style.TEXT: _Design("仿宋", 12, 25, "left", border=True, indent=1),
    Style.CENTER: _Design("仿宋", 12, 25, "center", border=True),
    Style.NUMBER: _Design("仿宋", 12, 25, "center", border=True),
    Style.TOTAL: _Design("黑体", 12, 25, "center", border=True),
    Style.NOTE: _Design("仿宋", 12, 20, "left"),
}

_SAMPLE = (
    (Style.MARK, "附件1"),
    (Style.TITLE, "附件标题"),
    (Style.CAPTION, "表题（一个附件有几张表时）"),
    (Style.UNIT_LINE, "单位：人"),
    (Style.HEAD, "表头"),
    (Style.TEXT, "表内文字"),
    (Style.CENTER, "表内居中"),
    (Style.NUMBER, "1234"),
    (Style.TOTAL, "合计"),
    (Style.NOTE, "注：改样张各格的格式、行高和页面设置，附件表就照此排版。"),
)


def build_annex_template(profile: Profile) -> bytes:
    """Return `templates/annex.xlsx`: each cell style once, and the page set up as the profile wants it."""
    workbook = Workbook()
    # Half a character of this font is the unit of column widths; 宋体 is on every Chinese computer.
    _standard_font(workbook, profile)
    for style, design in _DESIGNS.items():
        workbook.add_named_style(_named_style(style, design, profile))
    sheet = workbook.worksheets[0]
    sheet.title = "样张"
    _draw_sample(sheet)
    _set_up_page(sheet, profile)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return finish(buffer.getvalue(), title="附件表模板")


def _standard_font(workbook: Workbook, profile: Profile) -> None:
    font = Font(name=profile.font("宋体"), sz=12, charset=_GB2312_CHARSET)
    # The first font of a workbook is that of untouched cells, which openpyxl has no other door to.
    workbook._fonts = IndexedList([font])  # type: ignore[attr-defined]
    workbook._named_styles["Normal"].font = font  # type: ignore[attr-defined]


def _named_style(style: Style, design: _Design, profile: Profile) -> NamedStyle:
    side = Side(style="thin")
    return NamedStyle(
        name=style,
        font=Font(name=profile.font(design.font), sz=design.size, charset=_GB2312_CHARSET),
        alignment=Alignment(design.horizontal, "center", wrap_text=True, indent=design.indent),
        border=Border(side, side, side, side) if design.border else Border(),
    )


def _draw_sample(sheet: Worksheet) -> None:
    sheet.sheet_view.showGridLines = False
    # Single cells: of a merged one Excel would put the right border on another cell than the left.
    sheet.column_dimensions["A"].width = _SAMPLE_WIDTH
    for row, (style, text) in enumerate(_SAMPLE, 1):
        sheet.cell(row, 1, text).style = style
        sheet.row_dimensions[row].height = _DESIGNS[style].height


def _set_up_page(sheet: Worksheet, profile: Profile) -> None:
    # A sheet has no lines of text: its margins are those of the type area, 5.2.1.
    inset = {"top": profile.points("area.inset"), "bottom": profile.points("area.inset")}
    sides = {side: profile.points(f"margin.{side}") + inset.get(side, 0) for side in _SIDES}
    lengths = [points / POINTS_PER_MM for points in sides.values()]
    lengths.append(lengths[1] - _ABOVE_FOOTER)
    top, bottom, left, right, footer = (float(length) / _MILLIMETRES_PER_INCH for length in lengths)
    sheet.page_margins = PageMargins(left, right, top, bottom, header=top / 2, footer=footer)
    sheet.print_options.horizontalCentered = True
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "portrait"
    # 7.5: 4号宋体 with a dash on either side.
    text = profile.text("page-number.format").replace("&", "&&").replace("1", "&P")
    size = round(profile.points("page-number.size"))
    number = _HeaderFooterPart(text=text, font=f"{profile.font('宋体')},常规", size=size)
    odd, even = HeaderFooterItem(right=number), HeaderFooterItem(left=number)
    sheet.HeaderFooter = HeaderFooter(differentOddEven=True, oddFooter=odd, evenFooter=even)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(build_annex_template(load()))
