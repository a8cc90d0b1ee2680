"""A sheet as read: raw values from its first row and column on, and what its look adds to them."""

from dataclasses import field

from docgen.records import record
from docgen.rowfiles.cells import Area

MOST_CELLS = 20_000_000
"""Cells of a sheet that are read, empty ones included: a sheet of 100,000 rows has room for 200 columns."""


@record(frozen=False)
class Grid:
    """One sheet."""

    file: str
    """Its name in messages: the file's, and behind # the sheet's."""
    rows: list[list[object]]
    merged: list[Area] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    """Hidden rows, counted from 0."""
    others: tuple[str, ...] = ()
    """The file's other sheets."""

    def at(self, row: int, column: int) -> object:
        """Return the value at a position counted from 0; an empty text where the sheet has none."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column] if column < len(cells) else ""
