"""What the formulas of a quota table can name: its columns, totals, groups, ranks, and what lies outside."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from docgen.diagnostics import Mistake, Words
from docgen.model.arithmetic import divide
from docgen.model.cells import is_numeric
from docgen.model.expressions import Leaf, Namespace
from docgen.model.facts import Member, fact_names
from docgen.model.scope import Elsewhere, Names
from docgen.model.table import Column
from docgen.model.values import Kind, Quantity, Text

if TYPE_CHECKING:
    from docgen.model.tables import EvaluatedTable

_OF_ROW: Final = frozenset({"subtotal", "group", "rank()", "share()"})
"""The names that mean something else in every row."""


class Place(NamedTuple):
    """A row of a table: one of data, a computed one, a group's subtotal, or, without any, the total."""

    row: int | None = None
    group: str | None = None
    computed: int | None = None


class PlaceNames:
    """What a formula in one row of a table sees: the row's columns, the table's facts, sums, the program."""

    __slots__ = ("_place", "_table")

    def __init__(self, table: "EvaluatedTable", place: Place) -> None:
        self._table = table
        self._place = place

    def member(self, name: str) -> Namespace:
        """Return what `name` stands for; KeyError when it is unknown."""
        table, place = self._table, self._place
        if name == "share()" and place.row is None and place.computed is None:
            return _Columns(table, partial(_share_of_sum, table, place.group))
        if name in _RANKED and place.row is not None:
            return _Columns(table, partial(_RANKED[name], table, place.row))
        column = table.columns.get(name) if place.computed is None else None
        if column is not None:
            return table.leaf(place, column)
        return self._layer(name)[name]()

    def names(self) -> Sequence[str]:
        """Return all names, those of the row first."""
        columns = self._table.columns if self._place.computed is None else {}
        outer = self._table.evaluation.names.names()
        return tuple(dict.fromkeys((*columns, *self._facts().names(), *self._special(), *outer)))

    @staticmethod
    def depends_on_row(parts: tuple[str, ...]) -> bool:
        """Whether a name that is no column means something else in every row."""
        return parts[0] in _OF_ROW or parts[:2] == ("last_year", "row") or parts[2:3] == ("row",)

    def _layer(self, name: str) -> Mapping[str, Member]:
        facts, special = self._facts(), self._special()
        if name in facts.names():
            return {name: partial(facts.member, name)}
        return special if name in special else {name: partial(self._table.evaluation.names.member, name)}

    def _facts(self) -> Namespace:
        table = self._table
        return fact_names(table.evaluation, table.spec.facts, table.at("facts"))

    def _special(self) -> Mapping[str, Member]:
        table, place = self._table, self._place
        members: dict[str, Member] = _sums(table)
        group = place.group if place.row is None else table.group_of(place.row)
        if group is not None:
            members["group"] = lambda: Leaf(Text(table.group_label(group)), table.at("groups"))
            members["subtotal"] = lambda: _Columns(table, lambda column: table.total_leaf(group, column))
        if place.row is not None:
            members |= self._elsewhere(table.rows[place.row].id)
        return members

    def _elsewhere(self, row: str) -> dict[str, Member]:
        """Return what lies outside as this row sees it: with the row of the same id as `row`."""
        evaluation, id = self._table.evaluation, self._table.spec.id
        tables: dict[str, Member] = {each.spec.id: partial(each.names, row) for each in evaluation.tables}
        return {
            "tables": lambda: Elsewhere(tables),
            "last_year": lambda: evaluation.last_year(id, row),
        }


class RowValues(PlaceNames):
    """What a formula in a row of data sees, its columns as bare values: for computing many rows."""

    __slots__ = ()

    def member(self, name: str) -> Namespace:
        """Return what `name` stands for; KeyError when it is unknown."""
        column = self._table.columns.get(name)
        if column is not None and self._place.row is not None:
            return self._table.value_leaf(self._place.row, column)
        return super().member(name)


def table_names(table: "EvaluatedTable", row: str | None) -> Namespace:
    """Return what expressions outside of a table see of it; with `row`, its row of that id, too."""
    members: dict[str, Member] = {"title": lambda: table.title, "rows": lambda: _Rows(table), **_sums(table)}
    if row is not None:
        members["row"] = lambda: row_of(table, row)
    return Elsewhere(members)


