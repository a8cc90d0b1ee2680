"""Letters, joint marks and turned pages measured on paper, in millimetres."""

from dataclasses import replace

import pytest

from docgen.renderers.pdf import convert
from docgen.renderers.word import render
from tests.element_samples import SAMPLES, labelled_letter, letter, wide
from tests.office import require_page_fonts
from tests.page import Page, pages
from tests.word_samples import TEMPLATE, annex, notice

HALF = 0.5
_SECONDS = 120


@pytest.fixture(scope="module")
def printed() -> dict[str, list[Page]]:
    """The pages of each sample, all from one run of LibreOffice."""
    require_page_fonts()
    samples = {
        "letter": letter(),
        "labelled letter": labelled_letter(),
        "joint": SAMPLES["joint"],
        "labels": SAMPLES["labels"],
        "minutes": SAMPLES["minutes without a number"],
        "turned": replace(notice(), attachments=(annex(wide()),)),
    }
    files = [(f"{name}.docx", render(document, TEMPLATE)) for name, document in samples.items()]
    return dict(zip(samples, [pages(pdf) for pdf in convert(files, _SECONDS)], strict=True))


def red(page: Page) -> list[tuple[float, float, float, float]]:
    """Return left, right, top and bottom of each red rule, from the top."""
    rules = {(rule.box, rule.thickness) for rule in page.strokes if rule.colour == "FF0000"}
    edges = [(box.left, box.right, box.top - thick / 2, box.top + thick / 2) for box, thick in rules]
    return sorted(edges, key=lambda edge: edge[2])


def test_a_letter_has_a_double_rule_below_its_mark_and_one_above_the_edge(
    printed: dict[str, list[Page]],
) -> None:
    page = printed["letter"][0]
    thick, thin, lower_thin, lower_thick = red(page)
    mark = page.lines[0].ink
    assert mark.top == pytest.approx(30, abs=HALF)
    assert thick[2] - mark.bottom == pytest.approx(4, abs=HALF)
    assert thick[3] - thick[2] > thin[3] - thin[2]
    assert lower_thick[3] - lower_thick[2] > lower_thin[3] - lower_thin[2]
    assert 297 - lower_thick[3] == pytest.approx(20, abs=HALF)
    for left, right, *_ in (thick, thin, lower_thin, lower_thick):
        assert left == pytest.approx(20, abs=0.1)
        assert right == pytest.approx(190, abs=0.1)


@pytest.mark.parametrize("name", ["letter", "labelled letter"])
def test_the_number_of_a_letter_stands_right_below_the_double_rule(
    printed: dict[str, list[Page]], name: str
) -> None:
    page = printed[name][0]
    number = page.line("示政函")
    assert number.ink.top - red(page)[1][3] == pytest.approx(4.94, abs=HALF)
    assert number.ink.right == pytest.approx(184, abs=HALF + 0.1)


@pytest.mark.parametrize("name", ["labels", "joint", "minutes"])
def test_a_mark_stands_35_mm_below_the_type_area_whatever_is_above_it(
    printed: dict[str, list[Page]], name: str
) -> None:
    marks = [line for line in printed[name][0].lines if line.glyphs[0].colour == "FF0000"]
    assert marks[0].ink.top == pytest.approx(37 + 35, abs=HALF)


def test_the_end_of_joint_marks_stands_in_their_middle(printed: dict[str, list[Page]]) -> None:
    page = printed["joint"][0]
    marks = [page.line("示例县民政局").ink, page.line("保障局").ink]
    end = page.line("文件").ink
    assert (end.top + end.bottom) / 2 == pytest.approx((marks[0].top + marks[1].bottom) / 2, abs=2 * HALF)
    assert end.left > marks[1].right


def test_labels_stand_on_the_first_lines_flush_left(printed: dict[str, list[Page]]) -> None:
    lines = printed["labels"][0].lines[:3]
    assert [line.text for line in lines] == ["000001", "秘密★10年", "特急"]
    assert all(line.ink.left == pytest.approx(28, abs=HALF) for line in lines)
    assert lines[0].ink.top == pytest.approx(37 + 4, abs=1)


def test_the_number_of_a_turned_page_lies_where_upright_pages_have_it(printed: dict[str, list[Page]]) -> None:
    upright, turned = printed["turned"][0], printed["turned"][2]
    assert turned.width > turned.height
    dash = upright.lines[-1].glyphs[0]
    # Turned back, what is left of the type area lies below it, and what is lowest lies rightmost.
    dashes = [line.ink for line in turned.lines if line.text == "—"]
    assert len(dashes) == 2
    across = (dashes[0].left + dashes[0].right) / 2
    assert across == pytest.approx(297 - (dash.ink.top + dash.ink.bottom) / 2, abs=HALF)
    assert max(each.bottom for each in dashes) == pytest.approx(upright.lines[-1].ink.right, abs=HALF)
