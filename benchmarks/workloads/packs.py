"""Packs of thousands of units: linear time, two processes against one, a cluster against the processes."""

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

import distributed
from harness import Comparison, Goal, Side
from packs import hashes, office, packs

from docgen.packs import PackOptions, make_packs
from docgen.project import Project
from docgen.workers import Crew

_FEW: Final = 2_000
_SOME: Final = 6_000
_MANY: Final = 20_000
_PROJECTED: Final = 100_000


def comparisons(folder: Path) -> Iterator[Comparison]:
    """Yield the comparisons; whoever makes the packs, the bytes are the same."""
    few, some = office(folder / "few", _FEW), office(folder / "some", _SOME)
    _seconds(few, Crew(jobs=1))
    wanted = hashes(few / "build")
    with _cluster() as cluster:
        dask = Crew(cluster=cluster.scheduler_address)
        _seconds(few, dask)
        assert hashes(few / "build") == wanted
        _while_a_worker_is_killed(few, dask, cluster)
        assert hashes(few / "build") == wanted
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
            rounds=1,
            remark="The bytes are those of one process, also when a worker is killed at work.",
        )
    yield _by_number(few, office(folder / "many", _MANY))


def _by_processes(folder: Path) -> Iterator[Comparison]:
    for words, from_first in (("", False), (", from the first pack on", True)):
        two, one = (partial(_seconds, folder, Crew(jobs=jobs), from_first=from_first) for jobs in (2, 1))
        yield Comparison(
            f"{_SOME:,} packs, two processes{words}",
            [Side("docgen", two), Side("one process", one)],
            [Goal("one process", 1.8)],
            rounds=1,
        )


def _by_number(few: Path, many: Path) -> Comparison:
    two = Crew(jobs=2)
    taken = _seconds(many, two)
    projected = taken * _PROJECTED / _MANY
    return Comparison(
        f"{_MANY:,} packs, two processes, each pack",
        [
            Side("docgen", lambda: _seconds(many, two), share=_MANY / _FEW),
            Side(f"each of {_FEW:,}", lambda: _seconds(few, two)),
        ],
        [Goal(f"each of {_FEW:,}", 1)],
        rounds=1,
        remark=f"{_MANY:,} took {taken:.0f} s; {_PROJECTED:,} would take {projected:.0f} s (projected).",
    )


def _cluster() -> Any:
    start: Any = distributed.LocalCluster
    return start(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0")


def _seconds(folder: Path, crew: Crew, *, from_first: bool = False) -> float:
    """Return how long it takes to make all packs of an office anew, or all after the first."""
    shutil.rmtree(packs(folder), ignore_errors=True)
    first: list[float] = []

    def note(_name: str, _done: int, _of: int) -> None:
        if not first:
            first.append(time.perf_counter())

    start = time.perf_counter()
    made = make_packs(Project(folder), 2025, (), PackOptions(crew=crew), note)
    end = time.perf_counter()
    assert made.programs and made.programs[0].sums
    return end - (first[0] if from_first else start)


def _while_a_worker_is_killed(folder: Path, crew: Crew, cluster: Any) -> None:
    ledger = packs(folder) / ".docgen.packs.jsonl"
    shutil.rmtree(packs(folder), ignore_errors=True)

    def kill() -> None:
        while not ledger.exists() or ledger.stat().st_size == 0:
            time.sleep(0.01)
        os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

    threading.Thread(target=kill, daemon=True).start()
    make_packs(Project(folder), 2025, (), PackOptions(crew=crew), lambda *_: None)
