"""A Dask cluster of this computer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import distributed


@contextmanager
def local_cluster(threads: int = 1) -> Iterator[str]:
    """Yield the address of a scheduler with two workers, each a process."""
    start: Any = distributed.LocalCluster
    with start(n_workers=2, threads_per_worker=threads, processes=True, dashboard_address=":0") as cluster:
        yield cluster.scheduler_address
