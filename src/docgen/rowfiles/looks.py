"""What a sheet holds beyond its plain values: errors, lost results, hidden rows, percent formats."""

from dataclasses import field

from docgen.records import record
from docgen.rowfiles.cells import Area


@record(frozen=False)
class Looks:
    """What the look of a sheet adds to its values; rows and columns count from 0."""

    values: dict[tuple[int, int], object] = field(default_factory=dict)
    """The cells whose value is another than the plain one: a Fault, or a text with every digit."""
    hidden: list[int] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    height: int = 0
    width: int = 0
    """How far the cells with a value reach: one far away would make calamine end the process."""

    def reach(self, row: int, column: int) -> None:
        """Take note of a cell that has a value."""
        self.height = max(self.height, row + 1)
        self.width = max(self.width, column + 1)
