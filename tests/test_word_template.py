"""The built Word template: fresh, valid, complete, and in the office's fonts."""

import io
import re
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn

from docgen.document import Role, RunRole
from docgen.profiles import load
from docgen.renderers.ooxml import read_parts
from docgen.renderers.word.template import build_notice_template
from tests.office import schema_errors
from tests.word_samples import TEMPLATE

STYLES = read_parts(TEMPLATE)["word/styles.xml"].decode()


def test_the_template_in_the_repository_is_what_the_profile_gives() -> None:
    # Another zlib may pack the same parts differently.
    fresh = read_parts(build_notice_template(load()))
    assert read_parts(TEMPLATE) == fresh, (
        "run: python -m docgen.renderers.word.template templates/notice.docx"
    )


def test_the_open_xml_sdk_finds_no_fault(tmp_path: Path) -> None:
    assert schema_errors(TEMPLATE, "docx", tmp_path) == []


def test_it_opens_in_python_docx_with_the_page_of_the_standard() -> None:
    (section,) = docx.Document(io.BytesIO(TEMPLATE)).sections
    lengths = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    millimetres = [round(length.mm) for length in lengths if length is not None]
    assert millimetres == [210, 297, 37, 35, 28, 26]


@pytest.mark.parametrize("role", [*Role, *RunRole])
def test_every_role_has_a_style_of_its_name(role: Role | RunRole) -> None:
    kind = WD_STYLE_TYPE.PARAGRAPH if isinstance(role, Role) else WD_STYLE_TYPE.CHARACTER
    assert docx.Document(io.BytesIO(TEMPLATE)).styles[role.value].type == kind


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("发文机关标志", "方正小标宋简体", 42),
        ("公文标题", "方正小标宋简体", 22),
        ("公文正文", "仿宋_GB2312", 16),
        ("一级标题", "黑体", 16),
        ("二级标题", "楷体_GB2312", 16),
        ("三级标题", "仿宋_GB2312", 16),
        ("附件序号", "黑体", 16),
        ("印发机关", "仿宋_GB2312", 14),
        ("公文页码", "宋体", 14),
    ],
)
def test_a_style_has_the_type_of_the_standard(style: str, font: str, points: int) -> None:
    look = docx.Document(io.BytesIO(TEMPLATE)).styles[style]
    assert look.font.size.pt == points
    assert look.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert not look.font.bold


def test_quotes_and_dashes_stay_in_the_chinese_font() -> None:
    fonts = [dict(re.findall(r'w:(\w+)="([^"]*)"', each)) for each in re.findall(r"<w:rFonts[^>]*/>", STYLES)]
    assert fonts
    for each in fonts:
        assert each["hAnsi"] == each["eastAsia"]
        assert each["hint"] == "eastAsia"
        assert not [name for name in each if name.endswith("Theme")]


def test_digits_are_times_except_in_page_numbers() -> None:
    latin = set(re.findall(r'w:ascii="([^"]*)"', STYLES))
    assert latin == {"Times New Roman", "宋体"}


def test_page_numbers_stand_outside_on_odd_and_even_pages() -> None:
    parts = read_parts(TEMPLATE)
    assert b"<w:evenAndOddHeaders/>" in parts["word/settings.xml"]
    (section,) = docx.Document(io.BytesIO(TEMPLATE)).sections
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.text, even.text) == ("— 1 —", "— 1 —")
    assert [each.style.name for each in (odd, even)] == ["公文页码", "公文页码（双页）"]
    assert [each.style.paragraph_format.alignment for each in (odd, even)] == [2, 0]


def test_the_frame_holds_no_formatting_of_its_own() -> None:
    document = read_parts(TEMPLATE)["word/document.xml"].decode()
    outside = re.findall(r"<w:(rPr|jc|ind|spacing|pBdr|b|sz|tblBorders)\b", document)
    assert outside == []


def test_it_names_no_person_and_no_day() -> None:
    properties = docx.Document(io.BytesIO(TEMPLATE)).core_properties
    assert (properties.author, properties.created, properties.modified) == ("", None, None)
