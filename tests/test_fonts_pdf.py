"""Free fonts in place of licensed ones, for LibreOffice alone; these tests need fontconfig."""

import os
import re
import shutil
import sys
from pathlib import Path

import click.testing
import pytest

from docgen.cli import main
from docgen.diagnostics import DocgenError
from docgen.fonts import fontconfig
from docgen.renderers.ooxml import write_parts
from docgen.renderers.pdf import convert
from docgen.renderers.pdf_losses import losses
from docgen.renderers.word import render
from tests.font_files import font
from tests.word_samples import TEMPLATE, notice, plan

pytestmark = pytest.mark.skipif(shutil.which("fc-match") is None, reason="needs fontconfig")


@pytest.fixture
def free_fonts() -> None:
    """The fonts that `.ci/run` fetches."""
    missing = [family for family in ("FandolFang", "HanaMinA") if family not in fontconfig.at_hand()]
    if missing:
        reason = f"needs the fonts {' and '.join(missing)}: set DOCGEN_FONTS to their folder"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer whose only fonts are those in the folder returned."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    (tmp_path / "bare.conf").write_text(
        f"<fontconfig><dir>{folder}</dir><cachedir>{tmp_path / 'cache'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "bare.conf"))
    monkeypatch.setenv("DOCGEN_FONTS", str(folder))
    return folder


def test_a_font_that_is_here_is_not_replaced(bare: Path) -> None:
    (bare / "x.ttf").write_bytes(font("仿宋_GB2312"))
    assert [each.family for each in fontconfig.replaced(["仿宋_GB2312", "楷体_GB2312"])] == ["楷体_GB2312"]


def test_the_font_that_the_profile_names_next_comes_before_a_free_one(bare: Path, tmp_path: Path) -> None:
    (bare / "x.ttf").write_bytes(font("仿宋"))
    (bare / "y.ttf").write_bytes(font("FandolFang"))
    config = Path(fontconfig.environment(tmp_path)["FONTCONFIG_FILE"]).read_text(encoding="utf-8")
    assert "<string>仿宋_GB2312</string></test>" in config
    assert "<string>仿宋</string></edit>" in config
    assert "FandolFang" not in config


def test_characters_that_no_font_has_are_named_once(bare: Path) -> None:
    assert fontconfig.unprintable("镕甲\n镕 \u200d") == "甲镕"


def test_a_folder_that_is_absent_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DOCGEN_FONTS", "/absent")
    with pytest.raises(DocgenError, match="DOCGEN_FONTS names no folder: /absent"):
        fontconfig.environment(tmp_path)


@pytest.mark.usefixtures("free_fonts")
@pytest.mark.parametrize(
    ("family", "free"),
    [
        ("仿宋_GB2312", "FandolFang"),
        ("楷体", "FandolKai"),
        ("黑体", "FandolHei"),
        ("方正小标宋_GBK", "FandolSong"),
        ("宋体", "FandolSong"),
    ],
)
def test_a_licensed_font_becomes_a_free_one_of_the_same_widths(family: str, free: str) -> None:
    if family in fontconfig.at_hand():
        pytest.skip(f"{family} is here")
    assert fontconfig.replaced([family]) == (fontconfig.Replaced(family, free, alike=True),)


@pytest.mark.usefixtures("free_fonts")
def test_a_pdf_is_set_in_the_free_fonts_and_the_build_says_so() -> None:
    file = render(notice(), TEMPLATE)
    told = "".join(loss.zh for loss in losses([file]))
    fonts = fonts_of(convert([("通知.docx", file)], 120)[0])
    for family, free in {
        "仿宋_GB2312": "FandolFang",
        "楷体_GB2312": "FandolKai",
        "黑体": "FandolHei",
    }.items():
        if family not in fontconfig.at_hand():
            assert f"{free}-Regular" in fonts
            assert f"{family}（{free}）" in told


@pytest.mark.usefixtures("free_fonts")
def test_a_rare_character_is_printed_in_a_font_that_has_it() -> None:
    file = render(plan("王镕、㐂、璥、舲"), TEMPLATE)
    if "仿宋" in fontconfig.at_hand():
        pytest.skip("仿宋 is here")
    assert "HanaMinA" in fonts_of(convert([("通知.docx", file)], 120)[0])
    assert not [loss for loss in losses([file]) if "方框" in loss.zh]


def fonts_of(pdf: bytes) -> set[str]:
    return {name.partition(b"+")[2].decode() for name in re.findall(rb"/BaseFont/([^/\s]+)", pdf)}


def test_characters_that_print_as_boxes_are_told(bare: Path) -> None:
    told = [loss.zh for loss in losses([word_file("镕𠮷")])]
    assert "本机的字体里没有这些字，PDF 里是方框：镕、𠮷" in told


def word_file(text: str) -> bytes:
    return write_parts({"word/document.xml": f"<w:t>{text}</w:t>".encode()})


def test_many_missing_characters_are_counted(bare: Path) -> None:
    (told,) = [loss for loss in losses([render(notice(), TEMPLATE)]) if "方框" in loss.zh]
    assert re.search(r"等 \d+ 个$", told.zh)
    assert re.search(r"and \d+ more$", told.en)


@pytest.mark.parametrize("format", ["full", "json"])
def test_a_build_warns_beside_its_report(
    format: str, bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCGEN_SOFFICE", stand_in(tmp_path))
    run, office = click.testing.CliRunner().invoke, str(tmp_path / "office")
    run(main, ["init", office])
    result = run(main, ["--lang", "zh", "-C", office, "build", "2025", "--pdf", "--format", format])
    assert result.exit_code == 0
    assert result.stderr.startswith("警告：本机没有这些字体，PDF 里换成了别的")
    assert "本机没有这些字体" not in result.stdout


def stand_in(folder: Path) -> str:
    """Return a program that takes the place of soffice."""
    program = folder / "soffice"
    make = "pathlib.Path(sys.argv[-1]).with_suffix('.pdf').write_bytes(b'%PDF')"
    program.write_text(f"#!{sys.executable}\nimport pathlib, sys\n{make}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)
