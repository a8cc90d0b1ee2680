"""Who does the work: chosen once, then asked for an executor as often as one is needed."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from docgen.diagnostics import DocgenError
from docgen.records import record

if TYPE_CHECKING:
    from concurrent.futures import Executor

_IN_HAND: Final = 3
"""Parts that each process has been given: one at work, the next ones ready."""
_OTHERS: Final = 16
"""How many hands a foreign executor is taken to have."""


@record
class Crew:
    """The first that is given: an executor, a Dask cluster's address, or a number of processes."""

    jobs: int | None = None
    """Processes; None for one on each core, where there is enough to do."""
    cluster: str = ""
    """Where the scheduler of a Dask cluster listens: tcp://host:port."""
    executor: "Executor | None" = None
    """Anything that takes calls as the standard library's pools do; it is left open."""

    _team: "tuple[Executor, int] | None" = None
    """What `begun` has at the ready: an executor and how many hands it has."""

    def fit_for(self, parts: int, worth: int) -> "Crew":
        """Return who does a work of that many parts: this process alone where others would only cost.

        Where no number is asked for, a process starts for every `worth` parts, as long as there are cores.
        """
        if parts <= 1:
            return Crew(jobs=1)
        if self.executor or self.cluster:
            return self
        return replace(self, jobs=max(1, min(self.jobs or _cores(), parts if self.jobs else parts // worth)))

    @property
    def is_alone(self) -> bool:
        """Whether the work is done in this process."""
        return not self.executor and not self.cluster and (self.jobs or _cores()) == 1

    @contextmanager
    def begun(self, prepare: Callable[[], object]) -> Iterator["Crew"]:
        """Yield this crew with its processes at work on `prepare`, while the caller does something else.

        A foreign executor prepares itself when it is given work, and so does a single process. What `prepare`
        raises, and a cluster that is not there, is not told: work that needs it meets the same again.
        """
        with ExitStack() as stack:
            team = None
            if not self.executor and not self.is_alone:
                with suppress(DocgenError):
                    team = stack.enter_context(self._at_the_ready(prepare))
            yield replace(self, _team=team)

    @contextmanager
    def _at_the_ready(self, prepare: Callable[[], object]) -> Iterator[tuple["Executor", int]]:
        if self.cluster:
            from docgen.workers.cluster import connected  # noqa: PLC0415 - distributed is an extra

            with connected(self.cluster, prepare) as team:
                yield team
            return
        from docgen.workers.processes import at_the_ready, processes  # noqa: PLC0415

        count = self.jobs or _cores()
        with processes(count) as pool:
            for _ in range(count):
                pool.submit(at_the_ready, prepare)
            yield pool, count

    @contextmanager
    def at_work(self) -> Iterator[tuple["Executor", int]]:
        """Yield an executor and how many calls it is to have in hand.

        Raises DocgenError when nobody can be had.
        """
        if self.executor:
            yield self.executor, _IN_HAND * _OTHERS
        elif self._team and _is_whole(self._team[0]):
            yield self._team[0], _IN_HAND * self._team[1]
        elif self.cluster:
            from docgen.workers.cluster import connected  # noqa: PLC0415 - distributed is an extra

            with connected(self.cluster) as (executor, hands):
                yield executor, _IN_HAND * hands
        else:
            from docgen.workers.processes import processes  # noqa: PLC0415 - this process alone needs none

            count = self.jobs or _cores()
            with processes(count) as pool:
                yield pool, _IN_HAND * count


def _is_whole(pool: "Executor") -> bool:
    """Return whether no process of the pool has died."""
    from concurrent.futures import BrokenExecutor  # noqa: PLC0415 - a pool has loaded it

    try:
        pool.submit(int)
    except BrokenExecutor:
        return False
    return True


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
