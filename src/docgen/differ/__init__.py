"""Two evaluated programs → what changed, in the office's words."""

from fractions import Fraction

from docgen.differ.change import (
    Bar,
    Change,
    ChangeReport,
    Comparison,
    Kind,
    Matter,
    Series,
    TableCell,
)
from docgen.differ.models import At, Differ
from docgen.differ.side import Side
from docgen.differ.tables import TableDiffer
from docgen.model.base import Model
from docgen.model.calendar import Calendar

__all__ = [
    "Bar",
    "Change",
    "ChangeReport",
    "Comparison",
    "Kind",
    "Matter",
    "Series",
    "Side",
    "TableCell",
    "compare",
    "compare_files",
]


def compare(old: Side, new: Side, jump: Fraction) -> Comparison:
    """Return what changed between two programs."""
    if old.evaluation is None or new.evaluation is None:
        raise TypeError("programs are compared as evaluated")
    before, after = old.evaluation, new.evaluation
    differ = Differ(old, new, jump, after.office.calendar)
    tables = TableDiffer(differ)
    changes = (
        *differ.models(before.program, after.program, At()),
        *tables.tables(before.tables, after.tables),
    )
    return Comparison(after.program.label, old.source.file, new.source.file, changes, tuple(tables.series))


def compare_files(old: tuple[Side, Model], new: tuple[Side, Model], label: str, jump: Fraction) -> Comparison:
    """Return what changed between two files of one kind that are no programs: agencies, rosters."""
    differ = Differ(old[0], new[0], jump, Calendar())
    changes = tuple(differ.models(old[1], new[1], At()))
    return Comparison(label, old[0].source.file, new[0].source.file, changes)
