"""Office packages: the same parts are the same bytes, whatever order and clock."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.renderers.ooxml import read_parts, write_parts

NAMES = st.from_regex(r"[a-z]{1,8}(/[a-z\u4e00-\u4e10]{1,8}){0,2}\.(xml|rels|png)", fullmatch=True)


@given(st.dictionaries(NAMES, st.binary(max_size=200), max_size=6))
def test_reads_what_it_wrote(parts: dict[str, bytes]) -> None:
    assert read_parts(write_parts(parts)) == parts


@given(st.dictionaries(NAMES, st.binary(max_size=50), max_size=6))
def test_writes_the_same_bytes_in_any_order(parts: dict[str, bytes]) -> None:
    assert write_parts(parts) == write_parts(dict(reversed(parts.items())))


def test_puts_the_content_types_first() -> None:
    parts = {"docProps/app.xml": b"", "_rels/.rels": b"", "[Content_Types].xml": b"", "word/a.xml": b""}
    with zipfile.ZipFile(io.BytesIO(write_parts(parts))) as archive:
        names = archive.namelist()
    assert names == ["[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "word/a.xml"]


def test_carries_neither_clock_nor_extras() -> None:
    with zipfile.ZipFile(io.BytesIO(write_parts({"word/a.xml": b"<a/>"}))) as archive:
        (entry,) = archive.infolist()
    assert entry.date_time == (1980, 1, 1, 0, 0, 0)
    assert entry.extra == b""
    assert entry.compress_type == zipfile.ZIP_DEFLATED


def test_leaves_folders_out() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.mkdir("word")
        archive.writestr("word/a.xml", "<a/>")
    assert read_parts(buffer.getvalue()) == {"word/a.xml": b"<a/>"}


def test_refuses_what_is_no_package() -> None:
    with pytest.raises(zipfile.BadZipFile):
        read_parts(b"not a zip")
