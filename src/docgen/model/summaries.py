"""What an author writes of the rows that docgen makes: totals, subtotals of groups, computed rows."""

from typing import Annotated, Literal

from docgen.model.accepting import Before
from docgen.model.base import Id, Model, Plain, Prose, field
from docgen.model.rolling import Roll

Position = Literal["above", "below"]


class Total(Model):
    """The total row."""

    label: Prose = field("名称", "合计行第一格的文字。", "合计", default="合计", roll=Roll.CARRY)
    position: Position = field(
        "位置", "合计行在各行之上还是之下。", "below", default="below", roll=Roll.CARRY
    )


class Group(Model):
    """A group of rows."""

    id: Id = field("编号", "各行用 group: 编号 归入这一组。", "east", roll=Roll.CARRY)
    label: Prose = field("名称", "这一组叫什么。", "东片", roll=Roll.SHIFT)


class Subtotal(Model):
    """The subtotal row of each group."""

    label: Prose = field(
        "名称",
        "小计行第一格的文字，{{ group }} 是组的名称。",
        "{{ group }}小计",
        default="{{ group }}小计",
        roll=Roll.CARRY,
    )
    position: Position = field(
        "位置", "小计行在组内各行之上还是之下。", "below", default="below", roll=Roll.CARRY
    )


class ComputedCell(Model):
    """A cell of a computed row, in the form of its column where nothing else is written."""

    formula: Prose = field(
        "算式", "由合计、整栏或上年的数算出。", "sum(column.quota) / count", roll=Roll.CARRY
    )
    type: Literal["count", "number", "money", "percent"] | None = field(
        "类型", "与本栏不同时写。", "percent", default=None, roll=Roll.CARRY
    )
    unit: Plain | None = field("单位", "与本栏不同时写。", "万元", default=None, roll=Roll.CARRY)
    decimals: int | None = field("小数位", "印出几位小数。", 1, default=None, ge=0, le=6, roll=Roll.CARRY)


def _as_cell(raw: object) -> object:
    return {"formula": raw} if isinstance(raw, str) else raw


class ComputedRow(Model):
    """A row computed from whole columns and totals."""

    id: Id = field("编号", "用 computed.编号.栏 引用。", "average", roll=Roll.CARRY)
    label: Prose = field("名称", "印在名称栏的文字。", "平均", roll=Roll.SHIFT)
    position: Position = field("位置", "在各行之上还是之下。", "below", default="below", roll=Roll.CARRY)
    cells: dict[str, Annotated[ComputedCell, Before(_as_cell, str | ComputedCell)]] = field(
        "各格", "栏的编号和算式。", {"quota": "sum(column.quota) / count"}, roll=Roll.CARRY
    )
    blank: str | None = field("空缺", "算式缺数或除数是 0 时印这个。", "—", default=None, roll=Roll.CARRY)
