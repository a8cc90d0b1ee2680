"""花脸稿: accepting all revisions is the new notice, rejecting all the old one, and Word reads the file."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from python_redlines import DocxodusEngine

from docgen.comparer import Documents, Request, compare_editions, redline_of
from docgen.document import Block, Document, Figure, Paragraph, Role, Run, RunRole, printed
from docgen.project import Project
from docgen.readers.docx import read
from docgen.readers.plain_text import lines
from docgen.readers.revisions import accepted, rejected
from docgen.renderers.ooxml import read_parts
from docgen.renderers.word import render
from docgen.renderers.word.redline import Redline, merge_parts, redline
from docgen.renderers.word.stylesheet import W
from docgen.verifier import verify_redline
from tests.element_samples import SAMPLES, picture
from tests.office import convert, schema_errors
from tests.redline_samples import edited
from tests.word_samples import TEMPLATE, notice, paragraph, plan, table

DAY = date(2025, 2, 10)
DOCUMENT = "word/document.xml"
EMF = b"a drawing"
NOTICE = notice()
RENDERED = read_parts(render(NOTICE, TEMPLATE))


def blocks(document: Document) -> list[Block]:
    return [printed(block) for block in document.flow()]


def holds(old: Document, new: Document) -> Redline:
    """Return the redline after proof that it holds both notices."""
    return proved(redline(old, new, TEMPLATE, DAY), old, new)


def proved(made: Redline, old: Document, new: Document) -> Redline:
    assert blocks(read(accepted(made.data))) == blocks(new)
    assert blocks(read(rejected(made.data))) == blocks(old)
    return made


def body(data: bytes) -> Any:
    return etree.fromstring(read_parts(data)[DOCUMENT])


def revised(data: bytes, fate: str) -> list[str]:
    """Return the words of each run-level revision of one fate."""
    return [
        "".join(each.itertext()) for each in body(data).iter(f"{W}{fate}") if each.getparent().tag == f"{W}p"
    ]


@pytest.fixture(scope="module")
def years() -> tuple[Documents, Redline]:
    """The redline of the town's notice of 2025 against that of 2024."""
    project = Project(Path(__file__).parents[1])
    (documents,) = compare_editions(project, Request("2024", "2025")).documents
    return documents, redline_of(documents)


# -- accept and reject --------------------------------------------------------------------------------------


@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None, phases=[Phase.generate])
@given(st.data())
def test_200_random_edits_are_accepted_and_rejected_whole(data: st.DataObject) -> None:
    old, before = NOTICE, RENDERED
    for _ in range(5):
        new = edited(data, old)
        after = read_parts(render(new, TEMPLATE))
        proved(merge_parts(before, after), old, new)
        old, before = new, after


@pytest.mark.parametrize(("old", "new"), list(pairwise([*SAMPLES, *SAMPLES][: len(SAMPLES) + 1])))
def test_every_element_is_tracked_against_another(old: str, new: str) -> None:
    holds(SAMPLES[old], SAMPLES[new])
    holds(SAMPLES[new], SAMPLES[old])


def test_the_years_are_accepted_and_rejected_whole(years: tuple[Documents, Redline]) -> None:
    documents, made = years
    verify_redline(made.data, documents.old, documents.new)
    assert revised(made.data, "ins")
    assert blocks(read(accepted(made.data))) == blocks(documents.new)
    assert blocks(read(rejected(made.data))) == blocks(documents.old)


def test_an_independent_redline_is_resolved_to_the_same_words(years: tuple[Documents, Redline]) -> None:
    documents, _ = years
    old, new = (render(document, TEMPLATE) for document in (documents.old, documents.new))
    other, *_ = DocxodusEngine().run_redline("docgen", old, new)
    for resolve, meant in ((accepted, new), (rejected, old)):
        assert _words(resolve(other)) == _words(meant)


def _words(data: bytes) -> list[str]:
    return [line for line in lines(data) if line.strip()]


# -- what is tracked ----------------------------------------------------------------------------------------


