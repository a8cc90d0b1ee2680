"""统一用语 and 提法: which words an office writes, and between which dates a standing phrase holds."""

from docgen.diagnostics import Mistake, Words
from docgen.model.base import Model, Plain, field, refused, rule
from docgen.model.given import DateValue


class Wording(Model):
    """A term, and what is not to be written in its stead."""

    term: Plain = field("用语", "统一写成这个词；N 代表数字。", "免赔额")
    avoid: tuple[Plain, ...] = field("不用", "一概不用的说法。", "免配额", default=())
    mixed: tuple[Plain, ...] = field(
        "不混用", "单独用可以，同一份公文里不能和用语混着用的说法；N 代表数字。", "村居", default=()
    )
    reason: Plain | None = field("缘由", "为什么这样写。", "保险条款的用语是“免赔额”", default=None)

    @rule
    def _names_a_variant(self) -> None:
        if not (self.avoid or self.mixed):
            raise refused(_NO_VARIANT)


class Glossary(Model):
    """content/glossary.yaml."""

    wordings: tuple[Wording, ...] = field("统一用语", "在自带的用语之外，本单位增加的用语。", default=())
    off: tuple[Plain, ...] = field("停用", "自带用语中不要检查的，写它的“用语”。", "N周岁", default=())


class Phrase(Model):
    """A standing phrase that holds from one day to another."""

    text: Plain = field("提法", "照字面查找。", "党的十九大")
    since: DateValue | None = field("起用", "这一天起可以用。", "2017-10-18", default=None)
    until: DateValue | None = field("停用", "这一天以后要换。", "2022-10-15", default=None)
    instead: Plain | None = field("改用", "停用以后的提法。", "党的二十大", default=None)
    unless: tuple[Plain, ...] = field(
        "例外", "公文里已有这些字时，旧提法可以并用。", "党的二十大", default=()
    )

    @rule
    def _has_a_date(self) -> None:
        if not (self.since or self.until):
            raise refused(_NO_DATE)


class Phrases(Model):
    """content/phrases.yaml."""

    phrases: tuple[Phrase, ...] = field("提法", "在自带的提法之外，本单位增加的提法。", default=())
    off: tuple[Plain, ...] = field("停用", "自带提法中不要检查的，写它的“提法”。", "党的十九大", default=())


_NO_VARIANT = Mistake(
    "missing-value",
    Words("没有写“不用”（avoid），也没有“不混用”（mixed）", "there is neither `avoid` nor `mixed`"),
    Words("例如 avoid: [免配额]", "for example avoid: [免配额]"),
)
_NO_DATE = Mistake(
    "missing-value",
    Words("没有写“起用”（since），也没有“停用”（until）", "there is neither `since` nor `until`"),
    Words("例如 until: 2022-10-15", "for example until: 2022-10-15"),
)
