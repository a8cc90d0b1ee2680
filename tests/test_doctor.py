"""`docgen doctor`: what this computer and this folder lack."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click.testing
import pytest

from docgen import __version__
from docgen.cli import main
from tests.font_files import font
from tests.word_samples import retouched

Doctor = Callable[..., click.testing.Result]


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offices") / "office"
    assert click.testing.CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
    return folder


@pytest.fixture
def office(pristine: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pristine, tmp_path / "office"))


@pytest.fixture
def doctor(office: Path) -> Doctor:
    def run(*arguments: str, lang: str = "zh", folder: Path = office) -> click.testing.Result:
        return click.testing.CliRunner().invoke(
            main, ["--lang", lang, "-C", str(folder), "doctor", *arguments]
        )

    return run


def found(result: click.testing.Result, id: str) -> list[dict[str, Any]]:
    return [each for each in json.loads(result.stdout) if each["id"] == id]


def test_a_fresh_office_can_build(doctor: Doctor) -> None:
    result = doctor()
    assert result.exit_code == 0
    assert result.stdout.endswith("可以生成\n")
    assert f"docgen {__version__}, Python 3." in result.stdout


def test_speaks_english_where_asked(doctor: Doctor) -> None:
    assert doctor(lang="en").stdout.endswith("a build can run\n")


def test_json_has_both_languages_and_a_status_each(doctor: Doctor) -> None:
    for each in json.loads(doctor("--format", "json").stdout):
        assert each["status"] in ("ok", "warning", "error")
        assert each["message"]["zh"]
        assert each["message"]["en"]
        assert each["hint"] is None or (each["hint"]["zh"] and each["hint"]["en"])


def test_outside_of_a_project_it_says_so_and_fails(doctor: Doctor, tmp_path: Path) -> None:
    result = doctor(folder=tmp_path)
    assert result.exit_code == 1
    assert "都没有 content 文件夹\n      怎么办：" in result.stdout
    assert result.stdout.endswith("还不能生成，请先解决上面的错误\n")


def test_every_font_of_the_profile_is_told(doctor: Doctor) -> None:
    told = "".join(each["message"]["zh"] for each in found(doctor("--format", "json"), "font"))
    for name in ("仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体", "Times New Roman"):
        assert f"字体 {name}：" in told


@pytest.mark.skipif(shutil.which("fc-match") is None, reason="needs fontconfig")
def test_a_font_in_the_folder_of_docgen_fonts_is_here(
    doctor: Doctor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "x.ttf").write_bytes(font("仿宋_GB2312"))
    monkeypatch.setenv("DOCGEN_FONTS", str(tmp_path / "fonts"))
    assert "正常  字体 仿宋_GB2312：有\n" in doctor().stdout


@pytest.mark.skipif(shutil.which("fc-match") is None, reason="needs fontconfig")
def test_a_wrong_folder_of_fonts_is_told_and_word_can_still_be_built(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCGEN_FONTS", "/absent")
    result = doctor()
    assert "警告  环境变量 DOCGEN_FONTS 指的文件夹“/absent”不存在" in result.stdout
    assert result.exit_code == 0


def test_without_libreoffice_word_and_excel_can_still_be_built(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCGEN_SOFFICE", "/absent/soffice")
    result = doctor()
    assert "警告  生成 PDF 要用 LibreOffice，但没有找到“/absent/soffice”" in result.stdout
    assert result.exit_code == 0


def test_a_libreoffice_that_does_not_answer_is_told(
    doctor: Doctor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("DOCGEN_SOFFICE", str(program))
    assert "说不出自己的版本" in doctor().stdout


def test_styles_that_the_word_template_lacks_are_named(doctor: Doctor, office: Path) -> None:
    changed = retouched("word/styles.xml", 'w:val="公文正文"', 'w:val="正文样式"')
    (office / "templates" / "notice.docx").write_bytes(changed)
    result = doctor()
    assert result.exit_code == 1
    assert "错误  模板 notice.docx 里没有样式：公文正文\n" in result.stdout


@pytest.mark.parametrize("name", ["notice.docx", "annex.xlsx"])
def test_a_damaged_template_is_told(doctor: Doctor, office: Path, name: str) -> None:
    (office / "templates" / name).write_bytes(b"no template")
    (template,) = [
        each for each in found(doctor("--format", "json"), "template") if each["status"] == "error"
    ]
    assert template["hint"]["zh"]


def test_an_office_without_templates_has_the_packaged_ones(doctor: Doctor, office: Path) -> None:
    shutil.rmtree(office / "templates")
    result = doctor()
    assert result.exit_code == 0
    assert result.stdout.count("docgen 自带的）：样式齐全") == 2


def test_an_old_schema_is_told_with_the_command_that_renews_it(doctor: Doctor, office: Path) -> None:
    (office / "schema" / "roster.schema.json").write_text("{}", encoding="utf-8")
    (schema,) = found(doctor("--format", "json"), "schema")
    assert schema["status"] == "warning"
    assert "roster.schema.json" in schema["message"]["zh"]
    assert "docgen schema" in schema["hint"]["zh"]


def test_a_file_that_names_a_schema_which_is_not_there_is_told(doctor: Doctor, office: Path) -> None:
    file = office / "content" / "2025" / "ankang-care.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("program.schema.json", "programme.schema.json", 1), encoding="utf-8")
    (editor,) = found(doctor("--format", "json"), "editor")
    assert editor["status"] == "warning"
    assert "content/2025/ankang-care.yaml" in editor["message"]["zh"]


def test_nothing_is_written(doctor: Doctor, office: Path) -> None:
    before = sorted(office.rglob("*"))
    doctor()
    assert sorted(office.rglob("*")) == before
