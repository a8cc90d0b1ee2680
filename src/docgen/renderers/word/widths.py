"""Column widths of a table, from what its cells hold."""

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final

from docgen.document import Cell, Role, Table
from docgen.patterns import regex
from docgen.printed_rows import PlainCells
from docgen.renderers.word.measure import quarters

_MARGINS: Final = 230
"""Twips: both side margins of a cell as Word sets them, and its border."""
_EM: Final = 4
"""Quarters: widths are counted in quarters of a Chinese character."""
_COMFORT: Final = 4 * _EM
"""What a line of a cell holds at least, when the cell has as much."""
_WHOLE: Final = 12 * _EM
"""Up to what a date, a name or a number is not broken."""
_SHORT: Final = frozenset({Role.CELL_CENTER, Role.CELL_NUMBER})
_LONGEST: Final = 20 * _EM
"""Beyond what a longer cell asks for no more width."""
_UNBREAKABLE: Final = regex("[!-~]+")


def column_widths(table: Table, size: Fraction, total: int) -> tuple[int, ...]:
    """Return the width of each column in twips, `total` together; `size` is that of the type, in points."""
    least, wanted, unit = _needs(_Asked(table), size)
    room, lower, upper = total * unit, sum(least), sum(wanted)
    if upper <= room:
        parts = len(wanted)
        shares = [width * parts + room - upper for width in wanted]
    elif lower <= room:
        parts = upper - lower
        shares = [
            low * parts + (high - low) * (room - lower) for low, high in zip(least, wanted, strict=True)
        ]
    else:
        parts = lower
        shares = [width * room for width in least]
    # Rounding the edges, not the widths, keeps the sum.
    edges = (_rounded(edge, parts * unit) for edge in accumulate(shares))
    return tuple(right - left for left, right in pairwise([0, *edges]))


def fits(table: Table, size: Fraction, total: int) -> bool:
    """Return whether every column gets at least what its cells cannot do without."""
    least, _, unit = _needs(_Asked(table), size)
    return sum(least) <= total * unit


class _Asked:
    """A table known by its identity: comparing two by their cells would take longer than measuring."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.table is other.table

    def __hash__(self) -> int:
        return id(self.table)


@lru_cache(maxsize=8)
def _needs(asked: _Asked, size: Fraction) -> tuple[list[int], list[int], int]:
    """Return the least and the wanted width of each column, and how many of their unit make a twip."""
    quarter = size * 20 / _EM
    unit = quarter.denominator
    least, wanted = [], []
    for lines in _columns(asked.table):
        needed, longest = _EM, 0
        for short, texts in lines.items():
            widest, word = _widest(texts)
            longest = max(longest, widest)
            needed = max(needed, word, min(widest, _WHOLE if short else _COMFORT))
        most = max(needed, min(longest, _LONGEST))
        least.append(needed * quarter.numerator + _MARGINS * unit)
        wanted.append(most * quarter.numerator + _MARGINS * unit)
    return least, wanted, unit


def _widest(texts: Collection[str]) -> tuple[int, int]:
    """Return the width of the widest text, and of the widest word that no line may break."""
    together = "".join(texts)
    if together.isascii() and together.isalnum():
        # As whole numbers are: every character is half as wide as a Chinese one.
        widest = _EM // 2 * max(map(len, texts))
        return widest, widest
    words = set(_UNBREAKABLE.findall("\n".join(texts)))
    return max(map(quarters, texts)), max(map(quarters, words), default=0)


def _columns(table: Table) -> Iterator[dict[bool, set[str]]]:
    """Yield the texts of each column, those of short roles and the others."""
    plain: dict[tuple[Role, ...], list[tuple[str, ...]]] = {}
    others: list[Sequence[Cell | None]] = []
    for cells in (row.cells for row in table.rows):
        if type(cells) is PlainCells:
            plain.setdefault(cells.roles, []).append(cells.texts)
        else:
            others.append(cells)
    turned = [(roles, list(zip(*texts, strict=True))) for roles, texts in plain.items()]
    for place in range(len(table.columns)):
        found: dict[bool, set[str]] = {}
        for roles, columns in turned:
            found.setdefault(roles[place] in _SHORT, set()).update(columns[place])
        for cell in (cells[place] for cells in others):
            for line in cell.paragraphs if cell and cell.columns == 1 else ():
                found.setdefault(line.role in _SHORT, set()).add(line.text)
        yield found


def _rounded(number: int, divisor: int) -> int:
    """Return `number` / `divisor` as `round` does; fractions would take longer than all the measuring."""
    whole, rest = divmod(number, divisor)
    return whole + (2 * rest > divisor or (2 * rest == divisor and whole % 2 == 1))
