"""Which columns of a table its form has: those that Excel can show or compute from the unit's row alone."""

from collections.abc import Iterator

from docgen.diagnostics import Mistake
from docgen.model.cells import is_numeric
from docgen.model.evaluation import Evaluation
from docgen.model.expressions import parse_expression
from docgen.model.table import Column
from docgen.model.tables import EvaluatedTable
from docgen.model.values import Rounding

_Seen = frozenset[tuple[str, str]]


def form_columns(evaluation: Evaluation, table: EvaluatedTable) -> tuple[Column, ...]:
    """Return the columns of the form, in order.

    What follows from what other units fill in, as a rank does, is left out; so is the number of the row.
    """
    return tuple(
        column
        for column in table.spec.columns
        if column.type != "serial" and (not _is_filed(evaluation, (table, column)) or _is_own(table, column))
    )


def _is_own(table: EvaluatedTable, column: Column, seen: _Seen = frozenset()) -> bool:
    """Whether a column is filled in, or Excel computes it from cells of its row that are."""
    key = (table.spec.id, column.id)
    if column.input or key in seen:
        return column.input
    if not is_numeric(column) or column.round is Rounding.LARGEST_REMAINDER:
        return False
    for other, source, in_row in _reads(table.evaluation, table, column):
        filed = _is_filed(table.evaluation, (other, source))
        if filed and not (in_row and _is_own(table, source, seen | {key})):
            return False
    return True


def _is_filed(
    evaluation: Evaluation, place: tuple[EvaluatedTable, Column], seen: _Seen = frozenset()
) -> bool:
    """Whether a column is filled in by units, or follows from one that is."""
    table, column = place
    key = (table.spec.id, column.id)
    if column.input or key in seen:
        return column.input
    return any(
        _is_filed(evaluation, (other, source), seen | {key})
        for other, source, _ in _reads(evaluation, table, column)
    )


def _reads(
    evaluation: Evaluation, table: EvaluatedTable, column: Column
) -> Iterator[tuple[EvaluatedTable, Column, bool]]:
    """Yield the columns that a formula reads, and whether it reads them in its own row."""
    try:
        paths = parse_expression(column.formula).paths if column.formula else ()
    except Mistake:
        return
    for path in paths:
        first, last = path.parts[0], path.parts[-1]
        if first in table.columns:
            yield table, table.columns[first], True
        elif first == "tables" and len(path.parts) > 1:
            other = evaluation.tables.get(path.parts[1])
            if other and last in other.columns:
                yield other, other.columns[last], False
        elif first != "last_year" and last in table.columns:
            yield table, table.columns[last], False