def test_equal_notices_have_no_revision() -> None:
    made = holds(NOTICE, NOTICE)
    assert (made.revisions, made.untracked) == (0, ())


def test_a_word_is_replaced_inside_its_paragraph() -> None:
    made = holds(plan("各单位要广泛动员。"), plan("各单位要积极动员。"))
    assert (revised(made.data, "del"), revised(made.data, "ins")) == (["广泛"], ["积极"])


def test_a_row_that_came_is_marked_as_a_row() -> None:
    old = plan(table(("单位", "目标"), ("城关", "371"), ("白塘", "402")))
    new = plan(table(("单位", "目标"), ("城关", "371"), ("新民", "88"), ("白塘", "402")))
    made = holds(old, new)
    (row,) = [row for row in body(made.data).iter(f"{W}tr") if row.find(f"{W}trPr/{W}ins") is not None]
    assert "".join(row.itertext()) == "新民88"


def test_a_table_with_other_columns_is_replaced_whole() -> None:
    made = holds(
        plan(table(("单位", "目标"), ("城关", "371"))),
        plan(table(("单位", "目标", "备注"), ("城关", "371", ""))),
    )
    first, second = body(made.data).iter(f"{W}tbl")
    assert all(row.find(f"{W}trPr/{W}del") is not None for row in first.iter(f"{W}tr"))
    assert all(row.find(f"{W}trPr/{W}ins") is not None for row in second.iter(f"{W}tr"))


def test_a_paragraph_added_at_the_very_end_leaves_nothing_behind() -> None:
    old, new = plan("甲。"), plan("甲。", "另起一段，完全不同的话。")
    made = holds(old, new)
    assert len(list(body(rejected(made.data)).iter(f"{W}p"))) == len(
        list(body(render(old, TEMPLATE)).iter(f"{W}p"))
    )
    holds(new, old)


def test_another_style_is_a_revision_of_its_own() -> None:
    old, new = (plan(paragraph(role, "总体要求")) for role in (Role.HEADING_1, Role.HEADING_2))
    assert len(list(body(holds(old, new).data).iter(f"{W}pPrChange"))) == 1


def test_a_lead_that_loses_its_look_is_a_revision_of_its_own() -> None:
    lead = Paragraph(Role.BODY, (Run("明确职责。", RunRole.LEAD_2), Run("各单位负责。")))
    made = holds(plan(lead), plan(replace(lead, runs=(Run("明确职责。各单位负责。"),))))
    assert len(list(body(made.data).iter(f"{W}rPrChange"))) == 1


def test_revisions_have_numbers_of_their_own_an_author_and_the_day_of_the_notice() -> None:
    made = holds(NOTICE, SAMPLES["joint"])
    marks = [each for each in body(made.data).iter() if each.get(f"{W}author")]
    assert len({each.get(f"{W}id") for each in marks}) == len(marks) == made.revisions
    assert {(each.get(f"{W}author"), each.get(f"{W}date")) for each in marks} == {
        ("docgen", "2025-02-10T00:00:00Z")
    }


def test_a_redline_has_the_same_bytes_every_time() -> None:
    assert redline(NOTICE, SAMPLES["joint"], TEMPLATE) == redline(NOTICE, SAMPLES["joint"], TEMPLATE)


def test_a_seal_that_went_is_held_for_whoever_rejects_that() -> None:
    sealed = SAMPLES["sealed"]
    assert sealed.signature
    other = replace(sealed, signature=replace(sealed.signature, pictures=(picture(30, 30),)))
    bare = replace(sealed, signature=replace(sealed.signature, pictures=()))
    for old, new in (
        (sealed, other),
        (sealed, bare),
        (bare, other),
        (SAMPLES["joint sealed by hand"], sealed),
    ):
        made = holds(old, new)
        for resolve, document in ((accepted, new), (rejected, old)):
            signature = read(resolve(made.data)).signature
            assert signature
            assert document.signature
            assert signature.pictures == document.signature.pictures


