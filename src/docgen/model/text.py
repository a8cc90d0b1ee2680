"""What an author writes of the texts: their outline and annexes, and the plan that a notice issues."""

from typing import Annotated, Literal

from docgen.diagnostics import Mistake, Words
from docgen.model.accepting import Limits
from docgen.model.base import Flag, Id, Model, Plain, Prose, Reference, field, refused, rule
from docgen.model.rolling import Roll

NUMBERINGS = ("一、", "（一）", "1.", "（1）", "①")
Numbering = Literal["一、", "（一）", "1.", "（1）", "①", "无"]
Mark = Annotated[Plain, Limits(max_length=20)]


class Item(Model):
    """A heading with what stands under it, or a numbered paragraph."""

    id: Id | None = field("编号", "比较两年方案时用来对应。", "goals", default=None, roll=Roll.CARRY)
    heading: Prose | None = field(
        "标题", "独占一行的标题，不写序号。", "指导思想", default=None, roll=Roll.SHIFT
    )
    lead: Prose | None = field(
        "段首语", "与正文同段的标题，带句号。", "明确工作职责。", default=None, roll=Roll.SHIFT
    )
    text: Prose | None = field(
        "正文", "一句一行；空行分段。", "{{ guiding_principles }}", default=None, roll=Roll.SHIFT
    )
    table: Reference | None = field(
        "表格", "在正文之后插入的表（quota_tables 的编号）。", "villages", default=None, roll=Roll.CARRY
    )
    mark: Mark | None = field(
        "序号原文", "照发文原样印的序号（只用于重现已发公文）。", "(一)", default=None, roll=Roll.BLANK
    )
    numbering: Numbering | None = field(
        "下级序号", "下级各条的序号式样；不写按层次。", "1.", default=None, roll=Roll.CARRY
    )
    items: tuple["Item", ...] = field("下级", "下一层次的各条。", default=(), roll=Roll.CARRY)
    when: Prose | None = field(
        "条件", "成立时才印这一条。", "targets.coverage >= 0.8", default=None, roll=Roll.CARRY
    )

    @rule
    def _has_words(self) -> None:
        if self.heading and self.lead:
            raise refused(_TWO_HEADINGS, "lead")
        if not (self.heading or self.lead or self.text or self.table):
            raise refused(_NO_WORDS)


class Part(Model):
    """One piece of an annex: a table, a scheme's benefits or a text, with its caption."""

    caption: Prose | None = field(
        "小标题", "印在这一部分上方的一行。", "（1）责任表", default=None, roll=Roll.SHIFT
    )
    table: Reference | None = field(
        "表格", "quota_tables 的编号。", "villages", default=None, roll=Roll.CARRY
    )
    benefits: Reference | None = field(
        "保险责任", "印出这个投保方案（schemes 的编号）的责任表。", "basic", default=None, roll=Roll.CARRY
    )
    text: Prose | None = field("文字", "一段或几段文字。", "说明：……", default=None, roll=Roll.SHIFT)

    @rule
    def _has_one_content(self) -> None:
        if sum(1 for content in (self.table, self.benefits, self.text) if content) != 1:
            raise refused(_ONE_CONTENT)


class Annex(Model):
    """An annex, listed under the text and printed on a page of its own."""

    id: Id = field("编号", "用 annexes.编号 在文中引出“附件2”。", "villages", roll=Roll.CARRY)
    title: Prose | None = field(
        "题目", "不写时用第一张表的表名。", "“安康关爱行动”保险责任表", default=None, roll=Roll.SHIFT
    )
    titled: Flag = field("印题目", "附件页上是否印题目。", True, default=True, roll=Roll.CARRY)
    bound: Flag = field(
        "与正文装订",
        "不能与正文一起装订的写 false，附件上先印发文字号。",
        False,
        default=True,
        roll=Roll.CARRY,
    )
    parts: tuple[Part, ...] = field(
        "内容", "按顺序印出的各部分。", [{"table": "villages"}], min_length=1, roll=Roll.CARRY
    )

    @rule
    def _has_a_title(self) -> None:
        if not self.title and not any(part.table for part in self.parts):
            raise refused(_NO_TITLE)


class Body(Model):
    """A text with its outline and the annexes it lists."""

    title: Prose = field(
        "标题", "每行印为标题的一行。", "关于印发{{ year }}年工作方案的通知", roll=Roll.SHIFT
    )
    text: Prose | None = field(
        "开头", "第一个标题之前的文字。", "为了……，制订如下方案。", default=None, roll=Roll.SHIFT
    )
    outline: tuple[Item, ...] = field("正文", "各级标题和条文。", default=(), roll=Roll.CARRY)
    annexes: tuple[Annex, ...] = field(
        "附件", "附在这篇文字之后、由它列出的附件。", default=(), roll=Roll.CARRY
    )
    draft: Literal["征求意见稿", "送审稿", "讨论稿"] | None = field(
        "稿件", "印在标题下的稿件名。", "征求意见稿", default=None, roll=Roll.CARRY
    )


class Plan(Body):
    """方案: the text that is issued, or stands alone."""


class Assignment(Body):
    """任务书: the paper with one unit's own figures."""


_TWO_HEADINGS = Mistake(
    "two-headings",
    Words("“标题”（heading）和“段首语”（lead）只能写一个", "`heading` and `lead` exclude each other"),
    Words(
        "删去其中一个：heading 独占一行，lead 与正文同段",
        "keep one: heading has its own line, lead runs into the text",
    ),
)
_NO_WORDS = Mistake(
    "empty-item",
    Words("这一条没有内容", "this item has no words"),
    Words("写 heading、lead、text 或 table 中的一项", "write heading, lead, text or table"),
)
_NO_TITLE = Mistake(
    "missing-title",
    Words(
        "这个附件没有题目，也没有可以借用表名的表格", "this annex has no title and no table to lend its own"
    ),
    Words("加上 title: ……", "add `title: …`"),
)
_ONE_CONTENT = Mistake(
    "one-content",
    Words("附件的每一部分要有且只有一项内容", "a part has exactly one content"),
    Words("写 table、benefits、text 中的一项", "write one of table, benefits, text"),
)
