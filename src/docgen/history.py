"""A project as git has kept it: its files at a revision, read without touching the work tree."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from docgen.diagnostics import DocgenError, Words
from docgen.project import Project
from docgen.records import record

_FOLDERS: Final = ("content", "templates")
_ORDINARY: Final = ("100644", "100755")
"""The modes of files; links and submodules are not followed."""
_SECONDS: Final = 60


@record
class PastProject(Project):
    """A project as it was; messages name its files as git does: `HEAD~3:content/2025/a.yaml`."""

    revision: str = ""

    def shown(self, path: Path) -> str:
        """Return `path` as messages show it, behind the revision."""
        # Not super(): the dataclass with slots is another class than the one that Python's super() knows.
        return f"{self.revision}:{Project.shown(self, path)}"

    def lines(self, file: str) -> list[str]:
        """Return the lines of a text file named as `shown` names it."""
        return Project.lines(self, file.removeprefix(f"{self.revision}:"))


def is_revision(project: Project, name: str) -> bool:
    """Return whether git knows `name` as a revision of the project's repository."""
    return bool(_commit(project, name))


def git_config(project: Project, key: str, value: str) -> bool:
    """Set a key of the repository's own configuration; return False where there is no repository."""
    return _run(project, "config", "--local", key, value).returncode == 0


@contextmanager
def at_revision(project: Project, name: str) -> Iterator[PastProject]:
    """Yield the project as it was at the revision `name`, for as long as the block runs."""
    commit = _commit(project, name)
    if not commit:
        raise DocgenError(
            Words(f"git 里没有“{name}”这个版本", f"git knows no revision {name!r}"),
            Words("写 HEAD~3、分支名、标签或提交号", "write HEAD~3, a branch, a tag or a commit"),
        )
    with tempfile.TemporaryDirectory(prefix="docgen-") as folder:
        root = Path(folder).resolve()
        blobs = [blob for blob in _blobs(project, commit) if _is_safe(blob.path)]
        for blob, data in zip(blobs, _contents(project, blobs), strict=True):
            target = root / blob.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        (root / "content").mkdir(exist_ok=True)
        yield PastProject(root, name)


class _Blob(NamedTuple):
    id: str
    path: str


def _commit(project: Project, name: str) -> str:
    done = _run(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return done.stdout.decode().strip() if done.returncode == 0 else ""


def _blobs(project: Project, commit: str) -> Iterator[_Blob]:
    """Yield the project's files; git names them from its root, wherever the repository begins."""
    for entry in _run(project, "ls-tree", "-r", "-z", commit, "--", *_FOLDERS).stdout.split(b"\0"):
        about, _, path = entry.partition(b"\t")
        if about:
            mode, _, id = about.decode().split(" ")
            if mode in _ORDINARY:
                yield _Blob(id, path.decode("utf-8", "surrogateescape"))


def _is_safe(path: str) -> bool:
    """Return whether a path stays in its folder: a tree that somebody made by hand may hold any name."""
    parts = PurePosixPath(path).parts
    return bool(parts) and parts[0] in _FOLDERS and ".." not in parts and "\\" not in path


def _contents(project: Project, blobs: Sequence[_Blob]) -> Iterator[bytes]:
    asked = "".join(f"{blob.id}\n" for blob in blobs).encode()
    answer = _run(project, "cat-file", "--batch", given=asked).stdout
    at = 0
    for _ in blobs:
        head, _, _ = answer[at:].partition(b"\n")
        size = int(head.rpartition(b" ")[2])
        start = at + len(head) + 1
        yield answer[start : start + size]
        at = start + size + 1


def _run(project: Project, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    git = shutil.which("git")
    if git is None:
        raise DocgenError(
            Words("这台电脑上没有 git，比较不了版本", "there is no git here to read a revision with"),
            Words("装上 git，或写两个年度、两个文件", "install git, or name two years or two files"),
        )
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    return subprocess.run(  # noqa: S603 - a fixed program, and revisions never pass as options
        [git, "-C", str(project.root), *arguments],
        input=given,
        capture_output=True,
        check=False,
        timeout=_SECONDS,
        env=environment,
    )
