"""A file that is no Word file, or a hostile one, ends in a refusal or in findings, never in a traceback."""

import io
import re
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.diagnostics import DocgenError
from docgen.inspector import inspect
from docgen.profiles import load
from docgen.renderers.ooxml import read_parts, write_parts
from tests.docx_faults.faults import GOOD
from tests.docx_faults.parts import ROOT, document, word_file
from tests.docx_faults.pieces import line, run

GOOD_FILE = GOOD["word"]()
PARTS = read_parts(GOOD_FILE)
XML_PARTS = sorted(name for name in PARTS if name.endswith(".xml"))


def changed(name: str, data: bytes) -> bytes:
    return write_parts(PARTS | {name: data})


def refusal(data: bytes) -> str:
    with pytest.raises(DocgenError) as raised:
        inspect(data, "a.docx", load())
    return raised.value.message.zh


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in PARTS.items():
            archive.writestr(name, data + b" " * (60_000_000 if name == "word/document.xml" else 0))
    return buffer.getvalue()


def locked() -> bytes:
    """Return the file with the mark that its first part has a password."""
    data = bytearray(GOOD_FILE)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(signature), bytes(data)):
            data[found.start() + flags] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "不是 Word 文件"),
        (b"hello", "不是 Word 文件"),
        (GOOD_FILE[: len(GOOD_FILE) // 2], "不是 Word 文件"),
        (locked(), "不是 Word 文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".doc 旧格式，或者加了密码"),
        (write_parts({"a.txt": b"a"}), "没有 Word 正文"),
        (changed("word/document.xml", b"<a/>"), "没有 Word 正文"),
        (changed("word/document.xml", PARTS["word/document.xml"][:-9]), "已经损坏"),
        (changed("word/styles.xml", b"<w:styles"), "已经损坏"),
        (changed("word/document.xml", b'<?xml version="1.0" encoding="none-such"?><a/>'), "已经损坏"),
        (bomb(), "大得不像公文"),
    ],
    ids=["empty", "text", "cut", "locked", "old", "zip", "other", "torn", "styles", "encoding", "bomb"],
)
def test_says_why_a_file_is_no_word_file(data: bytes, words: str) -> None:
    assert words in refusal(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_refuses_a_document_type_declaration(encoding: str) -> None:
    text = PARTS["word/document.xml"].decode().replace("UTF-8", encoding)
    text = text.replace("<w:document", '<!DOCTYPE a [<!ENTITY b "bb">]><w:document', 1)
    assert "DTD" in refusal(changed("word/document.xml", text.encode(encoding)))


@pytest.mark.parametrize("name", [name for name in PARTS if name != "word/document.xml"])
def test_does_without_any_part_but_the_text(name: str) -> None:
    inspect(write_parts({part: data for part, data in PARTS.items() if part != name}), "a.docx", load())


def test_reads_a_part_of_another_name_by_its_relation() -> None:
    moved = {name.replace("document.xml", "document2.xml"): data for name, data in PARTS.items()}
    moved["_rels/.rels"] = moved["_rels/.rels"].replace(b"word/document.xml", b"/word/document2.xml")
    assert inspect(write_parts(moved), "a.docx", load()) == ()


def test_reads_the_strict_form_of_the_format() -> None:
    strict = PARTS["word/document.xml"].replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert inspect(changed("word/document.xml", strict), "a.docx", load()) == ()


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
    ],
)
def test_reads_what_is_nested_without_end(opening: str, closing: str) -> None:
    body = document(opening * 3000 + "<w:p/>" + closing * 3000)
    assert inspect(changed("word/document.xml", body.encode()), "a.docx", load())


@pytest.mark.parametrize("words", ["抄送" + " " * 50_000 + "2025年" + " " * 50_000 + "a", "（" * 200_000])
def test_reads_lines_without_end_in_time(words: str) -> None:
    inspect(word_file(line(run(words)) * 3), "a.docx", load())


@pytest.mark.parametrize("value", ["", "-5", "0", "abc", "1e999999999", "9" * 9000, "１２"])
def test_takes_any_value_for_a_length(value: str) -> None:
    text = re.sub(
        rb'(w:(?:line|sz w:val|w|h|top|firstLine)=)"\d+"',
        rb'\1"%b"' % value.encode(),
        PARTS["word/document.xml"],
    )
    inspect(changed("word/document.xml", text), "a.docx", load())


def test_styles_that_build_on_each_other_end() -> None:
    ring = "".join(
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:basedOn w:val="{other}"/></w:style>'
        for id, other in (("x", "y"), ("y", "x"))
    )
    styles = f"<w:styles {ROOT}>{ring}</w:styles>"
    body = '<w:p><w:pPr><w:pStyle w:val="x"/></w:pPr></w:p>'
    assert inspect(word_file(body, changed={"word/styles.xml": styles}), "a.docx", load())


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(XML_PARTS), st.integers(0, 10_000), st.sampled_from(["", "-1", "99999999", "x", "一"]))
def test_any_attribute_may_hold_anything(name: str, place: int, value: str) -> None:
    text = PARTS[name].decode()
    values = list(re.finditer(r'"[^"<]*"', text))
    found = values[place % len(values)]
    data = f'{text[: found.start()]}"{value}"{text[found.end() :]}'
    with suppress(DocgenError):
        inspect(changed(name, data.encode()), "a.docx", load())


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD_FILE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_any_byte_may_be_wrong(bytes_: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD_FILE)
    for place, byte in bytes_:
        data[place] = byte
    with suppress(DocgenError):
        inspect(bytes(data), "a.docx", load())
