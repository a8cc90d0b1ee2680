"""The way from YAML to Word and Excel: read, decode, compose, check, render, verify, write."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docgen import checks
from docgen.composer import compose, compose_pack
from docgen.diagnostics import Diagnostic, DocgenError, Finding, Severity, Words
from docgen.document import Document, Table
from docgen.freshness import MadeProgram, Memory
from docgen.loader import Library
from docgen.model.evaluation import Evaluation
from docgen.model.scope import Office
from docgen.outcome import BuildOptions, Outcome, fails, left_behind, unconfirmed
from docgen.press import BuiltFile, Composed, Press
from docgen.project import Project
from docgen.readiness import open_places
from docgen.review_marks import to_review
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


@dataclass(frozen=True, slots=True)
class _Look:
    """What is known of one program: read now, or remembered from an earlier build."""

    file: Path
    made: MadeProgram
    job: Composed | None = None
    """What is to be printed; None where nothing of it need be."""


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
    library = Library(project)
    library.report_strays()
    files = _program_files(project, year, programs)
    library.office()
    shared = tuple(library.diagnostics)
    looks = [_look(memory, library, (year, file), options) for file in files]
    marks = [mark for look in looks for mark in look.made.marks]
    diagnostics = (*shared, *(found for look in looks for found in look.made.diagnostics))
    if options.release:
        diagnostics = (*diagnostics, *(found for look in looks for found in look.made.open), *marks)
    if fails(diagnostics, strict=options.strict):
        return Outcome(diagnostics)
    press = Press(library, options, memory)
    printed = [file for look in looks for file in _printed(look, press, (memory, options), progress)]
    losses = None
    if "pdf" in options.formats:
        progress("PDF")
        printed += press.pdfs(printed)
        losses = press.losses(printed, [look.made for look in looks])
    wanted = {file.path: file for file in printed if file.format in options.formats}
    written = _written(wanted, options.out or project.build)
    made = {look.file: _made(project, look, wanted.values(), options) for look in looks}
    memory.keep(shared, made, losses)
    stale = [note for each in made.values() for note in each.notes_on(options.formats)]
    behind = left_behind(wanted, options.formats)
    notes = (*(losses.notes if losses else ()), *stale, *behind, *unconfirmed(year, len(marks)))
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
    jobs = (_composed(library, office, file, public=public) for file in files)
    return library, [job for job in jobs if job and job.evaluation.program.has_text]


def _program_files(project: Project, year: int, programs: Sequence[str]) -> list[Path]:
    return [project.program_file(year, name) for name in programs] or project.program_files(year)


def checked(
    project: Project, year: int, files: Sequence[Path], *, public: bool = False
) -> tuple[tuple[Diagnostic, ...], list[tuple[Path, Evaluation]]]:
    """Return what `check` finds in some programs of a year, and the programs with their values."""
    library = Library(project)
    office = library.office()
    jobs = ((file, _composed(library, office, (year, file), public=public)) for file in files)
    evaluations = [(file, job.evaluation) for file, job in jobs if job]
    return tuple(library.diagnostics), evaluations


def todo(project: Project, years: Sequence[int]) -> Outcome:
    """Find what a person must still confirm, in the given years or in all."""
    library = Library(project)
    for file in [file for year in years or project.years() for file in project.program_files(year)]:
        library.program(file)
        library.diagnostics.extend(_to_review(library, file, Severity.WARNING))
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


def _look(memory: Memory, library: Library, file: tuple[int, Path], options: BuildOptions) -> _Look:
    """Return what is known of a program; it is read where that is not all."""
    path = file[1]
    known = memory.program(path)
    # A PDF is made from Word files, which need not be among what is built.
    if known and "pdf" not in options.formats:
        return _Look(path, known)
    before = len(library.diagnostics)
    job = _composed(library, library.office(), file, public=options.public)
    printed = job if job and job.evaluation.program.has_text else None
    found = tuple(library.diagnostics[before:])
    marks = tuple(_to_review(library, path, Severity.ERROR))
    places = open_places(job.evaluation, job.document) if job and printed else ()
    unready = tuple(library.locate(each) for each in places)
    return _Look(path, MadeProgram(memory.inputs_of(path), found, marks, open=unready), printed)


def _composed(
    library: Library, office: Office, file: tuple[int, Path], *, public: bool = False
) -> Composed | None:
    year, path = file
    evaluation = library.evaluation(path, office, public=public)
    if evaluation is None:
        return None
    document = compose(evaluation, library.profile())
    source = library.sources[evaluation.file]
    subject = checks.subject(source, evaluation, document, library.last_year(path))
    findings = (*evaluation.findings, *checks.run(subject), *_in_packs(evaluation, library))
    findings = (*findings, *_in_workbooks(evaluation, document, library.project))
    _report(library, evaluation, findings)
    return Composed(year, path, evaluation, document)


def _report(library: Library, evaluation: Evaluation, findings: Sequence[Finding]) -> None:
    """Keep the findings on a program that no comment allows, and what is wrong with such comments."""
    found = dict.fromkeys(findings)
    library.report(each for each in found if not library.is_allowed(each))
    for file in dict.fromkeys((evaluation.file, *(each.at.file for each in found))):
        allowed = library.allowed(file)
        # With mistakes in the program not all of it has been looked at; shared files have other readers.
        complete = file == evaluation.file and not evaluation.findings
        ids = (check.id for check in checks.all_checks())
        library.diagnostics.extend(allowed.complaints(ids, complete=complete) if allowed else ())


def _in_packs(evaluation: Evaluation, library: Library) -> tuple[Finding, ...]:
    """Return what is wrong with the paper that goes to each unit, seen on the first unit's."""
    packs = evaluation.program.packs
    table = evaluation.tables.get(packs.table) if packs else None
    if evaluation.findings or table is None or not table.rows:
        return ()
    own = evaluation.for_unit(table.rows[0].id)
    compose_pack(own, library.profile())
    return tuple(own.findings)


