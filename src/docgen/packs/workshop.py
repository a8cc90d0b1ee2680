"""Makes the pack of one unit, in whatever process: everything that packs share is read once in each."""

import hashlib
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from docgen.composer import compose_pack
from docgen.composer.forms import Forms
from docgen.diagnostics import DocgenError, Words
from docgen.document import Document
from docgen.loader import Library
from docgen.model.evaluation import Evaluation
from docgen.model.tables import EvaluatedTable
from docgen.packs.figures import figures
from docgen.packs.ledger import Entry
from docgen.profiles import Profile
from docgen.project import Project
from docgen.records import record
from docgen.same_inputs import CHANGED, require_same
from docgen.writer import file_name
from docgen.writer.target import Target


@record
class Job:
    """All packs of one program, as every process is told of it."""

    root: Path
    program: Path
    target: Target
    """Where the packs go."""
    inputs: str
    formats: tuple[str, ...]
    zip: bool
    public: bool = False


@record
class Unit:
    """One unit: its row id, and the name of its folder or file."""

    id: str
    name: str


@record
class Refused:
    """A unit whose pack could not be made, and why."""

    unit: Unit
    error: DocgenError


@record
class _Workshop:
    project: Project
    evaluation: Evaluation
    table: EvaluatedTable
    profile: Profile
    templates: Callable[[str], bytes]
    forms: Forms | None
    """None where no form goes with the paper."""


_AT_WORK = threading.Lock()
"""Evaluation is for one thread: a cluster's worker or an executor may have several."""


def make(job: Job, units: tuple[Unit, ...]) -> list[Entry | Refused]:
    """Write the packs of `units` and return what was written."""
    with _AT_WORK:
        return [_made(job, unit) for unit in units]


def _made(job: Job, unit: Unit) -> Entry | Refused:
    workshop = _workshop(job)
    try:
        return _make(job, workshop, unit)
    except DocgenError as error:
        return Refused(unit, error)


def _make(job: Job, workshop: _Workshop, unit: Unit) -> Entry:
    evaluation = workshop.evaluation.for_unit(unit.id)
    document = compose_pack(evaluation, workshop.profile)
    if evaluation.findings:
        raise _mistaken(unit, evaluation.findings[0].message)
    found = figures(document, workshop.table, unit.id)
    files = _rendered(job, document, workshop.templates) | _form(workshop, unit)
    named = _packed(unit, files) if job.zip else {f"{unit.name}/{name}": data for name, data in files.items()}
    for name, data in named.items():
        job.target.place(name, data)
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in named.items()}
    return Entry(unit.id, job.inputs, hashes, found)


def _rendered(job: Job, document: Document, templates: Callable[[str], bytes]) -> dict[str, bytes]:
    from docgen.renderers.formats import render  # noqa: PLC0415 - only a process that makes packs needs it
    from docgen.verifier import verify  # noqa: PLC0415

    files: dict[str, bytes] = {}
    for format in job.formats:
        for stem, data in render(format, document, templates):
            verify(f"{stem}.{format}", data, document)
            files[file_name(stem, f".{format}")] = data
    return files


def _form(workshop: _Workshop, unit: Unit) -> dict[str, bytes]:
    """Return the unit's form, if one goes with its paper."""
    forms, program = workshop.forms, workshop.evaluation.program
    if forms is None or unit.id not in forms.units:
        return {}
    from docgen.renderers.excel.forms import form_workbook  # noqa: PLC0415
    from docgen.verifier.form import verify_form  # noqa: PLC0415

    form = forms.form(unit.id)
    name = file_name(f"{form.name} {program.label}填报表", ".xlsx")
    data = form_workbook(form, workshop.templates("annex.xlsx"))
    verify_form(name, data, form)
    return {name: data}


def _packed(unit: Unit, files: dict[str, bytes]) -> dict[str, bytes]:
    from docgen.renderers.ooxml import write_parts  # noqa: PLC0415 - the same ZIP as for Word and Excel

    return {f"{unit.name}.zip": write_parts(files)}


@lru_cache(maxsize=1)
def _workshop(job: Job) -> _Workshop:
    project = Project(job.root)
    require_same(project, job.inputs, job.formats, public=job.public)
    library = Library(project)
    evaluation = library.evaluation(job.program, library.office(), public=job.public)
    packs = evaluation.program.packs if evaluation else None
    table = evaluation.tables.get(packs.table) if evaluation and packs else None
    if evaluation is None or table is None:
        raise CHANGED
    evaluation.complete()
    forms = Forms(evaluation) if packs and packs.form else None
    return _Workshop(project, evaluation, table, library.profile(), lru_cache(project.template), forms)


def _mistaken(unit: Unit, message: Words) -> DocgenError:
    return DocgenError(
        Words(
            f"“{unit.name}”的文书有误：{message.zh}", f"the paper of {unit.name} has a mistake: {message.en}"
        ),
        Words("改好后再运行一次，已完成的不会重做", "mend it and run again; what is done is kept"),
    )
