"""`docgen check --fix`: mends where nobody needs to think, and touches nothing else."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.cli import main
from docgen.mending import mend
from docgen.project import Project
from tests.small_office import CASES

TYPED = """\
# 说明:这一行是注释, 不改
id: case
label: 安康
year: 2025

facts:
  - {id: a,  label: 甲, value: {value: 2000元, as: "2000元(髙)", reason: 照原文}}   # 旁注:不改
plan:
  title: 工作方案
  text: |
    为了,制订如下方案: {{ facts.a }}。
  outline:
    - {heading: 要求, mark: (一)}
    - text: "要髙度  重视，自2025年2月1日一2025年3月20日， 在１月\\n发放\\u3000。"
    - text: 实施"安康"行动，二○二五年完成８５％。
"""
MENDED = (
    TYPED.replace("为了,制订如下方案:", "为了，制订如下方案：")
    .replace("要髙度  重视", "要高度重视")
    .replace("1日一2025", "1日—2025")
    .replace("20日， 在", "20日，在")
    .replace('实施"安康"', "实施“安康”")
    .replace("二○二五", "二〇二五")
    .replace("８５％", "８５%")
)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    shutil.copytree(CASES / "office", tmp_path / "content")
    (tmp_path / "content" / "2025").mkdir()
    return Project(tmp_path)


def _file(project: Project) -> Path:
    return project.content / "2025" / "case.yaml"


def _run(project: Project, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "zh", "-C", str(project.root), "check", *arguments])


def test_only_what_is_mechanical_changes_byte_for_byte(project: Project) -> None:
    _file(project).write_bytes(TYPED.encode())
    result = _run(project, "2025", "--fix", "--format", "concise")
    assert _file(project).read_bytes().decode() == MENDED
    assert "content/2025/case.yaml:11:7: [half-width-punctuation] “,”改为“，”" in result.output
    assert "删去“  ”" in result.output
    assert "改正了 9 处" in result.output


def test_a_second_run_changes_nothing(project: Project) -> None:
    _file(project).write_bytes(TYPED.encode())
    _run(project, "2025", "--fix")
    once = _file(project).read_bytes()
    assert "改正了 0 处" in _run(project, "2025", "--fix").output
    assert _file(project).read_bytes() == once


def test_byte_order_mark_and_line_ends_stay(project: Project) -> None:
    _file(project).write_bytes(b"\xef\xbb\xbf" + TYPED.replace("\n", "\r\n").encode())
    _run(project, "2025", "--fix")
    assert _file(project).read_bytes() == b"\xef\xbb\xbf" + MENDED.replace("\n", "\r\n").encode()


def test_without_a_year_nothing_is_mended(project: Project) -> None:
    _file(project).write_bytes(TYPED.encode())
    result = _run(project, "--fix")
    assert result.exit_code == 2
    assert "docgen check 2025 --fix" in result.output
    assert _file(project).read_bytes() == TYPED.encode()


def test_what_is_allowed_is_not_mended(project: Project) -> None:
    text = "    # 允许 variant-character：身份证上的字\n    - text: 联系人王髙。\n"
    typed = TYPED.replace("    - text: 实施", text + "    - text: 实施")
    _file(project).write_bytes(typed.encode())
    _run(project, "2025", "--fix")
    assert "联系人王髙。" in _file(project).read_text(encoding="utf-8")


def test_standard_output_stays_one_report_for_programs(project: Project) -> None:
    _file(project).write_bytes(TYPED.encode())
    result = _run(project, "2025", "--fix", "--format", "json")
    assert result.stdout.startswith("[")
    assert "改正了 9 处" in result.stderr


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("甲乙髙愛,:()（），。 一—-\"'#&*1年月日2025{}[]|>%！"), max_size=30))
def test_a_mended_file_reads_as_before_and_stays_mended(project: Project, words: str) -> None:
    quoted = "'" + words.replace("'", "''") + "字'"
    _file(project).write_text(
        f"id: case\nlabel: 安康\nyear: 2025\nplan:\n  title: 方案\n  text: {quoted}\n"
        f"  outline: [{{text: {quoted}}}]\n",
        encoding="utf-8",
    )
    mend(project, (2025,))
    once = _file(project).read_bytes()
    assert once.count(b"\n") == 7
    assert mend(project, (2025,)).mends == ()
    assert _file(project).read_bytes() == once
