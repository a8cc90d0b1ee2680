"""What came back of one program after another: judged, taken into its text, drawn as progress."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from difflib import unified_diff
from pathlib import Path

from docgen.composer.forms import form_tables
from docgen.diagnostics import Diagnostic, Mistake, Severity, Words
from docgen.loader import Library
from docgen.model.cells import read_cell
from docgen.model.evaluation import Evaluation
from docgen.model.table import Column
from docgen.model.values import Value
from docgen.project import Project
from docgen.records import record
from docgen.returns.figures import Figure, same
from docgen.returns.limits import filed_evaluation, within_limits
from docgen.returns.matching import Collecting, Incoming
from docgen.returns.notes import of_cell
from docgen.returns.progress import progress_workbooks
from docgen.returns.results import with_results
from docgen.returns.sheets import judge_sheet, miscomputed, outdated
from docgen.writer import Written, write


@record
class CollectOptions:
    """How returns are collected."""

    out: Path | None = None
    """The folder that takes the place of `build/`."""
    dry_run: bool = False
    """Show what would change and write nothing."""


@record
class Taken:
    """A figure that goes into the results: of which unit, in which column, what was there and what comes."""

    program: str
    unit: str
    column: str
    old: str | None
    new: str


class Run:
    """Takes the returns of one program after another."""

    def __init__(self, project: Project, library: Library, options: CollectOptions) -> None:
        self._project = project
        self._library = library
        self._options = options
        self._programs: dict[Path, bytes] = {}
        self._workbooks: dict[Path, bytes] = {}
        self.diagnostics: list[Diagnostic] = []
        self.taken: list[Taken] = []
        self.diffs: list[str] = []

    def take(self, collecting: Collecting, incoming: Sequence[Incoming]) -> None:
        """Take the returns of one program."""
        figures: list[Figure] = []
        for each in self._judged(collecting, incoming):
            if isinstance(each, Figure) and not _is_typed(collecting, each):
                figures.append(each)
            else:
                self.diagnostics.append(_shadowed(each) if isinstance(each, Figure) else each)
        changed = list(_changed(collecting, figures))
        self.taken += [taken for taken, _ in changed]
        self._edit(collecting, [figure for _, figure in changed])
        filed = filed_evaluation(collecting.evaluation, figures)
        self.diagnostics += list(self._miscomputed(collecting, incoming, filed))
        sent = {each.found.record.unit for each in incoming}
        wanting, unfiled = _wanting(filed, collecting)
        self.diagnostics += self._unsent(collecting, [unit for unit in wanting if unit not in sent])
        if not self._options.dry_run:
            self._draw(collecting, filed, unfiled)

    def write(self) -> tuple[Written, ...]:
        """Write the programs' files and the progress workbooks."""
        build = self._options.out or self._project.build
        return (*write(self._programs, self._project.content), *write(self._workbooks, build))

    def _judged(self, collecting: Collecting, incoming: Sequence[Incoming]) -> Iterator[Figure | Diagnostic]:
        typed: list[Figure] = []
        for each in incoming:
            form = collecting.forms.form(each.found.record.unit)
            returned = (each.file, each.found)
            yield from outdated(form, returned)
            for sheet, _ in form.sheets:
                table = collecting.evaluation.tables.get(sheet.table)
                for one in judge_sheet(table, form, returned) if table else ():
                    if isinstance(one, Figure):
                        typed.append(one)
                    else:
                        yield one
        judged = list(within_limits(collecting.evaluation, typed))
        order = {id(each): place for place, each in enumerate(typed)}
        yield from sorted(judged, key=lambda each: order.get(id(each), -1))

    def _miscomputed(
        self, collecting: Collecting, incoming: Sequence[Incoming], filed: Evaluation
    ) -> Iterator[Diagnostic]:
        """Yield what returns compute otherwise than docgen; those with errors were not taken as they are."""
        wrong = {found.span.file.partition("#")[0] for found in self.diagnostics}
        for each in incoming:
            form = collecting.forms.form(each.found.record.unit)
            for sheet, _ in form.sheets if each.file.partition("#")[0] not in wrong else ():
                table = filed.tables.get(sheet.table)
                yield from miscomputed(table, form, (each.file, each.found)) if table else ()

    def _edit(self, collecting: Collecting, figures: Sequence[Figure]) -> None:
        if not figures:
            return
        source = self._library.sources[collecting.evaluation.file]
        filed: dict[str, dict[str, dict[str, str]]] = {}
        for each in figures:
            filed.setdefault(each.table, {}).setdefault(each.unit, {})[each.column.id] = each.text
        text = with_results(source, filed)
        self._programs[collecting.path] = text.encode()
        before, after = (each.replace("\r\n", "\n").splitlines() for each in (source.text, text))
        lines = unified_diff(before, after, f"a/{source.file}", f"b/{source.file}", lineterm="")
        self.diffs.append("\n".join(lines))

    def _unsent(self, collecting: Collecting, units: Sequence[str]) -> Iterator[Diagnostic]:
        if units:
            shown = "、".join(collecting.forms.units[unit] for unit in units)
            count = len(units)
            words = Words(
                f"还有 {count} 个单位没有报全：{shown}", f"of {count} units figures are missing: {shown}"
            )
            hint = Words("催报后再收一次，已收的不会重复", "collect again when they have filed")
            at = form_tables(collecting.evaluation)[0].at("id")
            span = self._library.sources[at.file].span(at.path)
            yield Diagnostic("missing-return", Severity.ERROR, span, words, hint)

    def _draw(self, collecting: Collecting, filed: Evaluation, missing: frozenset[str]) -> None:
        program = collecting.evaluation.program
        # A folder of its own: beside a build's files they would be taken for leftovers of an earlier one.
        build = self._options.out or self._project.build
        folder = build / str(program.year) / collecting.path.stem / "progress"
        for name, data in progress_workbooks(self._project, filed, missing):
            self._workbooks[folder / name] = data


