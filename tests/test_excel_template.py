"""The Excel template: docgen's own, and what an office may change in it."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem, _HeaderFooterPart

from docgen.diagnostics import DocgenError
from docgen.profiles import load
from docgen.renderers.excel.default_template import build_annex_template
from docgen.renderers.excel.renderer import render
from docgen.renderers.ooxml import read_parts, write_parts
from tests.excel_samples import quota_document, template


def _restyled(change: Callable[[openpyxl.Workbook], None]) -> openpyxl.Workbook:
    """Return the quota workbook drawn in docgen's template after `change`."""
    book = openpyxl.load_workbook(BytesIO(template()))
    change(book)
    buffer = BytesIO()
    book.save(buffer)
    ((_, data),) = render(quota_document(), buffer.getvalue())
    return openpyxl.load_workbook(BytesIO(data))


def test_the_template_in_the_repository_is_the_one_that_the_code_builds() -> None:
    assert read_parts(build_annex_template(load())) == read_parts(template())


def test_a_changed_cell_of_the_sample_changes_every_such_cell() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.worksheets[0]["A5"].font = Font(name="楷体_GB2312", sz=16)
        book.worksheets[0]["A5"].fill = PatternFill("solid", fgColor="FFD9E1F2")
        book.worksheets[0].row_dimensions[5].height = 60

    found = _restyled(change).worksheets[0]
    assert (found["D3"].font.name, found["D3"].font.sz) == ("楷体_GB2312", 16)
    assert found["D3"].fill.fgColor.rgb == "FFD9E1F2"
    assert found.row_dimensions[3].height == 60


def test_the_page_set_up_of_the_sample_is_used() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.worksheets[0].page_margins.left = 0.5
        book.worksheets[0].HeaderFooter = HeaderFooter(
            oddFooter=HeaderFooterItem(right=_HeaderFooterPart("第&P页"))
        )

    found = _restyled(change).worksheets[0]
    assert found.page_margins.left == 0.5
    assert found.HeaderFooter.oddFooter is not None
    assert found.HeaderFooter.oddFooter.right.text == "第&P页"


def test_other_sheets_and_texts_of_the_template_are_not_used() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.create_sheet("备忘")["A1"] = "内部"
        book.active = 1

    found = _restyled(change)
    assert found.sheetnames == ["示例镇2025年度“安康关爱行动”目标分配表"]
    assert [name for name in found.defined_names if not name.startswith("villages")] == []


def test_a_template_saved_by_a_chinese_excel_is_understood() -> None:
    parts = read_parts(template())
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(b'name="Normal"', 'name="常规"'.encode())
    ((_, data),) = render(quota_document(), write_parts(parts))
    assert openpyxl.load_workbook(BytesIO(data)).worksheets[0]["C3"].style == "表头"


def test_a_template_whose_styles_are_numbered_with_gaps_is_understood() -> None:
    parts = read_parts(template())
    styles = parts["xl/styles.xml"].decode()
    styles = re.sub(r'xfId="([1-9]\d*)"', lambda found: f'xfId="{int(found[1]) + 2}"', styles)
    unnamed = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    styles = re.sub(r'(<cellStyleXfs count="\d+">)(<xf .*?/>)', rf"\1\2{unnamed}{unnamed}", styles)
    ((_, data),) = render(quota_document(), write_parts({**parts, "xl/styles.xml": styles.encode()}))
    found = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    assert (found["C3"].style, found["C3"].font.name, found["A2"].style) == ("表头", "黑体", "附件标题")


def test_a_template_without_a_style_is_refused_by_the_name_of_the_style() -> None:
    def change(book: openpyxl.Workbook) -> None:
        for cell in book.worksheets[0][5]:
            cell.style = "表内文字"

    with pytest.raises(DocgenError, match="表头"):
        _restyled(change)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a workbook", Path(__file__).read_bytes()])
def test_a_file_that_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(DocgenError, match="cannot be opened"):
        render(quota_document(), data)


def test_a_word_file_is_refused_as_a_template() -> None:
    parts = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
    with pytest.raises(DocgenError, match="cannot be opened"):
        render(quota_document(), write_parts(parts))
