"""Processes of this computer: gone when the one that started them is, and silent at Ctrl-C."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait

from docgen.collector import look_seldom


class _Pool(ProcessPoolExecutor):
    """Starts processes as it is given work; none of them hears Ctrl-C, not even while it starts."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        with _deaf():
            return super().submit(fn, *args, **kwargs)


@contextmanager
def processes(count: int) -> Iterator[ProcessPoolExecutor]:
    """Yield a pool of `count` processes; after an error what has not begun is dropped."""
    # Spawned on every system alike: a forked child would hold the locks of its parent.
    context = multiprocessing.get_context("spawn")
    with _Pool(count, mp_context=context, initializer=_begin) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def at_the_ready(prepare: Callable[[], object]) -> None:
    """Call `prepare` in a process of the pool; what it leaves is kept for good.

    The collector need not look for garbage in it, neither at work nor at the end.
    """
    prepare()
    gc.collect()
    gc.freeze()


def _begin() -> None:
    """Leave Ctrl-C to the process that started this one, and end with it: a pool's workers wait for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    look_seldom()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


if sys.platform == "win32":

    @contextmanager
    def _deaf() -> Iterator[None]:
        yield

else:

    @contextmanager
    def _deaf() -> Iterator[None]:
        """Hold back Ctrl-C: a process started meanwhile inherits that, this one hears it afterwards."""
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
