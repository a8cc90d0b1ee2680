"""How a build is asked for, and what comes of it; light, so that a build with nothing to do is."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.diagnostics import Diagnostic, Severity, Words
from docgen.records import record
from docgen.writer import Written

if TYPE_CHECKING:
    from docgen.workers import Crew


@record
class BuildOptions:
    """How to build: which formats, where to, and whether warnings count as errors."""

    formats: tuple[str, ...] = ("docx", "xlsx")
    out: Path | None = None
    """The folder that takes the place of `build/`."""
    strict: bool = False
    public: bool = False
    """Print what is marked private as XX."""
    release: bool = False
    """Refuse while a person has something to confirm, or number, date or the word draft show a draft."""
    force: bool = False
    """Make anew what is up to date, too."""
    crew: "Crew | None" = None
    """Who makes what is to be made; None for this process alone."""


@record
class Outcome:
    """What a run found and wrote; with errors it has written nothing."""

    diagnostics: tuple[Diagnostic, ...]
    written: tuple[Written, ...] = ()
    notes: tuple[Words, ...] = ()
    """Warnings that no line of a file is to blame for: fonts that the PDF lacks, files of earlier builds."""


def fails(diagnostics: Sequence[Diagnostic], *, strict: bool) -> bool:
    """Return whether the diagnostics stop a build: errors always, warnings when `strict`."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(diagnostic.severity in grave for diagnostic in diagnostics)


def left_behind(wanted: Iterable[Path], formats: Sequence[str]) -> Iterator[Words]:
    """Yield a warning for each file of an earlier build that a reader could take for one of this build."""
    wanted = frozenset(wanted)
    endings = {".pdf", *(f".{format}" for format in formats)}
    for folder in sorted({path.parent for path in wanted}):
        for path in sorted(folder.iterdir()):
            if path.suffix in endings and path not in wanted and not path.name.startswith(("~$", ".")):
                yield Words(
                    f"“{path.name}”是以前生成的，这次没有更新，请核对后删除",
                    f"{path.name} is from an earlier build and was not renewed: look at it and delete it",
                )


def unconfirmed(year: int, marks: int) -> Iterator[Words]:
    """Yield a note when a person still has `marks` places to confirm."""
    if marks:
        yield Words(
            f"还有 {marks} 处待核，运行 docgen todo {year} 逐处查看",
            f"{marks} places to review: docgen todo {year} lists them",
        )
