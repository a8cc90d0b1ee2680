"""Quota tables evaluated: every column computed exactly once, totals in step, cycles named."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from docgen.diagnostics import Address, Mistake, Words
from docgen.model.agencies import Entry, Roster
from docgen.model.cells import EvaluatedCell, added, cell_printer, is_numeric, of_bound
from docgen.model.columns import BLANKS, ColumnValues, computed_values, typed_values
from docgen.model.expressions import Expression, Leaf, Namespace, parse_expression
from docgen.model.mistakes import nearest, right_one
from docgen.model.namespaces import Blank, find
from docgen.model.row import Row
from docgen.model.row_names import Place, PlaceNames, table_names
from docgen.model.scope import HIDDEN, UNAVAILABLE
from docgen.model.table import MADE, Column, QuotaTable
from docgen.model.table_cells import data_cell, leaf_of, made_address, made_cell, no_number
from docgen.model.values import Text, Value

if TYPE_CHECKING:
    from docgen.model.evaluation import Evaluation


class EvaluatedTable:
    """One quota table; a column is computed when one of its cells is asked for."""

    def __init__(self, evaluation: "Evaluation", spec: QuotaTable, index: int) -> None:
        self.spec = spec
        self.evaluation = evaluation
        self.index = index
        self.columns: Mapping[str, Column] = {column.id: column for column in spec.columns}
        self._done: dict[str, ColumnValues] = {}
        self._positions = {column.id: position for position, column in enumerate(spec.columns)}

    # -- what it holds --------------------------------------------------------------------------------------

    @cached_property
    def rows(self) -> Sequence[Row]:
        """The rows as written, in printed order; without any, those of its roster."""
        if self.spec.rows or self.roster is None:
            return self.spec.rows
        return tuple(Row(entry.id, {}) for entry in self.roster.entries)

    def position(self, column: Column) -> int:
        """Return which column it is, counted from 0."""
        return self._positions[column.id]

    def at(self, *path: str | int) -> Address:
        """Return the address of a part of the table's data; rows of a data file stand there."""
        if len(path) > 1 and path[0] == "rows":
            row = self.rows[int(path[1])]
            in_file = row.address(path[2] if len(path) > 2 else None)
            if in_file is not None:
                return in_file
            if row.position is not None:
                path = ("rows", row.position, *path[2:])
        return self.evaluation.at("quota_tables", self.index, *path)

    def row_address(self, row: int) -> Address:
        """Return where a row stands; that of the roster's name where the roster brings it."""
        if not self.spec.rows:
            return self.at("roster")
        return self.rows[row].address("id") or self.at("rows", row)

    def address(self, row: int, column: Column) -> Address:
        """Return where a cell's value stands, or where it comes from."""
        here = self.rows[row]
        if here.cells.get(column.id) is not None or column.id in here.cells:
            return here.address(column.id) or self.at("rows", row, column.id)
        if column.input and (filed := self._results.get(here.id)) and column.id in filed[0].cells:
            return filed[1]._replace(path=(*filed[1].path, column.id))
        return self.formula_address(column) if column.formula else self.row_address(row)

    def formula_address(self, column: Column) -> Address:
        """Return where a column's formula stands."""
        return self.at("columns", self.position(column), "formula")

    def raw(self, row: int, column: Column) -> object:
        """Return what the author typed into a cell, or the unit that filled it in."""
        here = self.rows[row]
        typed = here.cells.get(column.id)
        if typed is None and column.input and here.id in self._results:
            return self._results[here.id][0].cells.get(column.id)
        return typed

    def raws(self, column: Column) -> list[object]:
        """Return what `raw` does, for every row."""
        if column.input and self._results:
            return [self.raw(row, column) for row in range(len(self.rows))]
        return [row.cells.get(column.id) for row in self.rows]

    @cached_property
    def _results(self) -> Mapping[str, tuple[Row, Address]]:
        """The rows that units filed for this table, with their addresses."""
        return {
            row.id: (row, self.evaluation.at("results", number, "rows", position))
            for number, result in enumerate(self.evaluation.program.results)
            if result.table == self.spec.id
            for position, row in enumerate(result.rows)
        }

    def line(self, place: Place) -> tuple[EvaluatedCell, ...]:
        """Return the cells of a row of any kind; a mistaken cell is empty and reported."""
        return tuple(self.cell_or_empty(place, column) for column in self.spec.columns)

    @cached_property
    def printers(self) -> Mapping[str, Callable[[Value | None], str]]:
        """What prints the values of each column, by its id."""
        return {id: cell_printer(column) for id, column in self.columns.items()}

    def overridden(self) -> Iterator[tuple[int, Column, EvaluatedCell]]:
        """Yield the cells that an author wrote in the long form: set, as issued, private."""
        for column in self.spec.columns:
            with suppress(Mistake):
                for row in sorted(self.column(column).typed):
                    yield row, column, self.cell_or_empty(Place(row=row), column)

    def sums(self, column: Column) -> bool:
        """Whether the total row has a number in the column."""
        if column.total is None:
            return is_numeric(column) and column.type in ("count", "money")
        return bool(column.total)

    def heading(self, column: Column) -> str:
        """Return what the column's head prints."""
        at = self.at("columns", self.position(column), "label")
        return self.words(column.label, at)

    def groups(self, column: Column) -> tuple[str, ...]:
        """Return what the heads above the column's own print, from the top."""
        place = self.position(column)
        labels = enumerate(column.group)
        return tuple(self.words(label, self.at("columns", place, "group", level)) for level, label in labels)

    def made_rows(self) -> Iterator[Place]:
        """Yield the rows that docgen makes: subtotals, the total, computed rows."""
        if self.spec.subtotal:
            yield from (Place(group=group.id) for group in self.spec.groups)
        if self.spec.total:
            yield Place()
        yield from (Place(computed=index) for index in range(len(self.spec.computed_rows)))

    def misnamed(self, row: Row) -> dict[str, str]:
        """Return the keys of `row` that name no column, each with the column it was meant for, if any."""
        if row.cells.keys() <= self.columns.keys():
            return {}
        known = {column.id: column.label for column in self.spec.columns}
        return {key: nearest(key, known) or "" for key in row.cells if key not in known}

    def misnames(self, row: int, column: Column) -> bool:
        """Whether the row has a key that was meant for the column; it is reported as unknown."""
        return row in self._misnamed and column.id in self._misnamed[row]

    @cached_property
    def _misnamed(self) -> Mapping[int, frozenset[str]]:
        """The columns that keys of rows were meant for, by row."""
        known = self.columns.keys()
        strange = ((number, row) for number, row in enumerate(self.rows) if not row.cells.keys() <= known)
        return {number: frozenset(self.misnamed(row).values()) - row.cells.keys() for number, row in strange}

    @cached_property
    def title(self) -> Leaf:
        """The table's title as a value."""
        return self.evaluation.text_leaf(self.spec.title, self.at("title"), f"{self.spec.id}.title")

    @cached_property
    def roster(self) -> Roster | None:
        """The roster its row names come from; an unknown one is reported once."""
        wanted = self.spec.roster
        if wanted is None or wanted in self.evaluation.office.rosters:
            return self.evaluation.office.rosters.get(wanted or "")
        known = {roster.id: roster.label for roster in self.evaluation.office.rosters.values()}
        words = Words(f"没有名册“{wanted}”", f"there is no roster `{wanted}`")
        mistake = Mistake("unknown-roster", words, right_one(wanted, known, _NO_ROSTERS))
        if not self.evaluation.office.incomplete:
            self.report(mistake, self.at("roster"))
        return None

    @cached_property
    def entries(self) -> Mapping[str, tuple[int, Entry]]:
        """The entries of its roster by id, with their positions."""
        entries = self.roster.entries if self.roster else ()
        return {entry.id: (index, entry) for index, entry in enumerate(entries)}

    @cached_property
    def row_numbers(self) -> Mapping[str, int]:
        """The position of each row by its id; of the first one where an id is taken twice."""
        numbers = {row.id: number for number, row in reversed(list(enumerate(self.rows)))}
        return dict(reversed(numbers.items()))

    # -- groups ---------------------------------------------------------------------------------------------

    def group_of(self, row: int) -> str | None:
        """Return the id of the group that a row is counted in."""
        here = self.rows[row]
        if here.group or not self.spec.groups:
            return here.group
        entry = self.entries.get(here.id)
        return entry[1].group if entry else None

    @cached_property
    def group_rows(self) -> Sequence[Sequence[int]]:
        """The rows of each group in order; those of no group come last. Without groups, all rows."""
        if not self.spec.groups:
            return [range(len(self.rows))]
        found: dict[str | None, list[int]] = {group.id: [] for group in self.spec.groups}
        for row in range(len(self.rows)):
            group = self.group_of(row)
            found.setdefault(group if group in found else None, []).append(row)
        return list(found.values())

    @cached_property
    def serials(self) -> Mapping[int, int]:
        """The number that each row prints, counted from 1 through all groups."""
        order = (row for rows in self.group_rows for row in rows)
        return {row: number for number, row in enumerate(order, 1)}

    def rows_of(self, group: str | None) -> Sequence[int]:
        """Return the rows of a group, or all rows for None."""
        if group is None:
            return range(len(self.rows))
        ids = [each.id for each in self.spec.groups]
        return self.group_rows[ids.index(group)]

    def group_label(self, group: str | None) -> str:
        """Return what the group is called; nothing for rows of no group."""
        for index, each in enumerate(self.spec.groups):
            if each.id == group:
                return self.words(each.label, self.at("groups", index, "label"))
        return ""

    # -- names ----------------------------------------------------------------------------------------------

    def names(self, row: str | None = None) -> Namespace:
        """Return what expressions see of the table: title, count, rows.<id>.<column>, total.<column>…

        Seen from a row of another table, `row` is the row of the same id.
        """
        return table_names(self, row)

    def scope(self, row: int) -> Namespace:
        """Return the names a formula of `row` sees: its columns, the table's facts, the program's names."""
        return PlaceNames(self, Place(row=row))

    def shared_names(self, expression: Expression) -> dict[tuple[str, ...], Namespace]:
        """Return what those names of a formula stand for that mean the same in every row."""
        found: dict[tuple[str, ...], Namespace] = {}
        names = PlaceNames(self, Place(row=0)) if self.rows else None
        for path in expression.paths:
            if names and path.parts[0] not in self.columns and not names.depends_on_row(path.parts):
                with suppress(Mistake):
                    found[path.parts] = find(path, names)
        return found

    def value_leaf(self, row: int, column: Column) -> Leaf:
        """Return what `leaf` does, without the place of the value, which takes as long again to find."""
        if not is_numeric(column):
            return self.leaf(Place(row=row), column)
        values = self.column(column)
        value = values.value(row)
        if value is None:
            raise no_number(column)
        return Leaf(value, self._here, values.typed[row].shown if row in values.typed else None)

    @cached_property
    def _here(self) -> Address:
        return self.at()

    def leaf(self, place: Place, column: Column) -> Leaf:
        """Return a cell as a value for expressions.

        Raises Mistake for an empty cell of a numeric column.
        """
        if place.row is None:
            cell = self.cell(place, column) if place.computed is not None else None
            return leaf_of(cell, column) if cell else self.total_leaf(place.group, column)
        if column.type in MADE or column.type == "name":
            return leaf_of(self.cell(place, column), column)
        values = self.column(column)
        value, typed = values.value(place.row), values.typed.get(place.row)
        if not is_numeric(column) and value is None:
            return leaf_of(self.cell(place, column), column)
        at = self.address(place.row, column)
        if value is None:
            if column.formula and column.blank is not None:
                return Blank(Text(column.blank), at, column.blank)
            raise no_number(column)
        if typed:
            at = at._replace(path=at.path + typed.inner)
        return Leaf(value, at, typed.shown if typed else None)

    def total_leaf(self, group: str | None, column: Column) -> Leaf:
        """Return what a column comes to, over a group or all rows, whether or not a row prints it.

        Raises Mistake for a column that is not added up.
        """
        place = Place(group=group)
        if self.spec.roster and self.roster is None:
            raise UNAVAILABLE
        if column.total == "formula":
            return leaf_of(self.cell(place, column), column)
        if not is_numeric(column):
            raise no_number(column)
        total = self.evaluation.once(
            ("sum", self.index, group, column.id),
            f"{self.spec.id}.total.{column.id}",
            made_address(self, place, column),
            lambda: added(self.column(column).given(self.rows_of(group)), column),
        )
        return Leaf(total, made_address(self, place, column))

    def due_total(self, column: Column) -> Value:
        """Return what the rows of a column add up to by its formula, cells that authors set left aside."""
        values = self.column(column)
        found = enumerate(values.given(range(len(self.rows))))
        return added([values.computed.get(row, value) for row, value in found], column)

    def ordered(self, column: Column) -> Sequence[Fraction]:
        """Return the amounts of a column from the smallest up."""
        key, label = ("ordered", self.index, column.id), f"{self.spec.id}.{column.id}"
        return self.evaluation.once(key, label, self.at(), lambda: sorted(self.column(column).amounts()))

    # -- cells ----------------------------------------------------------------------------------------------

    def column(self, column: Column) -> ColumnValues:
        """Return what the rows of a column hold; computed once."""
        if column.id in self._done:
            return self._done[column.id]
        at = self.formula_address(column) if column.formula else self.at()
        compute = computed_values if column.formula else typed_values
        key = ("column", self.index, column.id)
        label = f"{self.spec.id}.{column.id}"
        found = self.evaluation.once(key, label, at, lambda: compute(self, column))
        return self._done.setdefault(column.id, found)

    def limit(self, row: int | None, column: Column, key: str) -> Fraction | None:
        """Return `min`, `max`, `step` or `sum_to` of a column for a row, None where it has none.

        Raises UNAVAILABLE where it has a mistake, which is reported.
        """
        source = getattr(column, key)
        if source is None:
            return None
        at = self.at("columns", self.position(column), key)
        try:
            value = parse_expression(source).evaluate(PlaceNames(self, Place(row=row))).value
            return of_bound(value, column)
        except Mistake as mistake:
            # What units have yet to file limits nothing until then.
            if not (column.input and mistake.id in BLANKS):
                self.report(mistake, at)
            raise UNAVAILABLE from None

    def words(self, raw: str, at: Address, row: int | None = None) -> str:
        """Return a text of the table as printed, `row` being whose names it may use."""
        names = None if row is None else self.scope(row)
        return self.evaluation.words(raw, at, names)

    def row_name(self, row: int) -> str:
        """Return what messages call a row: its unit's name, or its id."""
        names = next((column for column in self.spec.columns if column.type == "name"), None)
        text = self.cell_or_empty(Place(row=row), names).text if names else ""
        return text if text and text != HIDDEN else self.rows[row].id

    def reported(self, id: str, at: Address) -> bool:
        """Whether a mistake of that id is known at that place."""
        return any(finding.id == id and finding.at == at for finding in self.evaluation.findings)

    def report(self, mistake: Mistake, at: Address) -> None:
        """Keep a mistake in one of the table's cells."""
        self.evaluation.report(mistake, at)

    def cell(self, place: Place, column: Column) -> EvaluatedCell:
        """Return one cell.

        Raises UNAVAILABLE where it has a mistake, which is reported.
        """
        if place.row is not None:
            return data_cell(self, place.row, column)
        # The group is left out: groups share their formulas, and so one cycle of columns is reported once.
        row = "total" if place.computed is None else self.spec.computed_rows[place.computed].id
        label, at = f"{self.spec.id}.{row}.{column.id}", made_address(self, place, column)
        key = ("cell", self.index, place, column.id)
        return self.evaluation.once(key, label, at, lambda: made_cell(self, place, column))

    def cell_or_empty(self, place: Place, column: Column) -> EvaluatedCell:
        """Return one cell, an empty one where it has a mistake."""
        try:
            return self.cell(place, column)
        except Mistake:
            return EvaluatedCell(None, "", self.at())


_NO_ROSTERS = Words(
    "还没有名册，先在 content/rosters 里建一个", "there are no rosters yet: make one in content/rosters"
)
