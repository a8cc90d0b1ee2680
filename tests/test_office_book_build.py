"""A program that names a workbook of the office: built, checked, and refused where the name is wrong."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

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


def template_line(office: Path) -> int:
    lines = (office / "content" / "2025" / "ankang-care.yaml").read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if line.strip().startswith("template:"))


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


@pytest.mark.parametrize("command", [("check",), ("build", "2025")])
def test_a_missing_workbook_is_reported_at_its_line_with_those_that_exist(
    office: Path, command: tuple[str, ...]
) -> None:
    (office / "templates" / NAME).rename(office / "templates" / "目标分配.xlsx")
    ran = run(*command)
    assert ran.exit_code == 1
    assert f"content/2025/ankang-care.yaml:{template_line(office)}" in ran.output
    assert "目标分配.xlsx" in ran.output


@pytest.mark.parametrize("command", [("check",), ("build", "2025")])
def test_every_fault_of_a_workbook_is_reported_at_the_line_that_names_it(
    office: Path, command: tuple[str, ...]
) -> None:
    (office / "templates" / NAME).write_bytes(book(F4="{{ remarks }}", A2="{{ titel }}"))
    ran = run(*command)
    assert ran.exit_code == 1
    assert ran.output.count(f"content/2025/ankang-care.yaml:{template_line(office)}") == 2
    assert f"sheet {SHEET}, A2" in ran.output
    assert f"sheet {SHEET}, F4" in ran.output
    assert not (office / "build").exists()


@pytest.mark.parametrize("name", ["表.xlsm", "../表.xlsx", "表.xls", "folder/表.xlsx"])
def test_a_name_that_cannot_be_a_template_is_reported_at_its_line(office: Path, name: str) -> None:
    name_template(office, name)
    ran = run("check")
    assert ran.exit_code == 1
    assert "wrong-template" in ran.output
    assert "ankang-care.yaml" in ran.output