def _changed(collecting: Collecting, figures: Iterable[Figure]) -> Iterator[tuple[Taken, Figure]]:
    """Yield the figures that the program's results do not have yet."""
    for each in figures:
        table = collecting.evaluation.tables.get(each.table)
        raw = table.raw(table.row_numbers[each.unit], each.column) if table else None
        old = _value(raw, each.column)
        if not same(old, each.value):
            shown = str(raw.get("value", raw)) if isinstance(raw, Mapping) else raw
            name = collecting.forms.units[each.unit]
            label = each.column.label
            yield Taken(collecting.path.stem, name, label, str(shown) if shown else None, each.text), each


def _is_typed(collecting: Collecting, figure: Figure) -> bool:
    """Whether the table's own row holds another value, which would hide the filed one."""
    table = collecting.evaluation.tables.get(figure.table)
    raw = table.rows[table.row_numbers[figure.unit]].cells.get(figure.column.id) if table else None
    return raw is not None and not same(_value(raw, figure.column), figure.value)


def _shadowed(figure: Figure) -> Diagnostic:
    words = Words(
        f"“{figure.text}”没有采用：表的各行（rows）里已经写了这一格",
        f"{figure.text} is not taken: the table's own `rows` hold this cell",
    )
    hint = Words("删去 rows 里的这一格再收", "remove the cell there, then collect again")
    return of_cell(figure.place, Mistake("typed-in-rows", words, hint))


def _value(raw: object, column: Column) -> Value | None:
    with suppress(Mistake):
        return read_cell(raw, column).value
    return None


def _wanting(filed: Evaluation, collecting: Collecting) -> tuple[list[str], frozenset[str]]:
    """Return the units of which a figure is still wanted, and those that have filed none at all."""
    wanting: set[str] = set()
    heard: set[str] = set()
    for table in form_tables(filed):
        required = [column for column in table.spec.columns if column.input and column.blank is None]
        for row, each in enumerate(table.rows):
            values = [_value(table.raw(row, column), column) for column in required]
            wanting |= {each.id} if None in values else set()
            heard |= {each.id} if any(value is not None for value in values) else set()
    units = collecting.forms.units
    return [unit for unit in units if unit in wanting], frozenset(wanting - heard)
