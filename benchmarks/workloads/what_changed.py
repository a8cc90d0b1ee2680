"""What a drafter waits for who changes a figure and builds again, or has docgen watch and saves."""

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import content
from harness import Comparison, Goal, Side

from docgen.outcome import BuildOptions, Outcome
from docgen.project import Project
from docgen.watcher import Build, watch

_PROGRAMS = 20
_TENTH = "a tenth of a second"
_FIGURE = "stock: 1000"
_PATIENCE = 60
_SETTLED = 0.6
"""Seconds after which the watch has begun."""


def comparisons(folder: Path) -> Iterator[Comparison]:
    """Yield each wait against what would be waited for otherwise."""
    yield from _cold(folder)
    yield from _watched(folder)


def _cold(folder: Path) -> Iterator[Comparison]:
    many = content.project(folder / "many", _PROGRAMS)
    yield Comparison(
        f"one figure changed in one of {_PROGRAMS} programs, cold",
        [
            Side("docgen build", _changing(many, _build(many))),
            Side("docgen build --force", _changing(many, _build(many, "--force"))),
        ],
        [Goal("docgen build --force", 2)],
    )


def _watched(folder: Path) -> Iterator[Comparison]:
    project = content.project(folder / "watched", 1)
    told: queue.Queue[float] = queue.Queue()
    stop = threading.Event()
    build = Build(project, 2025, (), BuildOptions())
    thread = threading.Thread(target=watch, args=(build, _noting(told), stop))
    thread.start()
    try:
        told.get(timeout=_PATIENCE)
        time.sleep(_SETTLED)
        save = _saving(project)
        save(told)
        yield Comparison(
            "from a save to the Word and Excel files written, `docgen build --watch`",
            [Side("docgen build --watch", lambda: save(told)), Side(_TENTH, lambda: 0.1)],
            [Goal(_TENTH, 1)],
            rounds=15,
        )
    finally:
        stop.set()
        thread.join()


def _noting(told: "queue.Queue[float]") -> Callable[[object, float], None]:
    def note(outcome: object, _seconds: float) -> None:
        if isinstance(outcome, Outcome) and any(file.status == "written" for file in outcome.written):
            told.put(time.perf_counter())

    return note


def _saving(project: Project) -> Callable[["queue.Queue[float]"], float]:
    """Return what saves another figure and waits for the files; it returns the seconds between."""
    versions = iter(range(10**6))
    source, text = _source(project)

    def save(told: "queue.Queue[float]") -> float:
        start = time.perf_counter()
        source.write_text(text.replace(_FIGURE, f"stock: {2000 + next(versions)}"), encoding="utf-8")
        return told.get(timeout=_PATIENCE) - start

    return save


def _changing(project: Project, build: Callable[[], None]) -> Callable[[], None]:
    versions = iter(range(10**6))
    source, text = _source(project)
    build()

    def work() -> None:
        source.write_text(text.replace(_FIGURE, f"stock: {2000 + next(versions)}"), encoding="utf-8")
        build()

    return work


def _source(project: Project) -> tuple[Path, str]:
    source = project.content / "2025" / "quota-0.yaml"
    text = source.read_text(encoding="utf-8")
    assert _FIGURE in text
    return source, text


def _build(project: Project, *more: str) -> Callable[[], None]:
    command = (sys.executable, "-m", "docgen", "-C", str(project.root), "build", "2025", *more)
    environment = os.environ | {"PYTHONPATH": str(content.ROOT / "src")}

    def work() -> None:
        subprocess.run(command, check=True, capture_output=True, env=environment)

    return work