def _in_workbooks(evaluation: Evaluation, document: Document, project: Project) -> Iterator[Finding]:
    """Yield what is wrong with each workbook of the office's own, at the line of the table that names it."""
    for printed in document.flow():
        table = evaluation.tables.get(printed.id) if isinstance(printed, Table) else None
        if not isinstance(printed, Table) or not table or not printed.template:
            continue
        from docgen.renderers.templates import check as faults_of  # noqa: PLC0415 - only these need Excel

        at = table.at("template")
        try:
            data = project.template(printed.template)
        except DocgenError as error:
            yield Finding("unknown-template", Severity.ERROR, at, error.message, error.hint)
            continue
        for fault in faults_of(printed.template, data, (printed,)):
            # What a template leaves out on purpose is for `docgen template check`.
            if fault.severity is not Severity.HINT:
                yield Finding(fault.id, fault.severity, at, fault.message, fault.hint)


def _to_review(library: Library, file: Path, severity: Severity) -> Iterator[Diagnostic]:
    """Yield each mark of a file that could be read."""
    source = library.sources.get(library.project.shown(file))
    return to_review(source, severity) if source else iter(())


def _printed(
    look: _Look, press: Press, known: tuple[Memory, BuildOptions], progress: Callable[[str], None]
) -> Iterator[BuiltFile]:
    """Yield each file of a program."""
    if look.job:
        progress(look.job.program)
        yield from press.files(look.job)
        return
    memory, options = known
    for format in options.formats:
        for made in look.made.files.get(format, ()):
            yield BuiltFile(look.file, memory.folder_of(look.file) / made.name, format, made, None)


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


def _made(project: Project, look: _Look, wanted: Iterable[BuiltFile], options: BuildOptions) -> MadeProgram:
    """Return a program with the files that it has come to and what there is to say of them."""
    own = [file for file in wanted if file.program == look.file]
    files = {name: tuple(file.made for file in own if file.format == name) for name in options.formats}
    made = replace(look.made, files={**look.made.files, **files})
    if look.job is None or options.public or not project.sealed_file(look.job.year).is_file():
        return made
    return made.with_notes(options.formats, tuple(_no_longer_sealed(project, look.job, own)))


def _no_longer_sealed(project: Project, job: Composed, files: Sequence[BuiltFile]) -> Iterator[Words]:
    """Yield a warning when a notice is out and would now be another."""
    from docgen.sealer.notes import stale_note  # noqa: PLC0415 - only a sealed year needs it
    from docgen.sealer.record import read_record  # noqa: PLC0415

    notice = read_record(project, job.year).notice(job.program)
    data = {file.path.name: file.contents() for file in files}
    if notice and (note := stale_note(notice, job.document, data, job.year)):
        yield note
