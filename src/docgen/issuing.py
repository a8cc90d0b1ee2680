"""Notices that go out: sealed as issued, and corrected when an error is found later."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import PurePath

from docgen import __version__
from docgen.diagnostics import DocgenError, Severity, Words
from docgen.document import Document
from docgen.loader import Library
from docgen.model.evaluation import Evaluation
from docgen.pipeline import BuildOptions, BuiltFile, Composed, Outcome, composed, fails, rendered
from docgen.project import Project
from docgen.readiness import open_places
from docgen.review_marks import to_review
from docgen.sealer import printed
from docgen.sealer.correction import Correction
from docgen.sealer.differences import Change, RowNames, differences
from docgen.sealer.record import (
    Sealed,
    SealedFile,
    SealedNotice,
    digest,
    read_record,
    record_text,
    sealed_file,
)
from docgen.writer import write

_ONLY_CHECKED = frozenset({"glossary", "phrases"})
"""Files that notices are checked against; they decide no byte of what is printed."""

_FORMATS = ("docx", "xlsx")


def seal(
    project: Project,
    year: int,
    programs: Sequence[str],
    progress: Callable[[str], None],
    *,
    again: bool = False,
) -> Outcome:
    """Build the notices of a year (all when none is named), write them, and record what they are.

    Nothing is written where one has an error, is a draft, or is sealed already, unless `again`.
    """
    library, jobs = composed(project, [year], programs)
    if fails(library.diagnostics, strict=False):
        return Outcome(tuple(library.diagnostics))
    record = read_record(project, year)
    for job in jobs:
        _require_sealable(job, record, again=again)
    marks = [mark for job in jobs for mark in to_review(library.sources[job.evaluation.file], Severity.ERROR)]
    unready = [library.locate(each) for job in jobs for each in open_places(job.evaluation, job.document)]
    if marks or unready:
        return Outcome((*library.diagnostics, *unready, *marks))
    options = BuildOptions(formats=_FORMATS)
    built = {job.program: list(rendered(library, job, options, progress)) for job in jobs}
    for job in jobs:
        record = record.with_notice(_notice(library, job, built[job.program]))
    files = {file.path: file.contents() for each in built.values() for file in each}
    written = write(files, project.build)
    path = project.sealed_file(year)
    kept = write({path: record_text(record).encode()}, path.parent)
    return Outcome(tuple(library.diagnostics), (*written, *kept))


def correct(project: Project, year: int, program: str, id: str | None = None) -> Outcome:
    """Write the draft of a 更正通知 for what a sealed notice prints now and did not print then."""
    sealed = read_record(project, year).notice(program)
    if sealed is None:
        raise _not_sealed(year, program)
    library, jobs = composed(project, [year], [program])
    if fails(library.diagnostics, strict=False):
        return Outcome(tuple(library.diagnostics))
    (job,) = jobs
    changes = tuple(differences(sealed.printed, printed.printed(job.document), _row_names(job.evaluation)))
    if not changes:
        raise _nothing_to_correct(program)
    id = id or f"{program}-correction"
    target = project.content / str(year) / f"{id}.yaml"
    if target.exists():
        raise _exists(project.shown(target))
    text = _correction(id, job, sealed, changes).text()
    return Outcome(tuple(library.diagnostics), write({target: text.encode()}, target.parent))


def _row_names(evaluation: Evaluation) -> dict[str, RowNames]:
    """Return by which columns people know the rows of each table, where it names them."""
    found = {}
    for table in evaluation.tables:
        kinds = [column.type for column in table.spec.columns]
        if "name" in kinds:
            serial = kinds.index("serial") if "serial" in kinds else None
            found[table.spec.id] = RowNames(kinds.index("name"), serial)
    return found


def _notice(library: Library, job: Composed, built: Sequence[BuiltFile]) -> SealedNotice:
    document = job.document
    return SealedNotice(
        program=job.program,
        title=printed.title_of(document),
        number=printed.number_of(document),
        date=printed.date_of(document),
        docgen=__version__,
        inputs=tuple(_inputs(library, job)),
        outputs=tuple(sealed_file(file.path.name, file.contents()) for file in built),
        printed=printed.printed(document),
    )


def _inputs(library: Library, job: Composed) -> Iterator[SealedFile]:
    """Yield the files that the notice is made of, as they are."""
    project = library.project
    names = {
        *_content_read(library, job),
        *_data_files(project, job.evaluation),
        *_pictures(job.evaluation),
        *project.template_files(),
    }
    for name, data in project.inputs(names).items():
        yield SealedFile(file=name, sha256=digest(data))


def _content_read(library: Library, job: Composed) -> Iterator[str]:
    """Yield the YAML files read for a program: of other programs and of other rosters none."""
    rosters = {table.roster for table in job.evaluation.program.quota_tables}
    for name in library.sources:
        folder, stem = PurePath(name).parent.name, PurePath(name).stem
        if folder == "content" and stem in _ONLY_CHECKED:
            continue
        if folder == "content" or stem in (rosters if folder == "rosters" else (job.program,)):
            yield name


def _data_files(project: Project, evaluation: Evaluation) -> Iterator[str]:
    folder = (project.root / evaluation.file).parent
    for table in evaluation.program.quota_tables:
        if table.data:
            yield project.shown(project.data_file(folder, table.data.partition("#")[0].strip()))


def _pictures(evaluation: Evaluation) -> Iterator[str]:
    notice = evaluation.program.notice
    if notice is None:
        return
    organs = (evaluation.office.agencies[each] for each in notice.issuers)
    stamp = notice.stamp.picture if notice.stamp else None
    yield from filter(None, (*(organ.seal_picture for organ in organs), stamp))


def _require_sealable(job: Composed, record: Sealed, *, again: bool) -> None:
    if record.notice(job.program) and not again:
        raise DocgenError(
            Words(f"“{job.program}”已经封存过", f"{job.program} is sealed already"),
            Words(
                f"内容有误，用 docgen correct {job.year} {job.program} 起草更正；确要重新封存，加 --again",
                f"correct it with docgen correct {job.year} {job.program}, or seal it anew with --again",
            ),
        )


def _correction(id: str, job: Composed, sealed: SealedNotice, changes: Sequence[Change]) -> Correction:
    notice = job.evaluation.program.notice
    if notice is None:
        raise DocgenError(
            Words(f"“{job.program}”没有通知，只有方案，更正通知没有发文机关", f"{job.program} has no notice"),
            Words("更正随它所附的公文一起印发", "correct it in the notice that issues it"),
        )
    agencies = job.evaluation.office.agencies
    return Correction(
        id,
        job.year,
        sealed,
        notice,
        "、".join(agencies[each].name for each in notice.issuers),
        _addressees(job.document),
        _copy_to(job.document),
        changes,
    )


def _addressees(document: Document) -> tuple[str, ...]:
    moved = document.imprint.main_to if document.imprint else None
    line = document.addressees or moved
    text = line.text.removeprefix("主送：").rstrip("：。") if line else ""
    return tuple(filter(None, text.split("，")))


def _copy_to(document: Document) -> tuple[str, ...]:
    line = document.imprint.copy_to if document.imprint else None
    text = line.text.removeprefix("抄送：").rstrip("。") if line else ""
    return tuple(filter(None, text.split("，")))


def _not_sealed(year: int, program: str) -> DocgenError:
    return DocgenError(
        Words(f"{year} 年度的“{program}”没有封存", f"{program} of {year} is not sealed"),
        Words(
            f"还没有印发就直接改；已经印发，先用 docgen seal {year} {program} 封存印发时的内容",
            f"before it is issued just change it; when it is out: docgen seal {year} {program}",
        ),
    )


def _nothing_to_correct(program: str) -> DocgenError:
    return DocgenError(
        Words(f"“{program}”印出的内容和封存时一样，没有要更正的", f"{program} prints what was sealed"),
        Words("先把 YAML 里的错误改正过来，再运行一次", "mend the YAML first, then run again"),
    )


def _exists(shown: str) -> DocgenError:
    return DocgenError(
        Words(f"“{shown}”已经有了", f"{shown} exists"),
        Words("用 --id 另起一个编号", "choose another id with --id"),
    )
