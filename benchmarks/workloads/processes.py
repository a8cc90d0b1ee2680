"""`docgen build --force` of many programs, two processes against one: started anew, and from a warm pool."""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import content
from harness import Comparison, Goal, Side
from packs import hashes

from docgen.outcome import BuildOptions
from docgen.pipeline import build
from docgen.project import Project
from docgen.workers import Crew

_SOME = 40
_MANY = 300
_ONE = "one process"


def comparisons(folder: Path) -> Iterator[Comparison]:
    """Yield the work alone, then whole runs of the command; whoever builds, the files are the same."""
    some, many = content.project(folder / "some", _SOME), content.project(folder / "many", _MANY)
    _command(some, "--jobs", "1")()
    wanted = hashes(some.build)
    _command(some, "--jobs", "2")()
    assert hashes(some.build) == wanted
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield Comparison(
            f"{_SOME} programs built with --force, the work itself (two warm processes)",
            [
                Side("two processes", lambda: _built(some, Crew(executor=pool))),
                Side(_ONE, lambda: _built(some, Crew(jobs=1))),
            ],
            [Goal(_ONE, 1.8)],
            remark="The bytes travel back and are written by the process that asked for them.",
        )
    for project, count, rounds in ((some, _SOME, 5), (many, _MANY, 3)):
        yield Comparison(
            f"`docgen build --force` of {count} programs, two processes, cold",
            [
                Side("--jobs 2", _command(project, "--jobs", "2")),
                Side(_ONE, _command(project, "--jobs", "1")),
            ],
            [Goal(_ONE, 1.8)] if count == _MANY else [],
            rounds=rounds,
            remark="Until a process begins, ten programs could have been made.",
        )


def _built(project: Project, crew: Crew) -> None:
    outcome = build(project, 2025, (), BuildOptions(force=True, crew=crew), lambda _program: None)
    assert outcome.written


def _command(project: Project, *more: str) -> Callable[[], None]:
    command = (sys.executable, "-m", "docgen", "-C", str(project.root), "build", "2025", "--force", *more)
    environment = os.environ | {"PYTHONPATH": str(content.ROOT / "src")}

    def work() -> None:
        subprocess.run(command, check=True, capture_output=True, env=environment)

    return work
