"""What an author writes of a quota table: its columns, its rows, its total."""

from pathlib import PurePath
from typing import Annotated, Literal

from docgen.diagnostics import Mistake, Words
from docgen.model.accepting import Before, By, Check
from docgen.model.base import (
    Flag,
    Id,
    Model,
    Plain,
    Prose,
    Reference,
    field,
    read_flag,
    refused,
    rule,
)
from docgen.model.chart import Chart
from docgen.model.given import AnyValue
from docgen.model.rolling import Roll
from docgen.model.row import ROW_KEYS, Row
from docgen.model.summaries import ComputedRow, Group, Subtotal, Total
from docgen.model.values import Kind, Rounding, kind_of_unit

NUMERIC = frozenset({"count", "number", "money", "percent"})
"""The types of columns that hold numbers."""

ColumnType = Literal[
    "serial", "name", "group", "text", "choice", "count", "number", "money", "percent", "date"
]
MADE = frozenset({"serial", "group"})
"""The types of columns that docgen fills itself."""


def _as_list(raw: object) -> object:
    return [raw] if isinstance(raw, str) else raw


def _read_total(raw: object) -> object:
    return raw if raw == "formula" else read_flag(raw)


TotalRule = Annotated[bool | Literal["formula"], By(_read_total)]
"""Whether a total row adds a column up, leaves it empty, or computes it from the other totals."""

Groups = Annotated[tuple[Prose, ...], Before(_as_list, Prose | list[Prose])]
"""The headings above a column's own, from the top: one as plain text, or a list."""


def _read_template(raw: str) -> str:
    if raw != PurePath(raw).name or "\\" in raw or PurePath(raw).suffix.lower() != ".xlsx":
        raise _wrong_template(raw)
    return raw


TemplateName = Annotated[Plain, Check(_read_template)]
"""The name of a workbook in templates/."""


class Fact(Model):
    """A named value of the program, or one computed from others."""

    id: Id = field("编号", "在文字里用 facts.编号 引用。", "insurer", roll=Roll.CARRY)
    label: Prose = field("名称", "这一项叫什么，出现在提示和比较报告里。", "承保公司", roll=Roll.CARRY)
    value: AnyValue | None = field("值", "直接写出的值。", "100元", default=None, roll=Roll.SHIFT)
    formula: Prose | None = field(
        "算式", "由其他数据算出的值。", "schemes.basic.premium * 2", default=None, roll=Roll.CARRY
    )
    unit: Plain | None = field("单位", "算式结果印出时的单位。", "万元", default=None, roll=Roll.CARRY)

    @rule
    def _has_one_value(self) -> None:
        if self.value is None and self.formula is None:
            raise refused(_NO_VALUE)
        if self.value is not None and self.formula is not None:
            raise refused(_TWO_VALUES, "formula")


