"""The names of the styles that belong to no role, and the ids the built template gives to all."""

from typing import Final, NamedTuple

from docgen.document import Role, RunRole


class NamedStyle(NamedTuple):
    """A style: its id in the built template and its name in Word."""

    id: str
    name: str


TABLE: Final = NamedStyle("GWTable", "公文表格")
IMPRINT: Final = NamedStyle("GWImprint", "版记")
GAP: Final = NamedStyle("GWGap", "表格间隔")
"""Of the empty paragraph that Word demands after a table which no paragraph follows."""
MARK_ABOVE_RULE: Final = NamedStyle("GWMarkAboveRule", "发文机关标志（下有红线）")
"""Of a mark without a number below it: the red rule is its own."""
HEAD_GAP: Final = NamedStyle("GWHeadGap", "联合标志之上")
"""Of the empty paragraph above a table of marks: inside, its distance would move 文件 off the middle."""
HEAD_TABLE: Final = NamedStyle("GWHeadTable", "版头编排")
LETTER_RULE: Final = NamedStyle("GWLetterRule", "信函末线")
LETTER_IMPRINT: Final = NamedStyle("GWLetterImprint", "信函版记")
TAG: Final = NamedStyle("GWTag", "模板指令")
# 页码 alone is the Chinese name of Word's built-in "page number", a character style.
PAGE_NUMBER: Final = NamedStyle("GWPageNumber", "公文页码")
EVEN_PAGE_NUMBER: Final = NamedStyle("GWPageNumberEven", "公文页码（双页）")
TITLE_ABOVE_NOTE: Final = NamedStyle("GWTitleAboveNote", "公文标题（下有标注）")
TEXT_TITLE_ABOVE_NOTE: Final = NamedStyle("GWTextTitleAboveNote", "附文标题（下有标注）")


def of_role(role: Role | RunRole) -> NamedStyle:
    """Return the style of a role."""
    return NamedStyle("GW" + role.name.title().replace("_", ""), role.value)
