"""Quota tables evaluated: every cell computed exactly once, totals in step, cycles named."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from functools import cached_property, partial
from typing import TYPE_CHECKING

from docgen.diagnostics import Address, Mistake, Words
from docgen.model.agencies import Roster
from docgen.model.base import unknown_key
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
from docgen.model.scope import HIDDEN, Layered, Names
from docgen.model.table import Column, QuotaTable, Row
from docgen.model.values import Kind, Quantity, Text

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
        where = self.rows[place.row].id if place.row is not None else "total"
        label = f"{self.spec.id}.{where}.{place.column.id}"
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
        if column.type == "name" and column.id not in row.cells:
            return self._name(row, at)
        typed = read_cell(row.cells.get(column.id), column)
        cell = self._formula(place, typed) if column.formula else self._typed(typed, column, at)
        if self._evaluation.public and (typed.private or (row.private and column.type == "name")):
            return hidden(cell, HIDDEN)
        return cell

    def _name(self, row: Row, at: Address) -> EvaluatedCell:
        roster = self.roster
        entry = next((entry for entry in roster.entries if entry.id == row.id), None) if roster else None
        if entry is None or roster is None:
            raise self._no_name(row, roster)
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
        ids = [entry.id for entry in roster.entries]
        near = get_close_matches(row.id, ids, n=1, cutoff=0.5)
        words = Words(f"名册“{roster.label}”里没有“{row.id}”", f"the roster `{roster.id}` has no `{row.id}`")
        hint = (
            Words(f"改为“{near[0]}”", f"write `{near[0]}`")
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
        known = list(self._evaluation.office.rosters)
        mistake = unknown_key(wanted, known)
        words = Words(f"没有名册“{wanted}”", f"there is no roster `{wanted}`")
        self._evaluation.report(Mistake("unknown-roster", words, mistake.hint), self.at("roster"))
        return None

    @staticmethod
    def _typed(typed: TypedCell, column: Column, at: Address) -> EvaluatedCell:
        text = cell_text(typed.value, column) if typed.shown is None else typed.shown
        place = at._replace(path=at.path + typed.inner)
        return EvaluatedCell(typed.value, text, place, shown=typed.shown, reason=typed.reason)

    def _formula(self, place: _Place, typed: TypedCell) -> EvaluatedCell:
        column, at = place.column, self._address(place)
        source = column.formula or ""
        if typed.value is not None and not typed.overrides:
            raise _NOT_SET
        try:
            evaluated = self._evaluation.evaluate(source, self.scope(place.row or 0))
            computed = fit(evaluated.value, column)
        except Mistake as mistake:
            formula_at = self.at("columns", self.spec.columns.index(column), "formula")
            located = self.at("rows", place.row or 0) if mistake.id == "missing-cell" else formula_at
            self._evaluation.report(mistake, located)
            raise Mistake("unavailable", mistake.message) from None
        if not typed.overrides:
            return EvaluatedCell(computed, cell_text(computed, column), at, source, evaluated.reads)
        text = cell_text(typed.value, column) if typed.shown is None else typed.shown
        place_at = at._replace(path=at.path + typed.inner)
        return EvaluatedCell(
            typed.value, text, place_at, computed=computed, shown=typed.shown, reason=typed.reason
        )

    def _total(self, place: _Place) -> EvaluatedCell:
        column, at = place.column, self.at("total")
        label_column = next((c for c in self.spec.columns if c.type == "name"), self.spec.columns[0])
        if column.id == label_column.id and self.spec.total:
            return EvaluatedCell(Text(self.spec.total.label), self.spec.total.label, at)
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
    known = [column.id for column in table.spec.columns if column.type != "serial"]
    for index, row in enumerate(table.rows):
        for key in row.cells:
            if key not in known:
                yield unknown_key(key, known), table.at("rows", index, key)._replace(key=True)


_NOT_SET = Mistake(
    "formula-column",
    Words("这一栏由算式得出，不能直接写数", "this column is computed, a plain value is not taken"),
    Words("确要改定时写 {set: 数, reason: 缘由}", "to override it write {set: number, reason: why}"),
)
