"""Quota tables evaluated: every cell computed exactly once, totals in step, cycles named."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial
from typing import TYPE_CHECKING

from docgen.diagnostics import Address, Mistake, Words
from docgen.model.agencies import Roster
from docgen.model.cells import (
    EvaluatedCell,
    TypedCell,
    added,
    cell_text,
    fit,
    hidden,
    is_numeric,
    read_cell,
)
from docgen.model.expressions import Leaf, Namespace
from docgen.model.facts import fact_names
from docgen.model.mistakes import nearest, right_one, unknown_key
from docgen.model.scope import HIDDEN, UNAVAILABLE, Layered, Names
from docgen.model.table import Column, QuotaTable, Row
from docgen.model.values import Kind, Quantity, Text, Value

if TYPE_CHECKING:
    from docgen.model.evaluation import Evaluation


@dataclass(frozen=True, slots=True)
class _Place:
    row: int | None
    """Position of the row; None for the total."""
    column: Column


class EvaluatedTable:
    """One quota table; cells are computed when they are asked for."""

    def __init__(self, evaluation: "Evaluation", spec: QuotaTable, index: int) -> None:
        self.spec = spec
        self._evaluation = evaluation
        self._index = index

    # -- what it holds --------------------------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[Row]:
        """The rows as written, in printed order."""
        return self.spec.rows

    def at(self, *path: str | int) -> Address:
        """Return the address of a part of the table's data."""
        return self._evaluation.at("quota_tables", self._index, *path)

    def cells(self, row: int | None) -> tuple[EvaluatedCell, ...]:
        """Return the cells of a row, or of the total row for None; a mistaken cell is empty and reported."""
        return tuple(self._cell_or_empty(_Place(row, column)) for column in self.spec.columns)

    def sums(self, column: Column) -> bool:
        """Whether the total row adds the column up."""
        return (
            is_numeric(column) and column.type in ("count", "money") if column.total is None else column.total
        )

    def heading(self, column: Column) -> str:
        """Return what the column's head prints."""
        at = self.at("columns", self.spec.columns.index(column), "label")
        return self._words(column.label, at)

    def groups(self, column: Column) -> tuple[str, ...]:
        """Return what the heads above the column's own print, from the top."""
        place = self.spec.columns.index(column)
        labels = enumerate(column.group)
        return tuple(self._words(label, self.at("columns", place, "group", level)) for level, label in labels)

    def complete(self) -> None:
        """Evaluate all of the table, printed or not."""
        facts = fact_names(self._evaluation, self.spec.facts, self.at("facts"))
        for name in facts.names():
            with suppress(Mistake):
                facts.member(name)
        for column in self.spec.columns:
            self.heading(column)
            self.groups(column)
        if self.spec.unit_line:
            self._evaluation.line(self.spec.unit_line, self.at("unit_line"))
        for row in (*range(len(self.rows)), *([None] if self.spec.total else [])):
            self.cells(row)

    def misnamed(self, row: Row) -> dict[str, str]:
        """Return the keys of `row` that name no column, each with the column it was meant for, if any."""
        known = {column.id: column.label for column in self.spec.columns}
        return {key: nearest(key, known) or "" for key in row.cells if key not in known}

    @cached_property
    def title(self) -> Leaf:
        """The table's title as a value."""
        return self._evaluation.text_leaf(self.spec.title, self.at("title"), f"{self.spec.id}.title")

    # -- names ----------------------------------------------------------------------------------------------

    def names(self) -> Namespace:
        """Return what expressions see of the table: title, count, rows.<id>.<column>, total.<column>."""
        rows = {row.id: partial(self._row_names, index) for index, row in enumerate(self.rows)}
        members: dict[str, Callable[[], Leaf | Namespace]] = {
            "title": lambda: self.title,
            "count": lambda: Leaf(Quantity(Kind.COUNT, Fraction(len(self.rows))), self.at("rows")),
            "rows": lambda: Names(rows),
        }
        if self.spec.total:
            members["total"] = partial(self._row_names, None)
        return Names(members)

    def scope(self, row: int) -> Namespace:
        """Return the names a formula of `row` sees: its columns, the table's facts, the program's names."""
        facts = fact_names(self._evaluation, self.spec.facts, self.at("facts"))
        return Layered(self._row_names(row), facts, self._evaluation.names)

    def _row_names(self, row: int | None) -> Namespace:

        columns = self.spec.columns if row is not None else [c for c in self.spec.columns if self.sums(c)]
        return Names({column.id: partial(self._leaf, _Place(row, column)) for column in columns})

    def _leaf(self, place: _Place) -> Leaf:
        cell = self._cell(place)
        if cell.value is None and is_numeric(place.column):
            label = place.column.label
            words = Words(f"“{label}”这一格没有数字", f"the cell of `{place.column.id}` is empty")
            raise Mistake(
                "missing-cell", words, Words(f"在这一行写上 {place.column.id}", f"write `{place.column.id}`")
            )
        return Leaf(cell.value or Text(cell.text), cell.at, cell.shown)

    # -- cells ----------------------------------------------------------------------------------------------

    def _cell_or_empty(self, place: _Place) -> EvaluatedCell:
        try:
            return self._cell(place)
        except Mistake:
            return EvaluatedCell(None, "", self.at())

    def _cell(self, place: _Place) -> EvaluatedCell:
        # The row is left out: rows share their formulas, and so one cycle of columns is reported once.
        where = "total." if place.row is None else ""
        label = f"{self.spec.id}.{where}{place.column.id}"
        key = ("cell", self._index, place.row, place.column.id)
        at = self._address(place)
        compute = self._total if place.row is None else self._data
        return self._evaluation.once(key, label, at, lambda: compute(place))

    def _address(self, place: _Place) -> Address:
        if place.row is None:
            return self.at("total")
        if place.column.id in self.rows[place.row].cells:
            return self.at("rows", place.row, place.column.id)
        if place.column.formula:
            return self.at("columns", self.spec.columns.index(place.column), "formula")
        return self.at("rows", place.row)

    def _data(self, place: _Place) -> EvaluatedCell:
        column, at = place.column, self._address(place)
        row = self.rows[place.row or 0]
        if column.type == "serial":
            return EvaluatedCell(None, str((place.row or 0) + 1), at)
        if column.id not in row.cells and column.id in self.misnamed(row).values():
            raise UNAVAILABLE
        if column.type == "name" and not str(row.cells.get(column.id) or "").strip():
            return self._name(row, at)
        typed = read_cell(row.cells.get(column.id), column)
        cell = self._formula(place, typed) if column.formula else self._typed(place, typed)
        if self._evaluation.public and (typed.private or (row.private and column.type == "name")):
            return hidden(cell, HIDDEN)
        return cell

    def _name(self, row: Row, at: Address) -> EvaluatedCell:
        roster = self.roster
        entry = next((entry for entry in roster.entries if entry.id == row.id), None) if roster else None
        if entry is None or roster is None:
            raise self._no_name(row, roster) if roster or not self.spec.roster else UNAVAILABLE
        index = roster.entries.index(entry)
        place = Address(self._evaluation.office.roster_files[roster.id], ("entries", index, "name"))
        private = (entry.private or row.private) and self._evaluation.public
        return EvaluatedCell(Text(entry.name), HIDDEN if private else entry.name, at, reads=(place,))

    @staticmethod
    def _no_name(row: Row, roster: Roster | None) -> Mistake:
        if roster is None:
            words = Words(f"这一行（{row.id}）没有名称", f"the row `{row.id}` has no name")
            return Mistake(
                "missing-name",
                words,
                Words("写上名称，或给表格指定名册（roster）", "write it, or give the table a `roster`"),
            )
        near = nearest(row.id, {entry.id: entry.name for entry in roster.entries})
        words = Words(f"名册“{roster.label}”里没有“{row.id}”", f"the roster `{roster.id}` has no `{row.id}`")
        hint = (
            Words(f"改为“{near}”", f"write `{near}`")
            if near
            else Words("先把它加进名册", "add it to the roster first")
        )
        return Mistake("unknown-entry", words, hint)

    @cached_property
    def roster(self) -> Roster | None:
        """The roster its row names come from; an unknown one is reported once."""
        wanted = self.spec.roster
        if wanted is None or wanted in self._evaluation.office.rosters:
            return self._evaluation.office.rosters.get(wanted or "")
        known = {roster.id: roster.label for roster in self._evaluation.office.rosters.values()}
        words = Words(f"没有名册“{wanted}”", f"there is no roster `{wanted}`")
        mistake = Mistake("unknown-roster", words, right_one(wanted, known, _NO_ROSTERS))
        if not self._evaluation.office.incomplete:
            self._evaluation.report(mistake, self.at("roster"))
        return None

    def _words(self, raw: str, at: Address, row: int | None = None) -> str:
        names = None if row is None else self.scope(row)
        return self._evaluation.words(raw, at, names)

    def _typed(self, place: _Place, typed: TypedCell) -> EvaluatedCell:
        at = self._address(place)
        at = at._replace(path=at.path + typed.inner)
        value = typed.value
        if isinstance(value, Text):
            value = Text(self._words(value.text, at, place.row))
        text = cell_text(value, place.column) if typed.shown is None else typed.shown
        return EvaluatedCell(value, text, at, shown=typed.shown, reason=typed.reason)

    def _formula(self, place: _Place, typed: TypedCell) -> EvaluatedCell:
        column, at = place.column, self._address(place)
        source = column.formula or ""
        if typed.value is not None and not typed.overrides:
            raise _not_set(typed.value)
        try:
            evaluated = self._evaluation.evaluate(source, self.scope(place.row or 0))
            computed = fit(evaluated.value, column)
        except Mistake as mistake:
            self._report(mistake, place)
            raise UNAVAILABLE from None
        if not typed.overrides:
            return EvaluatedCell(computed, cell_text(computed, column), at, source, evaluated.reads)
        text = cell_text(typed.value, column) if typed.shown is None else typed.shown
        place_at = at._replace(path=at.path + typed.inner)
        return EvaluatedCell(
            typed.value, text, place_at, computed=computed, shown=typed.shown, reason=typed.reason
        )

    def _report(self, mistake: Mistake, place: _Place) -> None:
        """Report a formula's mistake: once for all rows, or at the row whose figures make it."""
        at = self.at("columns", self.spec.columns.index(place.column), "formula")
        if mistake.id in _OF_THE_ROW:
            at = self.at("rows", place.row or 0)
            label = place.column.label
            words = Words(
                f"算“{label}”时：{mistake.message.zh}",
                f"in the formula of `{place.column.id}`: {mistake.message.en}",
            )
            mistake = Mistake(mistake.id, words, mistake.hint)
        self._evaluation.report(mistake, at)

    def _total(self, place: _Place) -> EvaluatedCell:
        column, at = place.column, self.at("total")
        label_column = next((c for c in self.spec.columns if c.type == "name"), self.spec.columns[0])
        if column.id == label_column.id and self.spec.total:
            label = self._words(self.spec.total.label, at._replace(path=(*at.path, "label")))
            return EvaluatedCell(Text(label), label, at)
        if not self.sums(column):
            return EvaluatedCell(None, "", at)
        cells = [self._cell(_Place(row, column)) for row in range(len(self.rows))]
        value = added([cell.value for cell in cells if cell.value is not None], column)
        return EvaluatedCell(value, cell_text(value, column), at, reads=tuple(cell.at for cell in cells))


