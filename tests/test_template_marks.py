"""The marked copy of a template: a Word comment at each fault, and nothing else changed."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree

from docgen.renderers.ooxml import read_parts, write_parts
from docgen.renderers.word.frame import faults
from docgen.renderers.word.template_faults.fault import Fault
from docgen.renderers.word.template_marks import mark
from docgen.renderers.word.wordml import NAMESPACE
from tests.faulty_templates import PLANTS, TOGETHER, at_end, line, planted, run
from tests.office import convert, schema_errors

W = f"{{{NAMESPACE}}}"
ALL = planted(edit for plant in TOGETHER for edit in plant.edits)
Element = Any


def comments(template: bytes) -> dict[str, str]:
    """Return the words that each comment stands at, by its id."""
    body = parsed(read_parts(template)["word/document.xml"])
    found: dict[str, str] = {}
    open_ids: list[str] = []
    for element in body.iter():
        if element.tag == f"{W}commentRangeStart":
            open_ids.append(element.get(f"{W}id"))
            found[open_ids[-1]] = ""
        elif element.tag == f"{W}commentRangeEnd":
            open_ids.remove(element.get(f"{W}id"))
        elif element.tag == f"{W}t":
            found |= {id: found[id] + (element.text or "") for id in open_ids}
    assert not open_ids
    return found


def parsed(data: bytes) -> Element:
    return etree.fromstring(data)


def told(template: bytes) -> dict[str, tuple[str, str]]:
    """Return author and words of each comment, by its id."""
    root = parsed(read_parts(template)["word/comments.xml"])
    return {each.get(f"{W}id"): (each.get(f"{W}author"), "".join(each.itertext(f"{W}t"))) for each in root}


def test_a_marked_copy_has_a_comment_at_the_words_of_each_fault() -> None:
    found = faults(ALL)
    marked = mark(ALL, found)
    places, words = comments(marked), told(marked)
    new = [id for id, (author, _) in words.items() if author == "docgen"]
    assert len(new) == len(found)
    lines = [
        "".join(run.text or "" for run in each.iter(f"{W}t") if next(run.iterancestors(f"{W}p")) is each)
        for each in parsed(read_parts(ALL)["word/document.xml"]).iter(f"{W}p")
    ]
    for id, fault in zip(new, found, strict=True):
        assert words[id][1].startswith(fault.message.zh)
        assert fault.hint.en in words[id][1]
        if fault.place.part == "word/document.xml" and "文本框" not in fault.message.zh:
            whole = lines[fault.place.paragraph]
            assert places[id] == (whole[fault.place.start : fault.place.end] or whole)


def test_a_comment_stands_at_the_tag_alone_and_the_runs_keep_their_look() -> None:
    template = planted(
        at_end(line(run("文号：", "<w:b/>"), run("甲{{ num", "<w:i/>"), run("mer }}乙", "<w:u/>")))
    )
    found = [fault for fault in faults(template) if fault.id == "unknown-tag"]
    marked = mark(template, found)
    assert list(comments(marked).values()) == ["{{ nummer }}"]
    last = docx.Document(io.BytesIO(marked)).paragraphs[-1]
    looks = [(run.text, run.bold, run.italic) for run in last.runs if run.text]
    assert looks == [
        ("文号：", True, None),
        ("甲", None, True),
        ("{{ num", None, True),
        ("mer }}", None, None),
        ("乙", None, None),
    ]


def test_comments_of_others_stay_and_those_of_docgen_are_replaced() -> None:
    human = (
        f'<w:comments xmlns:w="{NAMESPACE}"><w:comment w:id="7" w:author="张三">'
        "<w:p><w:r><w:t>请核</w:t></w:r></w:p></w:comment></w:comments>"
    )
    anchor = (
        '<w:commentRangeStart w:id="7"/>{}<w:commentRangeEnd w:id="7"/>'
        '<w:r><w:commentReference w:id="7"/></w:r>'
    )
    template = planted(at_end(line(anchor.format(run("{{ nummer }}")))))
    template = write_parts(read_parts(template) | {"word/comments.xml": human.encode()})
    once = mark(template, faults(template))
    twice = mark(once, [fault for fault in faults(once) if fault.id == "unknown-tag"])
    for marked in (once, twice):
        assert told(marked)["7"] == ("张三", "请核")
        assert comments(marked)["7"] == "{{ nummer }}"
    assert [author for author, _ in told(twice).values()] == ["张三", "docgen"]
    assert len(comments(twice)) == 2


def test_a_marked_copy_has_the_faults_of_its_template() -> None:
    found = faults(ALL)
    again = [fault for fault in faults(mark(ALL, found)) if fault.id != "comment-in-template"]
    assert [(fault.message, fault.place) for fault in again] == [
        (fault.message, fault.place) for fault in found if fault.id != "comment-in-template"
    ]


def test_a_marked_copy_is_the_same_every_time_and_knows_no_date() -> None:
    found = faults(ALL)
    assert mark(ALL, found) == mark(ALL, found)
    assert b"w:date" not in read_parts(mark(ALL, found))["word/comments.xml"]


@pytest.fixture(scope="module")
def valid() -> tuple[bytes, tuple[Fault, ...]]:
    """A template whose faults are all in its words, so that the file itself is right."""
    words = [each for each in PLANTS if each.edits[0][2].startswith("<w:p>") and each.name != "comment"]
    typed = planted(edit for plant in words for edit in plant.edits)
    return typed, faults(typed)


def test_the_open_xml_sdk_finds_no_fault_in_a_marked_copy(
    valid: tuple[bytes, tuple[Fault, ...]], tmp_path: Path
) -> None:
    template, found = valid
    assert schema_errors(template, "docx", tmp_path) == []
    assert schema_errors(mark(template, found), "docx", tmp_path) == []


def test_libreoffice_opens_a_marked_copy_with_all_its_comments(
    valid: tuple[bytes, tuple[Fault, ...]], tmp_path: Path
) -> None:
    template, found = valid
    reopened = convert(mark(template, found), "docx", "docx", tmp_path)
    messages = [words for author, words in told(reopened).values() if author == "docgen"]
    assert len(messages) == len(found)
    for fault in found:
        assert any(words.startswith(fault.message.zh) for words in messages), fault
