"""Prints how long a large table's rows take from a file: reading, finding them, matching them to units.

Run `python benchmarks/rows.py [ROWS]`; it makes an .xlsx and a .csv of that many rows and six columns.
"""

import csv
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import openpyxl

from docgen.loader import Library
from docgen.model.program import Program
from docgen.project import Project
from docgen.rowfiles import Request, Wanted, find_rows
from docgen.rowfiles.workbooks import read_grid

HEADERS = ("村（居）", "人口数", "户数", "保费", "参保率", "截止日期")
PROGRAM = """id: case
label: 安康
year: 2025
quota_tables:
  - id: villages
    title: 分配表
    data: rows.{ending}
    columns:
      - {{id: village, label: 村（居）, type: name}}
      - {{id: people, label: 人口数, type: count}}
      - {{id: households, label: 户数, type: count}}
      - {{id: premium, label: 保费, type: money}}
      - {{id: rate, label: 参保率, type: percent}}
      - {{id: day, label: 截止日期, type: date}}
plan: {{title: 方案, text: 请执行。, annexes: [{{id: villages, parts: [{{table: villages}}]}}]}}
"""


def rows(count: int) -> Iterator[tuple[object, ...]]:
    """Yield the header and `count` rows."""
    yield HEADERS
    for index in range(count):
        premium = (index % 1000) / 10
        yield f"村{index:06}", 500 + index % 300, 100 + index % 90, premium, f"{index % 100}%", "2025-03-20"


def write(file: Path, count: int) -> None:
    """Write the rows as the file's ending says."""
    if file.suffix == ".csv":
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows(count))
        return
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("数据")
    for row in rows(count):
        sheet.append(row)
    book.save(file)


def seconds(step: Callable[[], object]) -> float:
    """Return the shortest of three runs."""
    times = [time.perf_counter()]
    for _ in range(3):
        step()
        times.append(time.perf_counter())
    return min(after - before for before, after in pairwise(times))


def require(program: Program | None, count: int) -> None:
    """End the measurement when the rows were not read."""
    if program is None or len(program.quota_tables[0].rows) != count:
        raise SystemExit("the rows were not read")


def measure(folder: Path, ending: str, count: int) -> None:
    """Print the seconds that each step takes."""
    file = folder / "content" / "2025" / f"rows.{ending}"
    file.parent.mkdir(parents=True, exist_ok=True)
    program = file.with_name("case.yaml")
    program.write_text(PROGRAM.format(ending=ending), encoding="utf-8")
    write(file, count)
    request = Request([Wanted(header, (header,)) for header in HEADERS], HEADERS[:1])
    grid = read_grid(file, file.name)
    read = seconds(lambda: read_grid(file, file.name))
    mapped = seconds(lambda: find_rows(grid, request))
    whole = seconds(lambda: require(Library(Project(folder)).program(program), count))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    steps = f"read {read:.2f} s, map {mapped:.2f} s, match {whole - read - mapped:.2f} s"
    print(f"{ending:5} {count:7} rows: {steps}, in all {whole:.2f} s; peak {memory} MB")


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    for kind in ("csv", "xlsx"):
        for size in (wanted // 4, wanted // 2, wanted):
            with tempfile.TemporaryDirectory() as made:
                measure(Path(made), kind, size)
