"""Office packages: the same parts are the same bytes, whatever order and clock."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.renderers.deflating import chosen
from docgen.renderers.ooxml import Package, Packed, deflated, open_parts, read_parts, write_parts

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


@given(st.dictionaries(NAMES, st.binary(max_size=200), max_size=6))
def test_writes_what_the_standard_library_would_write(parts: dict[str, bytes]) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            archive.writestr(entry, parts[name], zipfile.ZIP_DEFLATED, 6)
    assert write_parts(parts) == buffer.getvalue()


def test_a_changed_part_takes_the_place_of_the_templates() -> None:
    parts = {"a.xml": b"<a/>", "b.xml": b"<b/>", "c.xml": b"<c/>"}
    package = Package({name: Packed.of(name, data) for name, data in parts.items()})
    package["b.xml"] = b"<other/>"
    del package["c.xml"]
    package["d.xml"] = b"<d/>"
    assert dict(package) == {"a.xml": b"<a/>", "b.xml": b"<other/>", "d.xml": b"<d/>"}
    assert package.packed() == write_parts(dict(package))


def test_reads_a_part_when_it_is_asked_for() -> None:
    parts = open_parts(write_parts({"a.xml": b"<a/>", "b.xml": b"<b/>"}))
    assert (list(parts), len(parts), parts["b.xml"]) == (["a.xml", "b.xml"], 2, b"<b/>")
    with pytest.raises(KeyError):
        _ = parts["c.xml"]


def test_isal_packs_the_same_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCGEN_FAST", "1")
    packed = Package({}).packed(chosen())
    assert read_parts(packed) == {}
    data = b"<a>" + b"x" * 10_000 + b"</a>"
    package = Package({})
    package["a.xml"] = data
    assert read_parts(package.packed(chosen())) == {"a.xml": data}
    monkeypatch.delenv("DOCGEN_FAST")
    assert chosen() is deflated
