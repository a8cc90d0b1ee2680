"""What an office can do wrong with a template or a Word file, and what it is told."""

import re
from dataclasses import replace

import pytest

from docgen.diagnostics import DocgenError, Mistake
from docgen.document import Role
from docgen.readers.docx import read
from docgen.renderers.ooxml import read_parts, write_parts
from docgen.renderers.word import render
from tests.word_samples import TEMPLATE, notice, paragraph, plan, retouched

CANNOT = (
    "unclosed-tag",
    "full-width-tag",
    "faulty-tag",
    "unknown-tag",
    "unknown-statement",
    "forbidden-in-tag",
)


def mistake(template: bytes) -> Mistake:
    with pytest.raises(Mistake) as caught:
        render(notice(), template)
    return caught.value


@pytest.mark.parametrize("name", ["公文正文", "一级标题", "附件标题"])
def test_a_missing_style_is_named(name: str) -> None:
    template = retouched("word/styles.xml", f'w:name w:val="{name}"', 'w:name w:val="没有"')
    role = Role(name)
    with pytest.raises(Mistake) as caught:
        render(plan(paragraph(role, "正文")), template)
    assert caught.value.id == "missing-style"
    assert name in caught.value.message.zh
    assert caught.value.hint


def test_an_unknown_name_is_told_with_the_words_around_it() -> None:
    template = retouched("word/document.xml", "{{ number }}", "文号：{{ nummer }}")
    told = mistake(template)
    assert told.id == "unknown-tag"
    assert "nummer" in told.message.zh
    assert "文号：{{ nummer }}" in told.message.zh
    assert "{{ number }}" in told.message.zh


def test_every_unknown_name_is_told_at_once_also_in_parts_not_printed() -> None:
    template = retouched("word/document.xml", "{{ copy_to }}", "{{ copyto }}{{ other }}")
    with pytest.raises(Mistake) as caught:
        render(plan("正文"), template)
    assert "copyto" in caught.value.message.zh
    assert "other" in caught.value.message.zh


def test_an_unknown_name_in_a_footer_is_told() -> None:
    assert "page" in mistake(retouched("word/footer2.xml", "— ", "{{ page }}")).message.zh


@pytest.mark.parametrize(
    "tag", ["｛｛ number ｝｝", "{｛ number }}", "｛% if number %}", "{{ number ｝}", "{％ x %}"]
)
def test_full_width_braces_are_told_with_their_paragraph(tag: str) -> None:
    told = mistake(retouched("word/document.xml", "{{ number }}", f"文号 {tag}"))
    assert told.id == "full-width-tag"
    assert f"文号 {tag}" in told.message.zh


@pytest.mark.parametrize(
    "tag",
    [
        "{{ number",
        "{{ number｜upper }}",
        "{% if %}",
        "{{ number.text.x }}",
        "{{ 1/0 }}",
        "{{ number + 1 }}",
        "{{ ''.__class__.__mro__ }}",
        "{% include 'x' %}",
        "{{ number() }}",
    ],
)
def test_a_tag_that_cannot_be_filled_is_told(tag: str) -> None:
    told = mistake(retouched("word/document.xml", "{{ number }}", f"文号 {tag}"))
    assert told.id in CANNOT
    assert f"文号 {tag}" in told.message.zh


def test_a_tag_written_wrong_is_told_with_its_paragraph() -> None:
    assert (
        "文号 {{ number｜upper }}"
        in mistake(retouched("word/document.xml", "{{ number }}", "文号 {{ number｜upper }}")).message.zh
    )


@pytest.mark.parametrize("template", [b"", b"not a zip", write_parts({"a.xml": b"<a/>"})])
def test_a_template_that_is_no_word_file_is_told(template: bytes) -> None:
    with pytest.raises(DocgenError, match="no Word file"):
        render(plan("正文"), template)


def test_a_word_template_saved_as_dotx_is_told() -> None:
    template = retouched("[Content_Types].xml", "document.main+xml", "template.main+xml")
    with pytest.raises(DocgenError, match="no Word file"):
        render(plan("正文"), template)


def test_a_template_without_page_setup_is_told() -> None:
    parts = read_parts(TEMPLATE)
    bare = re.sub(rb"<w:sectPr>.*</w:sectPr>", b"", parts["word/document.xml"])
    with pytest.raises(DocgenError, match="paper"):
        render(plan("正文"), write_parts(parts | {"word/document.xml": bare}))


def test_a_style_without_role_is_told_with_its_words() -> None:
    data = retouched("word/document.xml", '"GWBody"', '"GWTag"', render(plan("请认真组织实施。"), TEMPLATE))
    with pytest.raises(Mistake) as caught:
        read(data)
    assert caught.value.id == "style-without-role"
    assert "请认真组织实施。" in caught.value.message.zh
    assert "模板指令" in caught.value.message.zh


@pytest.mark.parametrize(
    ("style", "other", "words"),
    [("GWTitle", "GWBody", "公文标题"), ("GWDate", "GWBody", "成文日期"), ("GWNumber", "GWBody", "发文字号")],
)
def test_a_part_in_the_wrong_place_is_told(style: str, other: str, words: str) -> None:
    document = replace(notice(), draft_note=None)
    data = retouched("word/document.xml", f'"{style}"', f'"{other}"', render(document, TEMPLATE))
    with pytest.raises(Mistake) as caught:
        read(data)
    assert caught.value.id == "out-of-place"
    assert words in caught.value.message.zh


def test_an_empty_word_file_lacks_its_title() -> None:
    parts = read_parts(TEMPLATE)
    bare = re.sub(rb"<w:body>.*</w:body>", b"<w:body/>", parts["word/document.xml"])
    with pytest.raises(Mistake) as caught:
        read(write_parts(parts | {"word/document.xml": bare}))
    assert "公文标题" in caught.value.message.zh


def test_a_table_in_a_cell_is_told() -> None:
    cell = "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
    nested = cell.format(cell.format("<w:p/>"))
    data = retouched("word/document.xml", "<w:sectPr>", f"{nested}<w:sectPr>", render(plan("正文"), TEMPLATE))
    with pytest.raises(Mistake) as caught:
        read(data)
    assert caught.value.id == "table-in-table"


@pytest.mark.parametrize(
    ("old", "typed", "right"),
    [("{{p body }}", "{{ body }}", "{{p body }}"), ("{{ number }}", "{{p number }}", "{{ number }}")],
)
def test_a_tag_of_the_wrong_kind_is_told_what_to_type(old: str, typed: str, right: str) -> None:
    told = mistake(retouched("word/document.xml", old, typed))
    assert told.id == "wrong-kind-of-tag"
    assert told.hint
    assert right in told.hint.zh


@pytest.mark.parametrize("words", ["正文：{{p body }}", "{%p if note %}{{ note }}{%p endif %}"])
def test_a_tag_that_would_swallow_its_neighbours_is_told(words: str) -> None:
    told = mistake(retouched("word/document.xml", "{{p body }}", words))
    assert f"“{words}”一段" in told.message.zh
    assert re.search("会丢失|只有一个会起作用", told.message.zh)
