"""The elements that not every notice has: read back as written, valid, and in their place."""

import io
import re
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from docgen.diagnostics import DocgenError
from docgen.document import Document, Head, Imprint, Paragraph, Role, printed
from docgen.readers.docx import read
from docgen.renderers.ooxml import read_parts, write_parts
from docgen.renderers.word import render
from docgen.verifier import verify
from tests.element_samples import (
    ORGANS,
    SAMPLES,
    joint_head,
    labels,
    letter,
    minutes,
    picture,
    plain_head,
    sealed,
    signed_number,
    stamped,
    unbound,
    wide,
)
from tests.office import schema_errors
from tests.word_samples import TEMPLATE, annex, found, notice, opened, paragraph

POINT = 20
"""Twips."""


def xml(document: Document) -> str:
    """Return word/document.xml of the rendered notice."""
    return read_parts(render(document, TEMPLATE))["word/document.xml"].decode()


def spacing(element: Any) -> int | None:
    """Return the distance above that stands beside a paragraph's style, in twips."""
    beside = element._p.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    return None if beside is None else int(beside.get(qn("w:before")))


def sections(document: Document) -> list[str]:
    return re.findall(r"<w:sectPr.*?</w:sectPr>", xml(document), re.DOTALL)


def anchors(document: Document) -> list[dict[str, int]]:
    """Return place and size of each picture, in points; across from the type area, down from the date."""
    pattern = r'relativeFrom="margin"><wp:posOffset>(-?\d+)<.*?<wp:posOffset>(-?\d+)<.*?cx="(\d+)" cy="(\d+)"'
    names = ("left", "top", "width", "height")
    places = re.findall(pattern, xml(document), re.DOTALL)
    return [dict(zip(names, (round(int(each) / 12700) for each in place), strict=True)) for place in places]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_element_is_read_back_as_it_was_written(name: str) -> None:
    document = SAMPLES[name]
    again = read(render(document, TEMPLATE))
    assert [printed(block) for block in again.flow()] == [printed(block) for block in document.flow()]
    assert again.head
    assert document.head
    assert (again.head.marks, again.head.labels) == (document.head.marks, document.head.labels)
    assert again.imprint == document.imprint
    assert again.signature == document.signature
    assert [each.bound for each in again.attachments] == [each.bound for each in document.attachments]


def test_the_open_xml_sdk_finds_no_fault_in_any_element(tmp_path: Any) -> None:
    for name, document in SAMPLES.items():
        assert schema_errors(render(document, TEMPLATE), "docx", tmp_path) == [], name


def test_pictures_make_the_same_bytes_every_time() -> None:
    assert render(SAMPLES["joint"], TEMPLATE) == render(SAMPLES["joint"], TEMPLATE)


# -- head ------------------------------------------------------------------------------------------------


def test_labels_leave_the_mark_where_it_stands_without_them() -> None:
    alone = opened(replace(notice(), head=plain_head())).styles["发文机关标志"].paragraph_format.space_before
    below = spacing(found(replace(notice(), head=labels(plain_head())), "政府文件"))
    three_lines = 3 * 579
    assert below == round(alone.pt * POINT) - three_lines


def test_labels_stand_above_the_mark_from_copy_number_to_urgency() -> None:
    lines = [each.text for each in opened(SAMPLES["labels"]).paragraphs][:4]
    assert lines == ["000001", "秘密★10年", "特急", "示例县人民政府文件"]


def test_the_marks_of_several_organs_stand_in_rows_with_their_end_in_the_middle() -> None:
    (marks, *_) = opened(SAMPLES["joint"]).tables
    assert [row.cells[0].text for row in marks.rows] == list(ORGANS)
    end = marks.rows[0].cells[1]
    assert all(row.cells[1]._tc is end._tc for row in marks.rows)
    assert (end.text, marks.style.name) == ("文件", "版头编排")


def test_marks_without_an_end_have_one_column() -> None:
    head = replace(joint_head(*ORGANS), mark_end=None)
    (marks, *_) = opened(replace(notice(), head=head)).tables
    assert len(marks.columns) == 1


