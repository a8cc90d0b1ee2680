"""Which workbooks and sheets a notice gets."""

from dataclasses import replace

from docgen.document import Attachment, Document, Role, Row
from docgen.renderers.excel.annexes import annexes
from tests.excel_samples import (
    completion_document,
    document,
    liability_document,
    line,
    one_text,
    quota_document,
    table,
    text_cell,
)

_TABLE = table([Row((text_cell("甲"),))])


def _stems(*documents: Document) -> list[str]:
    return [annex.stem for one in documents for annex in annexes(one)]


def test_a_workbook_is_named_by_mark_and_title() -> None:
    assert _stems(quota_document(), completion_document()) == [
        "附件1 示例镇2025年度“安康关爱行动”目标分配表",
        "附件 各乡镇2017年计生意外伤害保险完成情况表",
    ]


def test_an_annex_without_title_is_named_by_the_document() -> None:
    assert _stems(document(_TABLE, title=None, mark="附件2：")) == ["附件2 通知"]


def test_an_annex_without_table_gets_no_workbook() -> None:
    assert _stems(document(line(Role.BODY, "只有文字。"))) == []


def test_a_table_in_the_main_text_is_named_by_its_caption() -> None:
    captioned = replace(one_text("甲"), body=(line(Role.CAPTION, "经费\n安排表"), _TABLE), attachments=())
    assert _stems(captioned) == ["经费安排表"]


def test_a_table_without_caption_in_the_main_text_is_named_by_the_document() -> None:
    plain = replace(one_text("甲"), body=(_TABLE,), attachments=())
    assert _stems(plain) == ["通知"]


def test_workbooks_of_the_same_name_get_numbers() -> None:
    issued = Attachment(None, None, (_TABLE,))
    assert _stems(replace(one_text("甲"), body=(_TABLE,), attachments=(issued,))) == ["通知", "通知（2）"]


def test_each_table_has_its_sheet_named_by_its_caption() -> None:
    (annex,) = annexes(liability_document())
    assert [sheet.name for sheet in annex.sheets] == [
        "（1）“安康关爱行动”责任表（保险费100元／份）",
        "（2）“安康关爱行动”责任表（保费50元／份）",
    ]


def test_a_sheet_without_caption_is_named_by_the_annex() -> None:
    (annex,) = annexes(document(_TABLE, _TABLE, title="分配表"))
    assert [sheet.name for sheet in annex.sheets] == ["分配表", "分配表（2）"]


def test_mark_title_caption_and_unit_line_stand_above_the_table() -> None:
    blocks = (line(Role.CAPTION, "表一"), line(Role.UNIT_LINE, "单位：元"), _TABLE)
    ((sheet,),) = (annex.sheets for annex in annexes(document(*blocks, title="标题", mark="附件3")))
    assert [(one.role, one.text) for one in sheet.above] == [
        (Role.ANNEX_MARK, "附件3"),
        (Role.ANNEX_TITLE, "标题"),
        (Role.CAPTION, "表一"),
        (Role.UNIT_LINE, "单位：元"),
    ]


def test_text_right_below_a_table_of_an_annex_is_its_note() -> None:
    blocks = (
        line(Role.BODY, "说明。"),
        _TABLE,
        line(Role.BODY, "注：一。"),
        line(Role.HEADING_1, "一、其他"),
    )
    ((sheet,),) = (annex.sheets for annex in annexes(document(*blocks)))
    assert [one.text for one in sheet.below] == ["注：一。"]


def test_text_below_a_table_of_an_issued_text_is_no_note() -> None:
    ((sheet,),) = (annex.sheets for annex in annexes(document(_TABLE, line(Role.BODY, "正文。"), mark=None)))
    assert sheet.below == ()


def test_sheets_of_one_workbook_are_named_unlike() -> None:
    twice = Attachment(line(Role.ANNEX_MARK, "附件2"), line(Role.ANNEX_TITLE, "附件标题"), (_TABLE,))
    paper = document(_TABLE)
    (annex,) = annexes(replace(paper, attachments=(*paper.attachments, twice), one_workbook=True))
    assert annex.stem == "通知"
    assert [sheet.name for sheet in annex.sheets] == ["附件标题", "附件标题（2）"]
