"""All that a build can read: every file of `content/` and `templates/`, by its bytes.

What a build really reads is less, but a list of that could be wrong. Only the files of other programs are
left out: a program reads its own file and the files of the same name of other years.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from docgen.freshness.digest import digest, digest_of
from docgen.freshness.origin import docgen_itself
from docgen.project import Project
from docgen.records import record

_Stamp = tuple[int, int, int, int]


@record
class Inputs:
    """What there is to read at one moment."""

    project: Project
    shared: str
    """The digest of all that is no program, and of docgen itself."""
    _programs: Mapping[Path, str]
    _stamps: Mapping[Path, _Stamp]

    @classmethod
    def of(cls, project: Project) -> "Inputs":
        """Return the inputs of an office's programs as they are."""
        # Stamps come first: a file saved while it is read must not pass for unchanged.
        stamps = dict(_files(project))
        digests = {path: _digest(path) for path in stamps}
        programs = {path: found for path, found in digests.items() if project.is_program(path)}
        others = (f"{project.shown(path)} {found}" for path, found in digests.items() if path not in programs)
        strays = map(project.shown, project.strays())
        return cls(project, digest(docgen_itself(), *strays, "", *sorted(others)), programs, stamps)

    def of_program(self, file: Path) -> str:
        """Return the digest of what the program in `file` is made from."""
        same = (path for path in self._programs if path.stem == file.stem)
        named = sorted(f"{self.project.shown(path)} {self._programs[path]}" for path in same)
        return digest(self.shared, self.project.shown(file), *named)

    def are_still_there(self) -> bool:
        """Return whether no file has been touched since."""
        return dict(_files(self.project)) == self._stamps


def _files(project: Project) -> Iterator[tuple[Path, _Stamp]]:
    for folder in (project.content, project.templates):
        yield from _below(folder, frozenset())


def _below(folder: Path, above: frozenset[str]) -> Iterator[tuple[Path, _Stamp]]:
    """Yield each file below `folder`, links to folders followed but never in circles."""
    here = os.path.realpath(folder)
    if here in above:
        return
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - a thousand files in a few milliseconds
    except OSError:
        return
    for name in names:
        path = folder / name
        try:
            found = path.stat()
        except OSError:
            continue
        if stat.S_ISDIR(found.st_mode):
            yield from _below(path, above | {here})
        elif stat.S_ISREG(found.st_mode):
            yield path, (found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino)


def _digest(path: Path) -> str:
    try:
        return digest_of(path.read_bytes())
    except OSError as error:
        # Office programs lock their own files; what cannot be read here cannot be read by a build.
        return f"unreadable {error.errno}"
