"""What an author writes of the texts: the notice, the issued plan, their outline and annexes."""

from typing import Annotated, Literal, Self

from pydantic import StringConstraints, model_validator

from docgen.diagnostics import Mistake, Words
from docgen.model.base import Flag, Id, Model, Plain, Prose, Reference, field, refused
from docgen.model.given import DateValue

NUMBERINGS = ("一、", "（一）", "1.", "（1）", "①")
Numbering = Literal["一、", "（一）", "1.", "（1）", "①", "无"]
Mark = Annotated[Plain, StringConstraints(max_length=20)]


class Item(Model):
    """A heading with what stands under it, or a numbered paragraph."""

    id: Id | None = field("编号", "比较两年方案时用来对应。", "goals", default=None)
    heading: Prose | None = field("标题", "独占一行的标题，不写序号。", "指导思想", default=None)
    lead: Prose | None = field("段首语", "与正文同段的标题，带句号。", "明确工作职责。", default=None)
    text: Prose | None = field("正文", "一句一行；空行分段。", "{{ guiding_principles }}", default=None)
    table: Reference | None = field(
        "表格", "在正文之后插入的表（quota_tables 的编号）。", "villages", default=None
    )
    mark: Mark | None = field("序号原文", "照发文原样印的序号（只用于重现已发公文）。", "(一)", default=None)
    numbering: Numbering | None = field("下级序号", "下级各条的序号式样；不写按层次。", "1.", default=None)
    items: tuple["Item", ...] = field("下级", "下一层次的各条。", default=())
    when: Prose | None = field("条件", "成立时才印这一条。", "targets.coverage >= 0.8", default=None)

    @model_validator(mode="after")
    def _has_words(self) -> Self:
        if self.heading and self.lead:
            raise refused(_TWO_HEADINGS, "lead")
        if not (self.heading or self.lead or self.text or self.table):
            raise refused(_NO_WORDS)
        return self


class Part(Model):
    """One piece of an annex: a table, a scheme's benefits or a text, with its caption."""

    caption: Prose | None = field("小标题", "印在这一部分上方的一行。", "（1）责任表", default=None)
    table: Reference | None = field("表格", "quota_tables 的编号。", "villages", default=None)
    benefits: Reference | None = field(
        "保险责任", "印出这个投保方案（schemes 的编号）的责任表。", "basic", default=None
    )
    text: Prose | None = field("文字", "一段或几段文字。", "说明：……", default=None)

    @model_validator(mode="after")
    def _has_one_content(self) -> Self:
        if sum(1 for content in (self.table, self.benefits, self.text) if content) != 1:
            raise refused(_ONE_CONTENT)
        return self


class Annex(Model):
    """An annex, listed under the text and printed on a page of its own."""

    id: Id = field("编号", "用 annexes.编号 在文中引出“附件2”。", "villages")
    title: Prose | None = field("题目", "不写时用第一张表的表名。", "“安康关爱行动”保险责任表", default=None)
    titled: Flag = field("印题目", "附件页上是否印题目。", True, default=True)
    parts: tuple[Part, ...] = field("内容", "按顺序印出的各部分。", [{"table": "villages"}], min_length=1)

    @model_validator(mode="after")
    def _has_a_title(self) -> Self:
        if not self.title and not any(part.table for part in self.parts):
            raise refused(_NO_TITLE)
        return self


class Body(Model):
    """A text with its outline and the annexes it lists."""

    title: Prose = field("标题", "每行印为标题的一行。", "关于印发{{ year }}年工作方案的通知")
    text: Prose | None = field("开头", "第一个标题之前的文字。", "为了……，制订如下方案。", default=None)
    outline: tuple[Item, ...] = field("正文", "各级标题和条文。", default=())
    annexes: tuple[Annex, ...] = field("附件", "附在这篇文字之后、由它列出的附件。", default=())
    draft: Literal["征求意见稿", "送审稿", "讨论稿"] | None = field(
        "稿件", "印在标题下的稿件名。", "征求意见稿", default=None
    )


class Plan(Body):
    """方案: the text that is issued, or stands alone."""


class Number(Model):
    """发文字号, e.g. 明政发〔2025〕12号; without a serial it is left open, as in a draft."""

    year: int | None = field("年份", "不写时用成文日期的年份。", 2025, default=None, ge=1949, le=2199)
    serial: int | None = field("顺序号", "未编号时不写。", 12, default=None, ge=1, le=99999)


class Imprint(Model):
    """版记."""

    office: Prose | None = field(
        "印发机关", "不写时用发文机关登记的印发机关。", "示例镇党政综合办公室", default=None
    )
    date: DateValue | None = field("印发日期", "不写时与成文日期相同。", "2025-02-10", default=None)
    copy_to: tuple[Prose, ...] = field("抄送", "抄送机关。", "区民政局", default=())


class Notice(Body):
    """通知: the issuing frame with its own title and text."""

    issuer: Reference = field("发文机关", "content/agencies.yaml 中的编号。", "example-town")
    number: Number = field("发文字号", "顺序号；未编号写 {}。", {"serial": 12}, default=Number())
    addressees: tuple[Prose, ...] = field(
        "主送机关", "逐个写，不写冒号。", "各村（居）民委员会", min_length=1
    )
    date: DateValue | None = field("成文日期", "未定稿时不写。", "2025-02-10", default=None)
    note: Prose | None = field("附注", "成文日期下的说明，不写括号。", "此件公开发布", default=None)
    imprint: Imprint | None = field(
        "版记", "印发机关和抄送；不写则没有版记。", {"copy_to": ["区民政局"]}, default=None
    )


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