def test_a_figure_is_inserted_deleted_and_replaced() -> None:
    first, second = (
        Figure(replace(picture(), data=data), words) for data, words in ((EMF, "一"), (EMF + b"!", "二"))
    )
    for old, new in (
        ((), (first,)),
        ((first,), ()),
        ((first,), (second,)),
        ((first, second), (second, first)),
    ):
        made = holds(plan("甲。", *old, "乙。"), plan("甲。", *new, "乙。"))
        drawn = [each.get("id") for each in body(made.data).iter() if each.tag.endswith("}docPr")]
        assert len(set(drawn)) == len(drawn)


# -- other programs -----------------------------------------------------------------------------------------


def test_the_open_xml_sdk_finds_no_fault(years: tuple[Documents, Redline], tmp_path: Path) -> None:
    made = [
        years[1].data,
        *(redline(NOTICE, SAMPLES[name], TEMPLATE, DAY).data for name in ("joint", "unbound annexes")),
    ]
    for data in made:
        assert schema_errors(data, "docx", tmp_path) == []


@settings(max_examples=12, suppress_health_check=list(HealthCheck), deadline=None, phases=[Phase.generate])
@given(st.data())
def test_the_open_xml_sdk_finds_no_fault_in_random_edits(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    old = edited(data, NOTICE)
    made = redline(old, edited(data, old), TEMPLATE)
    assert schema_errors(made.data, "docx", tmp_path_factory.mktemp("sdk")) == []


def test_libreoffice_counts_the_same_revisions(tmp_path: Path) -> None:
    body_ = (*NOTICE.body[:1], paragraph(Role.BODY, "各单位要各尽其责，按月报送。"), *NOTICE.body[2:])
    new = replace(NOTICE, body=body_, addressees=paragraph(Role.ADDRESSEES, "各乡（镇）人民政府："))
    for number, (old, document) in enumerate(((NOTICE, new), (new, replace(NOTICE, note=None)))):
        made = redline(old, document, TEMPLATE, DAY)
        folder = tmp_path / str(number)
        folder.mkdir()
        text = convert(made.data, "docx", "fodt", folder).decode()
        assert text.count("<text:changed-region ") == len(list(_regions(made.data)))


def test_libreoffice_shows_every_word_of_the_years_as_revised(
    years: tuple[Documents, Redline], tmp_path: Path
) -> None:
    data = years[1].data
    text = convert(data, "docx", "fodt", tmp_path).decode()
    for kind, fate in (("insertion", "ins"), ("deletion", "del")):
        shown = "".join(_shown(text, kind))
        assert sorted(shown) == sorted(_dense("".join(revised(data, fate))))


def _shown(text: str, kind: str) -> Iterator[str]:
    """Yield what LibreOffice holds between the ends of each revision of a kind."""
    for region in re.findall(r"<text:changed-region.*?</text:changed-region>", text, re.DOTALL):
        if f"<text:{kind}" in region:
            name = re.search(r'xml:id="(\w+)"', region)
            assert name
            first, last = (
                text.index(f'<text:change-{end} text:change-id="{name[1]}"') for end in ("start", "end")
            )
            yield _dense(re.sub(r"<[^>]*>", "", text[first:last]))


def _dense(text: str) -> str:
    return re.sub(r"\s", "", text.replace("&lt;", "<").replace("&amp;", "&"))


def _regions(data: bytes) -> Iterator[str]:
    """Yield the fate of each stretch of one fate: LibreOffice counts neighbours as one."""
    last = None
    for element in body(data).iter(f"{W}p"):
        before = element.getprevious()
        if element.getparent().tag == f"{W}tc" or (before is not None and before.tag == f"{W}tbl"):
            last = None
        mark = element.find(f"{W}pPr/{W}rPr")
        fates = [each.tag for each in element if each.tag in (f"{W}ins", f"{W}del", f"{W}r")]
        marks = [
            each.tag for each in (mark if mark is not None else ()) if each.tag in (f"{W}ins", f"{W}del")
        ]
        for fate in (*fates, *(marks or [f"{W}r"])):
            if fate not in (f"{W}r", last):
                yield fate
            last = fate
