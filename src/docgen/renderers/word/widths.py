"""Column widths of a table, from what its cells hold."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

from docgen.document import Cell, Role, Table
from docgen.renderers.word.measure import ems

_MARGINS: Final = 230
"""Twips: both side margins of a cell as Word sets them, and its border."""
_COMFORT: Final = Fraction(4)
"""Characters a line of a cell holds at least, when the cell has as many."""
_WHOLE: Final = Fraction(12)
"""Characters up to which a date, a name or a number is not broken."""
_SHORT: Final = frozenset({Role.CELL_CENTER, Role.CELL_NUMBER})
_LONGEST: Final = 20
"""Characters beyond which a longer cell asks for no more width."""
_UNBREAKABLE: Final = re.compile("[!-~]+")


def column_widths(table: Table, size: Fraction, total: int) -> tuple[int, ...]:
    """Return the width of each column in twips, `total` together; `size` is that of the type, in points."""
    least, wanted = _needs(_Asked(table), size)
    lower, upper = sum(least, Fraction(0)), sum(wanted, Fraction(0))
    if upper <= total:
        shares = [width + (total - upper) / len(wanted) for width in wanted]
    elif lower <= total:
        part = (total - lower) / (upper - lower)
        shares = [low + (high - low) * part for low, high in zip(least, wanted, strict=True)]
    else:
        shares = [width * total / lower for width in least]
    # Rounding the edges, not the widths, keeps the sum.
    return tuple(right - left for left, right in pairwise([0, *map(round, accumulate(shares))]))


def fits(table: Table, size: Fraction, total: int) -> bool:
    """Return whether every column gets at least what its cells cannot do without."""
    return sum(_needs(_Asked(table), size)[0]) <= total


class _Asked:
    """A table known by its identity: comparing two by their cells would take longer than measuring."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.table is other.table

    def __hash__(self) -> int:
        return id(self.table)


@lru_cache(maxsize=8)
def _needs(asked: _Asked, size: Fraction) -> tuple[list[Fraction], list[Fraction]]:
    least, wanted = [], []
    for place in range(len(asked.table.columns)):
        cells = _column(asked.table, place)
        lines = {(line.text, line.role in _SHORT) for cell in cells for line in cell.paragraphs}
        widths = {ems(text) for text, _ in lines}
        longest = max(widths, default=Fraction(0))
        words = {word for text, _ in lines for word in _UNBREAKABLE.findall(text)}
        comfort = max(
            (min(ems(text), _WHOLE if short else _COMFORT) for text, short in lines), default=Fraction(0)
        )
        least.append(_twips(max(comfort, *map(ems, words), Fraction(1)), size))
        wanted.append(max(least[-1], _twips(min(longest, Fraction(_LONGEST)), size)))
    return least, wanted


def _column(table: Table, place: int) -> Iterator[Cell]:
    for row in table.rows:
        cell = row.cells[place]
        if cell and cell.columns == 1:
            yield cell


def _twips(characters: Fraction, size: Fraction) -> Fraction:
    return characters * size * 20 + _MARGINS
