"""Every number of 200 random tables and of the real ones is the same in text, Word, Excel and LibreOffice."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from docgen.pipeline import BuildOptions, build, composed
from docgen.printed_rows import PlainCells
from docgen.project import Project
from tests.office import recalculate_all
from tests.outputs import word_text
from tests.table_samples import SampleTable, program

ROOT = Path(__file__).parents[1]
TABLES, PROGRAMS = 200, 10
Grid = list[list[str]]


def _built(folder: Path, seeds: range) -> tuple[list[SampleTable], list[Path]]:
    text, samples = program(seeds)
    file = folder / "content" / "2025" / "case.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    outcome = build(Project(folder), 2025, (), BuildOptions(), lambda program: None)
    assert not [each for each in outcome.diagnostics if each.severity == "error"], outcome.diagnostics
    return samples, [each.path for each in outcome.written]


def _printed(value: object, code: str) -> str:
    """Return a cell as Excel shows it: the plain codes that docgen writes."""
    if not isinstance(value, int | float):
        return str(value or "")
    number = Decimal(repr(value)) * (100 if code.endswith("%") else 1)
    places = len(code.rstrip("%").partition(".")[2])
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded}{'%' if code.endswith('%') else ''}"


def _excel(data: Path) -> Iterator[Grid]:
    for sheet in openpyxl.load_workbook(data, data_only=True):
        yield [[_printed(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows()]


def _word(path: Path) -> list[Grid]:
    """Return the tables of a notice that have a head, cells covered by a merge as one."""
    found = []
    for table in docx.Document(str(path)).tables:
        rows = [[cell.text for cell in _once(row.cells)] for row in table.rows]
        found.append(rows)
    return found


def _once(cells: tuple[Any, ...]) -> list[Any]:
    seen: list[Any] = []
    for cell in cells:
        if not seen or cell._tc is not seen[-1]._tc:
            seen.append(cell)
    return seen


def _numbers(grid: Grid) -> list[str]:
    return [text for row in grid for text in row if re.fullmatch(r"-?[\d.]+%?", text)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[list[SampleTable], list[Path]]]:
    step = TABLES // PROGRAMS
    folders = (tmp_path_factory.mktemp(f"office{number}") for number in range(PROGRAMS))
    return [_built(folder, range(n * step, (n + 1) * step)) for n, folder in enumerate(folders)]


def test_the_text_prints_the_numbers_of_the_table(made: list[tuple[list[SampleTable], list[Path]]]) -> None:
    compared = 0
    for samples, files in made:
        notice = next(path for path in files if path.suffix == ".docx")
        said = dict(re.findall(r"〔(.*?)〕(\S*)", word_text(notice)))
        for sample, grid in zip(samples, _word(notice), strict=True):
            head = grid[0]
            by_name = {row[0]: row for row in grid[1:]}
            names = {"people": "人数", "quota": "目标", "fund": "经费", "part": "占比", "place": "名次"}
            names |= {"up": "增长", "big": "大数"}
            for row in sample.rows:
                for column in sample.columns:
                    cell = by_name[f"单位{row}"][head.index(names[column])]
                    assert said[f"{sample.id} {row} {column}"].removesuffix("万元") == cell
                    compared += 1
    assert compared > TABLES * 10


def test_word_and_excel_hold_the_same_numbers(made: list[tuple[list[SampleTable], list[Path]]]) -> None:
    for samples, files in made:
        notice = next(path for path in files if path.suffix == ".docx")
        books = {path.stem: path for path in files if path.suffix == ".xlsx"}
        for number, (sample, grid) in enumerate(zip(samples, _word(notice), strict=True), 1):
            (sheet,) = _excel(books[f"附件{number} 试验表{sample.id[1:]}"])
            assert _numbers(sheet) == _numbers(grid)


def test_libreoffice_computes_every_number_of_the_workbooks(
    made: list[tuple[list[SampleTable], list[Path]]], tmp_path: Path
) -> None:
    books = [path for _, files in made for path in files if path.suffix == ".xlsx"]
    assert len(books) == TABLES
    for path, again in zip(books, recalculate_all(books, tmp_path), strict=True):
        assert list(_excel(again)) == list(_excel(path)), path


@pytest.mark.parametrize("year", [2018, 2024, 2025])
def test_the_real_tables_agree_between_word_and_excel(year: int, tmp_path: Path) -> None:
    outcome = build(Project(ROOT), year, (), BuildOptions(out=tmp_path), lambda program: None)
    files = [each.path for each in outcome.written]
    notice = next(path for path in files if path.suffix == ".docx")
    in_word = [number for grid in _word(notice) for number in _numbers(grid)]
    in_excel = [
        number
        for path in files
        if path.suffix == ".xlsx"
        for grid in _excel(path)
        for number in _numbers(grid)
    ]
    assert in_excel
    assert in_excel == in_word


_ODD = """\
id: odd
label: 试验
year: 2025
quota_tables:
  - id: t
    title: 试验表
    columns:
      - {id: serial, label: 序号, type: serial}
      - {id: name, label: 名称, type: name}
      - {id: people, label: 人数, type: count}
      - {id: done, label: 完成, type: count}
      - {id: rate, label: 完成率, type: percent, formula: done / people, decimals: 1, blank: —}
      - {id: fund, label: 经费（万元）, type: money, unit: 万元, formula: "people * '125元'", decimals: 2}
      - {id: day, label: 日期, type: date}
    rows:
      - {id: a, name: 甲村, people: 200, done: {value: 170, private: true}, day: 2025-03-01}
      - {id: b, name: 乙村, people: 0, done: 0}
      - {id: c, name: {value: 丙村, private: true}, people: {value: 30, as: 三十}, done: 12}
      - {id: d, name: 丁村, people: 8, done: 8, fund: {set: 1.5, reason: 会议确定}}
      - {id: e, name: 戊村, private: true, people: 5, done: 1}
    total: {}
plan: {title: 方案, text: 印发如下。, annexes: [{id: t, parts: [{table: t}]}]}
"""


@pytest.mark.parametrize("public", [False, True])
def test_a_row_prints_the_texts_of_its_cells(tmp_path: Path, public: bool) -> None:
    file = tmp_path / "content" / "2025" / "odd.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(_ODD, encoding="utf-8")
    compared = 0
    for project in (Project(tmp_path), Project(ROOT)):
        for job in composed(project, [], public=public)[1]:
            for cells in (row.cells for block in job.document.flow() for row in getattr(block, "rows", ())):
                if isinstance(cells, PlainCells):
                    assert cells.texts == tuple(cell.text for cell in cells if cell)
                    compared += 1
    assert compared > 5
