"""`docgen collect`: what units sent back, checked cell by cell and taken into the program's results."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from docgen import pipeline
from docgen.composer.forms import Forms, form_tables
from docgen.diagnostics import Diagnostic, DocgenError, Words
from docgen.loader import Library
from docgen.project import Project
from docgen.records import record
from docgen.returns.issue import NO_FORMS
from docgen.returns.matching import Collecting, Incoming, duplicate, duplicates, mismatch, read_folder
from docgen.returns.notes import of_file
from docgen.returns.taking import CollectOptions, Run, Taken
from docgen.writer import Written


@record
class Collected:
    """What came in."""

    diagnostics: tuple[Diagnostic, ...]
    taken: tuple[Taken, ...] = ()
    written: tuple[Written, ...] = ()
    diffs: tuple[str, ...] = ()
    """How the programs' files change, in a dry run."""


def collect(
    project: Project, year: int, returns: Path, programs: Sequence[str], options: CollectOptions
) -> Collected:
    """Take the returns below a folder into the results of a year's programs.

    With errors in the content nothing is taken. Raises DocgenError.
    """
    if not returns.is_dir():
        raise _no_folder(returns)
    files = [project.program_file(year, name) for name in programs] or project.program_files(year)
    found = pipeline.checked(project, year, files)[0]
    if pipeline.fails(found, strict=False):
        return Collected(found)
    library = Library(project)
    collecting = {each.path.stem: each for file in files if (each := _collecting(library, file))}
    if not collecting:
        raise NO_FORMS
    others = [file.stem for file in project.program_files(year)]
    incoming, diagnostics = _accepted(project, returns, (collecting, others))
    run = Run(project, library, options)
    for stem, each in collecting.items():
        run.take(each, [one for one in incoming if one.found.record.program == stem])
    written = () if options.dry_run else run.write()
    return Collected((*found, *diagnostics, *run.diagnostics), tuple(run.taken), written, tuple(run.diffs))


def _collecting(library: Library, file: Path) -> Collecting | None:
    evaluation = library.evaluation(file, library.office())
    if evaluation is None or not form_tables(evaluation):
        return None
    return Collecting(file, evaluation, Forms(evaluation))


def _accepted(
    project: Project, returns: Path, known: tuple[Mapping[str, Collecting], Sequence[str]]
) -> tuple[list[Incoming], list[Diagnostic]]:
    """Return the forms that are these programs', each unit's once, and what is wrong with other files."""
    right: list[Incoming] = []
    diagnostics: list[Diagnostic] = []
    for each in read_folder(project, returns):
        if isinstance(each, Diagnostic):
            diagnostics.append(each)
        elif mistake := mismatch(each, *known):
            diagnostics.append(of_file(each.file, mistake))
        else:
            right.append(each)
    dropped: set[str] = set()
    for first, other, same_content in duplicates(right):
        diagnostics.append(duplicate(other.file, first.file, same=same_content))
        dropped.add(other.file)
        if not same_content:
            diagnostics.append(duplicate(first.file, other.file, same=False))
            dropped.add(first.file)
    return [each for each in right if each.file not in dropped], diagnostics


def _no_folder(returns: Path) -> DocgenError:
    return DocgenError(
        Words(f"没有文件夹“{returns}”", f"there is no folder {returns}"),
        Words("写上放收回的表的文件夹", "name the folder with the returned forms"),
    )
