"""Makes the pack of one unit, in whatever process: everything that packs share is read once in each."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from docgen.composer import compose_pack
from docgen.composer.forms import Forms
from docgen.diagnostics import DocgenError, Words
from docgen.document import Document
from docgen.loader import Library
from docgen.model.evaluation import Evaluation
from docgen.model.tables import EvaluatedTable
from docgen.packs.figures import Figures, figures
from docgen.packs.ledger import Entry
from docgen.profiles import Profile
from docgen.project import Project
from docgen.records import record
from docgen.same_inputs import CHANGED, require_same
from docgen.workers import Bench
from docgen.writer import file_name
from docgen.writer.target import Target


@record
class Master:
    """What the packs of one program are made from, as every process is told of it."""

    root: Path
    program: Path
    inputs: str
    formats: tuple[str, ...]
    public: bool = False


@record
class Job:
    """All packs of one program."""

    master: Master
    target: Target
    """Where the packs go."""


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
    evaluation: Evaluation
    table: EvaluatedTable
    profile: Profile
    templates: Callable[[str], bytes]
    forms: Forms | None
    """None where no form goes with the paper."""
    zip: bool


def bench_of(master: Master) -> Bench[Master, _Workshop]:
    """Return what makes the packs of one program, read once in each process."""
    return Bench(_workshop, master)


def get_ready(masters: tuple[Master, ...]) -> None:
    """Do what comes before the first pack of the first program that has packs.

    Raises nothing: what is wrong is told by the check, or when packs are made.
    """
    for master in masters:
        with suppress(DocgenError), bench_of(master).here().taken() as workshop:
            for row in workshop.table.rows[:1]:
                _files(master, workshop, Unit(row.id, row.id))
            return


def make(bench: Bench[Master, _Workshop], job: Job, units: tuple[Unit, ...]) -> list[str | Refused]:
    """Write the packs of `units` and return a line of the ledger for each that was written."""
    with bench.taken() as workshop:
        return [_made(job, workshop, unit) for unit in units]


def _made(job: Job, workshop: _Workshop, unit: Unit) -> str | Refused:
    try:
        files, found = _files(job.master, workshop, unit)
        for name, data in files.items():
            job.target.place(name, data)
    except DocgenError as error:
        return Refused(unit, error)
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    return Entry(unit.id, job.master.inputs, hashes, found).line()


def _files(master: Master, workshop: _Workshop, unit: Unit) -> tuple[dict[str, bytes], Figures]:
    """Return the files of a unit's pack by their names below the packs folder, and its figures."""
    evaluation = workshop.evaluation.for_unit(unit.id)
    document = compose_pack(evaluation, workshop.profile)
    if evaluation.findings:
        raise _mistaken(unit, evaluation.findings[0].message)
    found = figures(document, workshop.table, unit.id)
    files = _rendered(master, document, workshop.templates) | _form(workshop, unit)
    if workshop.zip:
        return _packed(unit, files), found
    return {f"{unit.name}/{name}": data for name, data in files.items()}, found


def _rendered(master: Master, document: Document, templates: Callable[[str], bytes]) -> dict[str, bytes]:
    from docgen.renderers.formats import render  # noqa: PLC0415 - only a process that makes packs needs it
    from docgen.verifier import verify  # noqa: PLC0415

    files: dict[str, bytes] = {}
    for format in master.formats:
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


def _workshop(master: Master) -> _Workshop:
    project = Project(master.root)
    require_same(project, master.inputs, master.formats, public=master.public)
    library = Library(project)
    evaluation = library.evaluation(master.program, library.office(), public=master.public)
    packs = evaluation.program.packs if evaluation else None
    table = evaluation.tables.get(packs.table) if evaluation and packs else None
    if evaluation is None or packs is None or table is None:
        raise CHANGED
    evaluation.complete()
    forms = Forms(evaluation) if packs.form else None
    profile, templates = library.profile(), lru_cache(project.template)
    return _Workshop(evaluation, table, profile, templates, forms, packs.zip)


def _mistaken(unit: Unit, message: Words) -> DocgenError:
    return DocgenError(
        Words(
            f"“{unit.name}”的文书有误：{message.zh}", f"the paper of {unit.name} has a mistake: {message.en}"
        ),
        Words("改好后再运行一次，已完成的不会重做", "mend it and run again; what is done is kept"),
    )
