"""Word and Excel files as PDF."""

import io
import os
import sys
import time
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest

from docgen.diagnostics import DocgenError
from docgen.renderers.pdf import convert


def word_file(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def excel_file(text: str) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["A1"] = text
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def stand_in(folder: Path, script: str) -> str:
    """Return a program that takes the place of soffice."""
    program = folder / "soffice"
    program.write_text(f"#!{sys.executable}\nimport os, pathlib, sys, time\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


def test_converts_word_and_excel_at_once_in_their_order() -> None:
    files = [("关于开展“关爱”的通知.docx", word_file("通知")), ("附件1.xlsx", excel_file("附件"))]
    notice, annex = convert([*files], 120)
    assert "通知" in text_of(notice)
    assert "附件" in text_of(annex)


def test_the_same_file_makes_the_same_bytes_in_any_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [("a.docx", word_file("通知"))]
    first = convert(files, 120)
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    monkeypatch.setenv("LC_ALL", "C")
    # LibreOffice writes the time in whole seconds.
    time.sleep(1.1)
    assert convert(files, 120) == first


def test_different_files_have_different_identities() -> None:
    one, other = convert([("a.docx", word_file("甲")), ("b.docx", word_file("乙"))], 120)
    assert one[one.rindex(b"/ID") :][:50] != other[other.rindex(b"/ID") :][:50]


def test_nothing_to_convert_needs_no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCGEN_SOFFICE", "/absent")
    assert convert([], 1) == ()


def test_an_absent_libreoffice_is_said_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOCGEN_SOFFICE", raising=False)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(DocgenError) as caught:
        convert([("a.docx", b"")], 1)
    assert caught.value.message.zh == "生成 PDF 要用 LibreOffice，但没有找到“soffice”"
    assert caught.value.hint
    assert "请安装 LibreOffice" in caught.value.hint.zh


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCGEN_SOFFICE", "/absent/soffice")
    with pytest.raises(DocgenError, match="/absent/soffice"):
        convert([("a.docx", b"")], 1)


def test_a_program_that_cannot_start_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_bytes(b"no program")
    program.chmod(0o755)
    monkeypatch.setenv("DOCGEN_SOFFICE", str(program))
    with pytest.raises(DocgenError, match="cannot start"):
        convert([("a.docx", b"")], 1)


def test_a_file_that_does_not_convert_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    convert_first_only = "pathlib.Path(sys.argv[-2]).with_suffix('.pdf').write_bytes(b'%PDF')"
    monkeypatch.setenv("DOCGEN_SOFFICE", stand_in(tmp_path, convert_first_only))
    with pytest.raises(DocgenError, match=r"附件1\.xlsx"):
        convert([("通知.docx", b""), ("附件1.xlsx", b"")], 10)


def test_one_that_hangs_is_ended_with_all_it_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = f"""
child = os.fork()
if child:
    pathlib.Path({str(tmp_path / "child")!r}).write_text(str(child))
time.sleep(60)"""
    monkeypatch.setenv("DOCGEN_SOFFICE", stand_in(tmp_path, script))
    started = time.monotonic()
    with pytest.raises(DocgenError, match="within 1 seconds"):
        convert([("a.docx", b"")], 1)
    assert time.monotonic() - started < 10
    child = int((tmp_path / "child").read_text())
    assert _ends(child)


def _ends(process: int) -> bool:
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{process}/stat").exists() and ") Z " in Path(f"/proc/{process}/stat").read_text():
            return True
        time.sleep(0.05)
    return False


def test_leaves_no_temporary_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    convert([("a.docx", word_file("通知"))], 120)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("docgen-")] == []
