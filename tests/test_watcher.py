"""`docgen build --watch`: after a save the files are there, whatever the editor and whatever was typed."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from threading import Event, Thread

import pytest

from docgen.diagnostics import DocgenError
from docgen.outcome import BuildOptions, Outcome
from docgen.project import Project
from docgen.watcher import Build, watch
from tests.outputs import word_text
from tests.test_freshness import office

_PATIENCE = 60
Told = Queue[Outcome | DocgenError]


def in_place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def by_renaming(path: Path, text: str) -> None:
    """Save as Word and many editors do: into a new file that takes the old one's name."""
    fresh = path.with_name(f"{path.name}.tmp")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def by_moving_aside(path: Path, text: str) -> None:
    """Save as Vim does: the old file gets another name first."""
    aside = path.with_name(f"{path.name}~")
    path.rename(aside)
    path.write_text(text, encoding="utf-8")
    aside.unlink()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return office(tmp_path)


@pytest.fixture
def told(project: Project) -> Iterator[Told]:
    found: Told = Queue()
    stop = Event()
    build = Build(project, 2025, ("case",), BuildOptions())
    thread = Thread(target=watch, args=(build, lambda outcome, _seconds: found.put(outcome), stop))
    thread.start()
    assert isinstance(found.get(timeout=_PATIENCE), Outcome)
    yield found
    stop.set()
    thread.join(_PATIENCE)
    assert not thread.is_alive()


def until(told: Told, wanted: Callable[[Outcome | DocgenError], bool]) -> None:
    """Wait for an outcome: a save may come in two halves, and be built twice."""
    while not wanted(told.get(timeout=_PATIENCE)):
        pass


def notice(project: Project) -> str:
    return word_text(next((project.build / "2025" / "case").glob("*.docx")))


def has_written(outcome: Outcome | DocgenError) -> bool:
    return isinstance(outcome, Outcome) and any(file.status == "written" for file in outcome.written)


@pytest.mark.parametrize("save", [in_place, by_renaming, by_moving_aside])
def test_each_save_is_built_however_the_editor_saves(
    project: Project, told: Told, save: Callable[[Path, str], None]
) -> None:
    file = project.content / "2025" / "case.yaml"
    text = file.read_text(encoding="utf-8")
    for words in ("现予公布。", "现予公告。"):
        save(file, text.replace("现予通报。", words))
        until(told, has_written)
        assert words in notice(project)


def test_a_mistake_is_told_and_mended(project: Project, told: Told) -> None:
    file = project.content / "2025" / "case.yaml"
    text = file.read_text(encoding="utf-8")
    in_place(file, text.replace("done: 37", "done: 三十七"))
    until(told, lambda outcome: isinstance(outcome, Outcome) and bool(outcome.diagnostics))
    in_place(file, text.replace("done: 37", "done: 39"))
    until(told, has_written)
    assert "39" in notice(project)


def test_a_program_that_goes_and_comes_back_is_built_again(project: Project, told: Told) -> None:
    file = project.content / "2025" / "case.yaml"
    text = file.read_text(encoding="utf-8")
    file.unlink()
    until(told, lambda outcome: isinstance(outcome, DocgenError))
    in_place(file, text.replace("现予通报。", "现予公布。"))
    until(told, has_written)
    assert "现予公布。" in notice(project)


def test_ctrl_c_ends_it_quietly(project: Project) -> None:
    command = [sys.executable, "-m", "docgen", "--lang", "en", "-C", str(project.root)]
    with subprocess.Popen(
        [*command, "build", "2025", "--watch"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as child:
        assert child.stderr
        assert b"Ctrl-C" in child.stderr.readline()
        child.send_signal(signal.SIGINT)
        try:
            out, err = child.communicate(timeout=_PATIENCE)
        finally:
            child.kill()
    assert child.returncode == 130
    assert b"6 written" in out
    assert b"Traceback" not in err


def test_an_unknown_year_is_refused_at_once(project: Project) -> None:
    command = [sys.executable, "-m", "docgen", "--lang", "en", "-C", str(project.root)]
    done = subprocess.run([*command, "build", "1999", "--watch"], check=False, capture_output=True)
    assert done.returncode == 2
    assert b"1999" in done.stderr


def test_without_watchfiles_it_says_what_to_install(project: Project) -> None:
    code = "import sys; sys.modules['watchfiles'] = None; from docgen.cli import main; main()"
    command = [
        sys.executable,
        "-c",
        code,
        "--lang",
        "en",
        "-C",
        str(project.root),
        "build",
        "2025",
        "--watch",
    ]
    done = subprocess.run(command, check=False, capture_output=True)
    assert done.returncode == 2
    assert b"docgen[watch]" in done.stderr
