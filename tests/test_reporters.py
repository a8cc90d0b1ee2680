"""Diagnostics as a person, a script and GitHub read them."""

import io
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.diagnostics import Diagnostic, Severity, Span, Words
from docgen.project import Project
from docgen.reporters import FORMATS, report
from docgen.reporters.page import Lang

FILE = "content/2025/x.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "content" / "2025").mkdir(parents=True)
    return Project(tmp_path)


def remark(line: int, column: int, severity: Severity = Severity.ERROR, file: str = FILE) -> Diagnostic:
    message = Words(f"“{line}”不是人数", f"{line} is no count")
    return Diagnostic(
        "wrong-type", severity, Span(file, line, column), message, Words("写成 12人", "write 12人")
    )


def told(project: Project, found: list[Diagnostic], name: str = "full", lang: Lang = "zh") -> str:
    stream = io.StringIO()
    report(found, project, (name, lang), stream)
    return stream.getvalue()


def write_source(project: Project, text: str) -> None:
    (project.root / FILE).write_text(text, encoding="utf-8")


def width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def test_full_shows_place_message_line_caret_and_hint(project: Project) -> None:
    write_source(project, "id: x\n目标: 十二人\n")
    assert told(project, [remark(2, 5)]) == (
        "content/2025/x.yaml:2:5: 错误 [wrong-type] “2”不是人数\n"
        "    2 | 目标: 十二人\n"
        "      | \u3000\u3000  ^\n"
        "  怎么改：写成 12人\n"
        "\n"
        "1 个错误\n"
    )


def test_full_speaks_english(project: Project) -> None:
    told_en = told(project, [remark(1, 1)], lang="en")
    assert "x.yaml:1:1: error [wrong-type] 1 is no count\n  fix: write 12人\n\n1 error\n" in told_en


def test_full_speaks_both_languages_chinese_first(project: Project) -> None:
    both = told(project, [remark(1, 1)], lang="both")
    assert "错误 error [wrong-type] “1”不是人数\n    1 is no count\n" in both
    assert both.endswith("1 个错误 / 1 error\n")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    before=st.text(st.sampled_from("a目“（\t😀e\u0301"), max_size=60),
    after=st.text(st.sampled_from("b标”"), max_size=80),
)
def test_the_caret_stands_under_the_character(project: Project, before: str, after: str) -> None:
    write_source(project, f"{before}错{after}\n")
    line, caret = told(project, [remark(1, len(before) + 1)]).split("\n")[1:3]
    assert width(caret.removesuffix("^")) == width(line[: line.index("错")])


def test_a_long_line_is_cut_around_the_place(project: Project) -> None:
    write_source(project, "文" * 500 + "错" + "字" * 500)
    line = told(project, [remark(1, 501)]).split("\n")[1]
    assert "错" in line
    assert line.startswith("    1 | …")
    assert line.endswith("…")
    assert width(line) < 160


def test_the_caret_may_stand_at_the_end_of_the_line(project: Project) -> None:
    write_source(project, "year:\n")
    assert "    1 | year:\n      |      ^\n" in told(project, [remark(1, 6)])


@pytest.mark.parametrize(("line", "column"), [(9, 1), (1, 99), (0, 0)])
def test_a_place_that_is_not_in_the_file_shows_no_line(project: Project, line: int, column: int) -> None:
    write_source(project, "id: x\n")
    assert " | " not in told(project, [remark(line, column)])


def test_a_place_in_a_word_file_shows_no_line(project: Project) -> None:
    (project.root / "templates").mkdir()
    (project.root / "templates" / "notice.docx").write_bytes(b"PK\x03\x04\xff")
    assert " | " not in told(project, [remark(1, 1, file="templates/notice.docx")])


def test_a_source_line_cannot_steer_the_terminal(project: Project) -> None:
    write_source(project, "a: \x1b[31m\u202eb\n")
    shown = told(project, [remark(1, 1)])
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_concise_takes_one_line_each(project: Project) -> None:
    assert told(project, [remark(1, 1), remark(2, 1, Severity.HINT)], "concise") == (
        "content/2025/x.yaml:1:1: 错误 [wrong-type] “1”不是人数\n"
        "content/2025/x.yaml:2:1: 提示 [wrong-type] “2”不是人数\n"
        "1 个错误，1 个提示\n"
    )


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_sorts_by_place_and_tells_each_once(project: Project, name: str) -> None:
    found = [
        remark(10, 1),
        remark(9, 2),
        remark(9, 1),
        remark(9, 1),
        remark(1, 1, file="content/2024/x.yaml"),
    ]
    tidy = [found[4], found[2], found[1], found[0]]
    assert told(project, found, name) == told(project, tidy, name)