def test_a_long_mark_of_several_is_narrowed_alone() -> None:
    (marks, *_) = opened(SAMPLES["joint"]).tables
    narrowed = [row.cells[0].paragraphs[0].runs[0]._r.find(f".//{qn('w:w')}") for row in marks.rows]
    assert [each is not None for each in narrowed] == [False, False, True]


@pytest.mark.parametrize(("signers", "stops"), [(("张明",), 2), (("张明", "李文华"), 3)])
def test_signers_end_a_character_from_the_right_edge(signers: tuple[str, ...], stops: int) -> None:
    document = replace(notice(), head=replace(plain_head(), number=signed_number(*signers)))
    line = found(document, "签发人")
    tabs = [int(tab.get(qn("w:pos"))) for tab in line._p.iter(qn("w:tab")) if tab.get(qn("w:pos"))]
    assert len(tabs) == stops
    last = len(signers[-1]) * 15.75 * POINT
    assert tabs[-1] + last == pytest.approx((442.25 - 16) * POINT, abs=10)
    assert line.style.name == "发文字号和签发人"


def test_the_names_of_the_second_line_stand_below_the_first_name() -> None:
    line = found(SAMPLES["three signers"], "签发人")
    assert line.text.split("\n")[1] == "\t示政发〔2025〕9号\t\t欧阳志远"
    label, first, *_ = [
        int(tab.get(qn("w:pos"))) for tab in line._p.iter(qn("w:tab")) if tab.get(qn("w:pos"))
    ]
    assert first - label == pytest.approx(4 * 15.75 * POINT, abs=2)


def test_minutes_without_a_number_have_the_red_rule_below_their_mark() -> None:
    assert found(minutes(None), "会议纪要").style.name == "发文机关标志（下有红线）"
    assert found(minutes(), "会议纪要").style.name == "发文机关标志"


def test_a_mark_without_number_and_title_is_told() -> None:
    document = replace(notice(), head=Head(paragraph(Role.MARK, "示例县人民政府文件")))
    with pytest.raises(DocgenError):
        verify("a.docx", render(notice(), TEMPLATE), document)


# -- letters ---------------------------------------------------------------------------------------------


def test_a_letter_has_its_mark_and_its_second_rule_in_frames() -> None:
    frames = re.findall(r'<w:pStyle w:val="(\w+)"/><w:framePr [^>]*w:y="(\d+)"', xml(letter()))
    assert [style for style, _ in frames] == ["GWLetterMark", "GWLetterRule"]
    top, bottom = (int(place) / 56.7 for _, place in frames)
    assert 15 < top < 30
    assert 270 < bottom < 277


def test_the_first_page_of_a_letter_alone_has_no_page_number() -> None:
    document = replace(letter(), attachments=(annex(wide()),))
    assert ["<w:titlePg/>" in section for section in sections(document)] == [True, False, False]


def test_the_imprint_of_a_letter_has_no_rules() -> None:
    (imprint,) = opened(letter()).tables
    assert imprint.style.name == "信函版记"
    assert "tblBorders/>" in opened(letter()).styles["信函版记"].element.xml


def test_labels_of_a_letter_stand_beside_its_number() -> None:
    line, _imprint = opened(SAMPLES["labelled letter"]).tables
    assert [cell.text for cell in line.rows[0].cells] == ["000001\n秘密★10年\n特急", "示政函〔2025〕9号"]


# -- signatures ------------------------------------------------------------------------------------------


def centre(element: Any) -> float:
    """Return the middle of what a centred paragraph holds, in points from the left of the type area."""
    indent = element._p.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    left, right = (int(indent.get(qn(f"w:{side}"), 0)) for side in ("left", "right"))
    return (442.25 * POINT + left - right) / 2 / POINT


@pytest.mark.parametrize("organ", ["示例县人民政府", "示例县某某", "示例县人口和计划生育工作领导小组办公室"])
def test_an_organ_is_centred_on_the_date_below_it(organ: str) -> None:
    document = replace(notice(), signature=sealed(organ))
    assert centre(found(document, organ)) == centre(found(document, "2025年3月2日"))


