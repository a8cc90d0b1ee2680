"""An office restyles its template in its own program, and the next notice looks so, with no code touched."""

import io

import docx
import pytest
from docx.shared import Mm, Pt, RGBColor

from docgen.readers.docx import read
from docgen.renderers.pdf import convert as to_pdf
from docgen.renderers.word import render
from tests.office import convert
from tests.page import Page, pages
from tests.page_samples import measured_notice
from tests.word_samples import TEMPLATE, notice

_SECONDS = 180


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the template as a word processor saves it: other ids, other parts, its own order."""
    return convert(TEMPLATE, "docx", "docx", tmp_path_factory.mktemp("resaved"))


@pytest.fixture(scope="module")
def restyled(resaved: bytes) -> bytes:
    """Return that template after an office has changed styles and margins in it."""
    document = docx.Document(io.BytesIO(resaved))
    body, heading, mark = (document.styles[name] for name in ("公文正文", "一级标题", "发文机关标志"))
    body.font.size = Pt(15)
    body.paragraph_format.line_spacing = Pt(26)
    heading.paragraph_format.first_line_indent = Mm(0)
    mark.font.color.rgb = RGBColor(0xC0, 0, 0)
    document.sections[0].top_margin = Mm(30)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


@pytest.fixture(scope="module")
def printed(restyled: bytes) -> list[Page]:
    """Return the pages of the measured notice on the restyled template."""
    return pages(to_pdf([("notice.docx", render(measured_notice(), restyled))], _SECONDS)[0])


def test_a_template_saved_by_another_program_gives_the_same_notice(resaved: bytes) -> None:
    assert read(render(notice(), resaved)) == read(render(notice(), TEMPLATE))


def test_a_changed_size_and_pitch_are_on_the_page(printed: list[Page]) -> None:
    lines = printed[1].lines[:5]
    assert {round(line.size, 1) for line in lines} == {15.0}
    assert lines[1].baseline - lines[0].baseline == pytest.approx(26 / 72 * 25.4, abs=0.05)


def test_a_changed_indent_is_on_the_page(printed: list[Page]) -> None:
    heading = next(line for page in printed for line in page.lines if "总体要求" in line.text)
    assert heading.glyphs[0].x == pytest.approx(28, abs=0.2)


def test_a_changed_colour_is_on_the_page(printed: list[Page]) -> None:
    assert {glyph.colour for glyph in printed[0].line("人民政府文件").glyphs} == {"C00000"}


def test_a_changed_margin_is_on_the_page(printed: list[Page]) -> None:
    first = printed[1].lines[0]
    # A fifth of the line's height lies below its base line.
    assert first.baseline - 26 / 72 * 25.4 * 0.8 == pytest.approx(30, abs=0.2)
