"""Bytes into the output folder: all files or none, each whole, and none touched that is the same already."""

import errno
import os
import shutil
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from platform import node
from typing import Literal

from docgen.diagnostics import DocgenError, Words
from docgen.records import record
from docgen.writer.lock import locked
from docgen.writer.names import file_name, unique_names

__all__ = ["Written", "file_name", "locked", "place", "refusal", "unique_names", "write"]

_STAGING = ".docgen.staging"
_FEW = 4
"""Files that are written one after another."""
_TOGETHER = 8
_READERS = {
    ".docx": Words("Word", "Word"),
    ".xlsx": Words("Excel", "Excel"),
    ".pdf": Words("PDF 阅读器", "a PDF reader"),
}

_FULL = Words("磁盘满了", "the disk is full")
_DENIED = Words("没有写入的权限", "permission denied")
_IN_THE_WAY = Words("有同名的文件或文件夹挡住", "a file or folder of that name is in the way")
_REASONS = {
    errno.ENOSPC: _FULL,
    errno.EFBIG: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: Words("磁盘是只读的", "the disk is read-only"),
    errno.EEXIST: _IN_THE_WAY,
    errno.EISDIR: _IN_THE_WAY,
    errno.ENOTDIR: _IN_THE_WAY,
    errno.ENAMETOOLONG: Words("路径太长", "the path is too long"),
}


@record
class Written:
    """What became of one file; `size` is in bytes."""

    path: Path
    status: Literal["written", "unchanged"]
    size: int


def write(files: Mapping[Path, bytes], folder: Path | None = None) -> tuple[Written, ...]:
    """Write all `files` below the output `folder`, or none of them and a DocgenError.

    Without `folder` it is the deepest one that holds them all. The folder is locked meanwhile; a symbolic
    link inside it may not lead out of it.
    """
    if not files:
        return ()
    folder = folder or Path(os.path.commonpath([path.parent for path in files]))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder), _staging(folder) as staging:
            for parent in dict.fromkeys(target.parent for target in files):
                _require_inside(parent, folder)
                parent.mkdir(parents=True, exist_ok=True)
            changed = [target for target in files if not _holds(target, files[target])]
            _swap(changed, _staged(changed, files, staging))
    except OSError as error:
        raise refusal(error, folder) from error
    fresh = set(changed)
    return tuple(
        Written(target, "written" if target in fresh else "unchanged", len(data))
        for target, data in files.items()
    )


def place(target: Path, data: bytes, staging: Path) -> None:
    """Write one file whole; the same bytes stay untouched.

    It is made ready in the folder `staging` of the same disk, so that a killed process leaves the file as it
    was, and processes on several computers may write the same file. Raises DocgenError.
    """
    try:
        if _holds(target, data):
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        staged = staging / f"{node()}-{os.getpid()}"
        try:
            staged.write_bytes(data)
        except FileNotFoundError:
            staging.mkdir(parents=True, exist_ok=True)
            staged.write_bytes(data)
        staged.replace(target)
    except OSError as error:
        raise refusal(error, target) from error


def refusal(error: OSError, path: Path) -> DocgenError:
    """Return what an office clerk is told when `path`, a file or the output folder, cannot be written."""
    if isinstance(error, PermissionError) and path.suffix in _READERS:
        return _held_open(path)
    reason = _REASONS.get(error.errno or 0) or Words(error.strerror or "", error.strerror or "")
    return DocgenError(
        Words(f"写不进“{path}”：{reason.zh}", f"cannot write {path}: {reason.en}"),
        Words(
            "原有的文件没有改动；请检查这个位置，或用 --out 换一个文件夹",
            "the files that were there are untouched; look at this place, or choose another with --out",
        ),
    )


def _held_open(path: Path) -> DocgenError:
    reader = _READERS[path.suffix]
    return DocgenError(
        Words(
            f"“{path.name}”正在被 {reader.zh} 打开，请先关闭",
            f"{path.name} is open in {reader.en}: close it first",
        ),
        Words(
            f"关闭后再运行一次；若没有打开，请看它是不是被 WPS 或预览窗格占用、是不是“只读”：{path}",
            f"then run again; if it is not open, a preview may hold it or it is read-only: {path}",
        ),
    )


def _require_inside(parent: Path, folder: Path) -> None:
    if not parent.resolve().is_relative_to(folder.resolve()):
        raise DocgenError(
            Words(
                f"“{parent}”不在输出文件夹“{folder}”之内",
                f"{parent} is outside of the output folder {folder}",
            ),
            Words("请检查输出文件夹里的快捷链接", "look for a symbolic link inside the output folder"),
        )


def _holds(target: Path, data: bytes) -> bool:
    """Return whether `target` is an ordinary file of exactly these bytes."""
    if target.is_symlink() or not target.is_file() or target.stat().st_size != len(data):
        return False
    return target.read_bytes() == data


def _staged(targets: Sequence[Path], files: Mapping[Path, bytes], staging: Path) -> list[Path]:
    """Write into `staging` each target's bytes, safely on the disk, and a copy of what it holds so far."""
    staged = [staging / str(number) for number in range(len(targets))]
    contents = [files[target] for target in targets]
    if len(targets) <= _FEW:
        for path, target, data in zip(staged, targets, contents, strict=True):
            _stage(path, target, data)
        return staged
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - start-up stays light

    # A disk makes many files safe in the time of one when they are asked of it together.
    with ThreadPoolExecutor(_TOGETHER) as pool:
        deque(pool.map(_stage, staged, targets, contents), maxlen=0)
    return staged


def _stage(path: Path, target: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if target.is_symlink() or target.is_file():
        shutil.copy2(target, _kept(path), follow_symlinks=False)


def _swap(targets: Sequence[Path], staged: Sequence[Path]) -> None:
    """Rename each staged file to its target; when one is refused, put back those already renamed."""
    for done, (target, path) in enumerate(zip(targets, staged, strict=True)):
        try:
            path.replace(target)
        except BaseException as error:
            for earlier, its_path in zip(targets[:done], staged[:done], strict=True):
                _put_back(earlier, _kept(its_path))
            if isinstance(error, OSError):
                raise refusal(error, target) from error
            raise


def _put_back(target: Path, kept: Path) -> None:
    if kept.is_symlink() or kept.exists():
        kept.replace(target)
    else:
        target.unlink()


def _kept(staged: Path) -> Path:
    return staged.with_suffix(".before")


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    staging = folder / _STAGING
    # A crash may have left it; the lock says that nobody works in it.
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir()
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)
