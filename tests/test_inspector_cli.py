"""`docgen check-docx` as a user meets it."""

import json
from collections.abc import Callable
from pathlib import Path

import click.testing
import pytest

from docgen.cli import main
from tests.docx_faults.faults import FAULTS, GOOD, Fault

Run = Callable[..., click.testing.Result]
ROOT = Path(__file__).parents[1]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run_in_folder(*arguments: str, lang: str = "zh") -> click.testing.Result:
        command = ["--lang", lang, "-C", str(tmp_path), "check-docx", *arguments]
        return click.testing.CliRunner().invoke(main, command)

    return run_in_folder


@pytest.fixture
def good(tmp_path: Path) -> str:
    (tmp_path / "通知.docx").write_bytes(GOOD["word"]())
    return "通知.docx"


def fault(rule: str) -> Fault:
    return next(each for each in FAULTS if each.rule == rule)


@pytest.fixture
def faulty(tmp_path: Path) -> Callable[[str], str]:
    def write(rule: str) -> str:
        (tmp_path / f"{rule}.docx").write_bytes(fault(rule).file())
        return f"{rule}.docx"

    return write


def test_a_good_file_passes_outside_of_any_project(run: Run, good: str) -> None:
    result = run(good)
    assert (result.exit_code, result.stdout) == (0, "没有发现问题\n")


def test_an_error_fails_and_says_what_to_do(run: Run, faulty: Callable[[str], str]) -> None:
    result = run(faulty("number.brackets"))
    assert result.exit_code == 1
    assert "number.brackets.docx:2:1: 错误 [number.brackets] 第 2 段“示政发[2025]8号”" in result.stdout
    assert "要求 〔〕，实际 []（第 7.2.5 条，规定）" in result.stdout
    assert "怎么改：" in result.stdout


@pytest.mark.parametrize(("rule", "code"), [("text.font", 1), ("headings.sequence", 0)])
def test_strict_fails_on_warnings_and_never_on_hints(
    run: Run, faulty: Callable[[str], str], rule: str, code: int
) -> None:
    file = faulty(rule)
    assert run(file).exit_code == 0
    assert run(file, "--strict").exit_code == code


def test_the_formats_are_those_of_check(run: Run, faulty: Callable[[str], str]) -> None:
    file = faulty("date.zeros")
    found = json.loads(run(file, "--format", "json").stdout)
    assert [(each["id"], each["line"], each["severity"]) for each in found] == [("date.zeros", 25, "error")]
    assert "::error file=" in run(file, "--format", "github").stdout
    assert json.loads(run(file, "--format", "sarif").stdout)["runs"][0]["results"]
    assert run(file, "--format", "concise").stdout.count("\n") == 2


def test_speaks_english_where_asked(run: Run, faulty: Callable[[str], str]) -> None:
    told = run(faulty("title.font"), lang="en").stdout
    assert "the font of the title: wanted 小标宋, found 黑体 (clause 7.3.1, 一般: usual)" in told


def test_a_file_that_cannot_be_read_does_not_hide_the_others(
    run: Run, faulty: Callable[[str], str], tmp_path: Path
) -> None:
    (tmp_path / "~$通知.docx").write_bytes(b"\x05")
    result = run("~$通知.docx", faulty("date.zeros"))
    assert result.exit_code == 2
    assert "[unreadable-file] 这个文件不是 Word 文件" in result.stdout
    assert "[date.zeros]" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "docgen check-docx"),
        (("无.docx",), "无.docx"),
        (("通知.docx", "--profile", "nfpa"), "gbt33476"),
    ],
)
def test_what_cannot_run_ends_with_2(run: Run, good: str, arguments: tuple[str, ...], words: str) -> None:
    result = run(*arguments)
    assert good
    assert result.exit_code == 2
    assert words in result.stderr


def test_measures_against_the_profile_asked_for(run: Run, good: str) -> None:
    assert "要求 34.6 mm" in run(good, "--profile", "gbt33476").stdout


@pytest.mark.parametrize("year", ["2018", "2024", "2025"])
def test_what_docgen_builds_meets_all_that_is_required(year: str, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    runner = click.testing.CliRunner()
    assert runner.invoke(main, ["-C", str(ROOT), "build", year, "--to", "docx", "--out", out]).exit_code == 0
    files = [str(file) for file in Path(out).rglob("*.docx")]
    assert files
    result = runner.invoke(main, ["-C", str(ROOT), "check-docx", *files, "--strict", "--format", "json"])
    assert {each["severity"] for each in json.loads(result.stdout)} <= {"hint"}
    assert result.exit_code == 0
