"""What no style can know: insets that follow from the words, page breaks, and an office's own look."""

import re
from dataclasses import replace
from typing import Any

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from docgen.document import Attachment, Document, Head, Role, Signature, printed
from docgen.readers.docx import read
from docgen.renderers.ooxml import read_parts, write_parts
from docgen.renderers.word import render
from tests.word_samples import TEMPLATE, annex, found, notice, opened, paragraph, plan, retouched, table

CHARACTER = 15.75 / 16
"""What a character takes of a line: a quarter of a point less than its size."""
LINE = 442.25 / 16
"""The width of the type area, in characters of 16 points."""


def indent(element: Any, side: str) -> float | None:
    """Return an indent that stands beside the style, in characters of 16 points."""
    found = element._p.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    return None if found is None else int(found.get(qn(f"w:{side}"))) / 320


def test_a_date_starts_two_characters_right_of_a_longer_issuer() -> None:
    document = notice("明溪县人口和计划生育工作领导小组", "2018年3月2日")
    issuer, date = found(document, "领导小组"), found(document, "2018年3月2日")
    # Placed from the left: programs leave unlike gaps between digits and 年月日.
    assert indent(issuer, "right") is None
    assert date.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.LEFT
    assert indent(date, "left") == pytest.approx(LINE - 16 * CHARACTER, abs=0.01)


def test_a_longer_date_keeps_its_inset_and_moves_the_issuer() -> None:
    document = notice("某县水利局", "2025年12月31日")
    issuer, date = found(document, "水利局"), found(document, "12月31日")
    # Four digits, 年, two, 月, two, 日: 11 characters, 7 wide, and 5 gaps of a quarter.
    wide = 7 + 5 / 4 - 11 * (1 - CHARACTER)
    assert indent(date, "left") == pytest.approx(LINE - 2 - wide, abs=0.01)
    assert indent(issuer, "left") == pytest.approx(LINE - 4 - wide, abs=0.01)


def test_a_signature_keeps_with_the_last_lines_of_the_body() -> None:
    document = replace(notice(), body=(paragraph(Role.BODY, "甲"), paragraph(Role.BODY, "请认真组织实施。")))
    assert found(document, "请认真").paragraph_format.keep_with_next
    assert found(document, "甲").paragraph_format.keep_with_next is None


def test_the_issuer_keeps_with_the_date() -> None:
    assert opened(notice()).styles["发文机关署名"].paragraph_format.keep_with_next


def test_a_joint_signature_stands_with_a_single_line_before_it() -> None:
    joint = Signature(
        tuple(paragraph(Role.ISSUER, name) for name in ("明溪县民政局", "明溪县财政局")),
        paragraph(Role.DATE, "2025年3月2日"),
    )
    document = replace(notice(), signature=joint)
    assert read(render(document, TEMPLATE)).signature == joint
    assert opened(document).styles["发文机关署名"].element.find(f".//{qn('w:contextualSpacing')}") is not None


@pytest.mark.parametrize(
    ("text", "left", "hanging"),
    [("附件：1.任务表", 5.75, 3.75), ("附件：1、任务表", 6.5, 4.5), ("附件：10.任务表", 6.25, 4.25)],
)
def test_a_long_annex_name_wraps_under_its_own_start(text: str, left: float, hanging: float) -> None:
    line = found(plan(paragraph(Role.ANNEX_NOTE, text)), "附件：")
    assert indent(line, "left") == pytest.approx(left, abs=0.05)
    assert indent(line, "hanging") == pytest.approx(hanging, abs=0.05)


def test_a_single_annex_wraps_as_its_style_says() -> None:
    line = found(plan(paragraph(Role.ANNEX_NOTE, "附件：2025年任务表")), "附件：")
    assert indent(line, "left") is None


def test_a_long_mark_is_narrowed_to_one_line() -> None:
    long = Head(
        paragraph(Role.MARK, "明溪县人口和计划生育工作领导小组文件"),
        paragraph(Role.NUMBER, "明人〔2025〕1号"),
    )
    narrow = found(replace(notice(), head=long), "领导小组文件").runs[0]._r.find(f".//{qn('w:w')}")
    assert 55 <= int(narrow.get(qn("w:val"))) < 60
    assert found(notice(), "政府文件").runs[0]._r.find(f".//{qn('w:w')}") is None


def test_a_title_too_long_by_far_breaks_instead() -> None:
    document = replace(plan("正文"), title=paragraph(Role.TITLE, "工作方案" * 8))
    assert found(document, "工作方案").runs[0]._r.find(f".//{qn('w:w')}") is None


