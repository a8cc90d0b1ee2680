"""Build only what changed: nothing stale, nothing hidden, and the same as a build into an empty folder."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click.testing
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.cli import main
from docgen.freshness import Memory, replayed
from docgen.outcome import BuildOptions, Outcome, fails
from docgen.pipeline import build, composed
from docgen.press import Press
from docgen.project import Project
from tests.office import require_soffice
from tests.outputs import word_text
from tests.workbook_samples import AGENCIES, NOTICE, PLACES, rows

ROOT = Path(__file__).parents[1]
_OPTIONS = BuildOptions()
_DATA = "村（居）,目标（人）,完成（人）\n示例1村,101,37\n示例2村,102,74\n"


def office(folder: Path) -> Project:
    """Write an office with two programs, one of them with its rows in a data file, and a year before."""
    for year in ("2024", "2025"):
        (folder / "content" / year).mkdir(parents=True)
    (folder / "content" / "agencies.yaml").write_text(AGENCIES, encoding="utf-8")
    words = PLACES | {"rows": rows(2)}
    for year, name in (("2025", "case"), ("2025", "other"), ("2024", "case")):
        text = (NOTICE % words).replace("id: case", f"id: {name}").replace("year: 2025", f"year: {year}")
        (folder / "content" / year / f"{name}.yaml").write_text(text, encoding="utf-8")
    return Project(folder)


def change(project: Project, old: str, new: str, name: str = "case") -> None:
    file = project.content / "2025" / f"{name}.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def made(project: Project, *programs: str, options: BuildOptions = _OPTIONS) -> tuple[Outcome, list[str]]:
    """Return the outcome of a build, and the programs that it had to print."""
    printed: list[str] = []
    return build(project, 2025, programs, options, printed.append), printed


def files(project: Project, out: str = "build") -> dict[str, bytes]:
    folder = project.root / out
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def record(project: Project) -> Path:
    return project.build / ".docgen.2025.json"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return office(tmp_path)


@pytest.fixture
def built(project: Project) -> Project:
    assert not made(project)[0].diagnostics
    return project


def test_what_is_up_to_date_is_not_made_again(built: Project) -> None:
    outcome, printed = made(built)
    assert printed == []
    assert {file.status for file in outcome.written} == {"unchanged"}
    assert replayed(built, 2025, (), _OPTIONS) == outcome


def test_a_changed_program_alone_is_read_again(built: Project) -> None:
    before = files(built)
    change(built, "done: 37", "done: 38", "other")
    outcome, printed = made(built)
    assert printed == ["other"]
    changed = {
        file.path.relative_to(built.build).as_posix() for file in outcome.written if file.status == "written"
    }
    after = files(built)
    assert changed == {name for name in after if after[name] != before[name]}


def test_a_figure_is_printed_again_only_where_it_shows(built: Project) -> None:
    change(built, "money: 100", "money: 120")
    library, jobs = composed(built, [2025], ["case"])
    known = Memory(built, 2025, _OPTIONS).files(jobs[0].file)
    files = Press(library, _OPTIONS).files(jobs[0], known)
    fresh = {file.path.name for file in files if file.data is not None}
    assert len(fresh) == 2
    assert any(name.endswith(".docx") for name in fresh)
    assert any("经费表" in name for name in fresh)


def test_the_record_says_what_each_file_was_made_from(built: Project) -> None:
    known = json.loads(record(built).read_bytes().partition(b"\n")[2])
    (money,) = [
        file
        for file in known["programs"]["content/2025/case.yaml"]["files"]["xlsx"]
        if "经费表" in file["name"]
    ]
    assert "content/2025/case.yaml: quota_tables[1]" in money["data"]
    assert "content/2025/case.yaml: quota_tables[0]" not in money["data"]
    assert list(money["templates"]) == ["annex.xlsx"]


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"edited")])
def test_an_output_removed_or_edited_by_hand_is_made_again(
    built: Project, harm: Callable[[Path], object]
) -> None:
    before = files(built)
    target = next(path for path in (built.build / "2025" / "case").iterdir() if path.suffix == ".xlsx")
    harm(target)
    assert replayed(built, 2025, (), _OPTIONS) is None
    outcome, _ = made(built)
    assert [file.path for file in outcome.written if file.status == "written"] == [target]
    assert files(built) == before


@pytest.mark.parametrize(
    "name",
    [
        "content/agencies.yaml",
        "content/calendar.yaml",
        "content/rosters/new.yaml",
        "content/2024/case.yaml",
        "templates/a.png",
    ],
)
def test_a_change_of_anything_that_can_be_read_is_noticed(built: Project, name: str) -> None:
    path = built.root / name
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write("# 改\n")
    assert replayed(built, 2025, ("case",), _OPTIONS) is None


def test_another_program_is_no_input(built: Project) -> None:
    change(built, "done: 37", "done: 38", "other")
    assert replayed(built, 2025, ("case",), _OPTIONS) is not None
    assert replayed(built, 2025, ("other",), _OPTIONS) is None


def test_a_changed_template_reaches_what_is_made_with_it(built: Project) -> None:
    before = files(built)
    (built.root / "templates").mkdir()
    data = (ROOT / "templates" / "notice.docx").read_bytes()
    (built.root / "templates" / "notice.docx").write_bytes(data)
    assert {file.status for file in made(built)[0].written} == {"unchanged"}
    (built.root / "templates" / "notice.docx").write_bytes(b"no Word file")
    result = docgen(built, "build", "2025")
    assert result.exit_code == 2
    assert "Word" in result.output
    assert files(built) == before


def test_a_file_saved_during_the_build_is_built_next_time(project: Project) -> None:
    def save(_program: str) -> None:
        if "现予通报" in (project.content / "2025" / "case.yaml").read_text(encoding="utf-8"):
            change(project, "现予通报", "现予公布")

    build(project, 2025, (), _OPTIONS, save)
    outcome, _ = made(project)
    assert "现予公布" in word_text(next(file.path for file in outcome.written if file.path.suffix == ".docx"))


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: b"",
        lambda data: data[:-9],
        lambda data: data.replace(b"case", b"care"),
        lambda data: b"\xff" + data,
        lambda data: b"{}",
    ],
)
def test_a_damaged_record_is_as_good_as_none(built: Project, harm: Callable[[bytes], bytes]) -> None:
    before = files(built)
    record(built).write_bytes(harm(record(built).read_bytes()))
    outcome, printed = made(built)
    assert printed == ["case", "other"]
    assert {file.status for file in outcome.written} == {"unchanged"}
    assert files(built) == before
    assert replayed(built, 2025, (), _OPTIONS) is not None


def test_a_record_that_cannot_be_kept_stops_no_build(project: Project) -> None:
    record(project).mkdir(parents=True)
    assert all(file.status == "written" for file in made(project)[0].written)
    assert made(project)[1] == ["case", "other"]


def test_force_makes_everything_anew(built: Project) -> None:
    outcome, printed = made(built, options=BuildOptions(force=True))
    assert printed == ["case", "other"]
    assert {file.status for file in outcome.written} == {"unchanged"}
    assert docgen(built, "build", "2025", "--force").exit_code == 0


def test_files_of_earlier_builds_are_still_warned_of(built: Project) -> None:
    left = built.build / "2025" / "case" / "旧.docx"
    left.write_bytes(b"old")
    for _ in range(2):
        assert "旧.docx" in docgen(built, "build", "2025").output


def test_a_build_with_nothing_to_do_loads_nothing_that_makes_files(built: Project) -> None:
    build_here = "from docgen.cli import main; main(sys.argv[1:], standalone_mode=False)"
    code = f"import sys; {build_here}; print(*sys.modules)"
    command = [sys.executable, "-c", code, "-C", str(built.root), "build", "2025", "--jobs", "2"]
    done = subprocess.run(command, check=True, capture_output=True, env=os.environ)
    heavy = {"yaml", "jinja2", "docxtpl", "docx", "lxml", "openpyxl", "python_calamine", "rich"}
    heavy |= {"docgen.workers", "concurrent.futures", "multiprocessing"}
    assert not heavy & set(done.stdout.decode().split())


def test_a_program_reads_no_file_that_is_left_out_of_its_inputs(project: Project) -> None:
    change(project, "现予通报。", "去年完成{{ last_year.tables.progress.total.done }}人。")
    code = (
        "import sys; from pathlib import Path; from docgen.pipeline import checked; "
        "from docgen.project import Project; project = Project(Path(sys.argv[1]))\n"
        "sys.addaudithook(lambda event, args: event == 'open' and print(args[0], file=sys.stderr))\n"
        "checked(project, 2025, [project.content / '2025' / 'case.yaml'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(project.root)], check=True, capture_output=True, env=os.environ
    )
    read = {Path(name) for name in done.stderr.decode().splitlines() if name.startswith(str(project.root))}
    expected = {"2025/case.yaml", "2024/case.yaml", "agencies.yaml"}
    assert read >= {project.content / name for name in expected}
    assert all(path.is_relative_to(project.content) for path in read)
    assert project.content / "2025" / "other.yaml" not in read


def test_a_pdf_is_made_again_only_with_its_word_file(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    require_soffice()
    log, program = tmp_path / "log", tmp_path / "office-program"
    real = shutil.which("soffice")
    program.write_text(f'#!/bin/sh\necho "$*" >> {log}\nexec {real} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("DOCGEN_SOFFICE", str(program))
    options = BuildOptions(formats=("docx", "pdf"))
    first = made(project, options=options)[0]
    again = replayed(project, 2025, (), options)
    assert again
    assert (again.notes, [file.path for file in again.written]) == (
        first.notes,
        [file.path for file in first.written],
    )
    change(project, "现予通报", "现予公布", "other")
    second = made(project, options=options)[0]
    assert [file.path.parent.name for file in second.written if file.status == "written"] == ["other"] * 2
    converted = log.read_text(encoding="utf-8").splitlines()
    assert [line.count(".docx") for line in converted] == [2, 1]


def docgen(project: Project, *arguments: str) -> click.testing.Result:
    return click.testing.CliRunner().invoke(main, ["--lang", "both", "-C", str(project.root), *arguments])


@pytest.mark.parametrize("format", ["full", "concise", "json", "github", "sarif"])
@pytest.mark.parametrize("more", [(), ("--strict",), ("--release",)])
def test_warnings_are_told_again_as_they_were(project: Project, format: str, more: tuple[str, ...]) -> None:
    change(project, "现予通报。", "现予通报,在2024元以内。")
    (project.content / "stray").mkdir()
    (project.content / "stray" / "x.yaml").write_text("a: b", encoding="utf-8")
    arguments = ("build", "2025", "--format", format)
    docgen(project, *arguments)
    remembered = docgen(project, *arguments, *more)
    record(project).unlink()
    anew = docgen(project, *arguments, *more)
    assert _timeless(remembered) == _timeless(anew)
    assert "unread-file" in anew.output


def _timeless(result: click.testing.Result) -> tuple[int, list[str]]:
    told = [line for line in result.output.splitlines() if "用时" not in line and " in 0." not in line]
    return result.exit_code, told


def test_an_error_writes_nothing_and_spoils_nothing(built: Project) -> None:
    before = files(built)
    change(built, "done: 37", "done: 三十七")
    assert docgen(built, "build", "2025").exit_code == 1
    assert files(built) == before
    change(built, "done: 三十七", "done: 37")
    assert made(built)[1] == []


def test_editions_and_formats_are_remembered_side_by_side(built: Project) -> None:
    public = BuildOptions(public=True)
    assert made(built, options=public)[1] == ["case", "other"]
    assert made(built, options=public)[1] == []
    assert made(built, options=BuildOptions(formats=("md",)))[1] == ["case", "other"]
    assert made(built, options=BuildOptions(formats=("xlsx", "md")))[1] == []
    assert made(built)[1] == []


def test_a_sealed_notice_is_warned_of_again(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    project = Project(folder)
    assert docgen(project, "seal", "2025").exit_code == 0
    file = project.content / "2025" / "ankang-care.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("population: 531", "population: 532"), encoding="utf-8"
    )
    first = made(project)[0]
    assert first.notes
    assert made(project)[1] == []
    again = replayed(project, 2025, (), _OPTIONS)
    assert again
    assert again.notes == first.notes


_EDITS = st.sampled_from(
    [
        ("done: 37", "done: 40"),
        ("done: 40", "done: 37"),
        ("money: 100", "money: 120"),
        ("money: 120", "money: 一百"),
        ("money: 一百", "money: 100"),
        ("现予通报。", "现予通报,在2024元以内。"),
        ("现予通报,在2024元以内。", "现予通报。"),
        ("title: 经费表", "title: 资金表"),
        ("total: {label: 合计}", "total: {label: 总计}"),
        ("甲村", "乙村"),
        ("roster", "delete an output"),
        ("roster", "edit an output"),
        ("agencies", "示政发"),
        ("data", "rows from a file"),
        ("remove", "other"),
    ]
)
_WAYS = st.sampled_from(
    [
        BuildOptions(),
        BuildOptions(strict=True),
        BuildOptions(public=True),
        BuildOptions(formats=("docx",)),
        BuildOptions(formats=("md", "xlsx")),
    ]
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(_EDITS, st.sampled_from(["case", "other"]), _WAYS), min_size=2, max_size=5))
def test_after_any_edits_a_build_is_what_a_build_into_an_empty_folder_is(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[tuple[str, str], str, BuildOptions]],
) -> None:
    project = office(tmp_path_factory.mktemp("office"))
    made(project)
    for number, (edit, name, options) in enumerate(steps):
        _edit(project, edit, name)
        incremental = replayed(project, 2025, (), options) or made(project, options=options)[0]
        clean = BuildOptions(options.formats, project.root / f"out{number}", options.strict, options.public)
        whole = made(project, options=clean)[0]
        assert incremental.diagnostics == whole.diagnostics
        assert fails(incremental.diagnostics, strict=options.strict) == fails(
            whole.diagnostics, strict=options.strict
        )
        assert _written(incremental, project.build) == _written(whole, project.root / f"out{number}")


def _written(outcome: Outcome, out: Path) -> list[tuple[str, bytes]]:
    return [(file.path.relative_to(out).as_posix(), file.path.read_bytes()) for file in outcome.written]


def _edit(project: Project, edit: tuple[str, str], name: str) -> None:
    """Do one edit, where the file is as it asks."""
    file = project.content / "2025" / f"{name}.yaml"
    outputs = sorted(path for path in project.build.rglob("*.*") if path.suffix in (".docx", ".xlsx"))
    match edit:
        case (_, "delete an output"):
            outputs[len(name) % len(outputs)].unlink()
        case (_, "edit an output"):
            outputs[len(name) % len(outputs)].write_bytes(b"edited")
        case ("agencies", code):
            agencies = project.content / "agencies.yaml"
            text = agencies.read_text(encoding="utf-8")
            agencies.write_text(text.replace(code, f"{code}新"), encoding="utf-8")
        case ("data", _):
            (project.content / "2025" / "rows.csv").write_text(_DATA, encoding="utf-8")
            text = file.read_text(encoding="utf-8") if file.exists() else ""
            file.write_text(text.replace(f"rows: [{rows(2)}]", "data: rows.csv"), encoding="utf-8")
        case ("remove", other):
            (project.content / "2025" / f"{other}.yaml").unlink(missing_ok=True)
        case (old, new):
            if file.exists():
                file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
