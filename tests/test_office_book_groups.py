"""Groups in a workbook of the office's own: totals without subtotals, its own subtotals, what is refused."""

import io
import warnings
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from docgen.diagnostics import DocgenError, Mistake
from docgen.renderers.excel.office_template.growth import Copy, Growth
from docgen.renderers.excel.office_template.references import Moves
from docgen.renderers.excel.renderer import render
from docgen.renderers.ooxml import read_parts, write_parts
from docgen.verifier import verify
from tests.excel_samples import template
from tests.office import recalculate
from tests.office_book_samples import SHEET, office_book, reopened
from tests.test_office_book import NAME, meant
from tests.test_office_book_build import office, run, template_line

__all__ = ["office"]

GROWTH = Growth(5, 6, 14, 5, (9, 14, 18))
"""Rows 5 and 6 become four, four and three rows of data, each with its subtotal."""
SUBTOTAL = "groups: [{id: g1, label: 东片}, {id: g2, label: 西片}]\n    subtotal: {}\n    total:"


def grouped(root: Path, more: str = SUBTOTAL) -> None:
    """Put the first eight villages of the program into one group and the others into another."""
    program = root / "content" / "2025" / "ankang-care.yaml"
    rows = iter(range(20))
    lines = [
        line.replace(", population", f", group: g{1 if next(rows) < 8 else 2}, population")
        if ", population: " in line
        else line
        for line in program.read_text(encoding="utf-8").split("\n")
    ]
    program.write_text("\n".join(lines).replace("total:", more, 1), encoding="utf-8")


def grouped_book(change: Callable[[Worksheet], None] = lambda _sheet: None) -> bytes:
    """Return a template with a row of subtotals: `change` puts the formulas into rows 4 to 6."""

    def lay_out(sheet: Worksheet) -> None:
        sheet.unmerge_cells("A5:B5")
        for row, kind in ((5, "subtotal"), (6, "total")):
            for column in "AEF":
                sheet[f"{column}{row}"] = None
            for column, id in zip("BCD", ("village", "population", "quota"), strict=True):
                sheet[f"{column}{row}"] = f"{{{{ {kind}.{id} }}}}"
        sheet["A4"], sheet["E4"] = "{{ serial }}", None
        change(sheet)

    return office_book(lay_out)


def put(**cells: str) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        for address, text in cells.items():
            sheet[address] = text

    return change


def beside_template(root: Path, more: str) -> None:
    """Write a further key of the table below its template."""
    program = root / "content" / "2025" / "ankang-care.yaml"
    text = program.read_text(encoding="utf-8").replace(NAME, f"{NAME}\n    {more}")
    program.write_text(text, encoding="utf-8")


def built(root: Path, book: bytes) -> bytes:
    (root / "templates" / NAME).write_bytes(book)
    ran = run("build", "2025")
    assert ran.exit_code == 0, ran.output
    (file,) = [path for path in (root / "build").rglob("*.xlsx") if "目标分配" in path.name]
    return file.read_bytes()


def values(data: bytes, folder: Path) -> Worksheet:
    """Return the sheet with what LibreOffice computes."""
    (folder / "recalculated").mkdir()
    recalculated = io.BytesIO(recalculate(data, folder / "recalculated"))
    with warnings.catch_warnings():
        # openpyxl warns of extensions that it cannot keep, which are not what a test looks at.
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(recalculated, data_only=True)[SHEET]


def test_groups_of_a_program_bring_their_subtotals_into_the_workbook(office: Path) -> None:
    grouped(office)
    sheet = reopened(built(office, grouped_book()))[SHEET]
    labels = [sheet.cell(row, 2).value for row in range(4, 28)]
    assert [labels.index("东片小计"), labels.index("西片小计"), labels.index("合计")] == [8, 21, 22]
    assert [sheet["D12"].value, sheet["D25"].value] == ["=SUM(D4:D11)", "=SUM(D13:D24)"]
    assert sheet["D26"].value == "=SUM(D4:D11,D13:D24)"


