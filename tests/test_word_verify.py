"""A Word file is refused exactly when its reader would read something else out of it."""

import re
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.diagnostics import DocgenError, Mistake
from docgen.document import Cell, Document, Paragraph, Role, Row, RowKind, Run, RunRole, Table, printed
from docgen.printed_rows import PlainCells
from docgen.readers import docx, transcript
from docgen.renderers.ooxml import read_parts, write_parts
from docgen.renderers.word import render
from docgen.verifier import verify
from tests.test_word_text import CELL_ROLES, DOCUMENTS, TEXT
from tests.word_samples import TEMPLATE, annex, cell, notice, paragraph, plan, table

MAIN = "word/document.xml"
CHANGES = {
    "a character": (r"(?<=>)[^<>]", "字"),
    "words lost": (r"<w:t [^<]*</w:t>", ""),
    "an empty text": (r"<w:t [^<]*</w:t>", "<w:t/>"),
    "a run twice": (r"<w:r>.*?</w:r>", r"\g<0>\g<0>"),
    "a run parted": (r"(<w:t [^<]*>[^<])([^<&]*</w:t>)", r'\1</w:t></w:r><w:r><w:t xml:space="preserve">\2'),
    "another look": (r'<w:rStyle w:val="[^"]*"/>', ""),
    "another style": (r'(?<=<w:pStyle w:val=")[^"]*(?=")', "GWBody"),
    "no style": (r'<w:pStyle w:val="[^"]*"/>', ""),
    "a paragraph lost": (r"<w:p>.*?</w:p>", ""),
    "a paragraph twice": (r"<w:p>.*?</w:p>", r"\g<0>\g<0>"),
    "a row lost": (r"<w:tr>.*?</w:tr>", ""),
    "no header": (r"<w:tblHeader/>", ""),
    "a wider cell": (r"<w:tcPr>", '<w:tcPr><w:gridSpan w:val="2"/>'),
    "a merged cell": (r"</w:tcPr>", "<w:vMerge/></w:tcPr>"),
    "a cell parted": (r'<w:vMerge(?: w:val="restart")?/>', ""),
    "a column less": (r'<w:gridCol w:w="[0-9]*"/>', ""),
    "a tab": (r"</w:t>", "</w:t><w:tab/>"),
    "a page break": (r"</w:t>", '</w:t><w:br w:type="page"/>'),
    "a field": (r"</w:r>", "</w:r><w:fldSimple><w:r><w:t>1</w:t></w:r></w:fldSimple>"),
    "a comment": (r"</w:t>", "<!-- 注 --></w:t>"),
    "a reference": (r"</w:t>", "&#x5b57;</w:t>"),
    "words outside of runs": (r"</w:r>", "</w:r><w:t>字</w:t>"),
    "a link": (r"<w:r>.*?</w:r>", r"<w:hyperlink>\g<0></w:hyperlink>"),
    "a bookmark": (r"</w:r>", '</w:r><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/>'),
}


def reads(data: bytes, document: Document) -> bool:
    """Return whether the reader finds in a file what `document` prints."""
    with suppress(Mistake):
        return [*map(printed, docx.read(data).flow())] == [*map(printed, document.flow())]
    return False


def verifies(data: bytes, document: Document) -> bool:
    try:
        verify("notice.docx", data, document)
    except DocgenError:
        return False
    return True


def changed(data: bytes, change: str, place: int) -> bytes:
    """Return a file with one of the places that a change fits changed."""
    pattern, new = CHANGES[change]
    parts = read_parts(data)
    text = parts[MAIN].decode()
    start = text.index("<w:body>")
    found = [each for each in re.finditer(pattern, text) if each.start() > start]
    if not found:
        return data
    one = found[place % len(found)]
    parts[MAIN] = (text[: one.start()] + one.expand(new) + text[one.end() :]).encode()
    return write_parts(parts)


@settings(max_examples=40, deadline=None)
@given(DOCUMENTS, st.sampled_from(sorted(CHANGES)), st.integers(0, 200))
def test_a_changed_file_passes_only_when_it_says_the_same(
    document: Document, change: str, place: int
) -> None:
    data = changed(render(document, TEMPLATE), change, place)
    assert verifies(data, document) is reads(data, document)


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_each_change_is_judged_as_the_reader_judges_it(change: str) -> None:
    rich = paragraph(Role.BODY, Run("一是明确职责。", RunRole.LEAD_1), "各县按期报送。")
    merged = Table(
        "t",
        ("a", "b"),
        (
            Row((cell("村", Role.CELL_HEAD), cell("数", Role.CELL_HEAD)), RowKind.HEADER),
            Row((cell("甲", rows=2), cell("1"))),
            Row((None, cell("2"))),
        ),
    )
    document = replace(notice(), body=(rich, merged), attachments=(annex(table(["村"], ["甲"])),))
    whole = render(document, TEMPLATE)
    for place in range(60):
        data = changed(whole, change, place)
        assert verifies(data, document) is reads(data, document), place


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, DOCUMENTS)
def test_the_file_of_another_notice_is_refused(document: Document, other: Document) -> None:
    data = render(document, TEMPLATE)
    assert verifies(data, document)
    assert verifies(data, other) is reads(data, other)


def test_a_usual_notice_takes_no_reader() -> None:
    document = replace(notice(), attachments=(annex(table(["村", "数"], ["甲", "1"])),))
    said = transcript.transcript(read_parts(render(document, TEMPLATE)))
    assert said is not None
    assert said == transcript.meant(document)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_row_known_by_its_texts_is_the_row_of_its_cells(data: st.DataObject) -> None:
    roles = data.draw(st.lists(st.sampled_from(CELL_ROLES), min_size=1, max_size=4).map(tuple))
    lines = data.draw(st.lists(st.tuples(*(TEXT | st.just("") for _ in roles)), min_size=1, max_size=5))
    kinds = data.draw(st.tuples(*(st.sampled_from((RowKind.DATA, RowKind.TOTAL)) for _ in lines)))

    def document(*, plain: bool) -> Document:
        rows = []
        for texts, kind in zip(lines, kinds, strict=True):
            pairs = zip(roles, texts, strict=True)
            cells = tuple(Cell((Paragraph(role, (Run(text),) if text else ()),)) for role, text in pairs)
            rows.append(Row(PlainCells(texts, roles, partial(tuple, cells)) if plain else cells, kind))
        return plan("正文", attachments=(annex(Table("t", ("",) * len(roles), tuple(rows))),))

    written = render(document(plain=True), TEMPLATE)
    assert written == render(document(plain=False), TEMPLATE)
    assert verifies(written, document(plain=True))
    assert document(plain=True) == document(plain=False)
