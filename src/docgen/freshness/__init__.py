"""Build only what changed: what earlier builds of a year have made, and how much of it still holds.

A program whose inputs are the same, and whose files are as they were made, is not read again: what was found
in it is told again. A program that was read is printed only into the files whose words, figures or template
changed. Where anything is in doubt, it is made anew.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from docgen.diagnostics import Diagnostic, Words
from docgen.freshness.digest import digest
from docgen.freshness.inputs import Inputs
from docgen.freshness.record import (
    Losses,
    MadeFile,
    MadeProgram,
    Record,
    Shared,
    load_record,
    record_file,
    save_record,
)
from docgen.outcome import BuildOptions, Outcome, fails, left_behind, unconfirmed
from docgen.project import Project
from docgen.writer import Written

__all__ = ["Losses", "MadeFile", "MadeProgram", "Memory", "losses_inputs", "replayed", "told"]


class Memory:
    """What is known of a year when a build of it begins."""

    def __init__(self, project: Project, year: int, options: BuildOptions) -> None:
        self._project = project
        self._options = options
        self._year = year
        self._out = options.out or project.build
        self._folder = self._out / str(year)
        self._inputs = Inputs.of(project)
        self._is_sealed = not options.public and project.sealed_file(year).is_file()
        self._kept = record_file(self._out, year, public=options.public)
        self._record = load_record(self._kept)

    def shared(self) -> tuple[Diagnostic, ...] | None:
        """Return what is wrong with the files that all programs share, None where that is not known."""
        known = self._record.shared
        return known.diagnostics if known and known.inputs == self._inputs.shared else None

    def inputs_of(self, file: Path) -> str:
        """Return the digest of all that the program in `file` is made from."""
        return self._inputs.of_program(file)

    def program(self, file: Path) -> MadeProgram | None:
        """Return the program in `file` where nothing of it need be made again."""
        made = self._record.programs.get(self._project.shown(file))
        if made is None or self._options.force or made.inputs != self.inputs_of(file):
            return None
        formats = self._options.formats
        if not set(formats) <= set(made.files) or (self._is_sealed and not made.has_notes_on(formats)):
            return None
        folder = self.folder_of(file)
        wanted = [each for format in formats for each in made.files[format]]
        return made if self._is_inside(folder) and all(each.is_whole(folder) for each in wanted) else None

    def folder_of(self, program: Path) -> Path:
        """Return where the files of the program in `program` go."""
        return self._folder / program.stem

    def files(self, program: Path) -> Mapping[str, tuple[MadeFile, ...]]:
        """Return the files of a program, by format, that are in their places as they were made."""
        made = self._record.programs.get(self._project.shown(program))
        folder = self.folder_of(program)
        if made is None or self._options.force or not self._is_inside(folder):
            return {}
        return {
            format: tuple(each for each in files if each.is_whole(folder))
            for format, files in made.files.items()
        }

    def losses(self, inputs: str) -> tuple[Words, ...] | None:
        """Return what PDF files made from `inputs` do not show, None where that is not known."""
        known = self._record.losses
        return known.notes if known and known.inputs == inputs and not self._options.force else None

    def keep(
        self, shared: Sequence[Diagnostic], programs: Mapping[Path, MadeProgram], losses: Losses | None
    ) -> None:
        """Remember what was made, unless somebody saved a file meanwhile."""
        if not self._inputs.are_still_there():
            return
        there = set(map(self._project.shown, self._project.program_files(self._year)))
        record = Record(
            Shared(self._inputs.shared, tuple(shared)),
            losses or self._record.losses,
            {name: made for name, made in self._record.programs.items() if name in there},
        )
        for file, made in programs.items():
            record = record.with_program(self._project.shown(file), made)
        if record != self._record:
            save_record(record, self._kept)

    def _is_inside(self, folder: Path) -> bool:
        """Return whether a program's folder leads nowhere else; the writer tells of one that does."""
        return folder.resolve().is_relative_to(self._out.resolve())


def replayed(project: Project, year: int, programs: Sequence[str], options: BuildOptions) -> Outcome | None:
    """Return the outcome of a build that has nothing to do, None where there is something."""
    if options.force:
        return None
    files = [project.program_file(year, name) for name in programs] or project.program_files(year)
    memory = Memory(project, year, options)
    shared, known = memory.shared(), [made for file in files if (made := memory.program(file))]
    losses = memory.losses(losses_inputs(known)) if "pdf" in options.formats else ()
    if shared is None or losses is None or len(known) < len(files):
        return None
    diagnostics = told(shared, known, options)
    if fails(diagnostics, strict=options.strict):
        return Outcome(diagnostics)
    folder = (options.out or project.build) / str(year)
    # PDF files come last, as LibreOffice makes them all in one run.
    turns = [[name for name in options.formats if (name == "pdf") is last] for last in (False, True)]
    written = {
        folder / file.stem / each.name: Written(folder / file.stem / each.name, "unchanged", each.size)
        for formats in turns
        for file, made in zip(files, known, strict=True)
        for format in formats
        for each in made.files[format]
    }
    stale = (note for made in known for note in made.notes_on(options.formats))
    behind = left_behind(written, options.formats)
    notes = (*losses, *stale, *behind, *unconfirmed(year, sum(len(made.marks) for made in known)))
    return Outcome(diagnostics, tuple(written.values()), notes)


def told(
    shared: Sequence[Diagnostic], programs: Sequence[MadeProgram], options: BuildOptions
) -> tuple[Diagnostic, ...]:
    """Return what a build has to tell of the files that all programs share, and of some programs."""
    diagnostics = (*shared, *(found for made in programs for found in made.diagnostics))
    if not options.release:
        return diagnostics
    marks = (mark for made in programs for mark in made.marks)
    return (*diagnostics, *(found for made in programs for found in made.open), *marks)


def losses_inputs(programs: Sequence[MadeProgram]) -> str:
    """Return the digest of what the PDF files of `programs` are made from, on this computer."""
    from docgen.freshness.computer import computer  # noqa: PLC0415 - only PDF needs LibreOffice

    return digest(computer(), *(made.inputs for made in programs))
