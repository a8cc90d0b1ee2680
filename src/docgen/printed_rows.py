"""The cells of printed rows: such as are made when asked for, and the places that cells cover."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, overload

from docgen.document import Cell, Role


class PlainCells(Sequence[Cell | None]):
    """The cells of a row that cover one place and print one line each; they are made when first asked for.

    Most rows of long tables are such: whoever prints them needs their texts and roles alone.
    """

    __slots__ = ("_made", "roles", "texts")

    def __init__(
        self, texts: tuple[str, ...], roles: tuple[Role, ...], make: Callable[[], Sequence[Cell | None]]
    ) -> None:
        self.texts = texts
        self.roles = roles
        """The role of each line."""
        self._made: Sequence[Cell | None] | Callable[[], Sequence[Cell | None]] = make

    @classmethod
    def of(cls, cells: Sequence[Cell | None]) -> Sequence[Cell | None]:
        """Return made cells as such where all are, else as they are."""
        plain = (cell for cell in cells if cell and cell.rows == cell.columns == len(cell.paragraphs) == 1)
        lines = [cell.paragraphs[0] for cell in plain]
        if len(lines) < len(cells) or any(run.role for line in lines for run in line.runs):
            return cells
        texts, roles = tuple(line.text for line in lines), tuple(line.role for line in lines)
        return cls(texts, roles, lambda: cells)

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, place: int) -> Cell | None: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Cell | None]: ...
    def __getitem__(self, place: int | slice) -> Cell | Sequence[Cell | None] | None:
        return self._cells()[place]

    def __iter__(self) -> Iterator[Cell | None]:
        return iter(self._cells())

    def _cells(self) -> Sequence[Cell | None]:
        if callable(self._made):
            self._made = self._made()
        return self._made

    def __eq__(self, other: object) -> bool:
        return isinstance(other, tuple | PlainCells) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


class Slot(NamedTuple):
    """A place in a row: a cell, or one that reaches down from a row above."""

    place: int
    cell: Cell
    continued: bool


class Slots:
    """Finds the cells of a table's rows, one row after the other, those that cells above cover included."""

    def __init__(self) -> None:
        self._reaching: dict[int, Cell] = {}
        """The last cell at each place."""

    def of(self, cells: Sequence[Cell | None]) -> Iterator[Slot]:
        """Yield the places of the next row, from the left."""
        place = 0
        while place < len(cells):
            cell = cells[place]
            if cell is not None:
                self._reaching[place] = cell
            slot = Slot(place, self._reaching[place], continued=cell is None)
            yield slot
            place += slot.cell.columns
