"""The main job on the real content: sound files, the same bytes and the same numbers everywhere."""

import os
import shutil
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from docgen.pipeline import BuildOptions, build
from docgen.project import Project
from tests.office import recalculate, schema_errors, to_pdf
from tests.outputs import word_text

ROOT = Path(__file__).parents[1]
YEARS = (2018, 2024, 2025)
OFFICE = ("content", "templates")


def _build(year: int, out: Path, **options: bool) -> list[Path]:
    outcome = build(Project(ROOT), year, (), BuildOptions(out=out, **options), lambda program: None)  # type: ignore[arg-type]
    return sorted(file.path for file in outcome.written)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[Path]]:
    out = tmp_path_factory.mktemp("out")
    return {year: _build(year, out) for year in YEARS}


@pytest.mark.parametrize("year", YEARS)
def test_every_file_is_valid_by_the_open_xml_sdk(
    year: int, built: dict[int, list[Path]], tmp_path: Path
) -> None:
    found = {path.name: schema_errors(path.read_bytes(), path.suffix[1:], tmp_path) for path in built[year]}
    assert not any(found.values()), found


@pytest.mark.parametrize("year", YEARS)
def test_every_notice_opens_in_libreoffice(year: int, built: dict[int, list[Path]], tmp_path: Path) -> None:
    (notice,) = [path for path in built[year] if path.suffix == ".docx"]
    pages = pypdfium2.PdfDocument(to_pdf(notice.read_bytes(), "docx", tmp_path))
    assert 4 <= len(pages) <= 8
    shown = Counter("".join(page.get_textpage().get_text_bounded() for page in pages))
    lost = Counter("".join(word_text(notice).split())) - shown
    assert not lost  # a comma that hangs behind a justified line is easily lost


@pytest.mark.parametrize("year", YEARS)
def test_excel_computes_the_numbers_that_are_printed(
    year: int, built: dict[int, list[Path]], tmp_path: Path
) -> None:
    for index, path in enumerate(path for path in built[year] if path.suffix == ".xlsx"):
        folder = tmp_path / str(index)
        folder.mkdir()
        again = folder / "again.xlsx"
        again.write_bytes(recalculate(path.read_bytes(), folder))
        assert _numbers(again) == _numbers(path)


def _numbers(path: Path) -> list[object]:
    book = openpyxl.load_workbook(path, data_only=True)
    cells = (cell.value for sheet in book for row in sheet.iter_rows() for cell in row)
    return [Fraction(str(value)) if isinstance(value, int | float) else value for value in cells]


def test_a_build_gives_the_same_bytes_in_any_folder_zone_locale_and_hash_seed(tmp_path: Path) -> None:
    results: list[dict[str, bytes]] = []
    settings = [("1", "Asia/Shanghai", "zh_CN.UTF-8"), ("2", "America/New_York", "C"), ("77", "UTC", "POSIX")]
    for seed, zone, locale in settings:
        office = tmp_path / f"office {seed}" / "公文"
        for folder in OFFICE:
            shutil.copytree(ROOT / folder, office / folder)
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONUTF8": "1"}
        for year in YEARS:
            command = [sys.executable, "-m", "docgen", "build", str(year)]
            subprocess.run(command, cwd=office, env=environment, check=True, capture_output=True)
        files = sorted((office / "build").rglob("*.*"))
        results.append({str(path.relative_to(office)): path.read_bytes() for path in files if path.is_file()})
    assert results[0]
    assert results[0] == results[1] == results[2]


def test_what_is_private_is_printed_as_xx_in_the_public_edition(tmp_path: Path) -> None:
    office = tmp_path / "office"
    for folder in OFFICE:
        shutil.copytree(ROOT / folder, office / folder)
    roster = office / "content" / "rosters" / "example-villages.yaml"
    roster.write_text(
        roster.read_text(encoding="utf-8").replace("name: 和平村", "name: 和平村, private: true"),
        encoding="utf-8",
    )
    texts = {}
    for public in (False, True):
        outcome = build(
            Project(office), 2025, (), BuildOptions(formats=("docx",), public=public), lambda program: None
        )
        texts[public] = word_text(outcome.written[0].path)
    assert "和平村" in texts[False]
    assert "和平村" not in texts[True]
    assert "XX" in texts[True]


def test_the_text_says_what_the_table_adds_up_to(built: dict[int, list[Path]]) -> None:
    (notice,) = [path for path in built[2025] if path.suffix == ".docx"]
    table = next(path for path in built[2025] if "目标分配表" in path.name)
    book = openpyxl.load_workbook(table, data_only=True)
    totals = next(row for row in book.active.iter_rows(values_only=True) if row and row[0] == "合计")  # type: ignore[union-attr]
    assert f"人口{totals[2]}人，考核目标{totals[3]}人" in word_text(notice)
