"""Quota tables side by side: columns and rows by their ids, every cell as evaluated, totals included."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Final

from docgen.differ.change import Bar, Change, Kind, Matter, Series, TableCell
from docgen.differ.entries import paired
from docgen.differ.models import At, Differ
from docgen.model.cells import EvaluatedCell
from docgen.model.table import Column, QuotaTable
from docgen.model.tables import EvaluatedTable
from docgen.model.values import Quantity

_MOST_BARS: Final = 80


class TableDiffer:
    """Compares the tables of two programs."""

    def __init__(self, differ: Differ) -> None:
        self._differ = differ
        self.series: list[Series] = []

    def tables(self, old: Iterable[EvaluatedTable], new: Iterable[EvaluatedTable]) -> Iterator[Change]:
        """Yield what changed in any table."""
        differ = self._differ
        for entry in paired(list(old), list(new), lambda table: table.spec.id):
            at = At().into("quota_tables", label="表格").at(entry.places, "")
            if entry.new is None or entry.old is None:
                side, table = (differ.old, entry.old) if entry.new is None else (differ.new, entry.new)
                here = at.into(label=side.text(table.spec.title))  # type: ignore[union-attr]
                kind = Kind.REMOVED if entry.new is None else Kind.ADDED
                yield differ.came(kind, _size(table), here)  # type: ignore[arg-type]
                continue
            here = at.into(label=differ.new.text(entry.new.spec.title))
            if entry.moved:
                yield differ.moved(entry, here)
            yield from self._table(entry.old, entry.new, here)

    def _table(self, old: EvaluatedTable, new: EvaluatedTable, at: At) -> Iterator[Change]:
        differ = self._differ
        yield from differ.models(_framed(old.spec), _framed(new.spec), at)
        for column in paired(old.spec.columns, new.spec.columns, lambda each: each.id):
            here = at.into("columns").at(column.places, "栏")
            yield from self._column(column.old, column.new, here)
            if column.moved and column.new:
                yield differ.moved(column, here.into(label=differ.new.text(column.new.label)))
        rows = paired(old.rows, new.rows, lambda row: row.id)
        both = _Both(old, new)
        for row in rows:
            here = at.into("rows").at(row.places, both.name(row.places))
            if row.old is None or row.new is None:
                kind = Kind.ADDED if row.old is None else Kind.REMOVED
                yield differ.came(kind, both.words(row.places), here)
                continue
            if row.moved:
                yield differ.moved(row, here)
            yield from self._cells(both, row.places, here)
        if old.spec.total and new.spec.total:
            yield from self._cells(both, None, at.into("total"))
        self.series += both.series([row.places for row in rows if row.old and row.new], differ.new.text)

    def _column(self, old: Column | None, new: Column | None, at: At) -> Iterator[Change]:
        differ = self._differ
        if old and new:
            yield from differ.models(old, new, at.into(label=differ.new.text(new.label)))
        elif new:
            yield differ.came(Kind.ADDED, differ.new.text(new.label), at)
        elif old:
            yield differ.came(Kind.REMOVED, differ.old.text(old.label), at)

    def _cells(self, both: "_Both", places: tuple[int, int] | None, at: At) -> Iterator[Change]:
        title, row = at.where[1], both.name(places)
        for column, old, new in both.cells(places):
            if old.text == new.text and old.value == new.value:
                continue
            label = self._differ.new.text(column.label)
            # The figure is what a reviewer asks for, then whose it is.
            here = At(
                (label, row), at.old, new.at.path if new.at.file == self._differ.new.source.file else at.new
            )
            cell = TableCell(title, label, row)
            for change in self._cell(old, new, here):
                yield replace(change, cell=cell)

    def _cell(self, old: EvaluatedCell, new: EvaluatedCell, at: At) -> Iterator[Change]:
        if old.value is None or new.value is None:
            if old.text and new.text:
                yield from self._differ.texts(old.text, new.text, at)
            elif old.text != new.text:
                kind = Kind.ADDED if new.text else Kind.REMOVED
                yield self._differ.came(kind, new.text or old.text, at, Matter.ENTRY)
            return
        shown = (old.text, new.text)
        yield from self._differ.values(old.value, new.value, at, shown)


class _Both:
    """The cells of a table's two sides, by the places of a row in each; None for the totals."""

    def __init__(self, old: EvaluatedTable, new: EvaluatedTable) -> None:
        self._sides = (old, new)
        shared = [column.id for column in old.spec.columns if column.type != "serial"]
        self._columns = [
            column for column in new.spec.columns if column.id in shared and column.type != "serial"
        ]

    def cells(self, places: tuple[int, int] | None) -> Iterator[tuple[Column, EvaluatedCell, EvaluatedCell]]:
        """Yield the cells of the columns that both sides have."""
        rows = [
            self._row(side, None if places is None else places[at]) for at, side in enumerate(self._sides)
        ]
        for column in self._columns:
            yield column, rows[0][column.id], rows[1][column.id]

    def name(self, places: tuple[int, int] | None) -> str:
        """Return what a row is called, on the new side where that has it."""
        at = 1 if places is None or places[1] >= 0 else 0
        table = self._sides[at]
        cells = self._row(table, None if places is None else places[at])
        column = next((each for each in table.spec.columns if each.type == "name"), table.spec.columns[0])
        return cells[column.id].text or (table.rows[places[at]].id if places else "")

    def words(self, places: tuple[int, int]) -> str:
        """Return what a row says that only one side has."""
        at = 0 if places[1] < 0 else 1
        table = self._sides[at]
        cells = self._row(table, places[at])
        columns = [column for column in table.spec.columns if column.type not in ("serial", "name")]
        return "，".join(
            f"{column.label} {cells[column.id].text}" for column in columns if cells[column.id].text
        )

    def series(self, rows: list[tuple[int, int]], text: Callable[[str], str]) -> Iterator[Series]:
        """Yield the columns of figures that changed, for a chart."""
        title = text(self._sides[1].spec.title)
        for at, column in enumerate(self._columns):
            bars = []
            for places in rows[:_MOST_BARS]:
                _, old, new = list(self.cells(places))[at]
                bars.append(Bar(self.name(places), _amount(old), _amount(new), (old.text, new.text)))
            if any(bar.old is not None and bar.new is not None and bar.old != bar.new for bar in bars):
                yield Series(title, text(column.label), tuple(bars))

    @staticmethod
    def _row(table: EvaluatedTable, row: int | None) -> dict[str, EvaluatedCell]:
        cells = table.cells(row)
        return {column.id: cell for column, cell in zip(table.spec.columns, cells, strict=True)}


def _amount(cell: EvaluatedCell) -> Fraction | None:
    return cell.value.printed_amount if isinstance(cell.value, Quantity) else None


def _framed(spec: QuotaTable) -> QuotaTable:
    """Return a table without what is compared by other means."""
    return spec.model_copy(update={"rows": (), "columns": ()})


def _size(table: EvaluatedTable) -> str:
    return f"{len(table.rows)}行，{len(table.spec.columns)}栏"
