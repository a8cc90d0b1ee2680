"""What an author writes of a quota table: its columns, its rows, its total."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from docgen.diagnostics import Mistake, Words
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
)
from docgen.model.given import AnyValue
from docgen.model.mistakes import NO_VALUE
from docgen.model.values import Kind, Rounding, kind_of_unit

NUMERIC = frozenset({"count", "number", "money", "percent"})
"""The types of columns that hold numbers."""

ROW_KEYS = frozenset({"id", "private"})
"""What a row has besides its cells."""

ColumnType = Literal["serial", "name", "text", "count", "number", "money", "percent", "date"]


def _as_list(raw: object) -> object:
    return [raw] if isinstance(raw, str) else raw


Groups = Annotated[tuple[Prose, ...], BeforeValidator(_as_list, Prose | list[Prose])]
"""The headings above a column's own, from the top: one as plain text, or a list."""


class Fact(Model):
    """A named value of the program, or one computed from others."""

    id: Id = field("编号", "在文字里用 facts.编号 引用。", "insurer")
    label: Prose = field("名称", "这一项叫什么，出现在提示和比较报告里。", "承保公司")
    value: AnyValue | None = field("值", "直接写出的值。", "100元", default=None)
    formula: Prose | None = field("算式", "由其他数据算出的值。", "schemes.basic.premium * 2", default=None)
    unit: Plain | None = field("单位", "算式结果印出时的单位。", "万元", default=None)

    @model_validator(mode="after")
    def _has_one_value(self) -> Self:
        if self.value is None and self.formula is None:
            raise refused(_NO_VALUE)
        if self.value is not None and self.formula is not None:
            raise refused(_TWO_VALUES, "formula")
        return self


class Column(Model):
    """One column: typed data or a formula over its row."""

    id: Id = field("编号", "各行用它作键，算式用它作名字。", "population")
    label: Prose = field("栏名", "印在表头的文字。", "60周岁以上人口数")
    group: Groups = field(
        "栏组", "表头上方与邻栏合并的一格；有几层的，从上到下写成几条。", "其中", default=()
    )
    type: ColumnType = field(
        "类型", "这一栏放什么：序号、名称、文字、人数、数字、金额、百分比、日期。", "count"
    )
    unit: Plain | None = field("单位", "栏内数字的单位（金额为元或万元）。", "万元", default=None)
    decimals: int | None = field("小数位", "印出几位小数。", 2, default=None, ge=0, le=6)
    formula: Prose | None = field(
        "算式", "由本行其他栏和全局数据算出。", "population * targets.coverage", default=None
    )
    round: Rounding = field("取整", "算式结果如何取到规定的小数位。", "half-up", default=Rounding.HALF_UP)
    total: Flag | None = field("合计", "合计行是否求和；不写时人数和金额求和。", True, default=None)
    merge: Flag = field("合并", "上下相邻、文字相同的格合并成一格。", True, default=False)

    @model_validator(mode="after")
    def _leaves_the_row_its_keys(self) -> Self:
        if self.id in ROW_KEYS:
            words = Words(
                f"栏的编号不能用“{self.id}”，各行另有此项", f"rows have a key `{self.id}` of their own"
            )
            raise refused(Mistake("bad-id", words, Words("换一个编号", "choose another id")), "id")
        return self

    @model_validator(mode="after")
    def _computes_with_numbers(self) -> Self:
        if self.formula and self.type in ("serial", "name"):
            raise refused(_NO_FORMULA, "formula")
        if self.total and self.type not in NUMERIC:
            raise refused(_NO_TOTAL, "total")
        if self.unit and self.type in NUMERIC and kind_of_unit(self.unit) not in _KINDS[self.type]:
            raise refused(_wrong_unit(self.type, self.unit), "unit")
        return self


class Total(Model):
    """The total row."""

    label: Prose = field("名称", "合计行第一格的文字。", "合计", default="合计")
    position: Literal["above", "below"] = field(
        "位置", "合计行在各行之上还是之下。", "below", default="below"
    )


class Row:
    """One row as written: its id and the raw cells by column id."""

    __slots__ = ("cells", "id", "private")

    def __init__(self, id: str, cells: Mapping[str, object], private: bool = False) -> None:
        self.id = id
        self.cells = cells
        self.private = private

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
        try:
            private = read_flag(raw.get("private", "false"))
        except Mistake as mistake:
            raise refused(mistake, "private") from None
        return cls(id, {key: cell for key, cell in raw.items() if key not in ROW_KEYS}, private)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        cell: JsonSchemaValue = {
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
            },
            "required": ["id"],
            "additionalProperties": cell,
        }


class QuotaTable(Model):
    """A table of figures that text, annexes and workbooks share."""

    id: Id = field("编号", "用 tables.编号 引用。", "villages")
    title: Prose = field("表名", "附件题目和工作表名。", "{{ year }}年度目标分配表")
    data_year: int | None = field(
        "数据年份", "表中数据是哪一年的；不写为方案年份。", 2017, default=None, ge=1949, le=2199
    )
    unit_line: Prose | None = field("单位行", "表格右上方的单位说明。", "单位：人", default=None)
    facts: tuple[Fact, ...] = field("表内数据", "只在本表算式中使用的值。", default=())
    columns: tuple[Column, ...] = field("各栏", "从左到右。", min_length=1)
    roster: Reference | None = field(
        "名册", "行名取自 content/rosters/ 下的这份名册。", "villages", default=None
    )
    rows: tuple[Row, ...] = field(
        "各行", "每行一个编号和各栏的值。", {"id": "v01", "population": 525}, default=()
    )
    total: Total | None = field("合计", "合计行；不写则没有。", {"position": "below"}, default=None)


_NO_ROW = Mistake(
    "wrong-type",
    Words("这里应是一行数据", "a row is expected here"),
    Words("写成 {id: v01, population: 525}", "write {id: v01, population: 525}"),
)
_NO_ID = Mistake(
    "missing-key", Words("这一行缺“编号”（id）", "this row has no `id`"), Words("加上 id: v01", "add id: v01")
)
_NO_FORMULA = Mistake(
    "column-type",
    Words("序号和名称栏不用算式", "serial and name columns take no formula"),
    Words("删去 formula，或改 type", "remove `formula`, or change `type`"),
)
_NO_TOTAL = Mistake(
    "column-type",
    Words("这一栏不是数字，不能合计", "this column holds no numbers to add up"),
    Words("删去 total，或改 type", "remove `total`, or change `type`"),
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


def _wrong_unit(type: str, unit: str) -> Mistake:
    words = Words(
        f"单位“{unit}”与本栏的类型 {type} 不合", f"the unit `{unit}` does not fit a column of {type}"
    )
    hint = Words(
        "元、万元的栏 type 写 money，百分比的写 percent 不写单位，人数的写 count",
        "`money` for 元 and 万元, `percent` without a unit, `count` for people",
    )
    return Mistake("column-type", words, hint)
