"""The notice as Markdown: readable, and no word of it acts as markup."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from docgen.diagnostics import DocgenError
from docgen.document import Cell, Document, Paragraph, Role, Row, RowKind, Run, Table
from docgen.pipeline import composed
from docgen.project import Project
from docgen.readers.markdown import read
from docgen.renderers.markdown.page import flat_rows, render
from docgen.verifier import verify

ROOT = Path(__file__).parent.parent
TEXT = st.text(
    st.one_of(
        st.sampled_from("*_`[]()#+-.!|<>&~\\{}$=:/@1 \u3000\t\n'\""),
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]),
    ),
    max_size=25,
)


def notice(*blocks: Paragraph | Table) -> Document:
    return Document("名", Paragraph(Role.TITLE, (Run("标题"),)), blocks)


def cell(text: str, *, rows: int = 1, columns: int = 1) -> Cell:
    return Cell((Paragraph(Role.CELL_NUMBER, (Run(text),)),), rows=rows, columns=columns)


@pytest.mark.parametrize("year", [2018, 2024, 2025])
def test_says_what_the_document_says(year: int) -> None:
    (job,) = composed(Project(ROOT), [year])[1]
    verify("页.md", render(job.document), job.document)


@given(TEXT, TEXT)
def test_any_text_reads_back_as_typed(text: str, other: str) -> None:
    lines = (Paragraph(Role.BODY, (Run(text),)), Paragraph(Role.HEADING_1, (Run(other),)))
    table = Table("t", ("a", "b"), (Row((cell(text), cell(other))),))
    document = notice(*lines, table)
    verify("页.md", render(document), document)


def test_merged_cells_are_said_in_each_place() -> None:
    head = (
        Row((cell("村", rows=2), cell("目标", columns=2), None), RowKind.HEADER),
        Row((None, cell("人数"), cell("比例")), RowKind.HEADER),
    )
    table = Table("t", ("a", "b", "c"), (*head, Row((cell("甲", columns=2), None, cell("1")))))
    assert flat_rows(table) == (("村", "目标 / 人数", "目标 / 比例"), ("甲", "甲", "1"))
    assert (
        "| 村 | 目标 / 人数 | 目标 / 比例 |\n| ---: | --- | ---: |\n| 甲 | 甲 | 1 |"
        in render(notice(table)).decode()
    )


def test_headings_are_headings() -> None:
    text = render(notice(Paragraph(Role.HEADING_1, (Run("一、指导思想"),)))).decode()
    assert text == "# 标题\n\n## 一、指导思想\n"


@pytest.mark.parametrize("text", ["https://example.invalid/a", "www.example.invalid"])
def test_addresses_do_not_become_links(text: str) -> None:
    page = MarkdownIt("gfm-like", {"linkify": False}).render(
        render(notice(Paragraph(Role.BODY, (Run(text),)))).decode()
    )
    assert "<a" not in page


def test_a_changed_page_is_refused() -> None:
    document = notice(Paragraph(Role.BODY, (Run("467人"),)))
    with pytest.raises(DocgenError):
        verify("页.md", render(document).replace(b"467", b"468"), document)


def test_words_that_became_markup_are_refused() -> None:
    document = notice(Paragraph(Role.BODY, (Run("*甲*"),)))
    with pytest.raises(DocgenError):
        verify("页.md", render(document).replace(b"\\*", b"*"), document)
    assert read(render(document))[1].text == "*甲*"


@pytest.mark.parametrize(
    "text", ["24.26%", "-57.4%", "+5", "3.5万元", "完成（1）项]", "a_b", "R&D", "x > 5 < 6", "好！", "{甲}"]
)
def test_what_cannot_become_markup_is_left_as_it_is(text: str) -> None:
    table = Table("t", ("a",), (Row((cell(text),)),))
    page = render(notice(Paragraph(Role.BODY, (Run(text),)), table)).decode()
    assert f"\n{text}\n" in page
    assert f"| {text} |" in page


@pytest.mark.parametrize("text", ["1. 甲", "- 甲", "+ 甲", "---", "> 甲", "# 甲", "~~甲~~", "a|b"])
def test_what_would_become_markup_is_escaped(text: str) -> None:
    table = Table("t", ("a",), (Row((cell("头"),), RowKind.HEADER), Row((cell(text),))))
    document = notice(Paragraph(Role.BODY, (Run(text),)), table)
    page = MarkdownIt("gfm-like", {"linkify": False}).render(render(document).decode())
    assert f"<p>{text.replace('>', '&gt;')}</p>" in page
    verify("页.md", render(document), document)
