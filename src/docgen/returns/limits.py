"""Limits of what units filed, evaluated row by row with all that was filed in place."""

from collections.abc import Iterable, Iterator, Mapping

from docgen.diagnostics import Diagnostic, Mistake, Words
from docgen.model.cells import cell_text
from docgen.model.evaluation import Evaluation
from docgen.model.expressions import parse_expression
from docgen.model.row import Row
from docgen.model.table import Column, Result
from docgen.model.tables import EvaluatedTable
from docgen.model.values import Quantity
from docgen.returns.figures import Figure
from docgen.returns.notes import of_cell


def filed_evaluation(evaluation: Evaluation, figures: Iterable[Figure]) -> Evaluation:
    """Return the program as it is with these figures among its results."""
    filed: dict[str, dict[str, dict[str, object]]] = {}
    for result in evaluation.program.results:
        for row in result.rows:
            filed.setdefault(result.table, {}).setdefault(row.id, {}).update(row.cells)
    for each in figures:
        filed.setdefault(each.table, {}).setdefault(each.unit, {})[each.column.id] = each.text
    results = tuple(
        Result(table=table, rows=tuple(Row(unit, cells) for unit, cells in units.items()))
        for table, units in filed.items()
    )
    program = evaluation.program.model_copy(update={"results": results})
    return Evaluation(program, evaluation.file, evaluation.office, earlier=evaluation.earlier)


def within_limits(evaluation: Evaluation, figures: Iterable[Figure]) -> Iterator[Figure | Diagnostic]:
    """Yield each figure that its column's limits allow, and an error for each of the others.

    Limits that follow from what the unit filed come last: figures that are wrong themselves limit nothing.
    """
    ordered: list[list[Figure]] = [[], []]
    for each in figures:
        ordered[_follows_inputs(evaluation.tables.get(each.table), each.column)].append(each)
    good: list[Figure] = []
    for group in ordered:
        filed = filed_evaluation(evaluation, [*good, *(group if group is ordered[0] else ())])
        for each in group:
            mistake = _beyond(filed, each)
            if mistake:
                yield of_cell(each.place, mistake)
            else:
                good.append(each)
    yield from good


def _follows_inputs(table: EvaluatedTable | None, column: Column) -> bool:
    inputs = {each.id for each in table.spec.columns if each.input} if table else set()
    return any(
        path.parts[0] in inputs
        for limit in (column.min, column.max)
        if limit
        for path in parse_expression(limit).paths
    )


def _beyond(evaluation: Evaluation, figure: Figure) -> Mistake | None:
    table = evaluation.tables.get(figure.table)
    if table is None or not isinstance(figure.value, Quantity):
        return None
    row, column = table.row_numbers[figure.unit], figure.column
    for key, words in _WORDS.items():
        try:
            limit = table.limit(row, column, key)
        except Mistake:
            continue  # it follows from a figure that is missing or wrong, which is told
        if limit is not None and (figure.value.amount - limit) * words[0] > 0:
            shown = _shown(limit, figure.value, column)
            zh, en = words[1]
            message = Words(f"“{figure.text}”{zh} {shown}", f"{figure.text} is {en} {shown}")
            return Mistake("out-of-range", message)
    return None


def _shown(limit: object, value: Quantity, column: Column) -> str:
    free = column.model_copy(update={"decimals": None})
    try:
        return cell_text(Quantity(value.kind, limit, column.unit or "%", None), free)  # type: ignore[arg-type]
    except Mistake:
        return f"{float(limit):.6g}"  # type: ignore[arg-type]


_WORDS: Mapping[str, tuple[int, Words]] = {
    "min": (-1, Words("小于下限", "below the least,")),
    "max": (1, Words("大于上限", "above the most,")),
}