def test_a_sealed_date_ends_four_characters_from_the_right_edge() -> None:
    date = found(replace(notice(), signature=sealed("示例县人民政府")), "2025年3月2日")
    # 6 digits of half a character, 3 characters, 5 gaps of a quarter, each a little tighter.
    wide = 16 * (3 + 3 + 5 / 4) - 9 * 0.25
    assert centre(date) + wide / 2 == pytest.approx(442.25 - 4 * 16, abs=2)


def test_an_organ_longer_than_the_page_allows_moves_the_date_with_it() -> None:
    document = replace(notice(), signature=sealed("示例县人口和计划生育工作领导小组办公室"))
    organ = found(document, "领导小组办公室")
    assert centre(organ) + 19 * 15.75 / 2 <= 442.25 + 0.1


def test_a_seal_presses_organ_and_date_below_its_middle() -> None:
    (seal,) = anchors(replace(notice(), signature=sealed("示例县人民政府", pictures=True)))
    date = found(replace(notice(), signature=sealed("示例县人民政府")), "2025年3月2日")
    assert seal["left"] + seal["width"] / 2 == pytest.approx(centre(date), abs=1)
    middle = seal["top"] + seal["height"] / 2
    assert -28.95 / 2 < middle < 0  # between the middles of the organ's line and of the date's upper edge


def test_a_seal_begins_within_a_line_of_the_text() -> None:
    for organs in (ORGANS[:1], ORGANS[:2], ORGANS):
        document = replace(notice(), signature=sealed(*organs, pictures=True))
        seals = anchors(document)
        rows = [each for each in opened(document).paragraphs if each.style.name == "发文机关署名（盖章）"]
        above = [spacing(row) for row in rows]
        heights = sum((value if value is not None else 1158) / POINT + 28.95 for value in above)
        assert 0 < heights + seals[0]["top"] < 28.95


def test_seals_of_several_organs_do_not_touch_and_stay_inside_the_type_area() -> None:
    seals = anchors(SAMPLES["joint"])
    assert len(seals) == 3
    for place, one in enumerate(seals):
        assert one["left"] >= 0
        assert one["left"] + one["width"] <= 442.25
        for other in seals[place + 1 :]:
            across, down = one["left"] - other["left"], one["top"] - other["top"]
            assert (across**2 + down**2) ** 0.5 > one["width"]


def test_organs_stand_two_a_row_and_the_last_above_the_date() -> None:
    rows = [each.text for each in opened(SAMPLES["joint"]).paragraphs if "盖章" in each.style.name]
    assert rows == [f"\t{ORGANS[0]}\t{ORGANS[1]}", ORGANS[2], "2025年3月2日"]


def test_organs_too_long_for_two_columns_stand_one_a_row() -> None:
    organs = ("示例县人力资源和社会保障局", "示例县农业农村和水利局办公室")
    document = replace(notice(), signature=sealed(*organs))
    rows = [each.text for each in opened(document).paragraphs if "署名" in each.style.name]
    assert rows == list(organs)


def test_a_stamp_stands_two_characters_right_of_the_office() -> None:
    document = replace(notice(), signature=stamped(picture(38, 16)))
    title = found(document, "县长")._p.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    (stamp,) = anchors(document)
    end_of_title = 442.25 - int(title.get(qn("w:right"))) / POINT
    assert stamp["left"] - end_of_title == pytest.approx(2 * 16, abs=1)
    assert 442.25 - stamp["left"] - stamp["width"] == pytest.approx(4 * 16, abs=1)


def test_nothing_in_a_signature_is_typed_blanks() -> None:
    for name, document in SAMPLES.items():
        lines = [each.text for each in opened(document).paragraphs if document.signature]
        assert not [line for line in lines if re.search(r"[ \u3000]{2}", line)], name


def test_a_seal_that_differs_from_what_was_meant_is_not_written() -> None:
    document = replace(notice(), signature=sealed("示例县人民政府", pictures=True))
    parts = read_parts(render(document, TEMPLATE))
    changed = write_parts(parts | {"word/media/seal1.png": b"another"})
    with pytest.raises(DocgenError):
        verify("a.docx", changed, document)


# -- annexes, imprint, pages -----------------------------------------------------------------------------


