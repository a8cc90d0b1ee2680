"""One row of a quota table: as written in the program, or read from a data file and written over there."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from docgen.diagnostics import Address, Mistake, Words
from docgen.model.accepting import refused, within
from docgen.model.base import read_flag
from docgen.model.mistakes import NO_VALUE, no_single_value

ROW_KEYS = frozenset({"id", "private", "group"})
"""What a row has besides its cells."""


class DataColumns(NamedTuple):
    """Where the rows of a data file have their cells."""

    file: str
    """The file and its sheet, as messages show them."""
    columns: Mapping[str | int | None, int]
    """The sheet's column of each key, from 1."""
    unit: int
    """The column that names the unit of a row."""


class Row:
    """One row as written: its id and the raw cells by column id."""

    __slots__ = ("_data", "_line", "_own", "cells", "group", "id", "position", "private")

    def __init__(
        self, id: str, cells: Mapping[str, object], private: bool = False, group: str | None = None
    ) -> None:
        self.id = id
        self.cells = cells
        self.private = private
        self.group = group
        """The id of the group it is counted in; None for that of its roster entry."""

        self.position: int | None = None
        """Where it stands among the table's `rows`; None where that is its place in the table, too."""
        self._data: DataColumns | None = None
        self._line = 0
        self._own: Mapping[str, object] = _NO_CELLS

    @classmethod
    def from_file(cls, id: str, cells: Mapping[str, object], data: DataColumns, line: int) -> "Row":
        """Return the row that stands in that line of a data file."""
        row = cls(id, cells)
        row._data, row._line = data, line
        return row

    def overlaid(self, row: "Row", position: int) -> "Row":
        """Return this row of a data file with the cells of `row`, the program's row at `position`."""
        merged = Row(self.id, {**self.cells, **row.cells}, row.private, row.group)
        merged.position, merged._own = position, row.cells
        merged._data, merged._line = self._data, self._line
        return merged

    def address(self, key: str | int | None = None) -> Address | None:
        """Return where the cell of `key`, or the row, stands in a data file; None for the program's own."""
        if self._data is None or key in self._own:
            return None
        return Address(self._data.file, (self._line, self._data.columns.get(key, self._data.unit)))

    @classmethod
    def read(cls, raw: object) -> "Row":
        """Return the row `raw` stands for; its cells are typed when the table is evaluated."""
        if isinstance(raw, Row):
            return raw
        if not isinstance(raw, Mapping):
            raise refused(_NO_ROW if raw is not None else NO_VALUE)
        id = raw.get("id")
        if not isinstance(id, str) or not id:
            raise refused(_NO_ID, *(("id",) if "id" in raw else ()))
        private = within("private", read_flag, raw.get("private", "false"))
        group = raw.get("group")
        if "group" in raw and not (isinstance(group, str) and group.strip()):
            raise refused(NO_VALUE if group is None else no_single_value(group), "group")
        cells = {key: cell for key, cell in raw.items() if key not in ROW_KEYS}
        return cls(id, cells, private, group if isinstance(group, str) else None)

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return what an editor accepts here."""
        cell: dict[str, Any] = {
            "anyOf": [
                {"type": ["string", "number", "null"]},
                {
                    "type": "object",
                    "properties": {
                        "value": {"title": "值", "description": "这一格的值。", "type": ["string", "number"]},
                        "set": {
                            "title": "改定",
                            "description": "不用算式结果，改为此值。",
                            "type": ["string", "number"],
                        },
                        "as": {"title": "照原文", "description": "照发文原样印出的文字。", "type": "string"},
                        "reason": {"title": "缘由", "description": "为什么改定或照原文。", "type": "string"},
                        "private": {"title": "不公开", "description": "公开版中印为 XX。", "type": "boolean"},
                    },
                    "additionalProperties": False,
                },
            ]
        }
        return {
            "type": "object",
            "properties": {
                "id": {
                    "title": "编号",
                    "description": "名册中或本表内唯一的编号。",
                    "type": "string",
                    "examples": ["v01"],
                },
                "private": {"title": "不公开", "description": "公开版中名称印为 XX。", "type": "boolean"},
                "group": {
                    "title": "分组",
                    "description": "这一行归哪一组（groups 的编号）；不写时用名册里写的。",
                    "type": "string",
                },
            },
            "required": ["id"],
            "additionalProperties": cell,
        }


_NO_CELLS: Mapping[str, object] = {}
_NO_ROW = Mistake(
    "wrong-type",
    Words("这里应是一行数据", "a row is expected here"),
    Words("写成 {id: v01, population: 525}", "write {id: v01, population: 525}"),
)
_NO_ID = Mistake(
    "missing-key", Words("这一行缺“编号”（id）", "this row has no `id`"), Words("加上 id: v01", "add id: v01")
)
