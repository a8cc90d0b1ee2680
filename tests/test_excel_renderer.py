"""Workbooks as a whole: layout of a sheet, names, print set-up, the same bytes every time."""

import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from docgen.document import Role, Row, RowKind
from docgen.renderers.excel.renderer import render
from docgen.renderers.ooxml import read_parts
from tests.excel_samples import (
    completion_document,
    document,
    header,
    liability_document,
    line,
    number_cell,
    quota_document,
    sheet,
    table,
    template,
    text_cell,
    workbook,
)

_ROOT = Path(__file__).parents[1]
_PRINT_HASH = """
import hashlib
from docgen.renderers.excel.renderer import render
from docgen.renderers.ooxml import read_parts
from tests.excel_samples import liability_document, template
((_, data),) = render(liability_document(), template())
print(hashlib.sha256(data).hexdigest())
"""


def _open(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def _active(data: bytes) -> Worksheet:
    found = _open(data).active
    assert isinstance(found, Worksheet)
    return found


def test_title_and_table_stand_one_below_the_other() -> None:
    found = _active(workbook(completion_document()))
    assert [found.cell(row, 1).value for row in range(1, 7)] == [
        "附件",
        "各乡镇2017年计生意外伤害保险完成情况表",
        "单位：户、万元",
        "乡镇",
        "合计",
        "城关",
    ]
    assert "A2:D2" in [str(area) for area in found.merged_cells.ranges]


def test_cells_have_the_styles_of_their_roles() -> None:
    found = _active(workbook(quota_document()))
    places = {
        "A2": "附件标题",
        "C3": "表头",
        "B4": "表内居中",
        "C4": "表内数字",
        "E4": "表内文字",
        "C24": "表内合计",
    }
    assert {place: found[place].style for place in places} == places
    assert found["C24"].alignment.horizontal == "center"
    assert found["C4"].border.left.style == "thin"
    assert found["A2"].font.name == "方正小标宋简体"
    assert found["C3"].font.name == "黑体"
    assert found["C4"].font.name == "仿宋_GB2312"


def test_merged_cells_come_back_as_they_were() -> None:
    rows = [
        header("甲", "乙", "丙"),
        Row((text_cell("高", rows=2), text_cell("宽", columns=2), None)),
        Row((None, text_cell("1"), text_cell("2"))),
    ]
    found = sheet(document(table(rows))).cells
    spans = [[cell and (cell.value, cell.rows, cell.columns) for cell in row] for row in found]
    assert spans[1:] == [[("高", 2, 1), ("宽", 1, 2), None], [None, ("1", 1, 1), ("2", 1, 1)]]


def test_merged_cells_have_borders_all_around() -> None:
    sheet = read_parts(workbook(liability_document()))["xl/worksheets/sheet2.xml"].decode()
    formats = re.findall(r'<c r="A[567]" s="(\d+)"', sheet)
    assert len(formats) == 3
    assert len(set(formats)) == 1


def test_the_table_and_the_data_of_each_column_have_names() -> None:
    names = _open(workbook(completion_document())).defined_names
    place = "'各乡镇2017年计生意外伤害保险完成情况表'!"
    assert {name: names[name].attr_text for name in ("results", "results.premium")} == {
        "results": f"{place}$A$4:$D$14",
        "results.premium": f"{place}$C$6:$C$14",
    }


def test_a_column_with_subtotals_is_named_without_them() -> None:
    def row(kind: RowKind) -> Row:
        return Row((number_cell(1),), kind)

    rows = [row(kind) for kind in (RowKind.DATA, RowKind.TOTAL, RowKind.DATA, RowKind.DATA, RowKind.TOTAL)]
    names = _open(workbook(document(table(rows, "t1", ["a1"]), title="表"))).defined_names
    assert names["_t1._a1"].attr_text == "'表'!$A$3:$A$3,'表'!$A$5:$A$6"


def test_the_sheet_is_ready_for_print() -> None:
    found = _active(workbook(quota_document()))
    assert found.print_title_rows == "$3:$3"
    assert found.freeze_panes == "A4"
    assert found.print_area == "'示例镇2025年度“安康关爱行动”目标分配表'!$A$1:$E$24"
    assert (found.page_setup.orientation, found.page_setup.paperSize) == ("portrait", 9)
    assert (found.page_setup.fitToWidth, found.page_setup.fitToHeight) == (1, 0)
    assert found.print_options.horizontalCentered
    assert found.HeaderFooter.oddFooter is not None
    assert found.HeaderFooter.oddFooter.right.text == "— &P —"


def test_a_wide_table_lies_on_turned_paper_with_turned_margins() -> None:
    wide = table([header(*(f"第{number}项工作完成情况" for number in range(14)))])
    found = _active(workbook(document(wide)))
    assert found.page_setup.orientation == "landscape"
    assert round(found.page_margins.top * 25.4) == 28


def test_long_text_wraps_in_rows_that_are_high_enough() -> None:
    long = table([Row((text_cell("短"), text_cell("很长的说明文字，" * 20)))])
    found = _active(workbook(document(long)))
    width = found.column_dimensions["B"].width
    lines = 16 * 20 / width
    assert found["B3"].alignment.wrap_text
    assert found.row_dimensions[3].height > lines * 12


def test_a_high_cell_over_several_rows_makes_room_in_the_last() -> None:
    tall = text_cell("一\n二\n三\n四\n五\n六\n七\n八", rows=2)
    found = _active(workbook(document(table([Row((tall, text_cell("甲"))), Row((None, text_cell("乙")))]))))
    assert found.row_dimensions[3].height == 25
    assert found.row_dimensions[4].height > 8 * 12 - 25


def test_a_workbook_is_the_same_in_every_time_zone_locale_and_hash_seed() -> None:
    def digest(**environment: str) -> str:
        paths = {"PYTHONPATH": f"{_ROOT / 'src'}{os.pathsep}{_ROOT}"}
        run = [sys.executable, "-c", _PRINT_HASH]
        done = subprocess.run(
            run, env={**os.environ, **paths, **environment}, capture_output=True, check=True, text=True
        )
        return done.stdout

    first = digest(TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1")
    second = digest(TZ="Asia/Shanghai", LC_ALL="C.UTF-8", PYTHONHASHSEED="2")
    assert first == second != ""


def test_the_properties_hold_the_title_and_no_date() -> None:
    properties = read_parts(workbook(quota_document()))["docProps/core.xml"].decode()
    assert "附件1 示例镇2025年度“安康关爱行动”目标分配表" in properties
    assert "dcterms" not in properties


def test_nothing_asks_excel_to_recompute_on_opening() -> None:
    book = read_parts(workbook(quota_document()))["xl/workbook.xml"].decode()
    assert 'calcId="191029"' in book
    assert 'fullCalcOnLoad="1"' not in book


def test_an_empty_document_gives_no_workbook() -> None:
    assert render(document(line(Role.BODY, "文字。")), template()) == ()