def test_the_office_s_own_subtotals_and_totals_are_kept_and_right(office: Path) -> None:
    grouped(office)
    change = put(B5="小计", C5="=SUM(C4)", C6="=SUM(C4:C4)", D6="=SUM(D5:D5)", E6="=D6/C6")
    data = built(office, grouped_book(change))
    sheet = reopened(data)[SHEET]
    assert [sheet["C12"].value, sheet["C25"].value] == ["=SUM(C4:C11)", "=SUM(C13:C24)"]
    assert [sheet["C26"].value, sheet["D26"].value] == ["=SUM(C4:C11,C13:C24)", "=SUM(D12:D12,D25:D25)"]
    computed = values(data, office)
    data_rows = [*range(4, 12), *range(13, 25)]
    for column in "CD":
        assert computed[f"{column}26"].value == sum(computed[f"{column}{row}"].value for row in data_rows)
    assert computed["E26"].value == pytest.approx(computed["D26"].value / computed["C26"].value)
    assert computed["B12"].value == "小计"


def test_libreoffice_takes_ranks_largest_and_running_totals_over_groups(office: Path) -> None:
    grouped(office)
    change = put(E4="=RANK(C4,C$4:C$4)", F4="=SUM(C$4:C4)", E5="=LARGE(C$4:C$4,2)", E6="=AVERAGE(C4:C4)")
    sheet = values(built(office, grouped_book(change)), office)
    rows = [*range(4, 12), *range(13, 25)]
    people = [sheet[f"C{row}"].value for row in rows]
    assert [sheet[f"E{row}"].value for row in rows] == [
        1 + sum(other > one for other in people) for one in people
    ]
    assert [sheet[f"F{row}"].value for row in rows] == [
        sum(people[: index + 1]) for index in range(len(people))
    ]
    assert [sheet["E12"].value, sheet["E26"].value] == [sorted(people)[-2], sum(people) / len(people)]


def test_names_charts_and_conditions_leave_subtotals_out(office: Path) -> None:
    grouped(office)

    def change(sheet: Worksheet) -> None:
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=3, min_row=4, max_row=4))
        sheet.add_chart(chart, "H3")
        book = sheet.parent
        assert book
        book.defined_names["村"] = DefinedName("村", attr_text=f"{SHEET}!$B$4:$B$4")

    data = built(office, grouped_book(change))
    book = reopened(data)
    assert book.defined_names["村"].attr_text == f"{SHEET}!$B$4:$B$11,{SHEET}!$B$13:$B$24"
    assert book["汇总"]["B1"].value == f"=SUM({SHEET}!C4:C11,{SHEET}!C13:C24)"
    ranges = [str(each.sqref) for each in book[SHEET].conditional_formatting]
    assert sorted(ranges) == ["C4:C11 C13:C24", "D4:D11 D13:D24"]
    with ZipFile(io.BytesIO(data)) as parts:
        chart = parts.read("xl/charts/chart1.xml").decode()
    assert f"('{SHEET}'!$C$4:$C$11,'{SHEET}'!$C$13:$C$24)" in chart


@pytest.mark.parametrize(
    ("formula", "grown"),
    [
        ("SUM(C5:C5)", "SUM(C5:C8,C10:C13,C15:C17)"),
        ("SUM(C5)", "SUM(C5:C8,C10:C13,C15:C17)"),
        ("SUBTOTAL(9,C5:C5)", "SUBTOTAL(9,C5:C8,C10:C13,C15:C17)"),
        ("AVERAGE($C$5:$C$5)*2", "AVERAGE($C$5:$C$8,$C$10:$C$13,$C$15:$C$17)*2"),
        ("SUM(C4:C5)", "SUM(C4:C8,C10:C13,C15:C17)"),
        ("SUM(C5:C6)", "SUM(C5:C18)"),
        ("SUM(C6:C6)", "SUM(C9:C9,C14:C14,C18:C18)"),
        ("SUM(C6)", "SUM(C9,C14,C18)"),
        ("B7/C7", "B19/C19"),
        ("RANK(C4,C5:C5)", "RANK(C4,(C5:C8,C10:C13,C15:C17))"),
        ("VLOOKUP(A1,B5:C5,2,0)", "VLOOKUP(A1,B5:C18,2,0)"),
        ("COUNTIF(C5:C6,1)", "COUNTIF(C5:C18,1)"),
        ("_xlfn.STDEV.S(C5:C5)", "_xlfn.STDEV.S(C5:C8,C10:C13,C15:C17)"),
    ],
)
def test_a_range_over_the_sample_row_is_over_the_rows_of_data(formula: str, grown: str) -> None:
    assert Moves("表", "表", GROWTH, spreads=True).formula(formula) == grown


@pytest.mark.parametrize("formula", ["COUNTIF(C5:C5,1)", "SUMPRODUCT(C5:C5,D5:D5)", "SUM(C5:C5*2)"])
def test_a_function_of_one_range_says_what_to_write(formula: str) -> None:
    with pytest.raises(Mistake, match="one range only"):
        Moves("表", "表", GROWTH, spreads=True).formula(formula)


