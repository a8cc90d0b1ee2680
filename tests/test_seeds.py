"""Both real notices come out word for word: every line of the originals, in order, and nothing else."""

import re
from pathlib import Path

import pytest

from docgen.pipeline import BuildOptions, build
from docgen.project import Project
from tests.outputs import word_lines

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "tests" / "data" / "seeds"
_SPACE = re.compile(r"\s+")


def _squeezed(lines: list[str]) -> list[str]:
    return [squeezed for line in lines if (squeezed := _SPACE.sub("", line))]


def _built(year: int, tmp_path: Path) -> list[str]:
    outcome = build(
        Project(ROOT), year, (), BuildOptions(formats=("docx",), out=tmp_path), lambda program: None
    )
    (written,) = [file.path for file in outcome.written]
    return _squeezed(word_lines(written))


def test_the_notice_of_2018_comes_out_word_for_word(tmp_path: Path) -> None:
    lines = (SEEDS / "000_a0e6240954bde6af.txt").read_text(encoding="utf-8").split("\n")
    issued = _squeezed(lines[:118])  # below stands only the page field
    assert _squeezed(lines[118:]) == ["PAGE", "1"]
    built = _built(2018, tmp_path)
    assert built[0] == "明溪县人口和计划生育工作领导小组文件"  # the red mark, which a text file does not have
    assert built[1:] == issued


def test_the_plan_of_2024_comes_out_word_for_word(tmp_path: Path) -> None:
    lines = (SEEDS / "004_361aa58961af5d47.txt").read_text(encoding="utf-8").split("\n")
    issued = _squeezed(lines[1:])  # the first line is a web page's summary
    expected = [line for text in issued for line in _as_laid_out(text)]
    built = _built(2024, tmp_path)
    first_row = built.index("备注") + 1
    serials = [built[first_row + 4 * index] for index in range(20)]
    assert serials == [str(number) for number in range(1, 21)]  # the original lost its serial numbers
    without = [line for index, line in enumerate(built) if not _is_serial(index, first_row)]
    assert without == expected


def _is_serial(index: int, first_row: int) -> bool:
    return 0 <= index - first_row < 80 and (index - first_row) % 4 == 0


def _as_laid_out(line: str) -> list[str]:
    """Return a line with the list marks and the annex headings as the layout decides them."""
    listed = re.fullmatch(r"(附件：)?(\d)、(.+)", line)
    if listed:
        return [f"{listed[1] or ''}{listed[2]}.{listed[3]}"]
    heading = re.fullmatch(r"(附件\d)：(.*)", line)
    if heading:
        return [part for part in heading.groups() if part]
    return [line]


@pytest.mark.parametrize("year", [2018, 2024])
def test_what_the_originals_got_wrong_is_reported_as_warnings(year: int, tmp_path: Path) -> None:
    outcome = build(Project(ROOT), year, (), BuildOptions(out=tmp_path), lambda program: None)
    assert {found.severity for found in outcome.diagnostics} <= {"warning", "hint"}


def test_the_draft_of_2025_has_no_finding_of_any_grade(tmp_path: Path) -> None:
    outcome = build(Project(ROOT), 2025, (), BuildOptions(out=tmp_path), lambda program: None)
    assert outcome.diagnostics == ()
