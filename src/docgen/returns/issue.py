"""`docgen forms`: a fill-in workbook for every unit of a program's form tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen import pipeline
from docgen.composer.forms import Forms, form_tables
from docgen.diagnostics import Diagnostic, DocgenError, Words
from docgen.loader import Library
from docgen.project import Project
from docgen.writer import Written, file_name, unique_names, write

TEMPLATE = "annex.xlsx"


@dataclass(frozen=True, slots=True)
class Issued:
    """What a run found and wrote; with errors it has written nothing."""

    diagnostics: tuple[Diagnostic, ...]
    written: tuple[Written, ...] = ()


def issue_forms(project: Project, year: int, programs: Sequence[str], out: Path | None) -> Issued:
    """Write the forms of a year's programs (all that have form tables when none is named).

    Raises DocgenError.
    """
    files = [project.program_file(year, name) for name in programs] or project.program_files(year)
    found = pipeline.checked(project, year, files)[0]
    if pipeline.fails(found, strict=False):
        return Issued(found)
    wanted: dict[Path, bytes] = {}
    for file in files:
        folder = (out or project.build) / str(year) / file.stem / "forms"
        wanted |= {folder / name: data for name, data in _forms(project, file).items()}
    if not wanted:
        raise NO_FORMS
    return Issued(found, write(wanted, out or project.build))


def _forms(project: Project, file: Path) -> Mapping[str, bytes]:
    """Return the verified forms of one program by file name."""
    library = Library(project)
    evaluation = library.evaluation(file, library.office())
    if evaluation is None or not form_tables(evaluation):
        return {}
    forms = Forms(evaluation)
    label = evaluation.program.label
    names = unique_names(file_name(f"{name} {label}填报表", ".xlsx") for name in forms.units.values())
    return dict(_workbooks(forms, names, project.template(TEMPLATE)))


def _workbooks(forms: Forms, names: Sequence[str], template: bytes) -> Iterator[tuple[str, bytes]]:
    from docgen.renderers.excel.forms import form_workbook  # noqa: PLC0415 - openpyxl is for writing only
    from docgen.verifier.form import verify_form  # noqa: PLC0415

    for unit, name in zip(forms.units, names, strict=True):
        form = forms.form(unit)
        data = form_workbook(form, template)
        verify_form(name, data, form)
        yield name, data


NO_FORMS = DocgenError(
    Words("没有要填报的表", "no table has columns to fill in"),
    Words("给要填报的栏写 input: true", "write `input: true` for the columns that units fill in"),
)
