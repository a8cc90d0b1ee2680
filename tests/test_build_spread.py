"""A build by many hands: the same files, words and records as by one, whatever happens to the hands."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import click.testing
import pytest

from docgen.cli import main
from docgen.diagnostics import DocgenError
from docgen.freshness import replayed
from docgen.outcome import BuildOptions, Outcome
from docgen.pipeline import build
from docgen.project import Project
from docgen.watcher import Build
from docgen.workers import Crew
from tests.clusters import local_cluster
from tests.office import require_soffice
from tests.packs_office import files_in
from tests.workbook_samples import AGENCIES, NOTICE, PLACES, rows

_SLIP = ("现予通报。", "现予通报,在2024元以内。")
_WAYS = [
    BuildOptions(),
    BuildOptions(strict=True),
    BuildOptions(release=True),
    BuildOptions(public=True),
    BuildOptions(formats=("xlsx", "html", "md")),
]


def office(folder: Path, count: int = 5) -> Project:
    """Write an office of so many programs; of the first three one has a slip, one something to confirm."""
    (folder / "content" / "2025").mkdir(parents=True)
    (folder / "content" / "agencies.yaml").write_text(AGENCIES, encoding="utf-8")
    for number in range(1, count + 1):
        text = NOTICE % (PLACES | {"rows": rows(number)})
        text = text.replace("id: case", f"id: p{number}").replace(
            "  addressees", f"  number: {{serial: {number}}}\n  date: 2025-02-10\n  addressees"
        )
        program(folder, number).write_text(text, encoding="utf-8")
    change(folder, 1, *_SLIP)
    change(folder, 2, "label: 进度\n", "label: 进度  # 待核\n")
    return Project(folder)


def program(folder: Path, number: int) -> Path:
    return folder / "content" / "2025" / f"p{number}.yaml"


def change(folder: Path, number: int, old: str, new: str) -> None:
    text = program(folder, number).read_text(encoding="utf-8")
    assert old in text
    program(folder, number).write_text(text.replace(old, new, 1), encoding="utf-8")


def made(project: Project, options: BuildOptions, crew: Crew | None = None) -> Outcome:
    return build(project, 2025, (), replace(options, crew=crew), lambda _program: None)


def told(outcome: Outcome, project: Project) -> object:
    """Return what a user sees of an outcome, wherever the office is."""
    written = [(project.shown(file.path), file.status, file.size) for file in outcome.written]
    return outcome.diagnostics, written, outcome.notes


def docgen(project: Project, *arguments: str) -> tuple[int, list[str]]:
    """Return exit code and lines of `docgen build 2025`, but for the seconds it took."""
    command = ["--lang", "en", "-C", str(project.root), "build", "2025", *arguments]
    done = click.testing.CliRunner().invoke(main, command)
    return done.exit_code, [line.partition(", in ")[0] for line in done.output.splitlines()]


@pytest.fixture(scope="module")
def pool() -> Iterator[Executor]:
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


@pytest.mark.parametrize("options", _WAYS)
def test_processes_make_and_tell_the_same_as_one(
    tmp_path: Path, pool: Executor, options: BuildOptions
) -> None:
    one, many = office(tmp_path / "one"), office(tmp_path / "many")
    assert told(made(many, options, Crew(executor=pool)), many) == told(made(one, options), one)
    assert files_in(many.build) == files_in(one.build)


@pytest.mark.parametrize("more", [(), ("--strict", "--format", "json"), ("--release", "--public")])
def test_the_command_says_the_same_with_two_processes(tmp_path: Path, more: tuple[str, ...]) -> None:
    one, two = office(tmp_path / "one"), office(tmp_path / "two")
    assert docgen(two, "--jobs", "2", *more) == docgen(one, "--jobs", "1", *more)
    assert files_in(two.build) == files_in(one.build)
    assert docgen(two, "--jobs", "2", *more) == docgen(one, *more)


def test_pdf_files_are_the_same_with_two_processes(tmp_path: Path) -> None:
    require_soffice()
    one, two = office(tmp_path / "one", 2), office(tmp_path / "two", 2)
    assert docgen(two, "--jobs", "2", "--pdf") == docgen(one, "--pdf")
    assert files_in(two.build).keys() == files_in(one.build).keys()


def test_a_cluster_makes_the_same(tmp_path: Path) -> None:
    one, many = office(tmp_path / "one"), office(tmp_path / "many")
    with local_cluster(threads=2) as address:
        assert docgen(many, "--cluster", address) == docgen(one)
        assert files_in(many.build) == files_in(one.build)
        change(many.root, 3, "现予通报", "现予公布")
        change(one.root, 3, "现予通报", "现予公布")
        assert docgen(many, "--cluster", address, "--force") == docgen(one, "--force")
    assert files_in(many.build) == files_in(one.build)


def test_threads_make_the_same(tmp_path: Path) -> None:
    one, many = office(tmp_path / "one"), office(tmp_path / "many")
    with ThreadPoolExecutor(3) as executor:
        outcome = made(many, BuildOptions(), Crew(executor=executor))
    assert told(outcome, many) == told(made(one, BuildOptions()), one)
    assert files_in(many.build) == files_in(one.build)


def test_after_many_hands_there_is_nothing_to_do_for_anybody(tmp_path: Path, pool: Executor) -> None:
    project = office(tmp_path)
    options = BuildOptions(crew=Crew(executor=pool))
    first = made(project, options, options.crew)
    again = replayed(project, 2025, (), options)
    assert again
    assert {file.status for file in again.written} == {"unchanged"}
    assert (again.diagnostics, again.notes) == (first.diagnostics, first.notes)


def test_only_what_has_changed_is_made_by_anybody(tmp_path: Path, pool: Executor) -> None:
    project = office(tmp_path)
    crew = Crew(executor=pool)
    made(project, BuildOptions(), crew)
    for number in (3, 4):
        change(project.root, number, "money: 100", "money: 120")
    handed: list[str] = []
    outcome = build(project, 2025, (), BuildOptions(crew=crew), handed.append)
    assert handed == ["p3", "p4"]
    fresh = [file.path for file in outcome.written if file.status == "written"]
    assert [path.parent.name for path in fresh] == ["p3", "p3", "p4", "p4"]
    assert sum("经费表" in path.name for path in fresh) == 2


def test_with_one_error_nothing_is_written_and_every_finding_is_told(tmp_path: Path, pool: Executor) -> None:
    one, many = office(tmp_path / "one"), office(tmp_path / "many")
    assert made(many, BuildOptions()).written
    before = files_in(many.build)
    for project in (one, many):
        change(project.root, 2, "done: 37", "done: 三十七")
        change(project.root, 4, "现予通报。", "{{ nobody }}。")
    found = made(many, BuildOptions(), Crew(executor=pool))
    assert told(found, many) == told(made(one, BuildOptions()), one)
    assert {each.span.file[-7:] for each in found.diagnostics} >= {"p1.yaml", "p2.yaml", "p4.yaml"}
    assert files_in(many.build) == before
    assert not one.build.exists()


def test_a_faulty_template_is_told_after_mistakes_in_the_content(tmp_path: Path, pool: Executor) -> None:
    project = office(tmp_path)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "notice.docx").write_bytes(b"no Word file")
    for crew in (None, Crew(executor=pool)):
        with pytest.raises(DocgenError, match="no Word file"):
            made(project, BuildOptions(), crew)
    change(tmp_path, 5, "done: 37", "done: 三十七")
    for crew in (None, Crew(executor=pool)):
        assert {each.span.file for each in made(project, BuildOptions(), crew).diagnostics} >= {
            "content/2025/p5.yaml"
        }
    assert not project.build.exists()


def test_sealed_notices_are_warned_of_by_whoever_builds(tmp_path: Path, pool: Executor) -> None:
    one, many = office(tmp_path / "one"), office(tmp_path / "many")
    for project in (one, many):
        change(project.root, 2, "  # 待核", "")
        sealing = click.testing.CliRunner().invoke(main, ["-C", str(project.root), "seal", "2025"])
        assert sealing.exit_code == 0, sealing.output
        change(project.root, 3, "现予通报", "现予公布")
        change(project.root, 5, "money: 100", "money: 120")
    first = made(many, BuildOptions(), Crew(executor=pool))
    assert len([note for note in first.notes if "sealed" in note.en]) == 2
    assert told(first, many) == told(made(one, BuildOptions()), one)
    assert replayed(many, 2025, (), BuildOptions()) is not None
    assert files_in(many.build) == files_in(one.build)


def test_watching_builds_with_the_same_hands(tmp_path: Path, pool: Executor) -> None:
    project = office(tmp_path)
    watched = Build(project, 2025, (), BuildOptions(crew=Crew(executor=pool)))
    first = watched.outcome()
    assert isinstance(first, Outcome)
    assert {file.status for file in first.written} == {"written"}
    again = watched.outcome()
    assert isinstance(again, Outcome)
    assert {file.status for file in again.written} == {"unchanged"}


def _edit(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace("money: 100", "money: 101"), encoding="utf-8")


def test_hands_that_see_other_content_make_nothing(tmp_path: Path) -> None:
    project = office(tmp_path)
    context = multiprocessing.get_context("spawn")
    edit = partial(_edit, program(tmp_path, 5))
    with (
        ProcessPoolExecutor(1, mp_context=context, initializer=edit) as pool,
        pytest.raises(DocgenError, match="sees other content"),
    ):
        made(project, BuildOptions(), Crew(executor=pool))
    assert not project.build.exists()


class _Dying(Executor):
    """Breaks whenever it is given something to do."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        raise BrokenExecutor


