"""`docgen where`: from a printed text back to the line that holds it."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import click.testing
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.cli import main
from docgen.diagnostics import Address
from docgen.document import Document, Origin, Paragraph, Role, Run
from docgen.pipeline import BuildOptions, build, composed
from docgen.project import Project
from docgen.tracer import find
from docgen.tracer.history import History
from docgen.whereabouts import Trace, answers, where
from tests.outputs import word_text

ROOT = Path(__file__).parent.parent
NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
MADE = re.compile(
    r"附件：?(?:[0-9]+\.?)?|.*〔[0-9]{4}〕[0-9\u3000]+号|[0-9]{4}年[0-9]+月[0-9]+日(印发)?|[0-9]+\.?"
)
"""Words that docgen writes itself: marks, document numbers, dates, serial numbers."""
PROGRAM = "content/2025/ankang-care.yaml"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("where") / "office"
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copytree(ROOT / "templates", folder / "templates")
    return folder


def ask(office: Path, *arguments: str) -> click.testing.Result:
    return click.testing.CliRunner().invoke(main, ["--lang", "zh", "-C", str(office), "where", *arguments])


def asked(office: Path, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ask(office, *arguments, "--format", "json").stdout)
    return found


def line(office: Path, trace: dict[str, Any]) -> str:
    text: str = (office / trace["file"]).read_text(encoding="utf-8")
    return text.split("\n")[int(trace["line"]) - 1]


@pytest.mark.parametrize("year", [2018, 2024, 2025])
def test_answers_for_every_figure_of_the_notices(office: Path, tmp_path: Path, year: int) -> None:
    project = Project(office)
    written = build(project, year, (), BuildOptions(out=tmp_path), lambda _: None).written
    library, jobs = composed(project, [year])
    history = History(project.root)
    for file in (each.path for each in written):
        (job,) = (job for job in jobs if job.program == file.parent.name)
        for number in figures(file):
            here = [
                each for each in answers((library, history), job, number) if each.file.endswith(file.name)
            ]
            assert here, (file.name, number)
            for trace in (trace for each in here for trace in each.traces):
                typed = source_line(office, trace)
                assert trace.place.path
                assert trace.expression or trace.reads or has_its_text(typed, trace.text), (number, typed)


def figures(file: Path) -> list[str]:
    """Return every number that a file prints, each once."""
    printed = shown_cells(file) if file.suffix == ".xlsx" else word_text(file)
    found = sorted({number[0] for number in NUMBER.finditer(printed)})
    assert found
    return found


def shown_cells(file: Path) -> str:
    """Return what the cells of a workbook show."""
    book = openpyxl.load_workbook(file, data_only=True)
    return "\n".join(shown(cell) for sheet in book for row in sheet.iter_rows() for cell in row)


def shown(cell: Any) -> str:
    places = len(cell.number_format.rstrip("%").partition(".")[2])
    if isinstance(cell.value, int | float) and cell.number_format.endswith("%"):
        return f"{cell.value * 100:.{places}f}%"
    return f"{cell.value:.{places}f}" if isinstance(cell.value, float) else str(cell.value)


def source_line(office: Path, trace: Trace) -> str:
    """Return the line of the file that an answer names; there must be one."""
    span = trace.place.span
    return (office / span.file).read_text(encoding="utf-8").split("\n")[span.line - 1]


def has_its_text(typed: str, text: str) -> bool:
    """Return whether a line holds a word of a text that is printed as typed, or what docgen writes for it."""
    words = [word for word in re.split(r"[\s，。；：、]", text) if word]
    return any(word in typed for word in words) or bool(MADE.fullmatch(text))


def test_every_figure_leads_to_a_line_that_exists(office: Path) -> None:
    for answer in asked(office, "16220", "2025"):
        assert answer["traces"]
        assert all(line(office, trace) for trace in answer["traces"])


def test_a_computed_cell_names_its_formula_and_what_it_read(office: Path) -> None:
    word, excel = asked(office, "467", "2025")
    assert word["file"].endswith(".docx")
    assert word["where"]["zh"] == "附件1表1第2行第4列"
    assert excel["file"].endswith("目标分配表.xlsx")
    assert excel["where"]["zh"].endswith("D4")
    assert excel["formula"].startswith("=ROUND(")
    (trace,) = excel["traces"]
    assert trace["expression"] == "population * targets.coverage"
    read = {each["path"]: each["typed"] for each in trace["reads"]}
    assert read == {
        "quota_tables.villages.rows.heping.population": "531",
        "targets.coverage.value": "88%",
    }


def test_literal_text_leads_to_its_own_line_within_a_block(office: Path) -> None:
    (answer,) = asked(office, "支部书记是第一责任人", "2025")
    (trace,) = answer["traces"]
    assert line(office, trace).strip() == "支部书记是第一责任人，"
    assert line(office, trace)[trace["column"] - 1 :].startswith("支部书记")


def test_finds_text_across_runs_and_line_breaks(office: Path) -> None:
    texts = [
        trace["text"]
        for trace in asked(office, "2025年度“安康关爱行动”工作推进方案的通知", "2025")[0]["traces"]
    ]
    assert "2025" in texts
    assert "".join(texts).replace("\n", "").endswith("工作推进方案的通知")


def test_a_number_is_found_as_a_whole_unless_parts_are_asked_for(office: Path) -> None:
    nothing = ask(office, "1622", "2025")
    assert nothing.exit_code == 1
    assert "加 --part" in nothing.stdout
    assert "16220" in ask(office, "1622", "2025", "--part").stdout


def test_text_names_file_line_and_formula(office: Path) -> None:
    told = ask(office, "16220", "2025")
    assert told.exit_code == 0
    assert re.search(rf"← {re.escape(PROGRAM)}:\d+:\d+  plan\.outline", told.stdout)
    assert "算式 tables.villages.total.population" in told.stdout
    assert "共印" in told.stdout


def test_a_figure_of_a_data_file_leads_to_its_row_and_column(office: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(office, tmp_path / "office"))
    rows = "村（居）,60周岁以上人口数,备注\n和平村,5310,\n新民村,749,\n"
    (folder / "content" / "2025" / "population.csv").write_text(rows, encoding="utf-8")
    file = folder / PROGRAM
    text = re.sub(r"      - \{id: \w+, population: \d+\}\n", "", file.read_text(encoding="utf-8"))
    text = text.replace("    rows:\n    total", "    total")
    file.write_text(
        text.replace("roster: example-villages", "roster: example-villages\n    data: population.csv"),
        "utf-8",
    )
    (trace,) = asked(folder, "5310", "2025")[0]["traces"]
    assert (trace["file"], trace["line"], trace["column"]) == ("content/2025/population.csv", 2, 2)


def test_empty_text_is_refused(office: Path) -> None:
    assert ask(office, " ").exit_code == 2


def test_names_the_commit_of_a_line_and_knows_none_for_a_changed_one(office: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(office, tmp_path / "office"))
    assert asked(folder, "80周岁", "2025")[0]["traces"][0]["change"] is None
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "起草")
    change = asked(folder, "16220", "2025")[0]["traces"][0]["change"]
    assert change["author"] == "经办人"
    assert change["day"] == "2025-02-01"
    assert change["subject"] == "起草"
    file = folder / PROGRAM
    file.write_text(file.read_text(encoding="utf-8").replace("population: 531", "population: 541"), "utf-8")
    (told,) = {read["typed"] for read in asked(folder, "476", "2025")[0]["traces"][0]["reads"]} - {"88%"}
    assert told == "541"
    serial = asked(folder, "541", "2025")[0]["traces"][0]["change"]
    assert serial["commit"] == ""


def git(folder: Path, *arguments: str) -> None:
    names = ["-c", "user.name=经办人", "-c", "user.email=clerk@example.invalid"]
    day = {"GIT_AUTHOR_DATE": "2025-02-01T23:30:00+0800", "GIT_COMMITTER_DATE": "2025-02-01T23:30:00+0800"}
    command = ["git", *names, *arguments]
    subprocess.run(command, cwd=folder, check=True, env={"HOME": str(folder), "PATH": "/usr/bin:/bin", **day})


@given(
    st.lists(st.text("0123456789.,x年 \n", min_size=1, max_size=4), min_size=1, max_size=5),
    st.integers(0, 10**4),
)
def test_a_number_is_found_where_the_joined_runs_print_it_whole(texts: list[str], number: int) -> None:
    runs = tuple(Run(text, None, Origin(Address("a.yaml", (place,)))) for place, text in enumerate(texts))
    document = Document("名", Paragraph(Role.TITLE, runs), ())
    whole = [found[0] for found in NUMBER.finditer("".join(texts))]
    assert len(list(find(document, str(number)))) == whole.count(str(number))


def test_a_project_with_errors_still_answers(office: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(office, tmp_path / "office"))
    file = folder / PROGRAM
    file.write_text(
        file.read_text(encoding="utf-8").replace("{{ targets.coverage }}及", "{{ targets.cover }}及"), "utf-8"
    )
    assert where(Project(folder), "16220", [2025]).answers
    assert "targets.cover" in ask(folder, "16220", "2025").stdout
