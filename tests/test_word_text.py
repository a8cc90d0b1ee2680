"""What is written in Word is what was meant, character by character."""

import dataclasses
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.diagnostics import DocgenError
from docgen.document import (
    Attachment,
    Block,
    Cell,
    Document,
    Head,
    Imprint,
    Paragraph,
    Role,
    Row,
    RowKind,
    Run,
    RunRole,
    Signature,
    Table,
    printed,
)
from docgen.readers.docx import leftover_tags, read
from docgen.renderers.ooxml import read_parts
from docgen.renderers.word import render
from tests.word_samples import TEMPLATE, annex, cell, notice, paragraph, plan, retouched

EXTREMES = [
    "<&>\"'",
    "<w:p><w:r/></w:p>&lt;&#123;",
    "{{ year }}",
    "{{p body }}{%p if x %}{# 注 #}",
    "{_{ }_} {_% %_}",
    "｛｛ 年度 ｝｝｛% if %｝",
    "}}{{",
    "  两端有空格  ",
    "　全角空格　",
    "甲\t乙\n\n丙\t",
    "😀👨‍👩‍👧 𠮷𡈽𪚥 髙愛",
    "e\u0301 \u00a0\u200b\ufeff\u2028",
    "“双引号”‘单引号’——破折号……",
]


def meant(part: Any) -> Any:
    """Return a document, or a part of one, as paper shows it."""
    if isinstance(part, Paragraph | Table):
        return printed(part)
    if isinstance(part, tuple):
        return tuple(map(meant, part))
    if dataclasses.is_dataclass(part) and not isinstance(part, type):
        fields = {field.name: meant(getattr(part, field.name)) for field in dataclasses.fields(part)}
        return dataclasses.replace(part, **fields)
    return part


@pytest.mark.parametrize("text", EXTREMES)
def test_no_character_changes_in_a_paragraph(text: str) -> None:
    document = plan(text)
    assert read(render(document, TEMPLATE)).body == document.body


@pytest.mark.parametrize("text", EXTREMES)
def test_no_character_changes_in_the_frame(text: str) -> None:
    whole = notice()
    assert whole.head
    document = replace(
        whole,
        title=paragraph(Role.TITLE, text),
        head=Head(whole.head.mark, paragraph(Role.NUMBER, text)),
        imprint=Imprint(paragraph(Role.COPY_TO, text), paragraph(Role.PRINTED_BY, text)),
    )
    assert read(render(document, TEMPLATE)) == meant(document)


@pytest.mark.parametrize("text", EXTREMES)
def test_braces_of_the_text_are_no_leftover_tags(text: str) -> None:
    document = replace(plan(text), addressees=paragraph(Role.ADDRESSEES, text))
    assert leftover_tags(read_parts(render(document, TEMPLATE)), document) == []


def test_a_paragraph_of_a_megabyte_passes() -> None:
    document = plan("{字}" * 350_000)
    assert read(render(document, TEMPLATE)).body == document.body


@pytest.mark.parametrize("text", ["\x00", "\x07", "\x0c", "\r", "\x1f", "\ufffe", "\ud800"])
def test_a_character_that_word_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(DocgenError, match=f"U\\+{ord(text):04X}"):
        render(plan(f"甲{text}"), TEMPLATE)


def test_the_same_document_is_the_same_bytes() -> None:
    assert render(notice(), TEMPLATE) == render(notice(), TEMPLATE)


def test_every_part_of_a_notice_comes_back() -> None:
    assert read(render(notice(), TEMPLATE)) == meant(notice())


def test_a_leftover_tag_is_seen_across_runs_and_in_the_footer() -> None:
    split = "{{ 年</w:t></w:r><w:r><w:t>度 ｝}"
    data = retouched("word/footer1.xml", "— ", split, render(plan("正文"), TEMPLATE))
    assert leftover_tags(read_parts(data), plan("正文")) == ["{{ 年度 ｝}1 —"]


def test_a_leftover_tag_is_seen_in_a_text_that_also_holds_braces() -> None:
    document = plan("{{ 甲 }}")
    data = retouched("word/document.xml", "工作方案", "{{ title }}", render(document, TEMPLATE))
    assert leftover_tags(read_parts(data), document) == ["{{ title }}"]