def test_an_unbound_annex_follows_the_imprint_and_counts_its_own_pages() -> None:
    document = unbound()
    texts = [each.text for each in opened(document).element.body.iter(qn("w:t"))]
    assert texts.index("共12张。") > texts.index("明溪县人民政府办公室")
    starts = ['w:pgNumType w:start="1"' in section for section in sections(document)]
    assert starts == [False, True, True]


def test_main_addressees_share_the_cell_of_the_copies_so_that_no_rule_parts_them() -> None:
    (imprint,) = [
        each for each in opened(SAMPLES["addressees in the imprint"]).tables if "版记" in each.style.name
    ]
    assert [cell.text.split("：")[0] for cell in imprint.columns[0].cells] == [
        "主送",
        "明溪县人民政府办公室\t2025年3月2日印发",
    ]
    assert imprint.rows[0].cells[0].text.split("\n")[1].startswith("抄送：")


def test_a_turned_page_has_its_number_at_the_side_and_on_the_same_place_of_the_sheet() -> None:
    parts = read_parts(render(replace(notice(), attachments=(annex(wide()),)), TEMPLATE))
    turned = [parts[name].decode() for name in sorted(parts) if name.startswith("word/turned_footer")]
    assert len(turned) == 2
    for footer, upright in zip(turned, ("footer1", "footer2"), strict=True):
        words = re.search(r"<w:ftr[^>]*>(.*)</w:ftr>", parts[f"word/{upright}.xml"].decode(), re.DOTALL)
        assert words
        assert words[1] in footer
        assert 'vert="vert"' in footer


def test_a_footer_with_a_drawing_of_the_office_is_not_turned() -> None:
    parts = read_parts(TEMPLATE)
    drawn = parts["word/footer1.xml"].replace(b"</w:p>", b"<w:r><w:pict/></w:r></w:p>", 1)
    template = write_parts(parts | {"word/footer1.xml": drawn})
    document = replace(notice(), attachments=(annex(wide()),))
    turned = read_parts(render(document, template))["word/turned_footer1.xml"]
    assert b"<w:pict/>" in turned
    assert b"vert=" not in turned


def even(*body: Paragraph, attachments: int = 0) -> Document:
    """Return a notice whose imprint must stand on an even page."""
    whole = notice()
    assert whole.imprint
    annexes = tuple(annex(paragraph(Role.BODY, "说明")) for _ in range(attachments))
    imprint = replace(whole.imprint, even_page=True)
    return replace(whole, draft_note=None, note=None, body=body, attachments=annexes, imprint=imprint)


LINE = paragraph(Role.BODY, "各单位要认真贯彻落实。")


def test_an_imprint_stays_at_the_foot_of_an_even_page() -> None:
    assert len(sections(even(*[LINE] * 12))) == 1


def test_an_imprint_goes_to_the_back_of_an_odd_page_and_is_numbered() -> None:
    _text, back = sections(even(*[LINE] * 12, attachments=1))
    assert "titlePg" not in back
    assert "evenPage" not in back


def test_an_imprint_without_room_on_an_even_page_follows_a_blank_one_and_neither_is_numbered() -> None:
    _text, apart = sections(even(*[LINE] * 26))
    assert '<w:type w:val="evenPage"/>' in apart
    assert "<w:titlePg/>" in apart


def test_one_short_paragraph_stays_on_page_1_and_the_imprint_goes_on() -> None:
    body = (paragraph(Role.BODY, LINE.text * 4),)
    whole = replace(notice(), draft_note=None, note=None, body=body, attachments=())
    assert len(sections(whole)) == 1
    whole = replace(whole, signature=sealed("示例县人民政府"))
    assert len(sections(whole)) == 2
    assert found(whole, LINE.text).paragraph_format.keep_with_next is None


def test_a_notice_without_imprint_has_one_section() -> None:
    assert len(sections(replace(notice(), attachments=(), imprint=None))) == 1
    bare = Imprint(None, paragraph(Role.PRINTED_BY, "办公室\t2025年3月2日印发"))
    assert read(render(replace(notice(), imprint=bare), TEMPLATE)).imprint == bare


def test_python_docx_opens_every_element() -> None:
    for document in SAMPLES.values():
        assert docx.Document(io.BytesIO(render(document, TEMPLATE))).paragraphs
