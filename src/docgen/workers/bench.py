"""What a work needs at hand and cannot travel: each process sets it up for itself, once."""

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Final, Generic, TypeVar

J = TypeVar("J", bound=Hashable)
T = TypeVar("T")

_AT_WORK: Final = threading.Lock()
"""Evaluation is for one thread: a cluster's worker or an executor may have several."""


class Bench(Generic[J, T]):
    """Set up by `setup` from a job; only the job goes to another process (pickle)."""

    def __init__(self, setup: Callable[[J], T], job: J, ready: T | None = None) -> None:
        """With `ready` it is set up in this process already."""
        self._setup = setup
        self._job = job
        self._ready = ready

    def __reduce__(self) -> tuple[Any, ...]:
        return _in_this_process, (self._setup, self._job)

    def here(self) -> "Bench[J, T]":
        """Return what this one would be had it come from another process: what is set up is at hand then."""
        return _in_this_process(self._setup, self._job)

    @contextmanager
    def taken(self) -> Iterator[T]:
        """Yield what was set up, to one thread at a time; raises what `setup` raises."""
        with _AT_WORK:
            if self._ready is None:
                self._ready = self._setup(self._job)
            yield self._ready


@lru_cache(maxsize=1)
def _in_this_process(setup: Callable[[Any], Any], job: Hashable) -> Bench[Any, Any]:
    return Bench(setup, job)
