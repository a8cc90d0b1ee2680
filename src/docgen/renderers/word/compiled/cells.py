"""Whether data can change how many cells a row of a template has: docxtpl mends the grid of such a table."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from docgen.patterns import regex

TAG: Final = regex(r"\{\{|\{%|\{#")
ROWLESS: Final = regex(r"</w:tblGrid>\s*</w:tbl>")
"""A table all of whose rows a loop or a condition has left out: docxtpl takes its columns away."""
_TABLE: Final = regex(r"<w:tbl(?: [^>]*)?>(.*?)</w:tbl>", re.DOTALL)
_COLUMN: Final = regex(r"<w:gridCol[ />]")
_ROW: Final = regex(r"<w:tr[ >].*?</w:tr>", re.DOTALL)
_CELL: Final = regex(r"<w:tc[ >].*?</w:tc>", re.DOTALL)
_SPAN: Final = regex(r'<w:gridSpan w:val="([^"]*)"')
_OPENING: Final = regex(r"\{%-?\s*(?:if|for|filter|call|macro|block|set\s+\w+\s*%)\b")
_CLOSING: Final = regex(r"\{%-?\s*end\w+")


class _Row(NamedTuple):
    cells: int
    depth: int
    """In how many loops and conditions of its table it stands."""


def are_static(source: str) -> bool:
    """Return whether every table of a patched main text keeps its number of columns, whatever the data."""
    if source.count("<w:tbl>") + source.count("<w:tbl ") != len(_TABLE.findall(source)):
        return False
    return all(_is_static(table[1]) for table in _TABLE.finditer(source))


def all_keep_a_row(source: str) -> bool:
    """Return whether every table of a main text has a row in no loop or condition of the table's own."""
    return all(any(row and row.depth == 0 for row in _rows(table[1])) for table in _TABLE.finditer(source))


def _is_static(table: str) -> bool:
    if "<w:tbl>" in table or "<w:tbl " in table:
        return False
    columns = len(_COLUMN.findall(table))
    rows = list(_rows(table))
    if any(row is None or row.cells > columns for row in rows):
        return False
    full = [row for row in rows if row and row.cells == columns]
    return len(full) == len(rows) or any(row.depth == 0 for row in full)


def _rows(table: str) -> Iterator[_Row | None]:
    """Yield every row, or None for one whose number of cells hangs on data."""
    depth = end = 0
    for found in _ROW.finditer(table):
        between = table[end : found.start()]
        depth += len(_OPENING.findall(between)) - len(_CLOSING.findall(between))
        end = found.end()
        spans = [_SPAN.findall(cell) for cell in _CELL.findall(found[0])]
        known = all(len(each) < 2 and all(map(str.isdigit, each)) for each in spans)
        if TAG.search(_CELL.sub("", found[0])) or not known:
            yield None
        else:
            yield _Row(sum(int(each[0]) if each else 1 for each in spans), depth)
