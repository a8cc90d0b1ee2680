"""The hash of all that packs are made from, the same on every computer that makes the same packs."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from docgen import __version__
from docgen.project import Project
from docgen.renderers.deflating import chosen
from docgen.renderers.ooxml import deflated


def inputs(project: Project, formats: tuple[str, ...], *, public: bool) -> str:
    """Return the hash of content, templates, options, compression and docgen itself."""
    fast = chosen() is not deflated
    digest = hashlib.sha256(f"{__version__} {formats} {public} {fast}".encode())
    for path in _files(project):
        digest.update(f"\0{project.shown(path)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _files(project: Project) -> Iterator[Path]:
    for folder in (project.content, project.templates):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and not path.name.startswith((".", "~$")):
                yield path
