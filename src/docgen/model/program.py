"""The program of one year: facts first, then the texts that use them."""

from typing import Literal

from docgen.diagnostics import Mistake, Words
from docgen.model.base import Flag, Id, Model, Plain, Prose, Reference, Slug, field, refused, rule
from docgen.model.given import AgeValue, AnyValue, MoneyValue
from docgen.model.notice import Notice
from docgen.model.period import Period
from docgen.model.rolling import Roll
from docgen.model.table import Fact, QuotaTable, Result
from docgen.model.text import Assignment, Plan


class Target(Model):
    """A target that the text and the tables refer to."""

    id: Id = field("编号", "用 targets.编号 引用。", "coverage", roll=Roll.CARRY)
    label: Prose = field("名称", "目标叫什么。", "参保覆盖率", roll=Roll.CARRY)
    value: AnyValue = field("值", "百分比、人数或金额，写上单位。", "85%", roll=Roll.SHIFT)
    bound: Literal["at-least", "at-most", "exactly"] = field(
        "界限", "不低于、不高于或等于。", "at-least", default="at-least", roll=Roll.CARRY
    )


class Deadline(Period):
    """A date or a range of dates."""

    id: Id = field("编号", "用 deadlines.编号 引用。", "drive", roll=Roll.CARRY)
    label: Prose = field("名称", "这是什么时间。", "推进时间", roll=Roll.CARRY)
    shown: Plain | None = field(
        "照原文",
        "照发文原样印出的文字。",
        "2024年2月1日一2024年3月20日",
        default=None,
        alias="as",
        roll=Roll.BLANK,
    )
    reason: str | None = field("缘由", "为什么照原文印。", "照原文", default=None, roll=Roll.BLANK)


class Term(Model):
    """One line of a benefit: for whom, how much, after what deductible."""

    age: AgeValue | None = field("年龄", "适用的年龄段。", "70周岁以下", default=None, roll=Roll.CARRY)
    amount: AnyValue | None = field("金额", "给付金额。", "1万元", default=None, roll=Roll.CARRY)
    limit: MoneyValue | None = field("限额", "印为“以……为限”。", "2000元", default=None, roll=Roll.CARRY)
    deductible: MoneyValue | None = field(
        "免赔额", "先行扣除的金额。", "200元", default=None, roll=Roll.CARRY
    )
    shown: Plain | None = field(
        "照原文", "照发文原样印出的整行文字。", "50元/天", default=None, alias="as", roll=Roll.BLANK
    )
    reason: str | None = field("缘由", "为什么照原文印。", "照原文", default=None, roll=Roll.BLANK)

    @rule
    def _has_one_amount(self) -> None:
        if bool(self.amount) == bool(self.limit):
            raise refused(_ONE_AMOUNT)


class Benefit(Model):
    """What a scheme pays for."""

    id: Id = field("编号", "用 schemes.方案.benefits.编号 引用。", "injury", roll=Roll.CARRY)
    label: Prose = field("名称", "保险责任。", "意外伤害", roll=Roll.CARRY)
    amount: MoneyValue | None = field("保额", "不分年龄时的金额。", "20万元", default=None, roll=Roll.CARRY)
    terms: tuple[Term, ...] = field(
        "理赔标准",
        "分年龄段时逐行写。",
        {"age": "70周岁以下", "amount": "1万元"},
        default=(),
        roll=Roll.CARRY,
    )

    @rule
    def _pays_something(self) -> None:
        if not (self.amount or self.terms):
            raise refused(_NO_BENEFIT)


class Scheme(Model):
    """投保方案."""

    id: Id = field("编号", "用 schemes.编号 引用。", "basic", roll=Roll.CARRY)
    label: Prose = field("名称", "方案叫什么。", "基本型", roll=Roll.CARRY)
    premium: MoneyValue = field("保费", "每份的保险费。", "100元", roll=Roll.CARRY)
    unit: Plain = field("计量", "保费按什么计。", "份", default="份", roll=Roll.CARRY)
    benefits: tuple[Benefit, ...] = field("保险责任", "赔什么、赔多少。", default=(), roll=Roll.CARRY)


class Packs(Model):
    """What is sent to each unit: a paper with its own figures, and its form."""

    table: Reference = field("表格", "每行一个单位的表（quota_tables 的编号）。", "villages", roll=Roll.CARRY)
    form: Flag = field("填报表", "附上该单位的填报表。", True, default=False, roll=Roll.CARRY)
    zip: Flag = field(
        "压缩", "每个单位一个 zip 文件，不写则一个文件夹。", True, default=False, roll=Roll.CARRY
    )


