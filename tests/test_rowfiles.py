"""Rows of Excel and CSV files: what stands in a sheet comes back as text, exactly, with its place."""

import csv
import datetime
import io
import zipfile
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.diagnostics import Mistake
from docgen.rowfiles import Request, SheetRows, Wanted, read_rows
from tests import office
from tests.data_office import workbook

NAME = Wanted("name", ("村",), fills=True)
PEOPLE = Wanted("people", ("人口",))
BOTH = Request([NAME, PEOPLE], ["name"])
_TEXTS = st.text(
    st.characters(
        exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"], exclude_characters="{}｛｝\ufeff"
    ),
    min_size=1,
    max_size=30,
)
_DECIMALS = st.decimals(
    min_value=Decimal("-1e12"), max_value=Decimal("1e12"), places=3, allow_nan=False, allow_infinity=False
)


def read(data: bytes, name: str = "p.xlsx", request: Request = BOTH) -> SheetRows:
    """Return what is read of a file that holds `data`; `name` may say its sheet."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / name.partition("#")[0]
        file.write_bytes(data)
        return read_rows(file, name, request)


def people(data: bytes, name: str = "p.xlsx") -> list[tuple[int, str]]:
    """Return line and 人口 of each row; nothing may be wrong."""
    sheet = read(data, name)
    assert not [found for found in sheet.report.diagnostics() if found.severity == "error"]
    return [(row.line, row.cells.get("people", "")) for row in sheet.rows]


def told(sheet: SheetRows) -> list[tuple[str, str]]:
    """Return the id of each diagnostic with the cell that its message names."""
    return [(found.id, found.message.zh.partition("：")[0]) for found in sheet.report.diagnostics()]


def one(value: object) -> str:
    """Return the text of one cell."""
    return people(workbook([["村", "人口"], ["甲", value]]))[0][1]


# -- values -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (525, "525"),
        (525.0, "525"),
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (-3.25, "-3.25"),
        (999_999_999_999_999, "999999999999999"),
        ("0123", "0123"),
        ("85%", "85%"),
        (" 1,234\u00a0", "1,234"),
        ("１２３", "１２３"),
        ("525人\u3000", "525人"),
        (True, "TRUE"),
        (datetime.date(2024, 2, 1), "2024-02-01"),
        (datetime.datetime(2024, 2, 1, 12, 30), "2024-02-01 12:30:00"),
        (datetime.time(12, 30), "12:30:00"),
    ],
)
def test_a_cell_reads_as_an_author_would_type_it(value: object, text: str) -> None:
    assert one(value) == text


@given(_DECIMALS)
@settings(deadline=None, max_examples=60)
def test_a_number_comes_back_with_every_digit(number: Decimal) -> None:
    text = f"{number.normalize():f}"
    assert Decimal(one(float(number))) == number
    assert one(text) == text


@given(_TEXTS.filter(lambda text: not text.startswith("=") and text.strip("\u3000\u200b\u00a0 ")))
@settings(deadline=None, max_examples=60)
def test_a_text_comes_back_as_typed_from_excel_and_csv(text: str) -> None:
    rows = [["村", "人口"], ["甲", text]]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    expected = text.strip()
    if not expected.startswith("#"):
        assert people(out.getvalue().encode("utf-8-sig"), "p.csv") == [(2, expected)]
        assert people(workbook(rows)) == [(2, expected)]


def test_a_percent_format_reads_as_percent() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([["村", "人口"], ["甲", 0.855], ["乙", 0.07]])))
    for cell, style in (("B2", "0%"), ("B3", '"约"0.0%')):
        book.worksheets[0][cell].number_format = style
    out = io.BytesIO()
    book.save(out)
    assert people(out.getvalue()) == [(2, "85.5%"), (3, "7%")]


def test_a_number_longer_than_excel_keeps_has_the_digits_of_the_file() -> None:
    data = _edited(workbook([["村", "人口"], ["甲", 7]]), b"<v>7</v>", b"<v>110101199001011234</v>")
    assert people(data) == [(2, "110101199001011234")]


# -- headers ------------------------------------------------------------------------------------------------


def test_finds_the_header_below_titles_by_name_alone() -> None:
    rows = [["某镇2025年人口表"], ["单位：人"], [], ["序号", "人 口\n", "村"], [1, 5, "甲"]]
    assert people(workbook(rows, merged=["A1:C1"])) == [(5, "5")]


def test_full_and_half_width_are_the_same_in_headers() -> None:
    request = Request([NAME, Wanted("people", ("６０岁(含)以上",))], ["name"])
    sheet = read(workbook([["村", "60岁（含）以上"], ["甲", 5]]), request=request)
    assert sheet.rows[0].cells["people"] == "5"


def test_reads_headers_of_two_levels_with_merged_cells() -> None:
    rows = [
        ["村", "2023年", None, "2024年", None],
        [None, "户数", "人口", "户数", "人口"],
        ["甲", 1, 2, 3, 4],
    ]
    request = Request([NAME, Wanted("people", ("2024年人口",))], ["name"])
    for merged in (["A1:A2", "B1:C1", "D1:E1"], []):
        sheet = read(workbook(rows, merged=merged), request=request)
        assert [(row.line, row.cells) for row in sheet.rows] == [(3, {"name": "甲", "people": "4"})]
        assert sheet.columns == {"name": 1, "people": 5}


def test_a_header_may_be_a_number() -> None:
    request = Request([NAME, Wanted("people", ("2024",))], ["name"])
    assert read(workbook([["村", 2024], ["甲", 5]]), request=request).rows[0].cells["people"] == "5"


def test_without_a_name_the_first_sheet_that_is_not_hidden_is_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([["村", "人口"], ["旧", 1]])))
    shown = book.create_sheet("今年")
    for row in (["村", "人口"], ["甲", 5]):
        shown.append(row)
    book.worksheets[0].sheet_state = "hidden"
    book.active = 1
    out = io.BytesIO()
    book.save(out)
    assert people(out.getvalue()) == [(2, "5")]


def test_a_header_merged_downwards_is_no_row_of_data() -> None:
    rows = [["村", "人口", "其中", None], [None, None, "男", "女"], ["甲", 3, 1, 2]]
    assert people(workbook(rows, merged=["A1:A2", "B1:B2", "C1:D1"])) == [(3, "3")]


def test_a_missing_header_names_the_nearest() -> None:
    sheet = read(workbook([["村", "人口数"], ["甲", 5]]))
    found = next(found for found in sheet.report.diagnostics() if found.id == "missing-header")
    assert found.hint
    assert found.hint.zh == "如果就是 B1 的“人口数”，在表格的这一栏写 header: 人口数"


def test_a_header_that_stands_twice_is_reported_at_its_second_cell() -> None:
    assert ("doubled-header", "C1") in told(read(workbook([["村", "人口", "人口"], ["甲", 5, 6]])))


def test_a_sheet_without_any_header_names_the_other_sheets() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([["说明", "x"]])))
    book.create_sheet("60岁以上").append(["村", "人口"])
    out = io.BytesIO()
    book.save(out)
    sheet = read(out.getvalue())
    (found,) = sheet.report.diagnostics()
    assert found.id == "missing-header"
    assert found.hint
    assert "60岁以上" in found.hint.zh
    assert read(out.getvalue(), "p.xlsx#60岁以上").columns == {"name": 1, "people": 2}


# -- rows ---------------------------------------------------------------------------------------------------


def test_leaves_out_totals_notes_blank_lines_and_repeated_headers_and_tells_the_first_two() -> None:
    rows = [
        ["村", "人口"],
        ["甲", 1],
        ["小　计", 1],
        [],
        ["村", "人口"],
        [" \u00a0", None],
        ["乙", 2],
        ["合  计：", 3],
        ["注：截至3月底。"],
    ]
    sheet = read(workbook(rows))
    assert [(row.line, row.cells["people"]) for row in sheet.rows] == [(2, "1"), (7, "2")]
    assert told(sheet) == [("skipped-total", "A3"), ("skipped-note", "A9")]


@pytest.mark.parametrize(
    ("line", "cell"),
    [
        (["注：截至3月底。"], "A3"),
        ([None, None, "注：截至3月底。"], "C3"),
        ([None, None, "以上数字由各村核实"], "C3"),
        ([None, "制表人：某某"], "B3"),
        (["制表人：某某", "审核人：某某"], "A3"),
        ([None, None, None, None, 7], "E3"),
    ],
)
def test_tells_of_lines_below_the_table_in_whatever_column(line: list[object], cell: str) -> None:
    sheet = read(workbook([["村", "人口", "备注"], ["甲", 1, "在册"], line]))
    assert [row.line for row in sheet.rows] == [2]
    assert ("skipped-note", cell) in told(sheet)


def test_a_total_is_known_though_its_word_stands_in_another_column() -> None:
    rows = [["序号", "村", "人口"], [1, "甲", 1], ["总计", None, 1]]
    sheet = read(workbook(rows, merged=["A3:B3"]))
    assert [row.line for row in sheet.rows] == [2]


def test_a_merged_name_fills_its_rows_and_a_merged_number_does_not() -> None:
    request = Request([NAME, Wanted("town", ("镇",), fills=True), PEOPLE], ["name"])
    rows = [["镇", "村", "人口"], ["东", "甲", 1], [None, "乙", None]]
    sheet = read(workbook(rows, merged=["A2:A3", "C2:C3"]), request=request)
    assert [row.cells for row in sheet.rows] == [
        {"name": "甲", "town": "东", "people": "1"},
        {"name": "乙", "town": "东"},
    ]


def test_a_row_without_a_name_is_reported() -> None:
    assert ("missing-name", "A3") in told(read(workbook([["村", "人口"], ["甲", 1], [None, 2]])))


def test_errors_and_formulas_without_result_are_reported_at_their_cells() -> None:
    sheet = read(workbook([["村", "人口"], ["甲", "#N/A"], ["乙", "=A1+1"], ["丙", 3]]))
    assert told(sheet) == [("error-value", "B2"), ("no-result", "B3")]
    assert [row.cells.get("people") for row in sheet.rows] == [None, None, "3"]


@pytest.mark.parametrize("text", ["{{ year }}", "a\x07b", "甲\u2028乙"])
def test_what_cannot_be_printed_is_reported(text: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["村", "人口"], [text, 1]])
    ids = [id for id, cell in told(read(out.getvalue().encode(), "p.csv")) if cell == "A2"]
    assert ids in (["braces-as-text"], ["unprintable-character"])


def test_hidden_rows_are_read_and_told() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([["村", "人口"], ["甲", 1], ["乙", 2]])))
    book.worksheets[0].row_dimensions[3].hidden = True
    out = io.BytesIO()
    book.save(out)
    sheet = read(out.getvalue())
    assert len(sheet.rows) == 2
    assert told(sheet) == [("hidden-row", "A3")]


def test_tells_a_hundred_errors_and_how_many_more_there_are() -> None:
    sheet = read(workbook([["村", "人口"], *([f"村{index}", "#N/A"] for index in range(130))]))
    found = list(sheet.report.diagnostics())
    assert len(found) == 101
    assert "还有 30 处" in found[-1].message.zh


# -- text tables --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_reads_text_tables_in_each_encoding_and_separator(encoding: str, separator: str) -> None:
    text = f"村{separator}人口\r\n㙍塘村{separator}0123\r\n\r\n乙{separator}“x”\r\n"
    assert people(text.encode(encoding), "p.csv") == [(2, "0123"), (4, "“x”")]


def test_a_comma_within_quotes_separates_nothing() -> None:
    assert people('村;人口\n甲;"1,2,3,4"\n'.encode(), "p.csv") == [(2, "1,2,3,4")]


# -- files that are something else --------------------------------------------------------------------------


def _edited(data: bytes, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for part in source.namelist():
            target.writestr(part, source.read(part).replace(old, new))
    return out.getvalue()


def _zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr(name, "x")
    return out.getvalue()


def _far() -> bytes:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "村"
    book.worksheets[0]["XFD1048576"] = 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_GOOD = workbook([["村", "人口"], ["甲", 7]])
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "name", "id"),
    [
        (b"", "p.xlsx", "empty-data"),
        (workbook([]), "p.xlsx", "empty-data"),
        (_GOOD[: len(_GOOD) // 2], "p.xlsx", "damaged-data"),
        (_edited(_GOOD, b"</sheetData>", b""), "p.xlsx", "damaged-data"),
        (_edited(_GOOD, b'r="B2"', b'r="?"'), "p.xlsx", "damaged-data"),
        (_OLE + bytes(2000), "p.xls", "damaged-data"),
        (_OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "p.xlsx", "encrypted-data"),
        (_zipped("word/document.xml"), "p.xlsx", "data-format"),
        (_zipped("notes.txt"), "p.xlsx", "data-format"),
        (b"<html><table></table></html>", "p.xls", "data-format"),
        (b"%PDF-1.7", "p.csv", "data-format"),
        ("村\t人口".encode("gb18030"), "p.xls", "data-format"),
        (b"\xff\x00\xff\x81", "p.csv", "damaged-data"),
        ('村,人口\n"甲,1\n'.encode(), "p.csv", "damaged-data"),
        (_GOOD, "p.docx", "data-format"),
        (_GOOD, "p.xlsx#别的", "unknown-sheet"),
        ("村,人口".encode(), "p.csv#表", "unknown-sheet"),
        (_edited(_GOOD, b'r="B2"', b'r="XFD1048576"'), "p.xlsx", "damaged-data"),
        (_far(), "p.xlsx", "data-too-large"),
    ],
)
def test_a_file_that_is_no_table_says_what_it_is(data: bytes, name: str, id: str) -> None:
    with pytest.raises(Mistake) as caught:
        read(data, name)
    assert caught.value.id == id
    assert caught.value.hint


def test_a_workbook_under_the_name_of_an_old_one_is_read() -> None:
    assert people(_GOOD, "p.xls") == [(2, "7")]


def test_an_absent_file_names_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "people.xlsx").write_bytes(_GOOD)
    (tmp_path / "~$people.xlsx").write_bytes(b"lock")
    with pytest.raises(Mistake) as caught:
        read_rows(tmp_path / "peple.xlsx", "peple.xlsx", BOTH)
    assert caught.value.id == "missing-data"
    assert caught.value.hint
    assert caught.value.hint.zh == "同一文件夹里有：people.xlsx"


@given(st.integers(0, len(_GOOD) - 1), st.integers(0, 255), st.booleans())
@settings(deadline=None, max_examples=80)
def test_a_damaged_workbook_is_read_or_refused(at: int, byte: int, cut: bool) -> None:
    data = _GOOD[:at] if cut else _GOOD[:at] + bytes([byte]) + _GOOD[at + 1 :]
    try:
        read(data)
    except Mistake as mistake:
        assert mistake.hint


# -- old and open formats -----------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["xls", "ods"])
def test_old_and_open_formats_read_like_new_ones(format: str, tmp_path: Path) -> None:
    office.require_soffice()
    rows = [
        ["村", "人口"],
        ["甲", 0.1],
        [None, 2],
        ["丙", 0.855],
        ["丁", "=1/0"],
        ["戊", datetime.date(2024, 2, 1)],
        ["己", "0123"],
    ]
    book = openpyxl.load_workbook(io.BytesIO(workbook(rows, merged=["A2:A3"])))
    page = book.worksheets[0]
    page["B4"].number_format = "0.0%"
    page.row_dimensions[7].hidden = True
    out = io.BytesIO()
    book.save(out)
    sheet = read(office.convert(out.getvalue(), "xlsx", format, tmp_path), f"p.{format}#数据")
    assert [(row.cells["name"], row.cells.get("people")) for row in sheet.rows] == [
        ("甲", "0.1"),
        ("甲", "2"),
        ("丙", "85.5%"),
        ("丁", None),
        ("戊", "2024-02-01"),
        ("己", "0123"),
    ]
    assert told(sheet) == [("error-value", "B5"), ("hidden-row", "A7")]
