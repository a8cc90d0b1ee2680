"""Tables in Word: repeated headers, whole rows, widths from the content, turned pages for wide ones."""

import io
from fractions import Fraction
from itertools import count
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from docgen.document import Attachment, Document, Role, Row, RowKind, Table
from docgen.readers.docx import read
from docgen.renderers.word import render
from docgen.renderers.word.widths import column_widths, fits
from tests.office import schema_errors, to_pdf
from tests.word_samples import TEMPLATE, annex, cell, notice, opened, paragraph, plan, retouched, table

AREA = 8844
"""Twips: 156 mm."""
SIZE = Fraction(12)


def rows_of(document: Document) -> list[Any]:
    return [row._tr for row in opened(document).tables[0].rows]


def wide(columns: int = 13, rows: int = 3) -> Table:
    header = [f"第{place}季度参保人数" for place in range(columns)]
    return table(header, *(["1234"] * columns for _ in range(rows)))


def test_header_rows_repeat_and_no_row_parts() -> None:
    rows = rows_of(plan("正文", attachments=(annex(table(["甲"], ["乙"], ["丙"], header=2)),)))
    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True, True, False]
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_the_row_above_a_total_keeps_with_it() -> None:
    data = Row((cell("城关"),))
    rows = rows_of(
        plan(
            "正文",
            attachments=(annex(Table("t", ("a",), (data, data, Row((cell("合计"),), RowKind.TOTAL)))),),
        )
    )
    assert [row.find(f".//{qn('w:keepNext')}") is not None for row in rows] == [False, True, False]


def test_a_table_is_looks_of_its_style_and_a_grid() -> None:
    element = opened(plan("正文", attachments=(annex(table(["甲"], ["乙"])),))).tables[0]._tbl
    beside = {child.tag for child in element.tblPr} | {child.tag for child in element.iter(qn("w:rPr"))}
    assert beside == {qn(f"w:{name}") for name in ("tblStyle", "tblW", "tblLayout", "tblLook")}


def test_every_cell_holds_a_paragraph() -> None:
    merged = Table("t", ("a",), (Row((cell("甲", rows=2),)), Row((None,)), Row((cell(""),))))
    element = opened(plan("正文", attachments=(annex(merged),))).tables[0]._tbl
    assert all(each.find(qn("w:p")) is not None for each in element.iter(qn("w:tc")))


@given(st.lists(st.lists(st.text(max_size=30), min_size=3, max_size=3), min_size=1, max_size=5))
def test_columns_fill_the_width_they_share(texts: list[list[str]]) -> None:
    widths = column_widths(table(*texts), SIZE, AREA)
    assert sum(widths) == AREA
    assert min(widths) > 0


def test_longer_content_gets_the_wider_column() -> None:
    widths = column_widths(table(["序号", "60周岁以上人口数"], ["1", "525"]), SIZE, AREA)
    assert widths[0] < widths[1]


def test_a_number_is_never_broken() -> None:
    long = "说明文字" * 60
    widths = column_widths(table(["编号", *["说明"] * 5], ["123456789012", *[long] * 5]), SIZE, AREA)
    assert widths[0] >= 12 * 12 / 2 * 20


@pytest.mark.parametrize(("columns", "upright"), [(7, True), (8, False)])
def test_a_table_is_wide_when_a_column_holds_less_than_four_characters(columns: int, upright: bool) -> None:
    assert fits(wide(columns), SIZE, AREA) is upright


def test_a_wide_table_turns_the_pages_of_its_annex_only() -> None:
    attachments = (annex(table(["甲"], ["乙"])), annex(wide()), annex(table(["甲"], ["乙"])))
    sections = opened(plan("正文", attachments=attachments)).sections
    turned = [section.orientation == WD_ORIENT.LANDSCAPE for section in sections]
    assert turned == [False, True, False]
    assert [section.page_width > section.page_height for section in sections] == turned
    assert sections[1].footer.is_linked_to_previous is False
    footers = [section.footer._element.iter(qn("w:t")) for section in sections]
    assert ["".join(text.text for text in footer) for footer in footers] == ["— 1 —"] * 3


def test_a_turned_page_at_the_end_leaves_no_empty_page_behind() -> None:
    sections = opened(plan("正文", attachments=(annex(wide()),))).sections
    assert [section.orientation for section in sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]


def test_the_imprint_stands_upright_after_a_turned_page() -> None:
    whole = notice()
    document = Document(
        whole.name, whole.title, whole.body, attachments=(annex(wide()),), imprint=whole.imprint
    )
    sections = opened(document).sections
    assert [section.orientation for section in sections] == [0, 1, 0]
    assert read(render(document, TEMPLATE)).imprint == whole.imprint


def test_page_numbers_continue_over_sections_of_a_template_that_sets_the_first() -> None:
    template = retouched(
        "word/document.xml", "<w:docGrid", '<w:pgNumType w:start="5"/><w:titlePg/><w:docGrid'
    )
    document = opened(plan("正文", attachments=(annex(wide()), annex(table(["甲"], ["乙"])))), template)
    starts = [section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for section in document.sections]
    titles = [section.different_first_page_header_footer for section in document.sections]
    assert (starts, titles) == (["5", None, None], [True, False, False])


def test_tables_in_a_row_stay_two_tables() -> None:
    two = (table(["甲"], ["乙"]), table(["丙"], ["丁"]))
    document = plan("正文", *two)
    assert len(opened(document).tables) == 2
    assert read(render(document, TEMPLATE)).body == document.body
    body = opened(document).element.body
    following = [each.getnext().tag for each in body.findall(qn("w:tbl"))]
    assert following == [qn("w:p")] * 2


def test_the_open_xml_sdk_finds_no_fault(tmp_path: Path) -> None:
    numbers = count()
    merged = Table("t", ("a", "b"), (Row((cell("甲", rows=2, columns=2), None)), Row((None, None))))
    attachments = (annex(wide()), annex(merged, table(["丙"], ["丁"])), Attachment(None, None, (merged,)))
    for document in (notice(), plan("正文", attachments=attachments)):
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        assert schema_errors(render(document, TEMPLATE), "docx", folder) == []


def test_libreoffice_repeats_the_header_and_puts_the_imprint_on_the_last_page(tmp_path: Path) -> None:
    whole = notice()
    long = Attachment(
        paragraph(Role.ANNEX_MARK, "附件"), None, (table(["乡镇名称"], *(["城关"] for _ in range(60))),)
    )
    document = Document(whole.name, whole.title, whole.body, attachments=(long,), imprint=whole.imprint)
    pdf = pypdfium2.PdfDocument(io.BytesIO(to_pdf(render(document, TEMPLATE), "docx", tmp_path)))
    pages = ["".join(page.get_textpage().get_text_bounded().split()) for page in pdf]
    filled = [page for page in pages if "城关" in page]
    assert len(filled) > 1
    assert all("乡镇名称" in page for page in filled)
    assert ["抄送" in page for page in pages] == [False] * (len(pages) - 1) + [True]


def test_it_opens_in_python_docx() -> None:
    document = docx.Document(io.BytesIO(render(notice(), TEMPLATE)))
    assert document.core_properties.title == "明溪县人民政府关于印发工作方案的通知"
