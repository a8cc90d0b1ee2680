"""The proof that hands elsewhere see what this process sees: content, templates and docgen, by their hash."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from docgen import __version__
from docgen.diagnostics import DocgenError, Words
from docgen.project import Project
from docgen.renderers.deflating import chosen
from docgen.renderers.ooxml import deflated


def inputs(project: Project, formats: tuple[str, ...], *, public: bool) -> str:
    """Return the hash of content, templates, options, compression and docgen, on every computer the same."""
    fast = chosen() is not deflated
    digest = hashlib.sha256(f"{__version__} {formats} {public} {fast}".encode())
    for path in _files(project):
        digest.update(f"\0{project.shown(path)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def require_same(project: Project, seen: str, formats: tuple[str, ...], *, public: bool) -> None:
    """Raise DocgenError where this process does not see what one with the hash `seen` has seen."""
    if not project.content.is_dir():
        raise _not_shared(project.root)
    if inputs(project, formats, public=public) != seen:
        raise CHANGED


def _files(project: Project) -> Iterator[Path]:
    for folder in (project.content, project.templates):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and not path.name.startswith((".", "~$")):
                yield path


def _not_shared(root: Path) -> DocgenError:
    return DocgenError(
        Words(f"做这一份的电脑上没有“{root}”", f"the computer at work does not see {root}"),
        Words(
            "把本单位的文件夹放在各台机器都以同一路径看到的共享盘上",
            "keep the office's folder on a disk that every machine sees at the same path",
        ),
    )


CHANGED = DocgenError(
    Words(
        "另一个进程看到的内容、模板或 docgen 版本不同",
        "a process at work sees other content, templates or another docgen",
    ),
    Words(
        "若是刚刚改动了文件，请再运行一次；用集群时，请让各台机器共享同一文件夹、装同一版 docgen",
        "run again if a file was changed; the machines of a cluster need the same folder and docgen",
    ),
)
