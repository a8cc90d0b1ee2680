"""Workbooks as offices lay them out by hand, for the tests of tags in cells."""

import io
import warnings
from collections.abc import Callable

import openpyxl
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import DataBar, FormatObject, Rule
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Pictures

SHEET = "目标分配"
_THIN = Side(style="thin")
BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def picture() -> Image:
    """Return a small red square, as a logo."""
    data = io.BytesIO()
    Pictures.new("RGB", (40, 40), "#c00000").save(data, "png")
    return Image(data)


def saved(book: Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def office_book(change: Callable[[Worksheet], None] = lambda _sheet: None) -> bytes:
    """Return the template of a quota table: all that an office may lay out, with `change` on top."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    _lines(sheet)
    _table(sheet)
    _conditions(sheet)
    second = book.create_sheet("汇总")
    second["A1"], second["B1"] = "人口合计", f"=SUM({SHEET}!C4:C4)"
    second["A2"], second["B2"] = "{{ year }}年度最大目标", f"=MAX({SHEET}!D4)"
    book.defined_names["人口"] = DefinedName("人口", attr_text=f"{SHEET}!$C$4:$C$4")
    change(sheet)
    return saved(book)


def _lines(sheet: Worksheet) -> None:
    sheet["A1"] = "{{ title }}"
    sheet["A1"].font = Font("方正小标宋简体", size=18, color="C00000")
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.merge_cells("A1:F1")
    sheet.row_dimensions[1].height = 48
    sheet["A2"] = "{{ mark }}（{{ year }}年，{{ unit_line }}）"
    sheet.add_image(picture(), "A1")


def _table(sheet: Worksheet) -> None:
    heads = ("序号", "{{ label.village }}", "{{ label.population }}", "考核目标（人）", "占全镇", "备注")
    row = ("{{ number }}", "{{ village }}", "{{ population }}", "{{ quota }}", "=C4/C$5", "{{ remark }}")
    total = ("合计", None, "{{ total.population }}", "{{ total.quota }}", "=SUM(E4:E4)", None)
    for number, texts in enumerate((heads, row, total), 3):
        for position, text in enumerate(texts, 1):
            cell = sheet.cell(number, position, text)
            cell.border, cell.font = BORDER, Font("仿宋_GB2312", size=12, bold=number != 4)
    sheet["E4"].number_format = sheet["E5"].number_format = "0.0%"
    sheet["C5"].fill = PatternFill("solid", fgColor="FFF2CC")
    sheet.merge_cells("A5:B5")
    sheet.row_dimensions[4].height = 22
    for column, width in zip("ABCDEF", (6, 18, 16, 16, 10, 24), strict=True):
        sheet.column_dimensions[column].width = width
    sheet["A7"] = "制表：{{ issuer }}"
    sheet.add_image(picture(), "F7")
    sheet.print_area, sheet.print_title_rows, sheet.freeze_panes = "A1:F7", "3:3", "A4"


def _data_bars() -> Rule:
    lengths = [FormatObject("num", 0), FormatObject("max")]
    return Rule("dataBar", dataBar=DataBar(cfvo=lengths, color=Color("FF5B9BD5")))


def _red_above_900() -> Rule:
    look = DifferentialStyle(font=Font(color="C00000"))
    return Rule("cellIs", operator="greaterThan", formula=["900"], dxf=look)


def _conditions(sheet: Worksheet) -> None:
    sheet.conditional_formatting.add("C4:C4", _data_bars())
    sheet.conditional_formatting.add("D4", _red_above_900())
    choice = DataValidation("list", '"已核,未核"', allow_blank=True)
    choice.add("F4")
    sheet.add_data_validation(choice)


def reopened(data: bytes) -> Workbook:
    with warnings.catch_warnings():
        # openpyxl warns of extensions that it cannot keep, which are not what a test looks at.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(data))
