"""The way from YAML to Word and Excel: read, decode, compose, check, render, verify, write."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docgen import checks
from docgen.composer import compose, compose_pack
from docgen.diagnostics import Diagnostic, Finding, Severity, Words
from docgen.document import Document, Table
from docgen.loader import Library
from docgen.model.evaluation import Evaluation
from docgen.model.scope import Office
from docgen.project import Project
from docgen.review_marks import to_review
from docgen.writer import Written, file_name, write

PDF_SECONDS = 120
"""How long LibreOffice may take for one notice before it is given up."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build: which formats, where to, and whether warnings count as errors."""

    formats: tuple[str, ...] = ("docx", "xlsx")
    out: Path | None = None
    """The folder that takes the place of `build/`."""
    strict: bool = False
    public: bool = False
    """Print what is marked private as XX."""
    release: bool = False
    """Refuse while a person has something to confirm."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found and wrote; with errors it has written nothing."""

    diagnostics: tuple[Diagnostic, ...]
    written: tuple[Written, ...] = ()
    notes: tuple[Words, ...] = ()
    """Warnings that no line of a file is to blame for: fonts that the PDF lacks, files of earlier builds."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A program of a year as it will be printed."""

    year: int
    program: str
    """The stem of its file."""
    evaluation: Evaluation
    document: Document


@dataclass(frozen=True, slots=True)
class BuiltFile:
    """A file ready to be written."""

    path: Path
    format: str
    data: bytes


def build(
    project: Project,
    year: int,
    programs: Sequence[str],
    options: BuildOptions,
    progress: Callable[[str], None],
) -> Outcome:
    """Build the programs of a year (all when none is named) and write what was verified."""
    library, jobs = composed(project, [year], programs, public=options.public)
    files = _program_files(project, year, programs)
    marks = [mark for file in files for mark in _to_review(library, file, Severity.ERROR)]
    if options.release:
        library.diagnostics.extend(marks)
    if fails(library.diagnostics, strict=options.strict):
        return Outcome(tuple(library.diagnostics))
    files_out = [file for job in jobs for file in rendered(library, job, options, progress)]
    losses: tuple[Words, ...] = ()
    if "pdf" in options.formats:
        progress("PDF")
        losses = _add_pdfs(files_out)
    wanted = {file.path: file.data for file in files_out if file.format in options.formats}
    written = write(wanted, options.out or project.build)
    stale = () if options.public else _no_longer_sealed(project, jobs, wanted)
    behind = _left_behind(wanted, options.formats)
    notes = (*losses, *stale, *behind, *_unconfirmed(year, len(marks)))
    return Outcome(tuple(library.diagnostics), written, notes)


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


def fails(diagnostics: Sequence[Diagnostic], *, strict: bool) -> bool:
    """Return whether the diagnostics stop a build: errors always, warnings when `strict`."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(diagnostic.severity in grave for diagnostic in diagnostics)


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
    _report(library, evaluation, findings)
    return Composed(year, path.stem, evaluation, document)


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


def _to_review(library: Library, file: Path, severity: Severity) -> Iterator[Diagnostic]:
    """Yield each mark of a file that could be read."""
    source = library.sources.get(library.project.shown(file))
    return to_review(source, severity) if source else iter(())


def _unconfirmed(year: int, marks: int) -> Iterator[Words]:
    if marks:
        yield Words(
            f"还有 {marks} 处待核，运行 docgen todo {year} 逐处查看",
            f"{marks} places to review: docgen todo {year} lists them",
        )


def rendered(
    library: Library, job: Composed, options: BuildOptions, progress: Callable[[str], None]
) -> Iterator[BuiltFile]:
    """Yield each file of a program, verified."""
    from docgen.renderers.formats import formats, render  # noqa: PLC0415 - only a build needs Word and Excel
    from docgen.verifier import verify  # noqa: PLC0415

    progress(job.program)
    project = library.project
    folder = (options.out or project.build) / str(job.year) / job.program
    edition = "（公开稿）" if options.public else ""
    for format in dict.fromkeys("docx" if name == "pdf" else name for name in options.formats):
        document = job.document
        if formats()[format].shows_places:
            document = replace(document, places=library.places(document))
        for stem, data in render(format, document, project.template):
            verify(f"{stem}.{format}", data, document)
            yield BuiltFile(folder / file_name(f"{stem}{edition}", f".{format}"), format, data)


def _no_longer_sealed(
    project: Project, jobs: Sequence[Composed], wanted: Mapping[Path, bytes]
) -> Iterator[Words]:
    """Yield a warning for each notice that is out and would now be another."""
    if not any(project.sealed_file(job.year).is_file() for job in jobs):
        return
    from docgen.sealer.notes import stale_note  # noqa: PLC0415 - only a sealed year needs it
    from docgen.sealer.record import read_record  # noqa: PLC0415

    for job in jobs:
        notice = read_record(project, job.year).notice(job.program)
        files = {path.name: data for path, data in wanted.items() if path.parent.name == job.program}
        if notice and (note := stale_note(notice, job.document, files, job.year)):
            yield note


def _left_behind(wanted: Mapping[Path, bytes], formats: Sequence[str]) -> Iterator[Words]:
    """Yield a warning for each file of an earlier build that a reader could take for one of this build."""
    endings = {".pdf", *(f".{format}" for format in formats)}
    for folder in sorted({path.parent for path in wanted}):
        for path in sorted(folder.iterdir()):
            if path.suffix in endings and path not in wanted and not path.name.startswith(("~$", ".")):
                yield Words(
                    f"“{path.name}”是以前生成的，这次没有更新，请核对后删除",
                    f"{path.name} is from an earlier build and was not renewed: look at it and delete it",
                )


def _add_pdfs(files: list[BuiltFile]) -> tuple[Words, ...]:
    """Add the PDF of each Word file, all made by one run of LibreOffice; return what they do not show."""
    from docgen.renderers.pdf import convert  # noqa: PLC0415
    from docgen.renderers.pdf_losses import losses  # noqa: PLC0415

    notices = [file for file in files if file.format == "docx"]
    made = convert([(file.path.name, file.data) for file in notices], PDF_SECONDS * len(notices))
    for file, data in zip(notices, made, strict=True):
        files.append(BuiltFile(file.path.with_suffix(".pdf"), "pdf", data))
    return losses([file.data for file in notices])