@pytest.mark.parametrize(
    ("counts", "zh", "en"),
    [
        ((3, 5, 0), "3 个错误，5 个警告", "3 errors, 5 warnings"),
        ((0, 1, 2), "1 个警告，2 个提示", "1 warning, 2 hints"),
        ((0, 0, 0), "没有发现问题", "no problems found"),
    ],
)
def test_the_summary_counts_each_severity(
    project: Project, counts: tuple[int, ...], zh: str, en: str
) -> None:
    found = [
        remark(line, column, severity)
        for column, (severity, count) in enumerate(zip(Severity, counts, strict=True), 1)
        for line in range(1, count + 1)
    ]
    assert told(project, found).splitlines()[-1] == zh
    assert told(project, found, lang="en").splitlines()[-1] == en


def test_json_holds_both_languages(project: Project) -> None:
    text = told(project, [remark(12, 5, Severity.WARNING)], "json")
    assert text.endswith("]\n")
    assert json.loads(text) == [
        {
            "file": FILE,
            "line": 12,
            "column": 5,
            "id": "wrong-type",
            "severity": "warning",
            "message": {"zh": "“12”不是人数", "en": "12 is no count"},
            "hint": {"zh": "写成 12人", "en": "write 12人"},
        }
    ]


def test_json_without_findings_is_an_empty_array(project: Project) -> None:
    assert json.loads(told(project, [], "json")) == []


def test_github_shows_severity_place_and_id(project: Project) -> None:
    assert told(project, [remark(12, 5, Severity.HINT)], "github", "en") == (
        "::notice file=content/2025/x.yaml,line=12,col=5,title=wrong-type::12 is no count%0Awrite 12人\n"
    )


def test_github_escapes_what_would_end_the_command(project: Project) -> None:
    message = Words("x", "100%\r\n::error::y")
    found = Diagnostic("id", Severity.ERROR, Span("a,b:c%.yaml", 1, 1), message)
    assert told(project, [found], "github", "en") == (
        "::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,title=id::100%25%0D%0A::error::y\n"
    )


@pytest.mark.parametrize("name", ["github", "sarif"])
def test_paths_start_at_the_checkout_on_github(
    project: Project, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project.root.parent))
    assert f"{project.root.name}/{FILE}" in told(project, [remark(1, 1)], name)


def test_sarif_names_rule_level_and_place(project: Project) -> None:
    (run,) = json.loads(told(project, [remark(12, 5, Severity.HINT)], "sarif"))["runs"]
    (result,) = run["results"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]] == {"id": result["ruleId"]}
    assert (result["level"], result["message"]["text"]) == ("note", "“12”不是人数\n写成 12人")
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": FILE},
        "region": {"startLine": 12, "startColumn": 5},
    }


def test_sarif_places_are_uris(project: Project) -> None:
    text = told(project, [remark(0, 0, file="content/2025/关爱 行动.yaml")], "sarif")
    place = json.loads(text)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/2025/%E5%85%B3%E7%88%B1%20%E8%A1%8C%E5%8A%A8.yaml"
    assert place["region"] == {"startLine": 1, "startColumn": 1}


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colours_show_on_a_terminal(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    terminal = _Terminal()
    report([remark(1, 1)], project, ("full", "zh"), terminal)
    assert "\x1b[1;31m错误\x1b[0m" in terminal.getvalue()


def test_no_color_is_obeyed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = _Terminal()
    report([remark(1, 1)], project, ("full", "zh"), terminal)
    assert "\x1b[1;31m" not in terminal.getvalue()


@pytest.mark.parametrize("name", FORMATS)
def test_words_reach_a_terminal_unchanged(
    project: Project, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    words = Words("[red]附件1[/red] :smile: " + "长" * 200, "x")
    found = [Diagnostic("id", Severity.ERROR, Span(FILE, 1, 1), words)]
    terminal = _Terminal()
    report(found, project, (name, "zh"), terminal)
    assert terminal.getvalue() == told(project, found, name)
