"""Makes the pack of one unit, in whatever process: everything that packs share is read once in each."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from docgen.composer import compose_pack
from docgen.composer.forms import Forms
from docgen.diagnostics import DocgenError, Words
from docgen.loader import Library
from docgen.model.evaluation import Evaluation
from docgen.model.tables import EvaluatedTable
from docgen.packs.figures import figures
from docgen.packs.ledger import Entry
from docgen.profiles import Profile
from docgen.project import Project
from docgen.writer import file_name, place


@dataclass(frozen=True, slots=True)
class Job:
    """All packs of one program, as every process is told of it."""

    root: Path
    program: Path
    folder: Path
    """Where the packs go."""
    inputs: str
    formats: tuple[str, ...]
    zip: bool
    public: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: its row id, and the name of its folder or file."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class _Workshop:
    project: Project
    evaluation: Evaluation
    table: EvaluatedTable
    profile: Profile
    forms: Forms | None
    """None where no form goes with the paper."""


def make(job: Job, units: tuple[Unit, ...]) -> list[Entry]:
    """Write the packs of `units` and return what was written."""
    return [_make(job, unit) for unit in units]


def _make(job: Job, unit: Unit) -> Entry:
    workshop = _workshop(job)
    evaluation = workshop.evaluation.for_unit(unit.id)
    document = compose_pack(evaluation, workshop.profile)
    if evaluation.findings:
        raise _mistaken(unit, evaluation.findings[0].message)
    found = figures(document, workshop.table, unit.id)
    from docgen.renderers.formats import render  # noqa: PLC0415 - only a process that makes packs needs it
    from docgen.verifier import verify  # noqa: PLC0415

    files: dict[str, bytes] = {}
    for format in job.formats:
        for stem, data in render(format, document, workshop.project.template):
            verify(f"{stem}.{format}", data, document)
            files[file_name(stem, f".{format}")] = data
    files |= _form(workshop, unit)
    named = _packed(unit, files) if job.zip else {f"{unit.name}/{name}": data for name, data in files.items()}
    for name, data in named.items():
        place(job.folder / name, data)
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in named.items()}
    return Entry(unit.id, job.inputs, hashes, found)


def _form(workshop: _Workshop, unit: Unit) -> dict[str, bytes]:
    """Return the unit's form, if one goes with its paper."""
    forms, program = workshop.forms, workshop.evaluation.program
    if forms is None or unit.id not in forms.units:
        return {}
    from docgen.renderers.excel.forms import form_workbook  # noqa: PLC0415
    from docgen.verifier.form import verify_form  # noqa: PLC0415

    form = forms.form(unit.id)
    name = file_name(f"{form.name} {program.label}填报表", ".xlsx")
    data = form_workbook(form, workshop.project.template("annex.xlsx"))
    verify_form(name, data, form)
    return {name: data}


def _packed(unit: Unit, files: dict[str, bytes]) -> dict[str, bytes]:
    from docgen.renderers.ooxml import write_parts  # noqa: PLC0415 - the same ZIP as for Word and Excel

    return {f"{unit.name}.zip": write_parts(files)}


@lru_cache(maxsize=1)
def _workshop(job: Job) -> _Workshop:
    project = Project(job.root)
    library = Library(project)
    office = library.office()
    evaluation = library.evaluation(job.program, office, public=job.public)
    packs = evaluation.program.packs if evaluation else None
    table = evaluation.tables.get(packs.table) if evaluation and packs else None
    if evaluation is None or table is None:
        raise _changed(project.shown(job.program))
    evaluation.complete()
    forms = Forms(evaluation) if packs and packs.form else None
    return _Workshop(project, evaluation, table, library.profile(), forms)


def _changed(program: str) -> DocgenError:
    return DocgenError(
        Words(f"“{program}”在生成途中被改动了", f"{program} was changed while packs were made"),
        Words("请再运行一次", "run again"),
    )


def _mistaken(unit: Unit, message: Words) -> DocgenError:
    return DocgenError(
        Words(
            f"“{unit.name}”的文书有误：{message.zh}", f"the paper of {unit.name} has a mistake: {message.en}"
        ),
        Words("改好后再运行一次，已完成的不会重做", "mend it and run again; what is done is kept"),
    )