def test_hands_that_keep_dying_are_told_of_and_nothing_is_written(tmp_path: Path) -> None:
    project = office(tmp_path)
    with pytest.raises(DocgenError, match="processes keep dying"):
        made(project, BuildOptions(), Crew(executor=_Dying()))
    assert not project.build.exists()


def _started(folder: Path) -> subprocess.Popen[str]:
    """Start a build by two processes in a session of its own; return when both processes have begun."""
    command = [sys.executable, "-m", "docgen", "--lang", "en", "build", "2025", "--jobs", "2"]
    run = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while len(_children(run)) < 2:
        assert run.poll() is None
        time.sleep(0.01)
    return run


def _children(run: subprocess.Popen[str]) -> list[int]:
    listed = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
    return [
        child for child in map(int, listed) if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


def test_a_process_killed_at_work_costs_nothing(tmp_path: Path) -> None:
    one, two = office(tmp_path / "one", 12), office(tmp_path / "two", 12)
    run = _started(two.root)
    os.kill(_children(run)[0], signal.SIGKILL)
    said, _ = run.communicate(timeout=60)
    assert run.returncode == 0
    assert "36 written" in said
    made(one, BuildOptions())
    assert files_in(two.build) == files_in(one.build)


def test_ctrl_c_ends_all_without_a_traceback_and_writes_nothing(tmp_path: Path) -> None:
    project = office(tmp_path, 12)
    run = _started(tmp_path)
    os.killpg(run.pid, signal.SIGINT)
    _, errors = run.communicate(timeout=60)
    assert (run.returncode, errors.strip()) == (130, "")
    assert not project.build.exists()


def test_an_unreachable_cluster_is_named(tmp_path: Path) -> None:
    code, lines = docgen(office(tmp_path), "--cluster", "tcp://127.0.0.1:9")
    assert code == 2
    assert "no scheduler answers at tcp://127.0.0.1:9" in "".join(lines)


def test_processes_are_started_only_where_there_is_enough_to_do() -> None:
    assert Crew().fit_for(3, 16).is_alone
    assert Crew(jobs=4).fit_for(1, 16).is_alone
    assert Crew(jobs=4).fit_for(3, 16).jobs == 3
    assert Crew(cluster="tcp://host:1").fit_for(3, 16) == Crew(cluster="tcp://host:1")
