"""What an author writes of a table's chart: which column, in which order, against which target."""

from typing import Literal

from docgen.model.base import Flag, Model, Prose, Reference, field
from docgen.model.rolling import Roll

MOST_BARS = 100
"""More units than that are no picture any more."""


class Chart(Model):
    """A bar chart of one column of a table, a bar for each row."""

    value: Reference = field(
        "数值栏",
        "画成条形的一栏，须是数字。",
        "rate",
        roll=Roll.CARRY,
    )
    label: Reference | None = field(
        "名称栏", "条形的名称；不写用名称栏。", "name", default=None, roll=Roll.CARRY
    )
    title: Prose | None = field(
        "图题", "图上方的题目；不写用表名和栏名。", "各村参保完成率", default=None, roll=Roll.SHIFT
    )
    sort: Literal["descending", "ascending"] | None = field(
        "排序",
        "从大到小（descending）或从小到大（ascending）；不写按表中次序。",
        "descending",
        default=None,
        roll=Roll.CARRY,
    )
    first: int | None = field(
        "只画前几个",
        f"排好次序后只画前几个；一张图最多画 {MOST_BARS} 个。",
        20,
        default=None,
        ge=1,
        le=MOST_BARS,
        roll=Roll.CARRY,
    )
    target: Prose | None = field(
        "目标线", "算式，画成一条线。", "targets.coverage", default=None, roll=Roll.CARRY
    )
    word: Flag = field(
        "画进 Word",
        "Word 表格之后也画这张图。",
        True,
        default=False,
        roll=Roll.CARRY,
    )