class Column(Model):
    """One column: typed data or a formula over its row."""

    id: Id = field("编号", "各行用它作键，算式用它作名字。", "population", roll=Roll.CARRY)
    label: Prose = field("栏名", "印在表头的文字。", "60周岁以上人口数", roll=Roll.SHIFT)
    header: Plain | None = field(
        "数据表头",
        "数据文件中这一栏的表头；不写就找与栏名相同的，上面有栏组的连着写。",
        "60岁以上人口",
        default=None,
        roll=Roll.CARRY,
    )
    group: Groups = field(
        "栏组", "表头上方与邻栏合并的一格；有几层的，从上到下写成几条。", "其中", default=(), roll=Roll.SHIFT
    )
    type: ColumnType = field(
        "类型",
        "这一栏放什么：序号、名称、分组、文字、选项、人数、数字、金额、百分比、日期。",
        "count",
        roll=Roll.CARRY,
    )
    choices: tuple[Plain, ...] = field(
        "选项", "类型为 choice 时可填的文字。", ["是", "否"], default=(), roll=Roll.CARRY
    )
    unit: Plain | None = field(
        "单位", "栏内数字的单位（金额为元或万元）。", "万元", default=None, roll=Roll.CARRY
    )
    decimals: int | None = field("小数位", "印出几位小数。", 2, default=None, ge=0, le=6, roll=Roll.CARRY)
    formula: Prose | None = field(
        "算式", "由本行其他栏和全局数据算出。", "population * targets.coverage", default=None, roll=Roll.CARRY
    )
    round: Rounding = field(
        "取整",
        "算式结果如何取到规定的小数位：四舍五入、四舍六入五成双、舍去、进一，或按最大余额使各行之和等于合计。",
        "largest-remainder",
        default=Rounding.HALF_UP,
        roll=Roll.CARRY,
    )
    sum_to: Prose | None = field(
        "分配总数",
        "各行按算式的比例分这个总数（round: largest-remainder）。",
        "targets.total",
        default=None,
        roll=Roll.CARRY,
    )
    min: Prose | None = field(
        "下限", "这一栏每格的数不小于它，可以写算式。", "10", default=None, roll=Roll.CARRY
    )
    max: Prose | None = field(
        "上限", "这一栏每格的数不大于它，可以写算式。", "population", default=None, roll=Roll.CARRY
    )
    step: Prose | None = field(
        "倍数", "分配的数取它的倍数，可以写算式。", "10", default=None, roll=Roll.CARRY
    )
    blank: str | None = field(
        "空缺",
        '算式缺数或除数是 0 时印这个，不写则报错；写 "" 就是空白。填报栏写了它就是选填。',
        "—",
        default=None,
        roll=Roll.CARRY,
    )
    input: Flag = field(
        "填报", "这一栏由各单位填报，收回后写在 results 里。", True, default=False, roll=Roll.CARRY
    )
    total: TotalRule | None = field(
        "合计",
        "合计行求和（true）、空着（false），或用合计数代入本栏算式（formula）；不写时人数和金额求和。",
        "formula",
        default=None,
        roll=Roll.CARRY,
    )
    merge: Flag = field("合并", "上下相邻、文字相同的格合并成一格。", True, default=False, roll=Roll.CARRY)

    @rule
    def _leaves_the_row_its_keys(self) -> None:
        if self.id in ROW_KEYS:
            words = Words(
                f"栏的编号不能用“{self.id}”，各行另有此项", f"rows have a key `{self.id}` of their own"
            )
            raise refused(Mistake("bad-id", words, Words("换一个编号", "choose another id")), "id")

    @rule
    def _has_choices(self) -> None:
        if bool(self.choices) != (self.type == "choice"):
            raise refused(_CHOICES, *(("choices",) if self.choices else ()))

    @rule
    def _shares_out_what_it_computes(self) -> None:
        shares = self.round is Rounding.LARGEST_REMAINDER
        if shares and not self.formula:
            raise refused(_NOTHING_TO_SHARE, "round")
        for key in ("sum_to", "step"):
            if getattr(self, key) is not None and not shares:
                raise refused(_only_shared(key), key)
        for key in ("min", "max"):
            if getattr(self, key) is not None and self.type not in NUMERIC:
                raise refused(_no_bounds(key), key)

    @rule
    def _computes_with_numbers(self) -> None:
        if self.formula and self.type in MADE | {"name"}:
            raise refused(_NO_FORMULA, "formula")
        if self.formula and self.input:
            raise refused(_INPUT_FORMULA, "input")
        if self.header and (self.formula or self.type in MADE):
            raise refused(_NO_HEADER, "header")
        if self.total and self.type not in NUMERIC:
            raise refused(_NO_TOTAL, "total")
        if self.total == "formula" and not self.formula:
            raise refused(_NO_TOTAL_FORMULA, "total")
        if self.unit and self.type in NUMERIC and kind_of_unit(self.unit) not in _KINDS[self.type]:
            raise refused(_wrong_unit(self.type, self.unit), "unit")


