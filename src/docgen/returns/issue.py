"""`docgen forms`: a fill-in workbook for every unit of a program's form tables."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cache, partial
from pathlib import Path
from typing import Final

from docgen import pipeline
from docgen.composer.forms import Forms, form_tables
from docgen.diagnostics import Diagnostic, DocgenError, Words
from docgen.loader import Library
from docgen.project import Project
from docgen.records import record
from docgen.same_inputs import CHANGED, inputs, require_same
from docgen.workers import Bench, Crew, in_parts, spread
from docgen.writer import Written, file_name, unique_names, write

TEMPLATE: Final = "annex.xlsx"
_FORMATS: Final = ("xlsx",)
_CHUNK: Final = 16
"""Forms that a process is given at once."""
_WORTH: Final = 60
"""Forms that take as long to make as a process takes to start."""

_Programs = Callable[[Path], Forms]
"""The file of a program → its forms."""


@record
class FormOptions:
    """Where forms go, and who makes them."""

    out: Path | None = None
    """The folder that takes the place of `build/`."""
    crew: Crew = field(default_factory=lambda: Crew(jobs=1))


@record
class Issued:
    """What a run found and wrote; with errors it has written nothing."""

    diagnostics: tuple[Diagnostic, ...]
    written: tuple[Written, ...] = ()


@record
class _Job:
    """The forms of an office's programs, as every process is told of them."""

    project: Project
    seen: str


@record
class _Unit:
    """A form that is to be made."""

    program: Path
    id: str
    target: Path


def issue_forms(
    project: Project, year: int, programs: Sequence[str], options: FormOptions | None = None
) -> Issued:
    """Write the forms of a year's programs (all that have form tables when none is named).

    Raises DocgenError.
    """
    options = options or FormOptions()
    files = [project.program_file(year, name) for name in programs] or project.program_files(year)
    found, evaluations = pipeline.checked(project, year, files)
    if pipeline.fails(found, strict=False):
        return Issued(found)
    forms = {file: Forms(each) for file, each in evaluations if form_tables(each)}
    out = options.out or project.build
    units = [
        _Unit(file, id, out / str(year) / file.stem / "forms" / name)
        for file, each in forms.items()
        for id, name in _names(each)
    ]
    if not units:
        raise NO_FORMS
    return Issued(found, write(_workbooks(project, forms, units, options.crew), out))


def _names(forms: Forms) -> Iterator[tuple[str, str]]:
    """Yield the id of each unit with the name of its file."""
    names = unique_names(file_name(f"{name} {forms.label}填报表", ".xlsx") for name in forms.units.values())
    return zip(forms.units, names, strict=True)


def _workbooks(
    project: Project, forms: Mapping[Path, Forms], units: Sequence[_Unit], crew: Crew
) -> dict[Path, bytes]:
    """Return the verified form of each unit, whoever made it."""
    crew = crew.fit_for(len(units), _WORTH)
    seen = "" if crew.is_alone else inputs(project, _FORMATS, public=False)
    work = partial(_made, project, Bench(_programs, _Job(project, seen), forms.__getitem__))
    made: dict[Path, bytes] = {}
    for part, workbooks in spread(work, in_parts(units, _CHUNK), crew):
        made |= {unit.target: data for unit, data in zip(part, workbooks, strict=True)}
    return {unit.target: made[unit.target] for unit in units}


def _programs(job: _Job) -> _Programs:
    require_same(job.project, job.seen, _FORMATS, public=False)
    library = Library(job.project)

    def forms(file: Path) -> Forms:
        evaluation = library.evaluation(file, library.office())
        if evaluation is None:
            raise CHANGED
        return Forms(evaluation)

    return cache(forms)


def _made(project: Project, bench: Bench[_Job, _Programs], units: tuple[_Unit, ...]) -> list[bytes]:
    from docgen.renderers.excel.forms import form_workbook  # noqa: PLC0415 - openpyxl is for writing only
    from docgen.verifier.form import verify_form  # noqa: PLC0415

    template, made = project.template(TEMPLATE), []
    with bench.taken() as programs:
        for unit in units:
            form = programs(unit.program).form(unit.id)
            made.append(form_workbook(form, template))
            verify_form(unit.target.name, made[-1], form)
    return made


NO_FORMS = DocgenError(
    Words("没有要填报的表", "no table has columns to fill in"),
    Words("给要填报的栏写 input: true", "write `input: true` for the columns that units fill in"),
)
