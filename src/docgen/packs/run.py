"""The run of `docgen packs`: what is to do, who does it, and the proof that it is whole."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from docgen import __version__, pipeline
from docgen.diagnostics import Diagnostic, DocgenError, Words
from docgen.loader import Library
from docgen.model.row_names import Place
from docgen.model.tables import EvaluatedTable
from docgen.packs.figures import require_whole
from docgen.packs.ledger import Entry, Ledger
from docgen.packs.workers import workers
from docgen.packs.workshop import Job, Unit, make
from docgen.project import Project
from docgen.writer import file_name, locked, unique_names

_CHUNK = 16
"""Units that a process is given at once."""

Progress = Callable[[str, int, int], None]
"""Told of a program with the packs that are done and all there are."""


@dataclass(frozen=True, slots=True)
class PackOptions:
    """How packs are made."""

    formats: tuple[str, ...] = ("docx",)
    out: Path | None = None
    """The folder that takes the place of `build/`."""
    strict: bool = False
    public: bool = False
    force: bool = False
    """Make every pack anew."""
    jobs: int | None = None
    """Processes; None for one on each core."""
    shard: tuple[int, int] = (1, 1)
    """Which part of how many: 2, 5 makes the second fifth of the units."""
    executor: Executor | None = None
    """Who does the work instead of processes of this computer."""


@dataclass(frozen=True, slots=True)
class Packed:
    """What a run found and made."""

    diagnostics: tuple[Diagnostic, ...]
    programs: tuple["ProgramPacks", ...] = ()


@dataclass(frozen=True, slots=True)
class ProgramPacks:
    """The packs of one program."""

    folder: Path
    made: int
    kept: int
    sums: dict[str, str]
    """What the units' figures add up to, by the columns' labels; that of the master table, too."""
    left_behind: tuple[str, ...] = ()
    """Files of units that are no longer in the table."""


def make_packs(
    project: Project, year: int, programs: Sequence[str], options: PackOptions, progress: Progress
) -> Packed:
    """Make the packs of a year's programs (all that have `packs` when none is named).

    With errors in the content nothing is made. Raises DocgenError.
    """
    files = [project.program_file(year, name) for name in programs] or project.program_files(year)
    found = pipeline.check_files(project, year, files)
    if pipeline.fails(found, strict=options.strict):
        return Packed(found)
    inputs = _inputs(project, options)
    jobs = [job for file in files if (job := _job(project, file, (year, inputs), options))]
    if not jobs:
        raise _NO_PACKS
    return Packed(found, tuple(_run(project, job, options, progress) for job in jobs))


def _job(project: Project, file: Path, key: tuple[int, str], options: PackOptions) -> Job | None:
    year, inputs = key
    packs = _program_packs(project, file)
    if packs is None:
        return None
    folder = (options.out or project.build) / str(year) / file.stem / "packs"
    return Job(project.root, file, folder, inputs, options.formats, packs[1], options.public)


def _program_packs(project: Project, file: Path) -> tuple[str, bool] | None:
    program = Library(project).program(file)
    return (program.packs.table, program.packs.zip) if program and program.packs else None


def _run(project: Project, job: Job, options: PackOptions, progress: Progress) -> ProgramPacks:
    library = Library(project)
    evaluation = library.evaluation(job.program, library.office(), public=job.public)
    packs = evaluation.program.packs if evaluation else None
    table = evaluation.tables.get(packs.table) if evaluation and packs else None
    if table is None:
        raise _NO_PACKS
    units = _units(table)
    job.folder.mkdir(parents=True, exist_ok=True)
    with locked(job.folder):
        return _made(job, (table, units), options, progress)


def _made(
    job: Job, given: tuple[EvaluatedTable, list[Unit]], options: PackOptions, progress: Progress
) -> ProgramPacks:
    table, units = given
    ledger = Ledger(job.folder)
    done = set() if options.force else ledger.done(job.inputs)
    number, parts = options.shard
    own = [unit for index, unit in enumerate(units) if index % parts == number - 1]
    todo = [unit for unit in own if unit.id not in done]
    kept = len(own) - len(todo)
    for count, entry in enumerate(_entries(job, todo, options), kept + 1):
        ledger.add(entry)
        done.add(entry.unit)
        progress(job.program.stem, count, len(own))
    if any(unit.id not in done for unit in units):
        return ProgramPacks(job.folder, len(todo), kept, {})  # other shards are at work
    stale = ledger.settle((unit.id for unit in units), job.inputs)
    sums = require_whole(table, (entry.figures for entry in ledger.entries()))
    shown = {table.columns[id].label: f"{float(number):.10g}" for id, number in sums.items()}
    left = tuple(name for name in stale if (job.folder / name).exists())
    return ProgramPacks(job.folder, len(todo), kept, shown, left)


def _entries(job: Job, units: list[Unit], options: PackOptions) -> Iterator[Entry]:
    """Yield each pack as it is finished; few units are given out at a time, so that memory stays flat."""
    rest = iter(units)
    chunk = max(1, min(_CHUNK, len(units) // 8))
    given = (
        nullcontext(options.executor) if options.executor else workers(options.jobs if len(units) > 1 else 1)
    )
    with given as executor:
        pending: set[Future[list[Entry]]] = set()
        while True:
            while len(pending) < 2 * _CHUNK and (part := tuple(islice(rest, chunk))):
                pending.add(executor.submit(make, job, part))
            if not pending:
                return
            finished, pending = wait(pending, return_when=FIRST_COMPLETED)
            for future in finished:
                yield from future.result()


def _units(table: EvaluatedTable) -> list[Unit]:
    """Return the units of a table in order, each with a name of its own for its folder."""
    names = next((column for column in table.spec.columns if column.type == "name"), None)
    shown = [
        table.cell_or_empty(Place(row=row), names).text if names else each.id
        for row, each in enumerate(table.rows)
    ]
    folders = unique_names(
        file_name(name or each.id, ".x") for name, each in zip(shown, table.rows, strict=True)
    )
    return [
        Unit(each.id, folder.removesuffix(".x")) for each, folder in zip(table.rows, folders, strict=True)
    ]


def _inputs(project: Project, options: PackOptions) -> str:
    """Return the hash of all that packs are made from: content, templates, options, docgen itself."""
    digest = hashlib.sha256(f"{__version__} {options.formats} {options.public}".encode())
    for folder in (project.content, project.templates):
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if path.is_file() and not path.name.startswith((".", "~$")):
                digest.update(f"\0{project.shown(path)}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


_NO_PACKS = DocgenError(
    Words("没有要分送的方案", "no program has `packs`"),
    Words("在方案里写 packs: {table: 表格编号}", "write packs: {table: TABLE} into a program"),
)
