"""All quota tables of a program: by id, and evaluated whole."""

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from docgen.diagnostics import Mistake
from docgen.model.facts import fact_names
from docgen.model.row_names import Place
from docgen.model.table_faults import faults
from docgen.model.tables import EvaluatedTable

if TYPE_CHECKING:
    from docgen.model.evaluation import Evaluation


class Tables:
    """All quota tables of a program, by id."""

    def __init__(self, evaluation: "Evaluation") -> None:
        specs = enumerate(evaluation.program.quota_tables)
        self._tables = {spec.id: EvaluatedTable(evaluation, spec, index) for index, spec in specs}
        for table in self._tables.values():
            for mistake, at in faults(table):
                evaluation.report(mistake, at)

    def get(self, id: str) -> EvaluatedTable | None:
        """Return the table `id`, or None."""
        return self._tables.get(id)

    def __iter__(self) -> Iterator[EvaluatedTable]:
        return iter(self._tables.values())

    @property
    def ids(self) -> list[str]:
        """The ids of all tables."""
        return list(self._tables)


def complete(table: EvaluatedTable) -> None:
    """Evaluate all of the table, printed or not."""
    facts = fact_names(table.evaluation, table.spec.facts, table.at("facts"))
    for name in facts.names():
        with suppress(Mistake):
            facts.member(name)
    with suppress(Mistake):
        _ = table.title, table.roster
    for column in table.spec.columns:
        table.heading(column)
        table.groups(column)
        with suppress(Mistake):
            table.column(column)
        for row in range(len(table.rows)) if column.type == "name" else ():
            if not str(table.raw(row, column) or "").strip():
                table.cell_or_empty(Place(row=row), column)
        for key in ("min", "max") if table.rows else ():
            with suppress(Mistake):
                table.limit(0, column, key)
    if table.spec.unit_line:
        table.evaluation.line(table.spec.unit_line, table.at("unit_line"))
    for place in table.made_rows():
        table.line(place)