def test_a_draft_note_stands_right_below_its_title() -> None:
    for title in (
        opened(notice()).styles["公文标题（下有标注）"],
        opened(notice()).styles["附文标题（下有标注）"],
    ):
        assert title.paragraph_format.space_after == 0
    text = Attachment(None, paragraph(Role.TEXT_TITLE, "办法"), (paragraph(Role.DRAFT_NOTE, "（送审稿）"),))
    document = replace(notice(), attachments=(text,))
    assert found(document, "明溪县人民政府关于").style.name == "公文标题（下有标注）"
    assert found(document, "办法").style.name == "附文标题（下有标注）"
    assert [printed(block) for block in read(render(document, TEMPLATE)).flow()] == [
        printed(block) for block in document.flow()
    ]


def test_styles_start_the_pages_of_marked_annexes_and_issued_texts() -> None:
    document = notice()
    for words in ("附件1", "工作方案"):
        line = next(each for each in opened(document).paragraphs if each.text == words)
        assert line.paragraph_format.page_break_before is None
        assert line.style.paragraph_format.page_break_before


@pytest.mark.parametrize(
    "first", [paragraph(Role.BODY, "说明"), paragraph(Role.CAPTION, "责任表"), table(["甲"], ["乙"])]
)
def test_an_annex_without_mark_and_title_starts_a_page(first: Any) -> None:
    document = plan("正文", attachments=(Attachment(None, None, (first, paragraph(Role.BODY, "末段"))),))
    breaks = opened(document).element.body.iter(qn("w:pageBreakBefore"))
    assert len(list(breaks)) == 1
    assert read(render(document, TEMPLATE)).attachments == document.attachments


def test_no_paragraph_is_empty_and_no_distance_is_typed() -> None:
    texts = [each.text for each in opened(notice()).paragraphs]
    # The imprint is a table: Word demands a paragraph after it and between it and a table before.
    styles = [each.style.name for each in opened(notice()).paragraphs if not each.text]
    assert set(styles) <= {"表格间隔"}
    assert not [text for text in texts if re.search(r"\s{2}", text)]


def test_what_an_office_changes_in_a_style_shows_in_the_next_notice() -> None:
    styles = read_parts(TEMPLATE)["word/styles.xml"].decode()
    body = re.search(r'<w:style [^>]*styleId="GWBody".*?</w:style>', styles)
    assert body
    template = retouched("word/styles.xml", body[0], body[0].replace('w:sz w:val="32"', 'w:sz w:val="28"'))
    line = found(plan("正文"), "正文", template)
    assert line.style.font.size.pt == 14
    assert line.runs[0].font.size is None


def test_insets_follow_the_type_an_office_chooses() -> None:
    def inset(template: bytes) -> float:
        date = found(notice("明溪县人口和计划生育工作领导小组"), "2025年3月2日", template)
        return indent(date, "right") or 0

    smaller = retouched("word/styles.xml", 'w:sz w:val="32"', 'w:sz w:val="28"')
    assert inset(smaller) == pytest.approx(inset(TEMPLATE) * 14 / 16, abs=0.05)


def test_styles_are_found_by_name_whatever_ids_word_gives_them() -> None:
    parts = read_parts(TEMPLATE)
    renamed = {name: re.sub(rb'"GW(\w+)"', rb'"a\1x"', data) for name, data in parts.items()}
    data = render(notice(), write_parts(renamed))
    assert read(data) == read(render(notice(), TEMPLATE))


def test_a_style_built_on_a_role_counts_as_that_role() -> None:
    own = (
        '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="本单位正文"/><w:basedOn w:val="GWBody"/>'
    )
    template = retouched("word/styles.xml", "</w:styles>", f"{own}</w:style></w:styles>")
    data = retouched("word/document.xml", 'w:val="GWBody"', 'w:val="own"', render(plan("正文"), template))
    assert read(data).body == plan("正文").body


def test_a_tag_that_word_has_split_into_runs_is_filled() -> None:
    split = retouched("word/document.xml", "{{ number }}", "{{ num</w:t></w:r><w:r><w:t>ber }}")
    assert found(notice(), "〔2025〕2号", split)


def test_an_office_may_say_the_title_in_its_header() -> None:
    template = retouched("word/footer1.xml", "— ", "{{ number }} — ")
    footer = opened(notice(), template).sections[0].footer
    assert footer.paragraphs[0].text.startswith("明政〔2025〕2号")


def test_a_bare_plan_has_no_trace_of_the_frame() -> None:
    document = opened(plan("正文", attachments=(annex(paragraph(Role.BODY, "说明")),)))
    assert [each.text for each in document.paragraphs] == ["工作方案", "正文", "附件1", "任务表", "说明"]
    assert document.tables == []


def test_the_empty_document_needs_nothing_but_a_title() -> None:
    assert read(render(Document("", paragraph(Role.TITLE, "甲"), ()), TEMPLATE)).body == ()