def _sums(table: "EvaluatedTable") -> dict[str, Member]:
    """Return what is known of a whole table."""
    rows = table.at("rows")
    members: dict[str, Member] = {
        "count": lambda: Leaf(Quantity(Kind.COUNT, Fraction(len(table.rows))), rows),
        "total": lambda: _Columns(table, partial(table.total_leaf, None)),
        "column": lambda: Names({id: partial(_Column, table, each) for id, each in table.columns.items()}),
    }
    if table.spec.groups:
        members["groups"] = lambda: Names(
            {each.id: partial(_group, table, each.id) for each in table.spec.groups}
        )
    if table.spec.computed_rows:
        members["computed"] = lambda: Names(
            {each.id: partial(_computed, table, index) for index, each in enumerate(table.spec.computed_rows)}
        )
    return members


class _Columns:
    """The columns that hold numbers, each as what `leaf` makes of it."""

    __slots__ = ("_leaf", "_table")

    def __init__(self, table: "EvaluatedTable", leaf: Callable[[Column], Leaf]) -> None:
        self._table = table
        self._leaf = leaf

    def member(self, name: str) -> Namespace:
        column = self._table.columns[name]
        if not is_numeric(column):
            raise KeyError(name)
        return self._leaf(column)

    def names(self) -> Sequence[str]:
        return tuple(each.id for each in self._table.spec.columns if is_numeric(each))


def _group(table: "EvaluatedTable", group: str) -> Namespace:
    return _Columns(table, partial(table.total_leaf, group))


def _computed(table: "EvaluatedTable", index: int) -> Namespace:
    place, given = Place(computed=index), table.spec.computed_rows[index].cells
    return Names({id: partial(table.leaf, place, table.columns[id]) for id in given if id in table.columns})


class _Rows:
    """The rows of a table by id."""

    __slots__ = ("_table",)

    def __init__(self, table: "EvaluatedTable") -> None:
        self._table = table

    def member(self, name: str) -> Namespace:
        return _row(self._table, self._table.row_numbers[name])

    def names(self) -> Sequence[str]:
        return tuple(self._table.row_numbers)


class _Column:
    """All rows of one column, for sum, min and max; rows without a number are left out."""

    __slots__ = ("_column", "_table")

    def __init__(self, table: "EvaluatedTable", column: Column) -> None:
        self._table = table
        self._column = column

    def member(self, name: str) -> Namespace:
        return self._table.leaf(Place(row=self._table.row_numbers[name]), self._column)

    def names(self) -> Sequence[str]:
        values = self._table.column(self._column)
        return tuple(id for id, row in self._table.row_numbers.items() if values.value(row) is not None)


def _row(table: "EvaluatedTable", row: int) -> Namespace:
    place = Place(row=row)
    return Names({each.id: partial(table.leaf, place, each) for each in table.spec.columns})


def row_of(table: "EvaluatedTable", id: str) -> Namespace:
    """Return the row `id` of a table as a group of its columns.

    Raises Mistake when there is none.
    """
    if id not in table.row_numbers:
        raise no_such_row(id, table.spec.id)
    return _row(table, table.row_numbers[id])


def no_such_row(id: str, table: str) -> Mistake:
    """Return the mistake of a formula that asks for the same row of a table that has none of that id."""
    words = Words(f"表格“{table}”里没有“{id}”这一行", f"the table `{table}` has no row `{id}`")
    hint = Words("补上这一行，或给本栏写 blank: —", "add the row, or give the column `blank: —`")
    return Mistake("missing-cell", words, hint)


def _rank(table: "EvaluatedTable", row: int, column: Column) -> Leaf:
    """Return a row's place from the largest number down; equal ones share a place, as in Excel's RANK."""
    here = table.value_leaf(row, column)
    amount = here.value.amount if isinstance(here.value, Quantity) else Fraction(0)
    ordered = table.ordered(column)
    return Leaf(Quantity(Kind.COUNT, Fraction(len(ordered) - bisect_right(ordered, amount) + 1)), here.at)


def _share(table: "EvaluatedTable", row: int, column: Column) -> Leaf:
    """Return a row's part of its column's total."""
    here = table.value_leaf(row, column)
    return Leaf(divide(here.value, table.total_leaf(None, column).value), here.at)


def _share_of_sum(table: "EvaluatedTable", group: str | None, column: Column) -> Leaf:
    """Return the part of a group, or of all rows, in its column's total."""
    here = table.total_leaf(group, column)
    return Leaf(divide(here.value, table.total_leaf(None, column).value), here.at)


_RANKED: Mapping[str, Callable[["EvaluatedTable", int, Column], Leaf]] = {"rank()": _rank, "share()": _share}