class Result(Model):
    """What units filed for a table of the program."""

    table: Reference = field("表格", "quota_tables 的编号。", "progress", roll=Roll.CARRY)
    rows: tuple[Row, ...] = field(
        "各行", "每行一个编号和填报的各栏。", [{"id": "v01", "completed": 446}], roll=Roll.RESULTS
    )


class QuotaTable(Model):
    """A table of figures that text, annexes and workbooks share."""

    id: Id = field("编号", "用 tables.编号 引用。", "villages", roll=Roll.CARRY)
    title: Prose = field("表名", "附件题目和工作表名。", "{{ year }}年度目标分配表", roll=Roll.SHIFT)
    data_year: int | None = field(
        "数据年份",
        "表中数据是哪一年的；不写为方案年份。",
        2017,
        default=None,
        ge=1949,
        le=2199,
        roll=Roll.INCREMENT,
    )
    template: TemplateName | None = field(
        "工作簿模板",
        "templates 文件夹里本单位自己排好版的 Excel 工作簿；不写时按 annex.xlsx 的样式画表。",
        "目标分配表.xlsx",
        default=None,
        roll=Roll.CARRY,
    )
    unit_line: Prose | None = field(
        "单位行", "表格右上方的单位说明。", "单位：人", default=None, roll=Roll.CARRY
    )
    facts: tuple[Fact, ...] = field("表内数据", "只在本表算式中使用的值。", default=(), roll=Roll.CARRY)
    columns: tuple[Column, ...] = field("各栏", "从左到右。", min_length=1, roll=Roll.CARRY)
    roster: Reference | None = field(
        "名册", "行名取自 content/rosters/ 下的这份名册。", "villages", default=None, roll=Roll.CARRY
    )
    data: Plain | None = field(
        "数据文件",
        "各行取自方案旁边的 Excel 或 CSV 文件，# 后写工作表名；rows 中编号相同的行盖在它上面。",
        "population.xlsx#60岁以上",
        default=None,
        roll=Roll.REVIEW,
        look="换成新年度的数据文件",
    )
    rows: tuple[Row, ...] = field(
        "各行",
        "每行一个编号和各栏的值；有名册又不写各行时，名册里的单位各占一行。",
        {"id": "v01", "population": 525},
        default=(),
        roll=Roll.REVIEW,
    )
    groups: tuple[Group, ...] = field(
        "分组", "把各行分成几组，按印出的顺序。", {"id": "east", "label": "东片"}, default=(), roll=Roll.CARRY
    )
    subtotal: Subtotal | None = field(
        "小计", "每组的小计行；不写则没有。", {"position": "below"}, default=None, roll=Roll.CARRY
    )
    computed_rows: tuple[ComputedRow, ...] = field(
        "算出的行", "由各栏和合计算出的行，如平均、比上年增长。", default=(), roll=Roll.CARRY
    )
    total: Total | None = field(
        "合计", "合计行；不写则没有。", {"position": "below"}, default=None, roll=Roll.CARRY
    )
    protect: Flag = field(
        "保护",
        "Excel 工作表加保护（不设密码），防止误改；列宽、行高仍可调整。",
        True,
        default=False,
        roll=Roll.CARRY,
    )
    chart: Chart | None = field(
        "图表",
        "由一栏数字画的条形图：Excel 里另成一张工作表，也可以画进 Word。",
        {"value": "rate"},
        default=None,
        roll=Roll.CARRY,
    )

    @property
    def is_form(self) -> bool:
        """Whether units fill in some of its columns."""
        return any(column.input for column in self.columns)

    @rule
    def _has_groups_to_add_up(self) -> None:
        if self.subtotal and not self.groups:
            raise refused(_NO_GROUPS, "subtotal")


