"""A roster of 100,000 rows in a data file: read, matched, evaluated and checked, as `docgen check` does."""

import csv
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Final, ParamSpec, TypeVar
from unittest.mock import patch

import openpyxl
from harness import Comparison, Goal, Side

from docgen import checks, rowfiles
from docgen.composer import compose
from docgen.loader import Library
from docgen.model.values import Quantity
from docgen.pipeline import check
from docgen.project import Project
from docgen.rowfiles import find_rows
from docgen.rowfiles.workbooks import read_grid

P = ParamSpec("P")
T = TypeVar("T")
_ROWS: Final = 100_000
_TENTH: Final = _ROWS // 10
_HEADERS: Final = ("村（居）", "人口数", "户数", "保费", "参保率", "截止日期")
_PROGRAM: Final = """\
id: case
label: 安康
year: 2025
targets: [{id: rate, label: 覆盖率, value: 85%}]
quota_tables:
  - id: villages
    title: 分配表
    data: rows.ENDING
    columns:
      - {id: village, label: 村（居）, type: name}
      - {id: people, label: 人口数, type: count}
      - {id: households, label: 户数, type: count}
      - {id: premium, label: 保费, type: money}
      - {id: rate, label: 参保率, type: percent}
      - {id: day, label: 截止日期, type: date}
      - {id: quota, label: 任务数, type: count, formula: people * targets.rate, round: half-up}
      - {id: fund, label: 经费, type: money, formula: quota * premium}
    total: {}
plan: {title: 方案, text: "任务{{ tables.villages.total.quota }}人，经费{{ tables.villages.total.fund }}元。"}
"""
_LOOPS: Final = {"csv": "csv.DictReader and a loop", "xlsx": "openpyxl, read-only, and a loop"}


def comparisons(folder: Path) -> Iterator[Comparison]:
    """Yield for each kind of file the time against ten times a tenth, and against a loop of one's own."""
    for ending, loop in _LOOPS.items():
        whole = _office(folder / ending, ending, _ROWS)
        tenth = _office(folder / f"tenth-{ending}", ending, _TENTH)
        _require_equal(whole, ending)
        ten_times = f"ten times {_TENTH:,} rows"
        yield Comparison(
            f"a roster of {_ROWS:,} rows × 8 from {ending}: read, evaluated, checked",
            [
                Side("docgen", partial(_check, whole)),
                Side(ten_times, partial(_check, tenth), share=_TENTH / _ROWS),
                Side(loop, partial(_own_loop, _rows_file(whole, ending))),
            ],
            [Goal(ten_times, 0.8)],
            rounds=3,
            remark=f"{_steps_of(whole)} The loop checks nothing and knows no cell's place.",
        )


def steps(folder: Path) -> str:
    """Return the seconds and the share of each step that `docgen check` takes, and what it has held."""
    library, file = Library(Project(folder)), _program_file(folder)
    taken: dict[str, float] = {}
    with (
        patch.object(rowfiles, "read_grid", lambda *file: _timed(taken, "read", read_grid, *file)),
        patch.object(rowfiles, "find_rows", lambda *grid: _timed(taken, "map", find_rows, *grid)),
    ):
        evaluation = _timed(taken, "match and decode", library.evaluation, file, library.office())
    assert evaluation
    taken["match and decode"] -= taken["read"] + taken["map"]
    _timed(taken, "evaluate", evaluation.complete)
    document = _timed(taken, "compose", compose, evaluation, library.profile())
    source = library.sources[evaluation.file]
    found = _timed(taken, "check", lambda: checks.run(checks.subject(source, evaluation, document)))
    assert not found and not evaluation.findings
    whole = sum(taken.values())
    parts = ", ".join(f"{name} {each:.2f} s ({each / whole:.0%})" for name, each in taken.items())
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"{parts}; in all {whole:.1f} s, at most {held} MB."


def _steps_of(folder: Path) -> str:
    code = (
        f"import sys; sys.path[:0] = {sys.path!r}\n"
        "from pathlib import Path; from workloads.roster_rows import steps\n"
        f"print(steps(Path({str(folder)!r})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return done.stdout.strip()


def _timed(taken: dict[str, float], name: str, step: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
    start = time.perf_counter()
    made = step(*args, **more)
    taken[name] = time.perf_counter() - start
    return made


def _office(folder: Path, ending: str, count: int) -> Path:
    """Write an office whose table has so many rows in a data file, and return its folder."""
    file = _program_file(folder)
    file.parent.mkdir(parents=True)
    file.write_text(_PROGRAM.replace("ENDING", ending), encoding="utf-8")
    if ending == "csv":
        with _rows_file(folder, ending).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(_lines(count))
        return folder
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("数据")
    for line in _lines(count):
        sheet.append(line)
    book.save(_rows_file(folder, ending))
    return folder


def _lines(count: int) -> Iterator[tuple[object, ...]]:
    yield _HEADERS
    for index in range(count):
        premium = (index % 1000) / 10
        yield f"村{index:06}", 500 + index % 300, 100 + index % 90, premium, f"{index % 100}%", "2025-03-20"


def _program_file(folder: Path) -> Path:
    return folder / "content" / "2025" / "case.yaml"


def _rows_file(folder: Path, ending: str) -> Path:
    return _program_file(folder).with_name(f"rows.{ending}")


def _check(folder: Path) -> None:
    outcome = check(Project(folder), [2025])
    assert not outcome.diagnostics


def _own_loop(file: Path) -> None:
    _totals(file)


def _totals(file: Path) -> list[Fraction]:
    """Return what the two computed columns add up to, as a script of one's own finds it."""
    quotas, funds = [], []
    for line in _read(file):
        quota = int(Decimal(str(line["人口数"])) * 85 / 100 + Decimal("0.5"))
        quotas.append(quota)
        funds.append(quota * Decimal(str(line["保费"])))
    return [Fraction(sum(quotas)), Fraction(sum(funds))]


def _read(file: Path) -> Iterator[dict[str, object]]:
    if file.suffix == ".csv":
        with file.open(encoding="utf-8", newline="") as stream:
            yield from csv.DictReader(stream)
        return
    rows = openpyxl.load_workbook(file, read_only=True).worksheets[0].iter_rows(values_only=True)
    names = [str(name) for name in next(rows)]
    for row in rows:
        yield dict(zip(names, row, strict=True))


def _require_equal(folder: Path, ending: str) -> None:
    """Raise ValueError unless docgen has every row, and the totals of the loop."""
    library = Library(Project(folder))
    evaluation = library.evaluation(_program_file(folder), library.office())
    table = evaluation.tables.get("villages") if evaluation else None
    if table is None or len(table.rows) != _ROWS:
        raise ValueError("the rows were not read")
    leaves = (table.total_leaf(None, table.columns[id]) for id in ("quota", "fund"))
    found = [leaf.value.amount for leaf in leaves if isinstance(leaf.value, Quantity)]
    if found != _totals(_rows_file(folder, ending)):
        raise ValueError(f"the totals are {found}")
