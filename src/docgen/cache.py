"""Derived data kept between runs, in a folder that nobody but this user can write to.

It never decides a byte of what is built: whatever is missing, damaged or not this user's own is made anew.
Entries are plain data; none is ever run.
"""

import hashlib
import os
import stat
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from docgen.patterns import regex

_SETTING: Final = "DOCGEN_CACHE"
_OFF: Final = frozenset({"off", "0", "no"})
_MAGIC: Final = b"docgen1\n"
_DIGEST: Final = hashlib.sha256().digest_size
_NAME: Final = regex(r"[0-9a-f]{64}(?:\.\d+)?")
_LARGEST: Final = 64 << 20
"""Bytes of an entry."""
_MOST: Final = 64
"""Entries; beyond them the oldest go."""


def key(*parts: bytes) -> str:
    """Return the name of what is derived from `parts` and nothing else."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "little") + part)
    return digest.hexdigest()


def makers(form: int, version: str, *libraries: str) -> bytes:
    """Return what changes with whatever derives data: its form, docgen's version, Python, libraries."""
    return "\n".join((f"{form}", version, sys.version, *map(_stamp, libraries))).encode()


def load(name: str) -> bytes | None:
    """Return what `store` has kept under `name`, or None."""
    folder = _folder()
    if folder is None or not _is_private(folder):
        return None
    with suppress(OSError):
        descriptor = os.open(
            folder / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        )
        with os.fdopen(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if stat.S_ISREG(found.st_mode) and _is_own(found) and found.st_size <= _LARGEST:
                return _checked(file.read())
    return None


def store(name: str, data: bytes) -> None:
    """Keep `data` under `name`; where that cannot be, nothing happens."""
    folder = _folder()
    if folder is None or len(data) > _LARGEST:
        return
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_private(folder):
            return
        _clear(folder)
        fresh = folder / f"{name}.{os.getpid()}"
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(_MAGIC + hashlib.sha256(data).digest() + data)
        fresh.replace(folder / name)


def _stamp(library: str) -> str:
    """Return what changes with the version of a library; asking for the version itself would take longer."""
    found = find_spec(library)
    origin = found.origin if found else None
    if not origin or not Path(origin).is_file():
        return library
    state = Path(origin).stat()
    return f"{origin} {state.st_size} {state.st_mtime_ns}"


def _folder() -> Path | None:
    """Return where entries are kept, or None when the user wants none."""
    named = os.environ.get(_SETTING, "")
    if named.lower() in _OFF:
        return None
    if named:
        return Path(named)
    if sys.platform == "win32":
        # Windows gives each user a folder there that only the user can write to.
        root = os.environ.get("LOCALAPPDATA", "")
        return Path(root, "docgen", "cache") if root else None
    root = os.environ.get("XDG_CACHE_HOME", "")
    with suppress(RuntimeError):
        return Path(root or Path.home() / ".cache", "docgen")
    return None


def _is_private(folder: Path) -> bool:
    with suppress(OSError):
        found = folder.lstat()
        return stat.S_ISDIR(found.st_mode) and _is_own(found)
    return False


def _is_own(found: os.stat_result) -> bool:
    """Return whether a file or folder is this user's, and nobody else may write to it."""
    if sys.platform == "win32":
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _checked(data: bytes) -> bytes | None:
    """Return the data of an entry, or None when a crash or a bad disk has damaged it."""
    start = len(_MAGIC) + _DIGEST
    if not data.startswith(_MAGIC) or hashlib.sha256(data[start:]).digest() != data[len(_MAGIC) : start]:
        return None
    return data[start:]


def _clear(folder: Path) -> None:
    """Make room for one more entry; what is no entry is not ours."""
    own = (entry for entry in folder.iterdir() if _NAME.fullmatch(entry.name))
    entries = sorted(own, key=lambda entry: entry.lstat().st_mtime_ns, reverse=True)
    for old in entries[_MOST - 1 :]:
        old.unlink(missing_ok=True)
