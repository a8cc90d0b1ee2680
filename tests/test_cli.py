"""The command line as a user meets it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click.testing
import pytest

from docgen import __version__
from docgen.checks import all_checks
from docgen.cli import main

Run = Callable[..., click.testing.Result]


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offices") / "office"
    assert click.testing.CliRunner().invoke(main, ["init", str(folder)]).exit_code == 0
    return folder


@pytest.fixture
def office(pristine: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pristine, tmp_path / "office"))


@pytest.fixture
def run(office: Path) -> Run:
    def run_in_office(*arguments: str, lang: str = "zh") -> click.testing.Result:
        return click.testing.CliRunner().invoke(main, ["--lang", lang, "-C", str(office), *arguments])

    return run_in_office


def program(office: Path) -> Path:
    return office / "content" / "2025" / "ankang-care.yaml"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def spoil(office: Path) -> None:
    change(program(office), "label: 安康关爱行动", "label: 安康关爱行动\nlable: 安康关爱行动")


def outputs(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def shell(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run docgen as a process of its own, in an environment without a language."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("LANG", "LC_ALL", "LC_MESSAGES", "DOCGEN_LANG")
    }
    command = [sys.executable, "-m", "docgen", *arguments]
    return subprocess.run(command, capture_output=True, check=False, env={**kept, **environment})


def test_help_loads_no_library_but_click() -> None:
    code = "import docgen.cli, sys; print(*{name.partition('.')[0] for name in sys.modules})"
    child = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    heavy = {"rich", "yaml", "ruamel", "jinja2", "docx", "docxtpl", "openpyxl", "lxml"}
    assert not heavy & set(child.stdout.split())


@pytest.mark.parametrize(
    ("environment", "heading"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "用法："),
        ({"LANG": "en_US.UTF-8"}, "Usage:"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "Usage:"),
        ({"LANG": "en_US.UTF-8", "DOCGEN_LANG": "zh"}, "用法："),
        ({}, "Usage:"),
    ],
)
def test_help_is_in_the_users_language(environment: dict[str, str], heading: str) -> None:
    assert shell("build", "--help", **environment).stdout.decode().startswith(heading)


def test_shows_its_version() -> None:
    assert click.testing.CliRunner().invoke(main, ["--version"]).stdout.split()[-1] == __version__


def test_speaks_utf_8_whatever_the_consoles_code_page() -> None:
    told = shell("--lang", "zh", "-C", "/", "check", PYTHONIOENCODING="ascii").stderr
    assert "错误：“/”和它的上级文件夹里都没有 content 文件夹" in told.decode("utf-8")


def test_build_writes_word_and_excel_and_names_them(run: Run, office: Path) -> None:
    result = run("build", "2025")
    assert result.exit_code == 0
    written = outputs(office / "build" / "2025" / "ankang-care")
    assert {Path(name).suffix for name in written} == {".docx", ".xlsx"}
    for name in written:
        assert f"build/2025/ankang-care/{name}" in result.stdout
    assert result.stdout.count("已写  ") == len(written)


def test_on_a_terminal_a_table_names_what_was_written(office: Path) -> None:
    reading, writing = os.openpty()
    command = [sys.executable, "-m", "docgen", "--lang", "zh", "-C", str(office), "build", "2025"]
    environment = {**os.environ, "COLUMNS": "200", "TERM": "xterm", "NO_COLOR": "1"}
    with subprocess.Popen(command, stdout=writing, stderr=writing, env=environment) as child:
        os.close(writing)
        told = b"".join(iter(lambda: _read(reading), b"")).decode()
    os.close(reading)
    assert child.returncode == 0
    assert "状态" in told
    assert all(name in told for name in outputs(office / "build"))


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # Linux ends a closed terminal so
        return b""


def test_a_second_build_touches_nothing(run: Run, office: Path) -> None:
    run("build", "2025")
    first = outputs(office / "build")
    result = run("build", "2025", "ankang-care")
    assert "已写  " not in result.stdout
    assert "未变  " in result.stdout
    assert outputs(office / "build") == first


def test_build_writes_where_it_is_told(run: Run, office: Path, tmp_path: Path) -> None:
    assert run("build", "2025", "--out", str(tmp_path / "out")).exit_code == 0
    assert outputs(tmp_path / "out")
    assert not (office / "build").exists()


def test_build_makes_only_the_formats_asked_for(run: Run, office: Path) -> None:
    run("build", "2025", "--to", "xlsx")
    assert {Path(name).suffix for name in outputs(office / "build")} == {".xlsx"}


def test_build_makes_pdf_as_well(run: Run, office: Path) -> None:
    assert run("build", "2025", "--to", "docx", "--pdf").exit_code == 0
    pdfs = [data for name, data in outputs(office / "build").items() if name.endswith(".pdf")]
    assert pdfs
    assert all(data.startswith(b"%PDF") for data in pdfs)


def test_an_error_is_told_with_its_place_and_nothing_is_written(run: Run, office: Path) -> None:
    spoil(office)
    result = run("build", "2025")
    assert result.exit_code == 1
    assert "content/2025/ankang-care.yaml:" in result.stdout
    assert "错误" in result.stdout
    assert "没有写任何文件" in result.stdout
    assert not (office / "build").exists()


def test_check_writes_nothing(run: Run, office: Path) -> None:
    before = outputs(office)
    assert run("check").exit_code == 0
    assert outputs(office) == before


def test_check_looks_at_the_year_asked_for(run: Run, office: Path) -> None:
    shutil.copytree(office / "content" / "2025", office / "content" / "2026")
    spoil(office)
    assert "content/2025/" in run("check").stdout
    assert "content/2025/" not in run("check", "2026").stdout


def test_warnings_fail_only_when_strict(run: Run, office: Path) -> None:
    change(program(office), "深入贯彻", "深入贯彻,")
    assert "警告" in run("check").stdout
    assert run("check").exit_code == 0
    assert run("check", "--strict").exit_code == 1
    assert run("build", "2025", "--strict").exit_code == 1
    assert not (office / "build").exists()


@pytest.mark.parametrize("command", [("check",), ("build", "2025")])
def test_json_is_all_that_is_printed(run: Run, office: Path, command: tuple[str, ...]) -> None:
    spoil(office)
    found = json.loads(run(*command, "--format", "json").stdout)
    assert found[0]["file"] == "content/2025/ankang-care.yaml"


def test_messages_are_in_the_language_asked_for(run: Run, office: Path) -> None:
    spoil(office)
    assert "error [" in run("check", lang="en").stdout
    assert "错误 error [" in run("check", lang="both").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("build", "2026"), "2025"),
        (("check", "2026"), "2025"),
        (("build", "2025", "ankang-car"), "ankang-care"),
        (("build", "2025", "../2025/ankang-care"), "ankang-care"),
        (("explain", "private-characters"), "现有检查：private-character、"),
        (("build", "25"), "25"),
        (("build",), "docgen build 2025"),
        (("build", "2025", "--to", "doc"), "docx, xlsx, pdf"),
        (("check", "--format", "xml"), "sarif"),
    ],
)
def test_what_cannot_run_ends_with_2_and_says_what_to_type(
    run: Run, arguments: tuple[str, ...], told: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert "Traceback" not in result.output


def test_outside_of_a_project_init_is_named(tmp_path: Path) -> None:
    result = click.testing.CliRunner().invoke(main, ["--lang", "zh", "-C", str(tmp_path), "check"])
    assert result.exit_code == 2
    assert "\n  怎么改：" in result.stderr
    assert "docgen init" in result.stderr


def test_ctrl_c_ends_quietly_with_130_and_writes_nothing(office: Path, tmp_path: Path) -> None:
    soffice, started = tmp_path / "soffice", tmp_path / "started"
    soffice.write_text(f"#!/bin/sh\ntouch '{started}'\nsleep 60\n", encoding="utf-8")
    soffice.chmod(0o755)
    command = [sys.executable, "-m", "docgen", "-C", str(office), "build", "2025", "--pdf"]
    environment = {**os.environ, "DOCGEN_SOFFICE": str(soffice)}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        while child.poll() is None and not started.exists():
            time.sleep(0.05)
        child.send_signal(signal.SIGINT)
        _, told = child.communicate(timeout=20)
    assert (child.returncode, told) == (130, b"")
    assert not (office / "build").exists()


def test_init_makes_an_office_without_errors(run: Run) -> None:
    assert "错误" not in run("check").stdout


def test_init_says_what_to_do_next(tmp_path: Path) -> None:
    result = click.testing.CliRunner().invoke(main, ["--lang", "zh", "init", str(tmp_path / "本单位")])
    assert f"cd {tmp_path / '本单位'}\n  docgen build 2025\n" in result.stdout


def test_schema_is_written_and_then_up_to_date(run: Run, office: Path) -> None:
    (office / "schema" / "program.schema.json").unlink()
    stale = run("schema", "--check")
    assert (stale.exit_code, stale.stdout) == (1, "需要改写：schema/program.schema.json\n")
    assert not (office / "schema" / "program.schema.json").exists()
    assert run("schema").exit_code == 0
    assert run("schema", "--check").exit_code == 0


def test_fmt_lays_files_out_and_then_finds_them_so(run: Run, office: Path) -> None:
    run("fmt")
    change(program(office), "year: 2025", "year:      2025")
    untidy = run("fmt", "--check")
    assert (untidy.exit_code, untidy.stdout) == (1, "需要改写：content/2025/ankang-care.yaml\n")
    assert run("fmt", str(program(office))).exit_code == 0
    assert run("fmt", "--check").exit_code == 0
    assert "year: 2025\n" in program(office).read_text(encoding="utf-8")


def test_explain_lists_every_check(run: Run) -> None:
    listed = [line.split()[0] for line in run("explain").stdout.splitlines()]
    assert listed == [check.id for check in all_checks()]


def test_explain_gives_a_checks_reasons(run: Run) -> None:
    check = all_checks()[0]
    told = run("explain", check.id).stdout
    assert check.what in told
    assert check.why in told


@pytest.mark.parametrize(
    ("words", "offered"),
    [("docgen build ", ["2025"]), ("docgen check 20", ["2025"]), ("docgen build 2025 an", ["ankang-care"])],
)
def test_years_and_programs_complete_themselves(
    run: Run, office: Path, words: str, offered: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office)
    monkeypatch.setenv("_DOCGEN_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(words.count(" ")))
    result = click.testing.CliRunner().invoke(main, [], prog_name="docgen")
    assert [line.partition(",")[2] for line in result.stdout.splitlines()] == offered