_NO_FORMULA = Mistake(
    "column-type",
    Words("序号和名称栏不用算式", "serial and name columns take no formula"),
    Words("删去 formula，或改 type", "remove `formula`, or change `type`"),
)
_NO_HEADER = Mistake(
    "column-type",
    Words("序号和算式栏不从数据文件里取", "serial and computed columns are not read from a data file"),
    Words("删去 header", "remove `header`"),
)
_NO_TOTAL = Mistake(
    "column-type",
    Words("这一栏不是数字，不能合计", "this column holds no numbers to add up"),
    Words("删去 total，或改 type", "remove `total`, or change `type`"),
)
_INPUT_FORMULA = Mistake(
    "column-type",
    Words("由算式得出的栏不能同时由各单位填报", "a computed column is not filled in by units"),
    Words("删去 input 或 formula", "remove `input` or `formula`"),
)
_NO_TOTAL_FORMULA = Mistake(
    "column-type",
    Words("这一栏没有算式，合计不能写 formula", "the column has no formula to compute its total with"),
    Words("写 total: true 求和，或加上 formula", "write `total: true`, or add a `formula`"),
)
_CHOICES = Mistake(
    "column-type",
    Words(
        "类型 choice 要写选项（choices），别的类型不写", "`choices` go with the type choice, and only with it"
    ),
    Words("例如 type: choice, choices: [是, 否]", "for example type: choice, choices: [是, 否]"),
)
_NOTHING_TO_SHARE = Mistake(
    "column-type",
    Words(
        "最大余额法分配的是算式的结果，这一栏没有算式",
        "there is no formula whose results could be shared out",
    ),
    Words("加上 formula，例如 formula: population", "add a formula, such as formula: population"),
)
_KINDS = {
    "count": (Kind.COUNT,),
    "number": (Kind.COUNT, Kind.NUMBER),
    "money": (Kind.MONEY,),
    "percent": (Kind.PERCENT,),
}
_NO_VALUE = Mistake(
    "missing-value",
    Words("数据要写“值”（value）或“算式”（formula）", "a fact has a `value` or a `formula`"),
    Words("加上 value: ……", "add `value: …`"),
)
_TWO_VALUES = Mistake(
    "two-values",
    Words("“值”（value）和“算式”（formula）只能写一个", "`value` and `formula` exclude each other"),
    Words("删去其中一个", "remove one of them"),
)


def _only_shared(key: str) -> Mistake:
    words = Words(
        f"“{key}”只用于 round: largest-remainder 的栏", f"`{key}` goes with round: largest-remainder only"
    )
    return Mistake("column-type", words, Words("删去它，或改 round", "remove it, or change `round`"))


def _no_bounds(key: str) -> Mistake:
    words = Words(f"这一栏不是数字，不能写“{key}”", f"this column holds no numbers: no `{key}`")
    return Mistake("column-type", words, Words(f"删去 {key}，或改 type", f"remove `{key}`, or change `type`"))


def _wrong_unit(type: str, unit: str) -> Mistake:
    words = Words(
        f"单位“{unit}”与本栏的类型 {type} 不合", f"the unit `{unit}` does not fit a column of {type}"
    )
    hint = Words(
        "元、万元的栏 type 写 money，百分比的写 percent 不写单位，人数的写 count",
        "`money` for 元 and 万元, `percent` without a unit, `count` for people",
    )
    return Mistake("column-type", words, hint)


def _wrong_template(name: str) -> Mistake:
    words = Words(
        f"“{name}”不是 templates 文件夹里的 .xlsx 文件名",
        f"`{name}` is no name of an .xlsx file in templates/",
    )
    hint = Words(
        "只写文件名，不写文件夹；.xls、.xlsm 先在 Excel 里另存为 .xlsx",
        "write the name without folders; save .xls and .xlsm as .xlsx first",
    )
    return Mistake("wrong-template", words, hint)


_NO_GROUPS = Mistake(
    "missing-key",
    Words("写了小计（subtotal），没有写分组（groups）", "there is a `subtotal` but no `groups`"),
    Words("加上 groups: [{id: east, label: 东片}]，或删去 subtotal", "add `groups`, or remove `subtotal`"),
)
