"""The progress workbook: a form table with all units, what they filed, and who has not."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from docgen.composer.forms import form_tables, form_title
from docgen.composer.outline import table_block
from docgen.diagnostics import Words
from docgen.document import Block, Cell, Document, Paragraph, Role, RowKind, Run, Table
from docgen.model.evaluation import Evaluation
from docgen.model.tables import EvaluatedTable
from docgen.project import Project
from docgen.returns.issue import TEMPLATE
from docgen.writer import file_name

MISSING = Words("未报", "not filed")


def progress_workbooks(
    project: Project, evaluation: Evaluation, missing: frozenset[str]
) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the workbook of each form table, verified."""
    from docgen.renderers.excel.renderer import render  # noqa: PLC0415 - openpyxl is for writing only
    from docgen.verifier import verify  # noqa: PLC0415

    for table in form_tables(evaluation):
        document = _document(evaluation, table, missing)
        for stem, data in render(document, project.template(TEMPLATE)):
            verify(f"{stem}.xlsx", data, document)
            yield file_name(stem, ".xlsx"), data


def _document(evaluation: Evaluation, table: EvaluatedTable, missing: frozenset[str]) -> Document:
    title = form_title(table)
    blocks = tuple(
        _marked(block, table, missing) for block in table_block(evaluation, table.spec.id, table.at())
    )
    return Document(title, Paragraph(Role.TITLE, (Run(title),)), blocks)


def _marked(block: Block, table: EvaluatedTable, missing: frozenset[str]) -> Block:
    """Return a table with 未报 in the first cell that each missing unit should have filled in."""
    if not isinstance(block, Table):
        return block
    first = next(place for place, column in enumerate(table.spec.columns) if column.input)
    units = (table.rows[row].id for rows in table.group_rows for row in rows)
    rows = tuple(
        replace(row, cells=_with_mark(row.cells, first))
        if row.kind is RowKind.DATA and next(units) in missing
        else row
        for row in block.rows
    )
    return replace(block, rows=rows)


def _with_mark(cells: Sequence[Cell | None], place: int) -> tuple[Cell | None, ...]:
    mark = Cell((Paragraph(Role.CELL_CENTER, (Run(MISSING.zh),)),))
    return (*cells[:place], mark, *cells[place + 1 :])
