"""Where the rows of a quota table stand on paper: groups with their subtotals, the total, computed rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from docgen.document import CellRange, CellRef
from docgen.model.row_names import Place
from docgen.model.tables import EvaluatedTable


@dataclass(frozen=True)
class Layout:
    """The printed rows below the header of a table, which is `header` rows high."""

    table: EvaluatedTable
    header: int
    only: int | None = None
    """The one row of data that is printed, in the pack of one unit; then no sums are."""

    @cached_property
    def places(self) -> Sequence[Place]:
        """Every row below the header, from the top."""
        spec = self.table.spec
        if self.only is not None:
            return (Place(row=self.only),)
        total = [Place()] if spec.total else []
        computed = {
            position: [
                Place(computed=i) for i, row in enumerate(spec.computed_rows) if row.position == position
            ]
            for position in ("above", "below")
        }
        above = bool(spec.total and spec.total.position == "above")
        body = [place for group in range(len(self.table.group_rows)) for place in self._group(group)]
        first, last = (total, []) if above else ([], total)
        return (*first, *computed["above"], *body, *last, *computed["below"])

    @cached_property
    def _lines(self) -> dict[Place, int]:
        return {place: line for line, place in enumerate(self.places, self.header)}

    def cell(self, place: Place, column: int) -> CellRef | None:
        """Return where a cell is printed, None where it is not."""
        line = self._lines.get(place)
        return None if line is None else CellRef(line, column)

    def ranges(self, group: str | None, column: int) -> tuple[CellRange, ...]:
        """Return where the data of a column is printed, of a group or of the whole table."""
        found: list[CellRange] = []
        if self.only is not None:
            return ()
        for number, rows in enumerate(self.table.group_rows):
            if not rows or (group is not None and self._id(number) != group):
                continue
            first, last = (self._lines[Place(row=row)] for row in (rows[0], rows[-1]))
            if found and found[-1].last.row + 1 == first:
                found[-1] = CellRange(found[-1].first, CellRef(last, column))
            else:
                found.append(CellRange(CellRef(first, column), CellRef(last, column)))
        return tuple(found)

    def _id(self, number: int) -> str | None:
        groups = self.table.spec.groups
        return groups[number].id if number < len(groups) else None

    def _group(self, number: int) -> Iterator[Place]:
        rows = [Place(row=row) for row in self.table.group_rows[number]]
        id, subtotal = self._id(number), self.table.spec.subtotal
        sums = [Place(group=id)] if id and subtotal and rows else []
        above = subtotal is not None and subtotal.position == "above"
        yield from (*sums, *rows) if above else (*rows, *sums)
