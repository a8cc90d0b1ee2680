"""`docgen text` and git's diff drivers: any Word and Excel file as lines."""

import io
import os
import shutil
import subprocess
import zipfile
from contextlib import suppress
from datetime import date
from pathlib import Path

import click.testing
import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.cli import main
from docgen.diagnostics import DocgenError
from docgen.readers.plain_text import lines
from docgen.renderers.word import render
from docgen.renderers.word.redline import redline
from tests.word_samples import TEMPLATE, notice, plan, table

ROOT = Path(__file__).parents[1]


def word(*texts: str) -> bytes:
    """Return a Word file that docgen did not make."""
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    grid = document.add_table(2, 2)
    grid.cell(0, 0).text, grid.cell(0, 1).text = "单位", "目标"
    grid.cell(1, 0).text, grid.cell(1, 1).text = "和平村", "446"
    document.sections[0].footer.paragraphs[0].text = "内部资料"
    return saved(document)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    sheet.title = "目标"
    sheet["A1"], sheet["B1"], sheet["A2"], sheet["C3"] = "和平村", 446, date(2025, 3, 1), "=B1*2"
    return saved(book)


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def run(*arguments: str, folder: Path) -> click.testing.Result:
    return click.testing.CliRunner().invoke(main, ["--lang", "zh", "-C", str(folder), *arguments])


def test_a_strangers_word_file_is_paragraphs_and_tables() -> None:
    found = [line for line in lines(word("第一段", "第二段\t后")) if line]
    assert found == ["第一段", "第二段\t后", "| 单位 | 目标 |", "| 和平村 | 446 |", "[footer1]", "内部资料"]


def test_a_strangers_workbook_is_cells_with_their_addresses() -> None:
    assert list(lines(workbook())) == ["[目标]", "A1: 和平村", "B1: 446", "A2: 2025-03-01", "C3:   =B1*2"]


def test_a_notice_has_all_of_its_words() -> None:
    found = "\n".join(lines(render(notice(), TEMPLATE)))
    for words in ("明溪县人民政府文件", "（征求意见稿）", "| 城关 | 371 |", "抄送：市人民政府办公室"):
        assert words in found


def test_deleted_words_are_left_out() -> None:
    old, new = (
        plan("各单位要广泛动员。", table(("甲",), ("乙",), ("丙",))),
        plan("各单位要积极动员。", table(("甲",), ("丙",))),
    )
    found = "\n".join(lines(redline(old, new, TEMPLATE).data))
    assert "各单位要积极动员。" in found
    assert "广泛" not in found
    assert "| 乙 |" not in found


@pytest.mark.parametrize("data", [b"", b"not a zip", b"\xd0\xcf\x11\xe0" * 200, word("a")[:-30]])
def test_what_is_neither_is_refused(data: bytes) -> None:
    with pytest.raises(DocgenError):
        list(lines(data))


def test_a_zip_of_something_else_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w:document")
    with pytest.raises(DocgenError, match="damaged"):
        list(lines(buffer.getvalue()))


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 2000))
def test_no_damage_makes_a_traceback(noise: bytes, at: int) -> None:
    whole = workbook()
    with suppress(DocgenError):
        list(lines(whole[:at] + noise + whole[at + len(noise) :]))


def test_the_command_refuses_and_textconv_says_so_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "旧.docx").write_bytes(b"\xd0\xcf\x11\xe0")
    assert run("text", "旧.docx", folder=tmp_path).exit_code == 2
    found = run("text", "--textconv", "旧.docx", folder=tmp_path)
    assert found.exit_code == 0
    assert "SHA-256" in found.stdout


# -- git ----------------------------------------------------------------------------------------------------


@pytest.fixture
def office(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "content", tmp_path / "office" / "content")
    git(tmp_path / "office", "init", "--quiet")
    return tmp_path / "office"


def git(office: Path, *arguments: str) -> str:
    command = ["git", "-C", str(office), *arguments]
    # git starts docgen in the office's folder, where the tests' own search path leads nowhere.
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "DOCGEN_LANG": "zh"}
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=environment)
    return done.stdout


def test_git_diff_shows_the_words_of_both_kinds_of_file(office: Path) -> None:
    assert run("diff", "--install-git", folder=office).exit_code == 0
    (office / "来文.docx").write_bytes(word("要广泛动员"))
    (office / "报表.xlsx").write_bytes(workbook())
    git(office, "add", ".")
    (office / "来文.docx").write_bytes(word("要积极动员"))
    (office / "报表.xlsx").write_bytes(b"no longer a workbook")
    found = git(office, "diff")
    assert "-要广泛动员\n+要积极动员" in found
    assert "-B1: 446" in found
    assert "SHA-256" in found


def test_installing_twice_adds_nothing(office: Path) -> None:
    (office / ".gitattributes").write_text("*.png binary", encoding="utf-8")
    for _ in range(2):
        assert run("diff", "--install-git", folder=office).exit_code == 0
    expected = "*.png binary\n*.docx diff=docgen-docx\n*.xlsx diff=docgen-xlsx\n"
    assert (office / ".gitattributes").read_text(encoding="utf-8") == expected


def test_a_folder_without_git_is_told_so(office: Path) -> None:
    shutil.rmtree(office / ".git")
    found = run("diff", "--install-git", folder=office)
    assert found.exit_code == 2
    assert "git init" in found.stderr
    assert not (office / ".gitattributes").exists()