@pytest.mark.parametrize(
    ("formula", "source", "target", "copied"),
    [
        ("D4+C5", 5, 6, "D5+C6"),
        ("D4+C5", 5, 10, "D8+C10"),
        ("C5/C6", 5, 11, "C11/C14"),
        ("SUM(C$5:C5)", 5, 11, "SUM(C$5:C$8,C10:C11)"),
        ("SUM(C5:C5)", 6, 14, "SUM(C10:C13)"),
        ("SUM(C5)", 6, 14, "SUM(C10:C13)"),
        ("SUM(C$5:C5)", 6, 14, "SUM(C$5:C8,C$10:C13)"),
    ],
)
def test_a_growing_row_sees_its_group(formula: str, source: int, target: int, copied: str) -> None:
    copy = Copy(GROWTH, source, target, (10, 13), 14)
    assert Moves("表", "表", copy, copy.adds_up).formula(formula).replace("$", "") == copied.replace("$", "")


def test_a_table_with_groups_asks_for_a_row_of_subtotals_at_the_line(office: Path) -> None:
    grouped(office)
    ran = run("check")
    assert ran.exit_code == 1
    assert f"content/2025/ankang-care.yaml:{template_line(office)}" in ran.output
    assert "{{ subtotal." in ran.output


def test_a_formula_of_one_range_is_reported_with_its_cell(office: Path) -> None:
    grouped(office)
    (office / "templates" / NAME).write_bytes(grouped_book(put(E6='=COUNTIF(C4:C4,">9")')))
    ran = run("check")
    assert ran.exit_code == 1
    assert f"sheet {SHEET}, E6" in ran.output


def test_computed_rows_have_tags(office: Path) -> None:
    computed = 'computed_rows: [{id: average, label: 平均, cells: {quota: "total.quota / 20"}}]\n    total:'
    program = office / "content" / "2025" / "ankang-care.yaml"
    program.write_text(program.read_text(encoding="utf-8").replace("total:", computed, 1), encoding="utf-8")
    change = put(A4="{{ serial }}", B6="{{ computed.average.village }}", D6="{{ computed.average.quota }}")
    sheet = reopened(built(office, office_book(change)))[SHEET]
    assert [sheet["B25"].value, sheet["D25"].value is None] == ["平均", False]
    (office / "templates" / NAME).write_bytes(
        office_book(put(A4="{{ serial }}", D6="{{ computed.avrage.quota }}"))
    )
    ran = run("check")
    assert ran.exit_code == 1
    assert "{{ computed.average.quota }}" in ran.output


def test_a_protected_table_protects_the_filled_sheet(office: Path) -> None:
    program = office / "content" / "2025" / "ankang-care.yaml"
    text = program.read_text(encoding="utf-8").replace(
        f"template: {NAME}", f"template: {NAME}\n    protect: true"
    )
    program.write_text(text, encoding="utf-8")

    def change(sheet: Worksheet) -> None:
        sheet["A4"] = "{{ serial }}"
        for address in ("C4", "E5", "C5"):
            sheet[address].protection = openpyxl.styles.Protection(locked=False)

    book = reopened(built(office, office_book(change)))
    sheet = book[SHEET]
    assert sheet.protection.sheet
    assert not book["汇总"].protection.sheet
    assert [sheet[each].protection.locked for each in ("C4", "C23", "C24", "E24")] == [
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(("word", "told"), [("", True), (", word: true", False)])
def test_a_chart_that_only_excel_would_show_is_reported(office: Path, word: str, told: bool) -> None:
    program = office / "content" / "2025" / "ankang-care.yaml"
    line = f"template: {NAME}\n    chart: {{value: quota{word}}}"
    program.write_text(
        program.read_text(encoding="utf-8").replace(f"template: {NAME}", line), encoding="utf-8"
    )
    found = f"ankang-care.yaml:{template_line(office) + 1}" in run("check").output
    assert found is told


def test_a_refusal_names_the_cell() -> None:
    wanted = meant()
    ((stem, data),) = render(wanted, template(), lambda _name: office_book())
    parts = read_parts(data)
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"<v>743</v>", b"<v>734</v>")
    with pytest.raises(DocgenError, match=f"{SHEET}!C5"):
        verify(f"{stem}.xlsx", write_parts(parts), wanted)
