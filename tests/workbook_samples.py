"""An office with one notice and two annex tables, built through the pipeline for tests of workbooks."""

from pathlib import Path

from docgen.pipeline import BuildOptions, Outcome, build
from docgen.project import Project

AGENCIES = """agencies:
  - {id: town, name: 示例镇人民政府, mark: 示例镇人民政府文件, code: 示政发}
"""
NOTICE = """id: case
label: 进度
year: 2025
%(program)s
quota_tables:
  - id: progress
    title: 各村完成情况表
    %(table)s
    columns:
      - {id: name, label: 村（居）, type: name}
      - {id: quota, label: 目标（人）, type: count}
      - {id: done, label: 完成（人）, type: count}
      - {id: rate, label: 完成率, type: percent, formula: done / quota, decimals: 1}%(column)s
    rows: [%(rows)s]
    total: {label: 合计}
  - id: money
    title: 经费表
    %(money)s
    columns:
      - {id: name, label: 村（居）, type: name}
      - {id: money, label: 经费（元）, type: money}
    rows: [{id: a, name: 甲村, money: 100}]
notice:
  issuer: town
  title: 示例镇人民政府关于通报进度的通知
  addressees: [各村（居）]
  text: 现予通报。
  annexes:
    - {id: progress, parts: [{table: progress}]}
    - {id: money, parts: [{table: money}]}
"""


def rows(count: int) -> str:
    """Return rows of so many villages, each with another rate."""
    return ", ".join(
        f"{{id: v{index}, name: 示例{index}村, quota: {100 + index}, done: {(index * 37) % 101}}}"
        for index in range(1, count + 1)
    )


PLACES = {"program": "", "table": "unit_line: 单位：人", "column": "", "money": "unit_line: 单位：元"}
"""Where further keys may stand."""


def built(folder: Path, count: int = 5, **parts: str) -> Outcome:
    """Return the outcome of a build; `parts` are `rows`, or further keys in their `PLACES`."""
    words = PLACES | {"rows": rows(count)} | parts
    year = folder / "content" / "2025"
    year.mkdir(parents=True, exist_ok=True)
    (folder / "content" / "agencies.yaml").write_text(AGENCIES, encoding="utf-8")
    (year / "case.yaml").write_text(NOTICE % words, encoding="utf-8")
    return build(Project(folder), 2025, (), BuildOptions(), lambda _program: None)


def files(outcome: Outcome, ending: str) -> list[Path]:
    """Return the written files with that ending, by name."""
    assert not [found.message for found in outcome.diagnostics]
    return sorted(file.path for file in outcome.written if file.path.suffix == ending)
