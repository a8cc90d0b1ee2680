"""One docgen at a time in an output folder."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from docgen.diagnostics import DocgenError, Words

_NAME = ".docgen.lock"
_PATIENCE = 30.0
"""Seconds to wait for another docgen that writes into the same folder."""


@contextmanager
def locked(folder: Path, name: str = _NAME) -> Iterator[None]:
    """Hold the lock `name` of the output `folder`; the system lets go of it when a process dies."""
    path = folder / name
    deadline = time.monotonic() + _PATIENCE
    while (descriptor := _lock(path)) is None:
        if time.monotonic() > deadline:
            raise DocgenError(
                Words(f"另一个 docgen 一直在写“{folder}”", f"another docgen keeps writing into {folder}"),
                Words("请等它结束后再运行一次", "wait for it to end and run again"),
            )
        time.sleep(0.02)
    try:
        yield
    finally:
        # Windows removes only closed files, and then only when nobody else has them open.
        if sys.platform != "win32":
            path.unlink(missing_ok=True)
        os.close(descriptor)
        if sys.platform == "win32":
            with suppress(OSError):
                path.unlink()


def _lock(path: Path) -> int | None:
    """Return the descriptor of the locked file, or None while another process holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    # The holder removes the file at its end: a lock on a removed file locks nothing.
    if _try_lock(descriptor) and _is_still(path, descriptor):
        return descriptor
    os.close(descriptor)
    return None


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