class Tables:
    """All quota tables of a program, by id."""

    def __init__(self, evaluation: "Evaluation") -> None:
        specs = enumerate(evaluation.program.quota_tables)
        self._tables = {spec.id: EvaluatedTable(evaluation, spec, index) for index, spec in specs}
        for table in self._tables.values():
            for mistake, at in _strange_keys(table):
                evaluation.report(mistake, at)

    def get(self, id: str) -> EvaluatedTable | None:
        """Return the table `id`, or None."""
        return self._tables.get(id)

    def __iter__(self) -> Iterator[EvaluatedTable]:
        return iter(self._tables.values())

    @property
    def ids(self) -> list[str]:
        """The ids of all tables."""
        return list(self._tables)


def _strange_keys(table: EvaluatedTable) -> Iterator[tuple[Mistake, Address]]:
    serial = [column.id for column in table.spec.columns if column.type == "serial"]
    known = {column.id: column.label for column in table.spec.columns if column.id not in serial}
    for index, row in enumerate(table.rows):
        for key in row.cells:
            if key not in known:
                mistake = _SERIAL if key in serial else unknown_key(key, known)
                yield mistake, table.at("rows", index, key)._replace(key=True)


_OF_THE_ROW = frozenset({"missing-cell", "division-by-zero", "number-too-large"})
_NO_ROSTERS = Words(
    "还没有名册，先在 content/rosters 里建一个", "there are no rosters yet: make one in content/rosters"
)
_SERIAL = Mistake(
    "serial-column",
    Words("序号由程序自动编，不用写", "serial numbers are made by docgen"),
    Words("删去这一项", "remove it"),
)


def _not_set(value: Value) -> Mistake:
    typed = value.printed()
    words = Words("这一栏由算式得出，不能直接写数", "this column is computed, a plain value is not taken")
    zh = f"删去它；确要改定的，写成 {{set: {typed}, reason: 缘由}}"
    return Mistake("formula-column", words, Words(zh, f"remove it, or write {{set: {typed}, reason: why}}"))
