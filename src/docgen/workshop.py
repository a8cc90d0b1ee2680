"""One program from its file to verified files, in whatever process; what all share is read once in each.

What goes in and what comes out is plain data, so that it can travel between processes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from docgen import checks
from docgen.composer import compose, compose_pack
from docgen.diagnostics import Diagnostic, DocgenError, Finding, Severity
from docgen.document import Document, Table
from docgen.freshness import MadeFile, MadeProgram, told
from docgen.loader import Library
from docgen.model.evaluation import Evaluation
from docgen.model.scope import Office
from docgen.outcome import BuildOptions, fails
from docgen.press import BuiltFile, Composed, Press
from docgen.project import Project
from docgen.readiness import open_places
from docgen.records import record
from docgen.review_marks import to_review
from docgen.same_inputs import inputs, require_same
from docgen.workers import Bench

if TYPE_CHECKING:
    from collections.abc import Callable

    from docgen.sealer.record import Sealed


@record
class Unit:
    """One program that is to be made."""

    file: Path
    inputs: str
    """The digest of all that it is made from."""
    known: Mapping[str, tuple[MadeFile, ...]] = field(compare=False)
    """Its files, by format, that are in their places as they were made."""
    printed: bool = True
    """Whether it is to be printed, and not only looked at."""


@record
class Made:
    """What came of one program."""

    program: MadeProgram
    """What was found in it, without its files."""
    files: tuple[BuiltFile, ...] = ()
    as_sealed: bool | None = None
    """Whether it prints the words that were sealed; None where it is not sealed."""
    refused: DocgenError | None = None
    """Why it could not be made."""

    def stops(self, options: BuildOptions) -> bool:
        """Return whether nothing of the whole build will be written."""
        return self.refused is not None or fails(told((), [self.program], options), strict=options.strict)


@record
class _Job:
    """A build, as every process is told of it."""

    project: Project
    year: int
    options: BuildOptions
    seen: str


class Shared:
    """What the programs of a year share."""

    def __init__(self, project: Project, year: int) -> None:
        self.project = project
        self.year = year
        self.library = Library(project)
        self.library.report_strays()
        self.library.office()
        self.diagnostics = tuple(self.library.diagnostics)

    @cached_property
    def sealed(self) -> "Sealed | None":
        """What is sealed of the year, None where nothing is; raises DocgenError where that cannot be read."""
        if not self.project.sealed_file(self.year).is_file():
            return None
        from docgen.sealer.record import read_record  # noqa: PLC0415 - only a sealed year needs it

        return read_record(self.project, self.year)


def maker(shared: Shared, options: BuildOptions, *, alone: bool) -> "Callable[[Unit], Made]":
    """Return what makes a program in whatever process; in this one, `alone` or not, `shared` is at hand."""
    options = replace(options, crew=None)
    # The proof costs reading everything once more; this process has nobody to prove anything to.
    seen = "" if alone else inputs(shared.project, options.formats, public=options.public)
    job = _Job(shared.project, shared.year, options, seen)
    return partial(_made, Bench(_shared, job, shared), options)


def _shared(job: _Job) -> Shared:
    require_same(job.project, job.seen, job.options.formats, public=job.options.public)
    return Shared(job.project, job.year)


def _made(bench: Bench[_Job, Shared], options: BuildOptions, unit: Unit) -> Made:
    with bench.taken() as shared:
        try:
            return _make(shared, options, unit)
        except DocgenError as error:
            return Made(MadeProgram(unit.inputs, (), ()), refused=error)


def _make(shared: Shared, options: BuildOptions, unit: Unit) -> Made:
    library = shared.library
    before = len(library.diagnostics)
    job = composed_program(library, library.office(), (shared.year, unit.file), public=options.public)
    printed = job if job and job.evaluation.program.has_text else None
    found = tuple(library.diagnostics[before:])
    marks = tuple(marks_of(library, unit.file, Severity.ERROR))
    places = open_places(printed.evaluation, printed.document) if printed else ()
    unready = tuple(library.locate(each) for each in places)
    made = Made(MadeProgram(unit.inputs, found, marks, open=unready))
    if printed is None or not unit.printed or made.stops(options):
        return made
    try:
        files = tuple(Press(library, options).files(printed, unit.known))
        return replace(made, files=files, as_sealed=_as_sealed(shared, printed, options))
    except DocgenError as error:
        return replace(made, refused=error)


def _as_sealed(shared: Shared, job: Composed, options: BuildOptions) -> bool | None:
    notice = shared.sealed.notice(job.program) if shared.sealed and not options.public else None
    if notice is None:
        return None
    from docgen.sealer.printed import same_words  # noqa: PLC0415 - only a sealed notice needs it

    return same_words(notice, job.document)


def composed_program(
    library: Library, office: Office, file: tuple[int, Path], *, public: bool = False
) -> Composed | None:
    """Return a program of a year as it will be printed; what `check` finds in it is kept in the library."""
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


def marks_of(library: Library, file: Path, severity: Severity) -> Iterator[Diagnostic]:
    """Yield each mark for a person of a file that could be read."""
    source = library.sources.get(library.project.shown(file))
    return to_review(source, severity) if source else iter(())


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
