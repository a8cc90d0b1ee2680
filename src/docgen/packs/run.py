"""The run of `docgen packs`: what is to do, who does it, and the proof that it is whole."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from functools import partial
from pathlib import Path

from docgen import pipeline
from docgen.diagnostics import Diagnostic, DocgenError, Words
from docgen.model.evaluation import Evaluation
from docgen.model.row_names import Place
from docgen.model.tables import EvaluatedTable
from docgen.packs.figures import require_whole
from docgen.packs.ledger import Ledger
from docgen.packs.workshop import Job, Master, Refused, Unit, bench_of, get_ready, make
from docgen.project import Project
from docgen.records import record
from docgen.same_inputs import inputs
from docgen.workers import Crew, in_parts, spread
from docgen.writer import file_name, locked, refusal, unique_names
from docgen.writer.target import Folder, Target, is_whole, target

_CHUNK = 16
"""Units that a process is given at once."""
_MOST_REFUSED = 20
"""Packs that may fail before a run is given up: the disk is full, or every paper has the mistake."""

Progress = Callable[[str, int, int], None]
"""Told of a program with the packs that are done and all there are."""


@record
class PackOptions:
    """How packs are made."""

    formats: tuple[str, ...] = ("docx",)
    out: str = ""
    """The folder that takes the place of `build/`, or the address of a store."""
    strict: bool = False
    public: bool = False
    force: bool = False
    """Make every pack anew."""
    crew: Crew = field(default_factory=Crew)
    """Who does the work."""
    shard: tuple[int, int] = (1, 1)
    """Which part of how many: 2, 5 makes the second fifth of the units."""


@record
class Packed:
    """What a run found and made."""

    diagnostics: tuple[Diagnostic, ...]
    programs: tuple["ProgramPacks", ...] = ()


@record
class ProgramPacks:
    """The packs of one program."""

    target: Target
    made: int
    kept: int
    sums: dict[str, str]
    """What the units' figures add up to, by the columns' labels; that of the master table, too."""
    left_behind: tuple[str, ...] = ()
    """Files of earlier runs: of units that left the table, or packed otherwise."""


def make_packs(
    project: Project, year: int, programs: Sequence[str], options: PackOptions, progress: Progress
) -> Packed:
    """Make the packs of a year's programs (all that have `packs` when none is named).

    With errors in the content nothing is made. Raises DocgenError.
    """
    files = [project.program_file(year, name) for name in programs] or project.program_files(year)
    given = inputs(project, options.formats, public=options.public)
    masters = tuple(Master(project.root, file, given, options.formats, options.public) for file in files)
    with _at_the_ready(masters, options) as crew:
        found, evaluations = pipeline.checked(project, year, files, public=options.public)
        if pipeline.fails(found, strict=options.strict):
            return Packed(found)
        known = {file: table for file, each in evaluations if (table := _table(each))}
        if not known:
            raise _NO_PACKS
        runs = [
            _Run(Job(master, _target(master, options)), _folder(master, options), known[master.program])
            for master in masters
            if master.program in known
        ]
        options = replace(options, crew=crew)
        return Packed(found, tuple(run.made(options, progress) for run in runs))


@contextmanager
def _at_the_ready(masters: tuple[Master, ...], options: PackOptions) -> Iterator[Crew]:
    """Yield the crew, which reads what packs are made from while this process checks it.

    Where packs have been made before, there may be little to do, and nobody is called.
    """
    if any(_folder(master, options).exists() for master in masters):
        yield options.crew
    else:
        with options.crew.begun(partial(get_ready, masters)) as crew:
            yield crew


def _table(evaluation: Evaluation) -> EvaluatedTable | None:
    packs = evaluation.program.packs
    return evaluation.tables.get(packs.table) if packs else None


def _target(master: Master, options: PackOptions) -> Target:
    return target(options.out or str(Project(master.root).build), *_below(master))


def _folder(master: Master, options: PackOptions) -> Path:
    """Return where the ledger is: a store can neither be locked nor appended to."""
    goes_to = _target(master, options)
    return (
        goes_to.path if isinstance(goes_to, Folder) else Project(master.root).build.joinpath(*_below(master))
    )


def _below(master: Master) -> tuple[str, ...]:
    return master.program.parent.name, master.program.stem, "packs"


@record
class _Run:
    """The packs of one program that are to be made."""

    job: Job
    folder: Path
    """Where the ledger is."""
    table: EvaluatedTable

    def made(self, options: PackOptions, progress: Progress) -> ProgramPacks:
        """Make the packs that are not done, and prove that all are whole when they are."""
        number, parts = options.shard
        lock = ".docgen.lock" if parts == 1 else f".docgen.{number}-of-{parts}.lock"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise refusal(error, self.folder) from error
        with locked(self.folder, lock):
            if parts == 1:
                self.job.target.clear()
            return self._made(options, progress)

    def _made(self, options: PackOptions, progress: Progress) -> ProgramPacks:
        units = _units(self.table)
        ledger = Ledger(self.folder, options.shard)
        done = set() if options.force else self._done(ledger)
        number, parts = options.shard
        own = [unit for index, unit in enumerate(units) if index % parts == number - 1]
        todo = [unit for unit in own if unit.id not in done]
        kept = len(own) - len(todo)
        count = kept
        with ledger.writing() as noting:
            for lines in _made(self.job, todo, options.crew):
                noting.add(lines)
                count += len(lines)
                progress(self.job.master.program.stem, count, len(own))
        return self._proved(ledger, units, (len(todo), kept))

    def _done(self, ledger: Ledger) -> set[str]:
        """Return the units whose packs were made from the same and are still as they were written."""
        same = (entry for entry in ledger.entries() if entry.inputs == self.job.master.inputs)
        return {entry.unit for entry in same if is_whole(self.job.target, entry.files)}

    def _proved(self, ledger: Ledger, units: list[Unit], counts: tuple[int, int]) -> ProgramPacks:
        """Settle the ledger when no other shard has still something to do."""
        made, kept = counts
        stale = ledger.settle((unit.id for unit in units), self.job.master.inputs)
        if stale is None:
            return ProgramPacks(self.job.target, made, kept, {})
        self.job.target.clear()
        sums = require_whole(self.table, (entry.figures for entry in ledger.entries()))
        shown = {self.table.columns[id].label: f"{float(number):.10g}" for id, number in sums.items()}
        left = tuple(name for name in stale if self.job.target.read(name) is not None)
        return ProgramPacks(self.job.target, made, kept, shown, left)


def _made(job: Job, units: list[Unit], crew: Crew) -> Iterator[list[str]]:
    """Yield the ledger's lines of finished packs; then raise DocgenError when some could not be made."""
    refused: list[Refused] = []
    crew = crew if len(units) > 1 else Crew(jobs=1)
    for _, made in spread(partial(make, bench_of(job.master), job), in_parts(units, _CHUNK), crew):
        refused.extend(each for each in made if isinstance(each, Refused))
        if lines := [each for each in made if isinstance(each, str)]:
            yield lines
        if len(refused) >= _MOST_REFUSED:
            break
    if refused:
        raise _not_all_made(refused)


def _not_all_made(refused: list[Refused]) -> DocgenError:
    error = min(refused, key=lambda each: each.unit.name).error
    if len(refused) == 1:
        return error
    zh, en = error.message
    count = len(refused)
    return DocgenError(
        Words(f"{zh}（没有做成的至少有 {count} 个单位）", f"{en} (at least {count} units were not made)"),
        error.hint,
    )


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


_NO_PACKS = DocgenError(
    Words("没有要分送的方案", "no program has `packs`"),
    Words("在方案里写 packs: {table: 表格编号}", "write packs: {table: TABLE} into a program"),
)
