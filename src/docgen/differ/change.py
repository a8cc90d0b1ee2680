"""What changed between two programs, as data that every reporter prints in its own way."""

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from docgen.diagnostics import Span, Words
from docgen.records import record
from docgen.word_diff import Piece


class Matter(StrEnum):
    """What a change is about, in the order in which a reviewer wants to see it."""

    FIGURE = "figure"
    DATE = "date"
    ENTRY = "entry"
    WORDING = "wording"
    SETTING = "setting"

    @property
    def words(self) -> Words:
        """What a report calls it."""
        return _MATTERS[self]


_MATTERS = {
    Matter.FIGURE: Words("数字", "Figures"),
    Matter.DATE: Words("时间", "Dates"),
    Matter.ENTRY: Words("增减和移动", "Added, removed, moved"),
    Matter.WORDING: Words("文字", "Wording"),
    Matter.SETTING: Words("其他", "Other"),
}


class Kind(StrEnum):
    """What became of an entry."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"

    @property
    def words(self) -> Words:
        """What a report calls it."""
        return _KINDS[self]


_KINDS = {
    Kind.CHANGED: Words("修改", "changed"),
    Kind.ADDED: Words("新增", "added"),
    Kind.REMOVED: Words("删去", "removed"),
    Kind.MOVED: Words("移动", "moved"),
}


class TableCell(NamedTuple):
    """The cell of a quota table that a change is about."""

    table: str
    """The table's title."""
    column: str
    row: str
    """The name of the row, or of the total."""


@record
class Change:
    """One change."""

    kind: Kind
    matter: Matter
    where: tuple[str, ...]
    """What changed, from the outside in, in the words of the program."""
    old: str = ""
    new: str = ""
    """As printed."""
    note: Words | None = None
    """By how much, or which day of the week it is."""
    pieces: tuple[Piece, ...] = ()
    """Old and new text, word by word."""
    share: Fraction | None = None
    """The change of a number as a share of what it was."""
    jump: bool = False
    """Whether that share is beyond the threshold."""
    cell: TableCell | None = None
    span: Span | None = None
    """Where it is written: in the new file, or in the old one for what was removed."""


class Bar(NamedTuple):
    """One row of a chart."""

    label: str
    old: Fraction | None
    new: Fraction | None
    shown: tuple[str, str]
    """Both as printed."""


class Series(NamedTuple):
    """One column of figures, old and new."""

    table: str
    column: str
    bars: tuple[Bar, ...]


@record
class Comparison:
    """What changed in one program."""

    label: str
    old: str
    new: str
    """The file of each side as messages show it; empty where the side has none."""
    changes: tuple[Change, ...] = ()
    series: tuple[Series, ...] = ()
    """The columns of figures that changed, with all rows that both sides have."""

    @property
    def status(self) -> Kind | None:
        """Whether the program itself came or went; None where nothing changed."""
        if not self.old or not self.new:
            return Kind.ADDED if self.new else Kind.REMOVED
        return Kind.CHANGED if self.changes else None

    def by_matter(self) -> Iterator[tuple[Matter, tuple[Change, ...]]]:
        """Yield the changes by what they are about."""
        for matter in Matter:
            if found := [change for change in self.changes if change.matter is matter]:
                yield matter, tuple(_by_column(found))


def _by_column(changes: list[Change]) -> Iterator[Change]:
    """Yield the changes with those of one column of a table together, from where the first of them stands."""
    columns: dict[object, list[Change]] = {}
    for place, change in enumerate(changes):
        columns.setdefault(change.cell[:2] if change.cell else place, []).append(change)
    for column in columns.values():
        yield from column


@record
class ChangeReport:
    """All that a comparison found."""

    old: str
    new: str
    """What was compared, as typed: 2024, HEAD~3, a file; empty for the files at hand."""
    comparisons: tuple[Comparison, ...]
    jump: Fraction
    untracked: tuple[Words, ...] = ()
    """What a redline cannot show."""

    @property
    def changed(self) -> bool:
        """Whether there is any change."""
        return any(comparison.status for comparison in self.comparisons)