class Program(Model):
    """A program of one year, with everything its notice prints."""

    id: Slug = field("编号", "与文件名相同，各年不变。", "ankang-care", roll=Roll.CARRY)
    label: Prose = field("名称", "这项工作的简称。", "安康关爱行动", roll=Roll.SHIFT)
    year: int = field("年份", "方案的年份，与所在文件夹相同。", 2025, ge=1949, le=2199, roll=Roll.INCREMENT)
    facts: tuple[Fact, ...] = field(
        "数据", "文中反复出现的名称和数字，只写一次。", default=(), roll=Roll.CARRY
    )
    guiding_principles: Prose | None = field(
        "指导思想", "一句一行。", "以……为指引，……。", default=None, roll=Roll.REVIEW, look="提法是否最新"
    )
    targets: tuple[Target, ...] = field("目标", "考核目标。", default=(), roll=Roll.REVIEW)
    deadlines: tuple[Deadline, ...] = field("时间", "起止和截止日期。", default=(), roll=Roll.REVIEW)
    schemes: tuple[Scheme, ...] = field("投保方案", "各档保费和保险责任。", default=(), roll=Roll.CARRY)
    quota_tables: tuple[QuotaTable, ...] = field(
        "表格", "分配表、完成情况表等。", default=(), roll=Roll.CARRY
    )
    results: tuple[Result, ...] = field(
        "填报结果",
        "各单位填报、由 docgen collect 写入的数；下一年用 last_year 引用。",
        default=(),
        roll=Roll.RESULTS,
    )
    packs: Packs | None = field(
        "分送",
        "docgen packs 给每个单位各生成一份。",
        {"table": "villages"},
        default=None,
        roll=Roll.CARRY,
    )
    assignment: Assignment | None = field(
        "任务书",
        "分送给每个单位的文书，用 unit.栏 引用该单位的数；不写就分送通知或方案本身。",
        default=None,
        roll=Roll.CARRY,
    )
    workbook: Literal["annex", "one"] = field(
        "工作簿",
        "每个附件一个 Excel 文件（annex），或全部附件表合成一个、每张表一个工作表（one）。",
        "one",
        default="annex",
        roll=Roll.CARRY,
    )
    notice: Notice | None = field("通知", "发文通知；只有方案时不写。", default=None, roll=Roll.CARRY)
    plan: Plan | None = field("方案", "随通知印发或单独成文的方案。", default=None, roll=Roll.CARRY)

    @property
    def has_text(self) -> bool:
        """Whether it prints a paper; without one it keeps the figures of a year for the next."""
        return bool(self.notice or self.plan)

    @rule
    def _has_a_text(self) -> None:
        if not (self.notice or self.plan or self.quota_tables):
            raise refused(_NO_TEXT)
        if self.assignment and not self.packs:
            raise refused(_NO_PACKS, "assignment")
        if self.packs and not (self.assignment or self.has_text):
            raise refused(_NO_PAPER, "packs")


_ONE_AMOUNT = Mistake(
    "one-amount",
    Words("理赔标准要写“amount”或“limit”中的一项", "a term has either `amount` or `limit`"),
    Words("例如 amount: 1万元", "for example amount: 1万元"),
)
_NO_BENEFIT = Mistake(
    "missing-value",
    Words("没有写“保额”（amount），也没有“理赔标准”（terms）", "there is neither an `amount` nor `terms`"),
    Words("加上 amount: 1万元，或在 terms 下逐行写", "add `amount: 1万元`, or write `terms`"),
)
_NO_TEXT = Mistake(
    "no-text",
    Words(
        "既没有“通知”（notice）、“方案”（plan），也没有“表格”（quota_tables）",
        "there is neither a `notice` nor a `plan` nor `quota_tables`",
    ),
    Words("至少写一项", "write at least one"),
)
_NO_PACKS = Mistake(
    "missing-key",
    Words("写了任务书（assignment），没有写分送（packs）", "there is an `assignment` but no `packs`"),
    Words("加上 packs: {table: 表格编号}", "add packs: {table: TABLE}"),
)
_NO_PAPER = Mistake(
    "missing-key",
    Words("写了分送（packs），却没有可分送的文书", "there are `packs` but no paper to send"),
    Words("加上 assignment、notice 或 plan", "add an `assignment`, a `notice` or a `plan`"),
)
