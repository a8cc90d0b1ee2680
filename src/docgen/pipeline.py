"""The way from YAML to Word and Excel: read, decode, compose, check, render, verify, write."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen import checks
from docgen.composer import compose, compose_pack
from docgen.diagnostics import Diagnostic, Finding, Severity, Words
from docgen.document import Document
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
class _Job:
    year: int
    program: str
    document: Document


@dataclass(frozen=True, slots=True)
class _File:
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
    files = [project.program_file(year, name) for name in programs] or project.program_files(year)
    library = Library(project)
    library.report_strays()
    office = library.office()
    jobs = [job for file in files if (job := _composed(library, office, (year, file), public=options.public))]
    marks = [mark for file in files for mark in _to_review(library, file, Severity.ERROR)]
    if options.release:
        library.diagnostics.extend(marks)
    if fails(library.diagnostics, strict=options.strict):
        return Outcome(tuple(library.diagnostics))
    files_out = [file for job in jobs for file in _rendered(project, job, options, progress)]
    losses: tuple[Words, ...] = ()
    if "pdf" in options.formats:
        progress("PDF")
        losses = _add_pdfs(files_out)
    wanted = {file.path: file.data for file in files_out if file.format in options.formats}
    written = write(wanted, options.out or project.build)
    notes = (*losses, *_left_behind(wanted, options.formats), *_unconfirmed(year, len(marks)))
    return Outcome(tuple(library.diagnostics), written, notes)


def check(project: Project, years: Sequence[int]) -> Outcome:
    """Do all that a build does up to the checks, for the given years or for all."""
    library = Library(project)
    library.report_strays()
    office = library.office()
    for year in years or project.years():
        for file in project.program_files(year):
            _composed(library, office, (year, file))
    return Outcome(tuple(library.diagnostics))


def check_files(project: Project, year: int, files: Sequence[Path]) -> tuple[Diagnostic, ...]:
    """Return what `check` finds in some programs of a year."""
    library = Library(project)
    office = library.office()
    for file in files:
        _composed(library, office, (year, file))
    return tuple(library.diagnostics)


def todo(project: Project, years: Sequence[int]) -> Outcome:
    """Find what a person must still confirm, in the given years or in all."""
    library = Library(project)
    for file in [file for year in years or project.years() for file in project.program_files(year)]:
        library.program(file)
        library.diagnostics.extend(_to_review(library, file, Severity.WARNING))
    return Outcome(tuple(library.diagnostics))


def fails(diagnostics: Sequence[Diagnostic], *, strict: bool) -> bool:
    """Return whether the diagnostics stop a build: errors always, warnings when `strict`."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(diagnostic.severity in grave for diagnostic in diagnostics)


def _composed(
    library: Library, office: Office, file: tuple[int, Path], *, public: bool = False
) -> _Job | None:
    year, path = file
    evaluation = library.evaluation(path, office, public=public)
    if evaluation is None:
        return None
    document = compose(evaluation, library.profile())
    source = library.sources[evaluation.file]
    subject = checks.subject(source, evaluation, document, library.last_year(path))
    _report(
        library, evaluation, (*evaluation.findings, *checks.run(subject), *_in_packs(evaluation, library))
    )
    return _Job(year, path.stem, document) if evaluation.program.has_text else None


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


def _rendered(
    project: Project, job: _Job, options: BuildOptions, progress: Callable[[str], None]
) -> Iterator[_File]:
    """Yield each file of a program, verified."""
    from docgen.renderers.formats import render  # noqa: PLC0415 - only a build needs Word and Excel
    from docgen.verifier import verify  # noqa: PLC0415

    progress(job.program)
    folder = (options.out or project.build) / str(job.year) / job.program
    edition = "（公开稿）" if options.public else ""
    for format in dict.fromkeys("docx" if name == "pdf" else name for name in options.formats):
        for stem, data in render(format, job.document, project.template):
            verify(f"{stem}.{format}", data, job.document)
            yield _File(folder / file_name(f"{stem}{edition}", f".{format}"), format, data)


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


def _add_pdfs(files: list[_File]) -> tuple[Words, ...]:
    """Add the PDF of each Word file, all made by one run of LibreOffice; return what they do not show."""
    from docgen.renderers.pdf import convert  # noqa: PLC0415
    from docgen.renderers.pdf_losses import losses  # noqa: PLC0415

    notices = [file for file in files if file.format == "docx"]
    made = convert([(file.path.name, file.data) for file in notices], PDF_SECONDS * len(notices))
    for file, data in zip(notices, made, strict=True):
        files.append(_File(file.path.with_suffix(".pdf"), "pdf", data))
    return losses([file.data for file in notices])
