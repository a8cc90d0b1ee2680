"""Packs of thousands of units: linear time, two processes against one, a cluster against the processes."""

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import distributed
from harness import Comparison, Goal, Side
from packs import hashes, office, run

from docgen.packs import PackOptions, make_packs
from docgen.packs.run import Progress
from docgen.project import Project
from docgen.workers import Crew

_FEW: Final = 2_000
_SOME: Final = 6_000
_MANY: Final = 20_000
_PROJECTED: Final = 100_000


def comparisons(folder: Path) -> Iterator[Comparison]:
    """Yield the comparisons; whoever makes the packs, the bytes are the same."""
    few, some = office(folder / "few", _FEW), office(folder / "some", _SOME)
    wanted = hashes(_made(few, PackOptions(crew=Crew(jobs=1))))
    assert hashes(_made(few, PackOptions(crew=Crew(jobs=2)))) == wanted
    with _cluster() as cluster:
        dask = Crew(cluster=cluster.scheduler_address)
        assert hashes(_made(few, PackOptions(crew=dask))) == wanted
        assert hashes(_while_a_worker_is_killed(few, dask, cluster)) == wanted
    yield from _by_processes(some)
    with _cluster() as cluster:
        dask = Crew(cluster=cluster.scheduler_address)
        yield Comparison(
            f"{_SOME:,} packs on a Dask cluster of this computer, 2 workers",
            [
                Side("cluster", lambda: _seconds(some, dask)),
                Side("process pool of 2", lambda: _seconds(some, Crew(jobs=2))),
            ],
            [Goal("process pool of 2", 0.8)],
            rounds=3,
            remark="The bytes are those of one process, also when a worker is killed at work.",
        )
    yield _by_number(few, office(folder / "many", _MANY))


def _by_processes(folder: Path) -> Iterator[Comparison]:
    both = ("docx", "xlsx")
    for words, formats, from_first in (
        (", two processes", both[:1], False),
        (", two processes, from the first pack on", both[:1], True),
        (" of Word and Excel, two processes", both, False),
    ):
        two, one = (
            partial(_seconds, folder, Crew(jobs=jobs), formats, from_first=from_first) for jobs in (2, 1)
        )
        yield Comparison(
            f"{_SOME:,} packs{words}",
            [Side("docgen", two), Side("one process", one)],
            [Goal("one process", 1.8)],
            rounds=3 if formats == both[:1] else 1,
        )


def _by_number(few: Path, many: Path) -> Comparison:
    two = Crew(jobs=2)
    held = [f"{_FEW:,} packs: {_held(few)[1]}"]
    taken, words = _held(many)
    held.append(f"{_MANY:,} packs: {words}")
    projected = taken * _PROJECTED / _MANY
    return Comparison(
        f"{_MANY:,} packs, two processes, each pack",
        [
            Side("docgen", lambda: _seconds(many, two), share=_MANY / _FEW),
            Side(f"each of {_FEW:,}", lambda: _seconds(few, two)),
        ],
        [Goal(f"each of {_FEW:,}", 1)],
        rounds=1,
        remark=f"{_MANY:,} took {taken:.0f} s; {_PROJECTED:,} would take {projected:.0f} s (projected). "
        f"Memory at most, {'; '.join(held)}.",
    )


def _held(folder: Path) -> tuple[float, str]:
    """Return the seconds of a run in a shell, and what its processes have held."""
    seconds, memory, code = run(folder, "--jobs", "2")
    assert code == 0
    parent, worker = max(memory.parent), max(memory.workers)
    return seconds, f"parent {parent:.0f} MB, worker {worker:.0f} MB, grown by {memory.growth:.0f} MB at work"


def _cluster() -> Any:
    start: Any = distributed.LocalCluster
    return start(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0")


def _seconds(
    folder: Path, crew: Crew, formats: tuple[str, ...] = ("docx",), *, from_first: bool = False
) -> float:
    """Return how long it takes to make all packs of an office, or all after the first."""
    first: list[float] = []

    def note(_name: str, _done: int, _of: int) -> None:
        if not first:
            first.append(time.perf_counter())

    start = time.perf_counter()
    _made(folder, PackOptions(formats, crew=crew), note)
    end = time.perf_counter()
    return end - (first[0] if from_first else start)


def _made(folder: Path, options: PackOptions, progress: Progress = lambda *_: None) -> Path:
    """Make all packs of an office into a folder of their own, and return it.

    Nothing is deleted before the end: for minutes ext4 looks at every deleted file when it makes a new one.
    """
    out = tempfile.mkdtemp(dir=folder)
    made = make_packs(Project(folder), 2025, (), replace(options, out=out), progress)
    assert made.programs and made.programs[0].sums
    return Path(out)


def _while_a_worker_is_killed(folder: Path, crew: Crew, cluster: Any) -> Path:
    killed: list[int] = []

    def kill(_name: str, _done: int, _of: int) -> None:
        if not killed:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    return _made(folder, PackOptions(crew=crew), kill)