CHARACTERS = st.one_of(
    st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"),
    st.sampled_from("\n\t{}%#_ ｛｝<&>"),
)
TEXT = st.one_of(st.text(CHARACTERS, min_size=1, max_size=12), st.sampled_from(EXTREMES))


def said(*roles: Role) -> st.SearchStrategy[Paragraph]:
    return st.builds(paragraph, st.sampled_from(roles), TEXT)


def rich(*roles: Role) -> st.SearchStrategy[Paragraph]:
    run = st.builds(Run, TEXT | st.just(""), st.sampled_from([None, *RunRole]))
    return st.builds(Paragraph, st.sampled_from(roles), st.lists(run, max_size=3).map(tuple))


CELL_ROLES = (Role.CELL_HEAD, Role.CELL_TEXT, Role.CELL_CENTER, Role.CELL_NUMBER)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    height, width = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    grid: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    free = {(row, column) for row in range(height) for column in range(width)}
    for row in range(height):
        for column in range(width):
            if (row, column) in free:
                rows, columns = draw(st.integers(1, 2)), draw(st.integers(1, 2))
                area = {(row + down, column + right) for down in range(rows) for right in range(columns)}
                if not area <= free:
                    rows, columns, area = 1, 1, {(row, column)}
                free -= area
                lines = tuple(draw(st.lists(rich(*CELL_ROLES), min_size=1, max_size=2)))
                grid[row][column] = Cell(lines, rows=rows, columns=columns)
    header = draw(st.integers(0, height))
    kinds = [RowKind.HEADER] * header + [
        draw(st.sampled_from((RowKind.DATA, RowKind.TOTAL))) for _ in grid[header:]
    ]
    rows_of = (Row(tuple(cells), kind) for cells, kind in zip(grid, kinds, strict=True))
    return Table("t", ("",) * width, tuple(rows_of))


FLOWING = (Role.BODY, Role.HEADING_1, Role.HEADING_4, Role.ANNEX_NOTE, Role.CAPTION, Role.UNIT_LINE)
BLOCKS: st.SearchStrategy[tuple[Block, ...]] = st.lists(
    rich(*FLOWING) | tables(), min_size=1, max_size=4
).map(tuple)
ATTACHMENTS = st.one_of(
    st.builds(Attachment, st.none(), st.none() | rich(Role.TEXT_TITLE, Role.ANNEX_TITLE), BLOCKS),
    st.builds(Attachment, rich(Role.ANNEX_MARK), st.none() | rich(Role.ANNEX_TITLE), BLOCKS),
)
DOCUMENTS = st.builds(
    Document,
    name=st.just(""),
    title=rich(Role.TITLE),
    body=BLOCKS,
    head=st.none() | st.builds(Head, rich(Role.MARK), said(Role.NUMBER)),
    draft_note=st.none() | said(Role.DRAFT_NOTE),
    addressees=st.none() | said(Role.ADDRESSEES),
    signature=st.none()
    | st.builds(Signature, st.lists(rich(Role.ISSUER), max_size=2).map(tuple), rich(Role.DATE)),
    note=st.none() | said(Role.NOTE),
    attachments=st.lists(ATTACHMENTS, max_size=3).map(tuple),
    imprint=st.none() | st.builds(Imprint, st.none() | said(Role.COPY_TO), said(Role.PRINTED_BY)),
)


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS)
def test_every_document_comes_back_from_word(document: Document) -> None:
    data = render(document, TEMPLATE)
    assert meant(read(data)) == meant(document)
    assert leftover_tags(read_parts(data), document) == []


def test_merged_cells_come_back_with_the_places_they_cover() -> None:
    merged = Table(
        "t",
        ("a", "b", "c"),
        (
            Row((cell("责任", rows=2, columns=2), None, cell("标准"))),
            Row((None, None, cell("1万元"))),
            Row((cell("合计", columns=3), None, None), RowKind.TOTAL),
        ),
    )
    document = plan("正文", attachments=(annex(merged),))
    assert read(render(document, TEMPLATE)) == meant(document)
