"""The header rows of a table: the columns' own headings, and above them the groups that columns share."""

from collections.abc import Sequence
from dataclasses import replace

from docgen.diagnostics import Address
from docgen.document import Cell, Origin, Paragraph, Role, Row, RowKind, Run
from docgen.model.table import Column
from docgen.model.tables import EvaluatedTable
from docgen.model.values import Rounding
from docgen.printed_rows import PlainCells


def header_rows(table: EvaluatedTable, only: Sequence[Column] | None = None) -> tuple[Row, ...]:
    """Return the header rows: neighbours of one group share its cell, a column below no group reaches up.

    With `only`, of these columns alone.
    """
    columns = table.spec.columns if only is None else only
    groups = [table.groups(column) for column in columns]
    depth = max(map(len, groups))
    grid: list[list[Cell | None]] = [[None] * len(columns) for _ in range(depth + 1)]
    for place, column in enumerate(columns):
        above = groups[place]
        at = table.at("columns", table.position(column), "label")
        own = _cell(table.heading(column), at, rows=depth + 1 - len(above))
        grid[len(above)][place] = replace(own, note=_note(column))
        for level, label in enumerate(above):
            path = above[: level + 1]
            if place == 0 or groups[place - 1][: level + 1] != path:
                at = table.at("columns", table.position(column), "group", level)
                grid[level][place] = _cell(label, at, columns=_together(groups[place:], path))
    return tuple(Row(PlainCells.of(tuple(cells)), RowKind.HEADER) for cells in grid)


def _note(column: Column) -> str:
    """Return what a workbook says of a column whose numbers it cannot compute by itself."""
    return _SHARED_OUT if column.round is Rounding.LARGEST_REMAINDER else ""


_SHARED_OUT = (
    "本栏按最大余额法分配，各行之和等于合计。Excel 没有相应的公式，格中是分配好的数；"
    "改了人数等数据后不会自动重新分配，请改数据文件后重新生成。"
)


def _together(groups: list[tuple[str, ...]], path: tuple[str, ...]) -> int:
    """Return how many columns from the first on stand below the same groups."""
    return next((count for count, each in enumerate(groups) if each[: len(path)] != path), len(groups))


def _cell(text: str, at: Address, *, rows: int = 1, columns: int = 1) -> Cell:
    paragraph = Paragraph(Role.CELL_HEAD, (Run(text, None, Origin(at)),))
    return Cell((paragraph,), rows=rows, columns=columns)
