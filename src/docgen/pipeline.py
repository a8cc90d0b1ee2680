"""The way from YAML to Word and Excel: read, decode, compose, check, render, verify, write.

`workshop` goes the way of one program up to its verified files; here they come together.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from docgen.composer import compose
from docgen.diagnostics import Diagnostic, Severity, Words
from docgen.document import Table
from docgen.freshness import MadeProgram, Memory, told
from docgen.loader import Library
from docgen.model.evaluation import Evaluation
from docgen.outcome import BuildOptions, Outcome, fails, left_behind, unconfirmed
from docgen.press import BuiltFile, Composed, Press, losses, pdfs
from docgen.project import Project
from docgen.workers import Crew, spread
from docgen.workshop import Made, Shared, Unit, composed_program, maker, marks_of
from docgen.writer import Written, write

__all__ = [
    "BuildOptions",
    "BuiltFile",
    "Composed",
    "Outcome",
    "build",
    "check",
    "checked",
    "composed",
    "fails",
    "rendered",
    "tables_by_template",
    "todo",
]


_WORTH: Final = 16
"""Programs for which a process is started: it begins after as long as ten of them take, and must pay."""


def build(
    project: Project,
    year: int,
    programs: Sequence[str],
    options: BuildOptions,
    progress: Callable[[str], None],
) -> Outcome:
    """Build the programs of a year (all when none is named) and write what was verified.

    Of what earlier builds have made, only what has changed since is made again.
    """
    memory = Memory(project, year, options)
    shared = Shared(project, year)
    files = _program_files(project, year, programs)
    known = {file: look for file in files if (look := _remembered(memory, file, options))}
    units = [Unit(file, memory.inputs_of(file), memory.files(file)) for file in files if file not in known]
    looks = known | _made(units, shared, options, progress)
    every = [looks[file] for file in files]
    diagnostics = told(shared.diagnostics, [look.program for look in every], options)
    if fails(diagnostics, strict=options.strict):
        return Outcome(diagnostics)
    for refused in (look.refused for look in every if look.refused):
        raise refused
    printed = [file for look in every for file in look.files]
    lost = None
    if "pdf" in options.formats:
        progress("PDF")
        printed += pdfs(printed, memory)
        lost = losses(printed, [look.program for look in every], memory)
    wanted = {file.path: file for file in printed if file.format in options.formats}
    written = _written(wanted, options.out or project.build)
    finished = _finished(shared, options, {unit.file: looks[unit.file] for unit in units}, wanted.values())
    memory.keep(shared.diagnostics, finished, lost)
    stale = (
        note
        for file in files
        for note in (finished.get(file) or looks[file].program).notes_on(options.formats)
    )
    behind = left_behind(wanted, options.formats)
    to_confirm = unconfirmed(year, sum(len(look.program.marks) for look in every))
    notes = (*(lost.notes if lost else ()), *stale, *behind, *to_confirm)
    return Outcome(diagnostics, written, notes)


def check(project: Project, years: Sequence[int]) -> Outcome:
    """Do all that a build does up to the checks, for the given years or for all."""
    return Outcome(tuple(composed(project, years)[0].diagnostics))


def composed(
    project: Project, years: Sequence[int], programs: Sequence[str] = (), *, public: bool = False
) -> tuple[Library, list[Composed]]:
    """Return the programs of the years (of all when none is named) as they will be printed.

    With `programs` only those are looked at. What is wrong is in the library's diagnostics.
    """
    library = Library(project)
    library.report_strays()
    files = [
        (year, file) for year in years or project.years() for file in _program_files(project, year, programs)
    ]
    office = library.office()
    jobs = (composed_program(library, office, file, public=public) for file in files)
    return library, [job for job in jobs if job and job.evaluation.program.has_text]


def _program_files(project: Project, year: int, programs: Sequence[str]) -> list[Path]:
    return [project.program_file(year, name) for name in programs] or project.program_files(year)


def checked(
    project: Project, year: int, files: Sequence[Path], *, public: bool = False
) -> tuple[tuple[Diagnostic, ...], list[tuple[Path, Evaluation]]]:
    """Return what `check` finds in some programs of a year, and the programs with their values."""
    library = Library(project)
    office = library.office()
    jobs = ((file, composed_program(library, office, (year, file), public=public)) for file in files)
    evaluations = [(file, job.evaluation) for file, job in jobs if job]
    return tuple(library.diagnostics), evaluations


def todo(project: Project, years: Sequence[int]) -> Outcome:
    """Find what a person must still confirm, in the given years or in all."""
    library = Library(project)
    for file in [file for year in years or project.years() for file in project.program_files(year)]:
        library.program(file)
        library.diagnostics.extend(marks_of(library, file, Severity.WARNING))
    return Outcome(tuple(library.diagnostics))


def tables_by_template(project: Project) -> dict[str, tuple[Table, ...]]:
    """Return the tables of all programs that fill a workbook of the office's own, by the workbook's name.

    A program with mistakes tells of as many as can be read; `docgen check` reports the mistakes.
    """
    library = Library(project)
    office = library.office()
    found: dict[str, tuple[Table, ...]] = {}
    for year in project.years():
        for file in project.program_files(year):
            evaluation = library.evaluation(file, office)
            for block in compose(evaluation, library.profile()).flow() if evaluation else ():
                if isinstance(block, Table) and block.template:
                    found[block.template] = (*found.get(block.template, ()), block)
    return found


def _remembered(memory: Memory, file: Path, options: BuildOptions) -> Made | None:
    """Return a program of which nothing need be made again."""
    # A PDF is made from Word files, which need not be among what is built.
    program = None if "pdf" in options.formats else memory.program(file)
    if program is None:
        return None
    folder = memory.folder_of(file)
    files = (
        BuiltFile(file, folder / made.name, format, made, None)
        for format in options.formats
        for made in program.files.get(format, ())
    )
    return Made(program, tuple(files))


def _made(
    units: Sequence[Unit], shared: Shared, options: BuildOptions, progress: Callable[[str], None]
) -> dict[Path, Made]:
    """Return what came of each program, whoever made it.

    A program is read, printed and verified in one go: what lies between cannot travel. Once one has a
    mistake, nothing will be written, and the others are only looked at.
    """
    crew = (options.crew or Crew(jobs=1)).fit_for(len(units), _WORTH)
    stopped = fails(shared.diagnostics, strict=options.strict)
    made: dict[Path, Made] = {}

    def supply() -> Iterator[Unit]:
        for unit in units:
            progress(unit.file.stem)
            yield replace(unit, printed=not stopped)

    for unit, each in spread(maker(shared, options, alone=crew.is_alone), supply(), crew):
        made[unit.file] = each
        stopped = stopped or each.stops(options)
    return made


def rendered(
    library: Library, job: Composed, options: BuildOptions, progress: Callable[[str], None]
) -> Iterator[BuiltFile]:
    """Yield each file of a program, made anew and verified."""
    progress(job.program)
    yield from Press(library, options).files(job)


def _written(wanted: Mapping[Path, BuiltFile], folder: Path) -> tuple[Written, ...]:
    """Write the files that are not in their place already."""
    fresh = {path: file.data for path, file in wanted.items() if file.data is not None}
    written = {file.path: file for file in write(fresh, folder)}
    every = wanted.items()
    return tuple(written.get(path) or Written(path, "unchanged", file.made.size) for path, file in every)


def _finished(
    shared: Shared, options: BuildOptions, looks: Mapping[Path, Made], wanted: Iterable[BuiltFile]
) -> dict[Path, MadeProgram]:
    """Return programs with the files that they have come to and what there is to say of them."""
    own: dict[Path, list[BuiltFile]] = {file: [] for file in looks}
    for each in wanted:
        if each.program in own:
            own[each.program].append(each)
    finished: dict[Path, MadeProgram] = {}
    for file, look in looks.items():
        files = {
            name: tuple(each.made for each in own[file] if each.format == name) for name in options.formats
        }
        finished[file] = replace(look.program, files=files)
        if shared.sealed and not options.public:
            notes = tuple(_no_longer_sealed(shared, look, own[file]))
            finished[file] = finished[file].with_notes(options.formats, notes)
    return finished


def _no_longer_sealed(shared: Shared, look: Made, files: Sequence[BuiltFile]) -> Iterator[Words]:
    """Yield a warning when a notice is out and would now be another."""
    if look.as_sealed is None or shared.sealed is None or not files:
        return
    from docgen.sealer.notes import stale_note  # noqa: PLC0415 - only a sealed notice needs it

    notice = shared.sealed.notice(files[0].program.stem)
    data = {file.path.name: file.contents() for file in files}
    if notice and (note := stale_note(notice, data, shared.year, same_words=look.as_sealed)):
        yield note
