"""A quota table in a workbook that the office laid out: what is kept, what grows, what is refused."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from docgen.cli import main
from docgen.diagnostics import DocgenError
from docgen.document import CellRange, CellRef, Document, Row, RowKind, Table
from docgen.readers.xlsx import named
from docgen.renderers.excel.office_template import faults
from docgen.renderers.excel.office_template.growth import Growth
from docgen.renderers.excel.office_template.references import Moves
from docgen.renderers.excel.renderer import render
from docgen.renderers.ooxml import read_parts, write_parts
from docgen.verifier import verify
from tests.excel_samples import document, header, number_cell, quota_table, table, template, text_cell
from tests.office import recalculate, schema_errors
from tests.office_book_samples import SHEET, office_book, reopened

NAME = "目标分配表.xlsx"
TITLE = "示例镇2025年度“安康关爱行动”目标分配表"


def meant(quota: Table | None = None) -> Document:
    return document(replace(quota or quota_table(), template=NAME, year=2025), title=TITLE, mark="附件1")


def filled(book: bytes, quota: Table | None = None) -> bytes:
    """Return the workbook of a quota table, verified as a build does."""
    wanted = meant(quota)
    ((stem, data),) = render(wanted, template(), lambda _name: book)
    verify(f"{stem}.xlsx", data, wanted)
    return data


def emptied(sheet: Worksheet) -> None:
    """Leave nothing on the sheet: a test lays out its own."""
    for merge in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merge))
    sheet.delete_rows(1, 7)


def ids(book: bytes, quota: Table | None = None) -> list[str]:
    return sorted(fault.id for fault in faults(book, quota))


def test_the_sample_row_becomes_all_rows_with_live_formulas() -> None:
    sheet = reopened(filled(office_book()))[SHEET]
    assert [sheet.cell(row, 3).value for row in (4, 5, 23)] == [525, 743, 767]
    assert [sheet.cell(row, 4).value for row in (4, 23)] == ["=ROUND(C4*85/100,0)", "=ROUND(C23*85/100,0)"]
    assert [cell.value for cell in sheet[24]] == [
        "合计",
        None,
        "=SUM(C4:C23)",
        "=SUM(D4:D23)",
        "=SUM(E4:E23)",
        None,
    ]


def test_an_own_formula_is_copied_with_its_own_row_and_the_fixed_total() -> None:
    sheet = reopened(filled(office_book()))[SHEET]
    assert [sheet.cell(row, 5).value for row in (4, 23)] == ["=C4/C$24", "=C23/C$24"]


def test_lines_and_headings_are_filled() -> None:
    sheet = reopened(filled(office_book()))[SHEET]
    assert sheet["A1"].value == TITLE
    assert sheet["A2"].value == "附件1（2025年，）"
    assert [sheet["B3"].value, sheet["C3"].value] == ["村（居）", "60周岁以上人口数"]


def test_looks_conditions_validations_and_print_setup_cover_all_rows() -> None:
    sheet = reopened(filled(office_book()))[SHEET]
    assert sheet["B23"].font.name == "仿宋_GB2312"
    assert sheet["C24"].fill.fgColor.rgb == "00FFF2CC"
    assert sorted(str(each.sqref) for each in sheet.conditional_formatting) == ["C4:C23", "D4:D23"]
    assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == ["F4:F23"]
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:F1", "A24:B24"]
    assert sheet.print_area == f"'{SHEET}'!$A$1:$F$26"
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$3", "A4")
    assert {sheet.row_dimensions[row].height for row in (4, 23)} == {22}


def test_a_picture_below_moves_down_and_that_above_stays() -> None:
    drawing = read_parts(filled(office_book()))["xl/drawings/drawing1.xml"]
    assert re.findall(rb"row>(\d+)<", drawing) == [b"0", b"25"]


def test_formulas_of_other_sheets_and_names_extend() -> None:
    book = reopened(filled(office_book()))
    assert book["汇总"]["B1"].value == f"=SUM({SHEET}!C4:C23)"
    assert book["汇总"]["B2"].value == f"=MAX({SHEET}!D4:D23)"
    assert book["汇总"]["A2"].value == "2025年度最大目标"
    assert book.defined_names["人口"].attr_text == f"{SHEET}!$C$4:$C$23"


def test_charts_and_comments_follow() -> None:
    def change(sheet: Worksheet) -> None:
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=3, min_row=4, max_row=4))
        sheet.add_chart(chart, "H3")
        sheet["A5"].comment = Comment("合计由系统算出", "办公室")

    data = filled(office_book(change))
    assert f"'{SHEET}'!$C$4:$C$23".encode() in read_parts(data)["xl/charts/chart1.xml"]
    note = reopened(data)[SHEET]["A24"].comment
    assert note is not None
    assert note.text == "合计由系统算出"


def test_parts_that_nothing_changes_stay_byte_for_byte() -> None:
    book = office_book()
    before, after = read_parts(book), read_parts(filled(book))
    same = {name for name in before if after.get(name) == before[name]}
    assert {"xl/theme/theme1.xml", "xl/media/image1.png", "docProps/core.xml"} <= same
    assert before.keys() == after.keys()


def test_the_same_input_gives_the_same_bytes() -> None:
    book = office_book()
    assert len({hashlib.sha256(filled(book)).hexdigest() for _ in range(2)}) == 1


def test_no_tag_is_left_in_the_file() -> None:
    assert not [name for name, part in read_parts(filled(office_book())).items() if b"{{" in part]


@pytest.mark.parametrize("text", ["=1+1", "_x0041_", "<&>", "@A1", " 前后 ", "两\n行", "0123", "𠮷"])
def test_text_stays_text(text: str) -> None:
    rows = (header("村", "人口"), Row((text_cell(text), number_cell(1))))

    def change(sheet: Worksheet) -> None:
        emptied(sheet)
        sheet["A1"], sheet["B1"] = "{{ village }}", "{{ people }}"

    data = filled(office_book(change), table(rows, "t", ("village", "people")))
    cell = named(data)["t.village"].cells[0][0]
    assert cell is not None
    assert (cell.value, cell.formula) == (text, "")


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_any_text_comes_back_whole(text: str) -> None:
    rows = (header("村", "人口"), Row((text_cell(text), number_cell(1))))
    filled(_PLAIN, table(rows, "t", ("village", "people")))


def _plain() -> bytes:
    def change(sheet: Worksheet) -> None:
        emptied(sheet)
        sheet["A1"], sheet["B1"] = "{{ village }}", "{{ people }}"

    return office_book(change)


_PLAIN = _plain()


def test_a_subtotal_row_stands_where_the_table_has_one_and_adds_its_group_up() -> None:
    def row(name: str, people: int, kind: RowKind = RowKind.DATA) -> Row:
        return Row((text_cell(name), number_cell(people)), kind)

    subtotal = RowKind.SUBTOTAL
    rows = (
        header("村", "人口"),
        *(row("甲", 1), row("乙", 2), row("东片小计", 3, subtotal)),
        *(row("丙", 4), row("西片小计", 4, subtotal)),
    )

    def change(sheet: Worksheet) -> None:
        emptied(sheet)
        sheet.append(["{{ village }}", "{{ people }}", "=B1/B2"])
        sheet.append(["{{ subtotal.village }}", "{{ subtotal.people }}", "=SUM(B1:B1)"])

    sheet = reopened(filled(office_book(change), table(rows, "t", ("village", "people"))))[SHEET]
    assert [cell.value for cell in sheet["A"]][:5] == ["甲", "乙", "东片小计", "丙", "西片小计"]
    assert [cell.value for cell in sheet["C"]][:5] == [
        "=B1/B3",
        "=B2/B3",
        "=SUM(B1:B2)",
        "=B4/B5",
        "=SUM(B4:B4)",
    ]


def test_a_column_that_is_left_out_takes_its_formulas_along() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["C4"] = sheet["C5"] = sheet["E4"] = sheet["E5"] = None

    sheet = reopened(filled(office_book(change)))[SHEET]
    assert [sheet["D4"].value, sheet["D24"].value] == [446, "=SUM(D4:D23)"]


def test_a_number_format_is_the_office_s_or_else_the_table_s() -> None:
    share = table([header("率"), Row((number_cell(Fraction(17, 20), "85%", "0%"),))], "t", ("rate",))

    def change(sheet: Worksheet) -> None:
        emptied(sheet)
        sheet["A1"] = "{{ rate }}"

    assert reopened(filled(office_book(change), share))[SHEET]["A1"].number_format == "0%"


def test_a_format_that_shows_another_number_is_refused() -> None:
    share = table([header("率"), Row((number_cell(Fraction(1, 8), "12.5%", "0.0%"),))], "t", ("rate",))

    def change(sheet: Worksheet) -> None:
        emptied(sheet)
        sheet["A1"] = "{{ rate }}"
        sheet["A1"].number_format = "0%"

    with pytest.raises(DocgenError, match="is not what was meant"):
        filled(office_book(change), share)


def test_a_changed_cell_is_noticed() -> None:
    wanted = meant()
    ((stem, data),) = render(wanted, template(), lambda _name: office_book())
    parts = read_parts(data)
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"<v>743</v>", b"<v>734</v>")
    with pytest.raises(DocgenError, match="743"):
        verify(f"{stem}.xlsx", write_parts(parts), wanted)


def test_libreoffice_computes_the_office_s_formulas(tmp_path: Path) -> None:
    computed = reopened(recalculate(filled(office_book()), tmp_path))
    values = named(recalculate(filled(office_book()), tmp_path))
    assert values["villages.quota.total"].cells[0][0].value == 13636  # type: ignore[union-attr]
    assert computed["汇总"]["B1"].value == f"=SUM({SHEET}!C4:C23)"


def test_the_schema_finds_nothing_that_the_template_did_not_have(tmp_path: Path) -> None:
    book = recalculate(office_book(), tmp_path)
    assert schema_errors(filled(book), "xlsx", tmp_path) == schema_errors(book, "xlsx", tmp_path)


def test_a_template_saved_by_libreoffice_is_filled_alike(tmp_path: Path) -> None:
    sheet = reopened(filled(recalculate(office_book(), tmp_path)))[SHEET]
    assert [sheet["E23"].value, sheet["E24"].value] == ["=C23/C$24", "=SUM(E4:E23)"]


def _put(**cells: str) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        for address, text in cells.items():
            sheet[address] = text

    return change


FAULTS = [
    (_put(A2="｛｛ title ｝｝"), "full-width-tag"),
    (_put(A2="{{ titel }}"), "unknown-tag"),
    (_put(A2="{{ title"), "unclosed-tag"),
    (_put(A2="{{ population * 2 }}"), "not-a-name"),
    (_put(A7="{{ population }}"), "second-sample-row"),
    (_put(F4="{{ total.population }}"), "misplaced-tag"),
    (_put(A7="{{ subtotal.population }}"), "misplaced-subtotal"),
    (_put(E4="=C4/C5"), "reference-runs-away"),
    (_put(A7='=IF(A1="{{ title }}",1,2)'), "tag-in-formula"),
    (lambda sheet: setattr(sheet.oddFooter.center, "text", "{{ title }}"), "unfilled-tag"),
    (lambda sheet: sheet.merged_cells.add("F3:F4"), "covered-tag"),
    (lambda sheet: sheet.merged_cells.add("A4:A5"), "merged-sample-row"),
]


@pytest.mark.parametrize(("change", "id"), FAULTS)
def test_reports_each_fault(change: Callable[[Worksheet], None], id: str) -> None:
    assert id in ids(office_book(change), quota_table())


def test_a_sound_template_has_no_faults() -> None:
    assert ids(office_book(), quota_table()) == ids(office_book()) == []


def test_a_template_without_a_sample_row_says_so() -> None:
    assert ids(office_book(lambda sheet: sheet.delete_rows(4, 1))) == ["no-sample-row"]


def test_a_build_tells_all_faults_at_once_with_their_cells() -> None:
    book = office_book(_put(A2="{{ titel }}", E4="=C4/C5"))
    with pytest.raises(DocgenError) as raised:
        filled(book)
    assert "A2" in raised.value.message.zh
    assert "E4" in raised.value.message.zh
    assert NAME in raised.value.message.zh


def test_macros_are_refused_politely() -> None:
    parts = {**read_parts(office_book()), "xl/vbaProject.bin": b"macro"}
    with pytest.raises(DocgenError, match="macros"):
        filled(write_parts(parts))


def test_links_to_other_workbooks_are_refused() -> None:
    parts = {**read_parts(office_book()), "xl/externalLinks/externalLink1.xml": b"<x/>"}
    with pytest.raises(DocgenError, match="other workbooks"):
        filled(write_parts(parts))


@pytest.mark.parametrize("data", [b"", b"PK", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)])
def test_a_file_that_is_no_workbook_is_named(data: bytes) -> None:
    with pytest.raises(DocgenError, match=NAME):
        filled(data)


def test_the_check_reports_sheet_and_cell(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(office_book(_put(A2="{{ titel }}")))
    ran = CliRunner().invoke(main, ["template", "check", str(tmp_path / NAME), "--format", "json"])
    assert ran.exit_code == 1, ran.output
    assert "A2" in ran.stdout
    assert "{{ title }}" in ran.stdout


@pytest.mark.parametrize(
    ("formula", "grown"),
    [
        ("SUM(C5:C5)", "SUM(C5:C24)"),
        ("SUM(C5)", "SUM(C5:C24)"),
        ("C5+C6", "C5+C25"),
        ("SUM($C$4:$C$6)", "SUM($C$4:$C$25)"),
        ("SUM(C:C)+A1", "SUM(C:C)+A1"),
        ('"C6"&C6', '"C6"&C25'),
        ("Other!C6", "Other!C6"),
        ("'表'!C6", "'表'!C25"),
        ("LOG10(C6)", "LOG10(C25)"),
        ("COUNTIF(C5:C5,C5)", "COUNTIF(C5:C24,C5)"),
        ("SUM(5:5)", "SUM(5:24)"),
    ],
)
def test_formulas_outside_follow_the_rows(formula: str, grown: str) -> None:
    assert Moves("表", "表", Growth(5, 5, 20), spreads=True).formula(formula) == grown


def test_formulas_of_totals_are_the_table_s() -> None:
    total = quota_table().rows[-1].cells[2]
    assert total is not None
    assert total.formula == ("SUM(", CellRange(CellRef(1, 2), CellRef(20, 2)), ")")
