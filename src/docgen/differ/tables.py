"""Quota tables side by side: columns and rows by their ids, every cell as evaluated, totals included."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Final

from docgen.differ.change import Bar, Change, Kind, Matter, Series, TableCell
from docgen.differ.entries import Entry, paired
from docgen.differ.models import At, Differ
from docgen.differ.values import Difference
from docgen.model.cells import EvaluatedCell
from docgen.model.row import Row
from docgen.model.row_names import Place
from docgen.model.table import MADE, Column, QuotaTable
from docgen.model.tables import EvaluatedTable
from docgen.model.values import Quantity

_MOST_BARS: Final = 80
_Places = tuple[Place, Place]


class TableDiffer:
    """Compares the tables of two programs."""

    def __init__(self, differ: Differ) -> None:
        self._differ = differ
        self.series: list[Series] = []

    def tables(self, old: Iterable[EvaluatedTable], new: Iterable[EvaluatedTable]) -> Iterator[Change]:
        """Yield what changed in any table."""
        differ, at = self._differ, At().into("quota_tables", label="表格")
        for entry in paired(list(old), list(new), lambda table: table.spec.id):
            if entry.old and entry.new:
                here = at.at(entry.places, differ.new.text(entry.new.spec.title))
                if entry.moved:
                    yield differ.moved(entry, here)
                yield from self._table(_Both(entry.old, entry.new, differ.new.text), here)
            elif entry.new:
                here = at.at(entry.places, differ.new.text(entry.new.spec.title))
                yield differ.came(Kind.ADDED, _size(entry.new), here)
            elif entry.old:
                here = at.at(entry.places, differ.old.text(entry.old.spec.title))
                yield differ.came(Kind.REMOVED, _size(entry.old), here)

    def _table(self, both: "_Both", at: At) -> Iterator[Change]:
        old, new = both.sides
        yield from self._differ.models(_framed(old.spec), _framed(new.spec), at)
        for column in paired(old.spec.columns, new.spec.columns, lambda each: each.id):
            yield from self._column(column, at.into("columns").at(column.places, "栏"))
        rows = paired(old.rows, new.rows, lambda row: row.id)
        for row in rows:
            yield from self._row(both, row, at)
        for label, places in both.made():
            yield from self._cells(both, (label, places), at.into("total"))
        shared = [_row_places(row) for row in rows if row.old and row.new]
        self.series += both.series(shared[:_MOST_BARS])

    def _column(self, entry: Entry[Column], at: At) -> Iterator[Change]:
        differ, old, new = self._differ, entry.old, entry.new
        if old and new:
            here = at.into(label=differ.new.text(new.label))
            if entry.moved:
                yield differ.moved(entry, here)
            yield from differ.models(old, new, here)
        elif new:
            yield differ.came(Kind.ADDED, differ.new.text(new.label), at)
        elif old:
            yield differ.came(Kind.REMOVED, differ.old.text(old.label), at)

    def _row(self, both: "_Both", row: Entry[Row], at: At) -> Iterator[Change]:
        places = _row_places(row)
        name = both.name(places, 0 if row.new is None else 1)
        # Rows that a roster brings are written nowhere in the table.
        here = at.into("rows").at(row.places, name)
        if row.old is None or row.new is None:
            kind = Kind.ADDED if row.old is None else Kind.REMOVED
            yield self._differ.came(kind, both.words(places, 0 if row.new is None else 1), here)
            return
        if row.moved:
            yield self._differ.moved(row, here)
        old, new = (
            side.group_label(side.group_of(at)) for side, at in zip(both.sides, row.places, strict=True)
        )
        if old != new:
            yield self._differ.changed(Difference(Matter.SETTING, old, new), here.into(label="分组"))
        yield from self._cells(both, (name, places), here)

    def _cells(self, both: "_Both", row: tuple[str, _Places], at: At) -> Iterator[Change]:
        title = at.where[1]
        for column, old, new in both.cells(row[1]):
            if old.text == new.text and old.value == new.value:
                continue
            label = self._differ.new.text(column.label)
            own = new.at.file == self._differ.new.source.file
            # The figure is what a reviewer asks for, then whose it is.
            here = At((label, row[0]), at.old, new.at.path if own else at.new)
            cell = TableCell(title, label, row[0])
            for change in self._cell(old, new, here):
                yield replace(change, cell=cell)

    def _cell(self, old: EvaluatedCell, new: EvaluatedCell, at: At) -> Iterator[Change]:
        if old.value is not None and new.value is not None:
            yield from self._differ.values(old.value, new.value, at, (old.text, new.text))
        elif old.text and new.text:
            yield from self._differ.texts(old.text, new.text, at)
        elif old.text != new.text:
            kind = Kind.ADDED if new.text else Kind.REMOVED
            yield self._differ.came(kind, new.text or old.text, at)


class _Both:
    """Both sides of a table, with the columns that both have."""

    def __init__(self, old: EvaluatedTable, new: EvaluatedTable, text: Callable[[str], str]) -> None:
        self.sides = (old, new)
        self._text = text
        shared = {column.id for column in old.spec.columns if column.type not in MADE}
        self._columns = [each for each in new.spec.columns if each.id in shared and each.type not in MADE]

    def cells(self, places: _Places) -> Iterator[tuple[Column, EvaluatedCell, EvaluatedCell]]:
        """Yield the cells of the columns that both sides have."""
        old, new = (_line(side, place) for side, place in zip(self.sides, places, strict=True))
        for column in self._columns:
            yield column, old[column.id], new[column.id]

    def name(self, places: _Places, side: int) -> str:
        """Return what a row is called on one side."""
        table, place = self.sides[side], places[side]
        column = next((each for each in table.spec.columns if each.type == "name"), table.spec.columns[0])
        return _line(table, place)[column.id].text or ("" if place.row is None else table.rows[place.row].id)

    def words(self, places: _Places, side: int) -> str:
        """Return what a row says on one side."""
        cells = _line(self.sides[side], places[side])
        columns = [each for each in self.sides[side].spec.columns if each.type not in {*MADE, "name"}]
        said = ((self._text(each.label), cells[each.id].text) for each in columns)
        return "，".join(f"{label} {text}" for label, text in said if text)

    def made(self) -> Iterator[tuple[str, _Places]]:
        """Yield the rows that docgen makes on both sides, with their names: totals and computed rows."""
        old, new = ({_made_key(side, place): place for place in side.made_rows()} for side in self.sides)
        for key, place in new.items():
            if key in old:
                places = (old[key], place)
                yield self.name(places, 1), places

    def series(self, rows: list[_Places]) -> Iterator[Series]:
        """Yield the columns of figures that changed, for a chart."""
        title = self._text(self.sides[1].spec.title)
        lines = [(self.name(places, 1), list(self.cells(places))) for places in rows]
        for at, column in enumerate(self._columns):
            bars = tuple(_bar(name, *cells[at][1:]) for name, cells in lines)
            if any(bar.old is not None and bar.new is not None and bar.old != bar.new for bar in bars):
                yield Series(title, self._text(column.label), bars)


def _line(table: EvaluatedTable, place: Place) -> dict[str, EvaluatedCell]:
    cells = table.line(place)
    return {column.id: cell for column, cell in zip(table.spec.columns, cells, strict=True)}


def _row_places(row: Entry[Row]) -> _Places:
    old, new = (Place(row=max(place, 0)) for place in row.places)
    return old, new


def _made_key(table: EvaluatedTable, place: Place) -> object:
    if place.computed is not None:
        return "computed", table.spec.computed_rows[place.computed].id
    return "total", place.group


def _bar(name: str, old: EvaluatedCell, new: EvaluatedCell) -> Bar:
    return Bar(name, _amount(old), _amount(new), (old.text, new.text))


def _amount(cell: EvaluatedCell) -> Fraction | None:
    return cell.value.printed_amount if isinstance(cell.value, Quantity) else None


def _framed(spec: QuotaTable) -> QuotaTable:
    """Return a table without what is compared by other means."""
    return spec.model_copy(update={"rows": (), "columns": ()})


def _size(table: EvaluatedTable) -> str:
    return f"{len(table.rows)}行，{len(table.spec.columns)}栏"
