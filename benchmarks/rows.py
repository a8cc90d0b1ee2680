"""Prints how long a large table's rows take from a file: reading, finding them, matching them to units.

Run `python benchmarks/rows.py [ROWS]`; it makes an .xlsx and a .csv of that many rows and six columns.
"""

import csv
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from docgen.loader import Library
from docgen.project import Project
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


def measure(folder: Path, ending: str, count: int) -> None:
    """Print the seconds that each step takes; the later steps contain those before."""
    file = folder / "content" / "2025" / f"rows.{ending}"
    file.parent.mkdir(parents=True, exist_ok=True)
    program = file.with_name("case.yaml")
    program.write_text(PROGRAM.format(ending=ending), encoding="utf-8")
    write(file, count)
    started = time.perf_counter()
    read_grid(file, file.name)
    read = time.perf_counter()
    library = Library(Project(folder))
    filled = library.program(program)
    done = time.perf_counter()
    assert filled, library.diagnostics  # noqa: S101 - what is measured must have worked
    found = len(filled.quota_tables[0].rows)
    file.unlink()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{ending:5} {found:7} rows: read {read - started:.2f} s, "
        f"map and match {done - read - (read - started):.2f} s, in all {done - read:.2f} s; peak {memory} MB"
    )


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    for kind in ("csv", "xlsx"):
        for size in (wanted // 4, wanted // 2, wanted):
            with tempfile.TemporaryDirectory() as made:
                measure(Path(made), kind, size)
