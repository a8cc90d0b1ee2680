"""Sheets of any length, written from an iterator in constant memory."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.diagnostics import DocgenError
from docgen.readers.xlsx import read
from docgen.renderers.excel.addresses import Area
from docgen.renderers.excel.long_sheets import LongColumn, LongSheet, write_long_sheet
from docgen.renderers.excel.sheet_rows import Computed, Value
from docgen.renderers.excel.styles import Style
from tests.excel_samples import template
from tests.office import recalculate, schema_errors

_ROOT = Path(__file__).parents[1]
_COLUMNS = (
    LongColumn("name", "承储单位", width=20),
    LongColumn("stock", "规模（吨）", Style.NUMBER, "#,##0"),
    LongColumn("quota", "指标（吨）", Style.NUMBER),
    LongColumn("day", "下达日期", Style.CENTER, "yyyy-mm-dd"),
)
_PEAK = """
import json, resource, sys
from io import BytesIO
from tests.test_excel_long_sheets import written
size = len(written(int(sys.argv[1])))
print(json.dumps([size, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


def _rows(count: int, first: int) -> Iterator[Sequence[Value]]:
    for place in range(count):
        row = first + place
        quota = Computed(f"ROUND(B{row}*85/100,0)", (place * 85 + 50) // 100)
        yield f"示例{place}号库", place, quota, date(2025, 1, 1)


def _total(data: Area) -> Sequence[Value]:
    last = data.row + data.rows - 1
    stock = data.rows * (data.rows - 1) // 2
    quota = sum((place * 85 + 50) // 100 for place in range(data.rows))
    sums = (
        Computed(f"SUM({column}{data.row}:{column}{last})", value)
        for column, value in (("B", stock), ("C", quota))
    )
    return "合计", *sums, None


def written(count: int) -> bytes:
    """Return the workbook with so many rows."""
    buffer = BytesIO()
    sheet = LongSheet("stores", "承储单位一览表", _COLUMNS, lambda first: _rows(count, first), _total)
    write_long_sheet(buffer, sheet, template())
    return buffer.getvalue()


def _one(value: Value) -> bytes:
    buffer = BytesIO()
    sheet = LongSheet("one", "表", (LongColumn("a", "甲"),), lambda _: [(value,)])
    write_long_sheet(buffer, sheet, template())
    return buffer.getvalue()


def test_every_row_is_read_back_with_formulas_and_results() -> None:
    (found,) = read(written(3))
    assert [[cell and (cell.value, cell.formula) for cell in row] for row in found.cells[1:]] == [
        [("示例0号库", ""), (0, ""), (0, "ROUND(B3*85/100,0)"), (date(2025, 1, 1), "")],
        [("示例1号库", ""), (1, ""), (1, "ROUND(B4*85/100,0)"), (date(2025, 1, 1), "")],
        [("示例2号库", ""), (2, ""), (2, "ROUND(B5*85/100,0)"), (date(2025, 1, 1), "")],
        [("合计", ""), (3, "SUM(B3:B5)"), (3, "SUM(C3:C5)"), (None, "")],
    ]


def test_the_looks_are_those_of_the_template() -> None:
    sheet = openpyxl.load_workbook(BytesIO(written(2))).worksheets[0]
    styles = {place: sheet[place].style for place in ("A1", "A2", "A3", "B3", "D4", "C5")}
    assert list(styles.values()) == ["附件标题", "表头", "表内文字", "表内数字", "表内居中", "表内合计"]
    assert (sheet["B3"].number_format, sheet["D3"].number_format) == ("#,##0", "yyyy-mm-dd")
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A3", "$2:$2")
    assert sheet.row_dimensions[3].height == 25


def test_table_and_columns_have_names_without_the_total() -> None:
    names = openpyxl.load_workbook(BytesIO(written(2))).defined_names
    assert names["stores"].attr_text == "'承储单位一览表'!$A$2:$D$5"
    assert names["stores.stock"].attr_text == "'承储单位一览表'!$B$3:$B$4"


def test_long_text_makes_its_row_higher() -> None:
    (usual, high) = (
        openpyxl.load_workbook(BytesIO(_one(text))).worksheets[0].row_dimensions[3].height
        for text in ("短", "很长的说明文字，" * 40)
    )
    assert usual == 25
    assert high > 50


def test_libreoffice_computes_what_the_file_says(tmp_path: Path) -> None:
    before = written(40)
    again = openpyxl.load_workbook(BytesIO(recalculate(before, tmp_path)), data_only=True).worksheets[0]
    cached = openpyxl.load_workbook(BytesIO(before), data_only=True).worksheets[0]
    assert [cell.value for cell in again[43]] == [cell.value for cell in cached[43]]
    assert [cell.value for cell in again["C"]] == [cell.value for cell in cached["C"]]


def test_a_long_sheet_is_valid_and_the_same_every_time(tmp_path: Path) -> None:
    assert written(100) == written(100)
    assert schema_errors(written(100), "xlsx", tmp_path) == []


def test_memory_does_not_grow_with_the_rows() -> None:
    def peak(count: int) -> tuple[int, int]:
        done = subprocess.run(
            [sys.executable, "-c", _PEAK, f"{count}"], cwd=_ROOT, capture_output=True, check=True
        )
        size, kilobytes = json.loads(done.stdout)
        return size // 1024, kilobytes

    (short_size, short), (long_size, long) = peak(1_000), peak(30_000)
    # The workbook itself is in memory here, twice while it is handed over.
    assert long - short < 3 * (long_size - short_size) + 4_096


@pytest.mark.parametrize(
    ("value", "held"),
    [
        (1.5, Fraction(3, 2)),
        (Fraction(-1, 8), Fraction(-1, 8)),
        (10**14, Fraction(10**14)),
        (440101199001011234, "440101199001011234"),
        (float("nan"), "nan"),
        (date(1900, 1, 1), "1900-01-01"),
        ("=1+1", "=1+1"),
        ("a\rb", "a\rb"),
        ("_x0041_", "_x0041_"),
        ("", None),
        (Computed('"<"&">"', "<&>"), "<&>"),
        (Computed("1/3", Fraction(1, 3)), Fraction("0.3333333333333333")),
    ],
)
def test_every_kind_of_value_is_kept(value: Value, held: object) -> None:
    ((_, (cell,)),) = (sheet.cells for sheet in read(_one(value)))
    assert cell is not None
    assert cell.value == held


_HELD = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")


@given(st.text(_HELD | st.sampled_from("\n\t\r_x<&'=7 "), max_size=30))
@settings(max_examples=60, deadline=None)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    ((_, (cell,)),) = (sheet.cells for sheet in read(_one(text)))
    assert cell is not None
    assert cell.value == (text or None)


@pytest.mark.parametrize("text", ["a\x00b", "\x1b", "\ud800", "\uffff"])
def test_a_character_that_no_file_can_hold_is_refused_by_its_place(text: str) -> None:
    with pytest.raises(DocgenError) as refused:
        _one(text)
    assert f"表!A3 的文字里有控制字符 U+{ord(text.strip('ab')):04X}" in refused.value.message.zh
