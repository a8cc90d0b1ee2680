"""What a quota table names that is not there: columns, groups, the rows of returned figures."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docgen.diagnostics import Address, Mistake, Words
from docgen.model.mistakes import right_one, unknown_key

if TYPE_CHECKING:
    from docgen.model.tables import EvaluatedTable

_Fault = tuple[Mistake, Address]


def faults(table: "EvaluatedTable") -> Iterator[_Fault]:
    """Yield each key and id of the table's data that names nothing, with its place."""
    yield from _strange_keys(table)
    yield from _strange_cells(table)
    yield from _strange_groups(table)


def _strange_keys(table: "EvaluatedTable") -> Iterator[_Fault]:
    made = {column.id for column in table.spec.columns if column.type in ("serial", "group")}
    known = {column.id: column.label for column in table.spec.columns if column.id not in made}
    for index, row in enumerate(table.spec.rows):
        for key in () if row.cells.keys() <= known.keys() else row.cells:
            if key not in known:
                mistake = _SERIAL if key in made else unknown_key(key, known)
                yield mistake, table.at("rows", index, key)._replace(key=True)


def _strange_cells(table: "EvaluatedTable") -> Iterator[_Fault]:
    known = {column.id: column.label for column in table.spec.columns}
    for index, row in enumerate(table.spec.computed_rows):
        for key in row.cells:
            if key not in known:
                yield (
                    unknown_key(key, known),
                    table.at("computed_rows", index, "cells", key)._replace(key=True),
                )


def _strange_groups(table: "EvaluatedTable") -> Iterator[_Fault]:
    known = {group.id: group.label for group in table.spec.groups}
    for index, row in enumerate(table.spec.rows):
        if row.group is not None and row.group not in known:
            words = Words(f"没有分组“{row.group}”", f"there is no group `{row.group}`")
            none = Words("先在 groups 里写上它", "write it in `groups` first")
            mistake = Mistake("unknown-group", words, right_one(row.group, known, none))
            yield mistake, row.address("group") or table.at("rows", index, "group")


_SERIAL = Mistake(
    "serial-column",
    Words("序号由程序自动编，不用写", "serial numbers are made by docgen"),
    Words("删去这一项", "remove it"),
)
