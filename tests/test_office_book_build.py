"""A program that names a workbook of the office: built, checked, and refused where the name is wrong."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl.worksheet.worksheet import Worksheet

from docgen.cli import main
from tests.office_book_samples import SHEET, office_book, reopened
from tests.test_office_book import NAME

ROOT = Path(__file__).parents[1]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an office whose only table names a workbook of its own."""
    for folder in ("content/2025", "content/rosters", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "content" / "agencies.yaml", tmp_path / "content")
    name_template(tmp_path, NAME)
    (tmp_path / "templates" / NAME).write_bytes(book())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def name_template(office: Path, name: str) -> None:
    program = office / "content" / "2025" / "ankang-care.yaml"
    text = (ROOT / "content" / "2025" / "ankang-care.yaml").read_text(encoding="utf-8")
    program.write_text(
        text.replace("  - id: villages\n", f"  - id: villages\n    template: {name}\n", 1), "utf-8"
    )


def book(**cells: str) -> bytes:
    def change(sheet: object) -> None:
        for address, text in {"A4": "{{ serial }}", **cells}.items():
            sheet[address] = text  # type: ignore[index]

    return office_book(change)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_a_build_fills_the_office_s_workbook(office: Path) -> None:
    ran = run("build", "2025")
    assert ran.exit_code == 0, ran.output
    (file,) = [path for path in (office / "build").rglob("*.xlsx") if "目标分配" in path.name]
    sheet = reopened(file.read_bytes())[SHEET]
    assert sheet["A1"].value == "示例镇2025年度“安康关爱行动”目标分配表"
    assert [sheet["A4"].value, sheet["B23"].value, sheet["D24"].value] == ["1", "仁和社区", "=SUM(D4:D23)"]


def test_two_builds_write_the_same_bytes(office: Path) -> None:
    books = []
    for out in ("a", "b"):
        assert run("build", "2025", "--out", out).exit_code == 0
        books.append([path.read_bytes() for path in sorted((office / out).rglob("*.xlsx"))])
    assert books[0] == books[1]


def test_the_check_knows_the_columns_of_the_tables_that_name_a_workbook(office: Path) -> None:
    (office / "templates" / NAME).write_bytes(book(F4="{{ remarks }}", A2="{{ titel }}"))
    ran = run("template", "check")
    assert ran.exit_code == 1
    assert f"{NAME}#{SHEET}:4:6" in ran.output
    assert "{{ remark }}" in ran.output
    assert "{{ title }}" in ran.output


def test_a_column_that_is_left_out_is_a_hint(office: Path) -> None:
    (office / "templates" / NAME).write_bytes(book(F4="核对"))
    ran = run("template", "check")
    assert ran.exit_code == 0
    assert "remark" in ran.output


def test_a_missing_workbook_is_named_with_those_that_exist(office: Path) -> None:
    (office / "templates" / NAME).rename(office / "templates" / "目标分配.xlsx")
    ran = run("build", "2025")
    assert ran.exit_code == 2
    assert NAME in ran.output
    assert "目标分配.xlsx" in ran.output


@pytest.mark.parametrize("name", ["表.xlsm", "../表.xlsx", "表.xls", "folder/表.xlsx"])
def test_a_name_that_cannot_be_a_template_is_reported_at_its_line(office: Path, name: str) -> None:
    name_template(office, name)
    ran = run("check")
    assert ran.exit_code == 1
    assert "wrong-template" in ran.output
    assert "ankang-care.yaml" in ran.output


def test_groups_of_a_program_bring_their_subtotals_into_the_workbook(office: Path) -> None:
    program = office / "content" / "2025" / "ankang-care.yaml"
    text = program.read_text(encoding="utf-8")
    ids = [f"g{1 if number < 8 else 2}" for number in range(20)]
    rows = iter(ids)
    lines = [
        line.replace(", population", f", group: {next(rows)}, population")
        if ", population: " in line
        else line
        for line in text.split("\n")
    ]
    groups = "    groups: [{id: g1, label: 东片}, {id: g2, label: 西片}]\n    subtotal: {}\n    total:"
    program.write_text("\n".join(lines).replace("    total:", groups, 1), encoding="utf-8")
    (office / "templates" / NAME).write_bytes(office_book(_with_subtotals))
    ran = run("build", "2025")
    assert ran.exit_code == 0, ran.output
    (file,) = [path for path in (office / "build").rglob("*.xlsx") if "目标分配" in path.name]
    sheet = reopened(file.read_bytes())[SHEET]
    labels = [sheet.cell(row, 2).value for row in range(4, 28)]
    assert [labels.index("东片小计"), labels.index("西片小计"), labels.index("合计")] == [8, 21, 22]
    assert [sheet["D12"].value, sheet["D25"].value] == ["=SUM(D4:D11)", "=SUM(D13:D24)"]
    assert sheet["D26"].value == "=SUM(D4:D11,D13:D24)"


def _with_subtotals(sheet: Worksheet) -> None:
    sheet.unmerge_cells("A5:B5")
    for row, kind in ((5, "subtotal"), (6, "total")):
        for column, id in zip("BCD", ("village", "population", "quota"), strict=True):
            sheet[f"{column}{row}"] = f"{{{{ {kind}.{id} }}}}"
        sheet[f"A{row}"] = sheet[f"E{row}"] = sheet[f"F{row}"] = None
    sheet["A4"] = "{{ serial }}"
    sheet["E4"] = None
