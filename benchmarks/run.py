"""Measure docgen against what would be used instead, and write the ratios to docs/benchmarks.md.

python benchmarks/run.py                  every workload, and the whole page anew
python benchmarks/run.py word_render      some workloads, and their lines of the page
"""

import importlib
import multiprocessing
import pkgutil
import platform
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "src")]

import workloads  # noqa: E402 - from this folder
from harness import Measured, measure  # noqa: E402

PAGE = HERE.parent / "docs" / "benchmarks.md"
_HEAD = """\
# Benchmarks

Written by `python benchmarks/run.py`. Each number is how many times as long the other side took: the median
over rounds in which all sides took turns, after a round that warms up. All sides work on the same content,
and the words of what they make are compared before anything is measured.

"""
_COLUMNS = "| work | docgen against | × as fast | to reach | |\n|---|---|---:|---:|---|\n"


def main(names: list[str]) -> None:
    """Run the workloads named, or all of them."""
    found = [each.name for each in pkgutil.iter_modules(workloads.__path__)]
    if unknown := sorted(set(names) - set(found)):
        sys.exit(f"no workload {', '.join(unknown)}; there are {', '.join(found)}")
    lines: list[str] = []
    remarks: list[str] = []
    for own_lines, own_remarks in _reports(names or found):
        print(*own_lines, sep="\n", flush=True)
        lines += own_lines
        remarks += own_remarks
    kept_lines, kept_remarks = _kept() if names else ([], [])
    table = "\n".join(_renewed(kept_lines, lines, " | ", 2))
    remarks = _renewed(kept_remarks, remarks, ": ", 1)
    page = f"{_HEAD}{_COLUMNS}{table}\n\n{chr(10).join(remarks)}\n\n{_computer()}\n"
    PAGE.write_text(page, encoding="utf-8")


def _kept() -> tuple[list[str], list[str]]:
    """Return the lines and the remarks of the page as it is."""
    page = PAGE.read_text(encoding="utf-8").removeprefix(f"{_HEAD}{_COLUMNS}").split("\n")
    return [line for line in page if line.startswith("| ")], [line for line in page if line.startswith("- ")]


def _renewed(kept: list[str], lines: list[str], comma: str, words: int) -> list[str]:
    """Return `kept` with those of the same first words replaced by `lines`, new ones at the end."""

    def of(line: str) -> tuple[str, ...]:
        return tuple(line.split(comma)[:words])

    return list({of(line): line for line in (*kept, *lines)}.values())


def _reports(names: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield what there is to tell of each workload."""
    # A process for each: what one leaves behind would slow the next. One folder for all: for minutes after
    # files are deleted, ext4 is slow at making new ones.
    spawn = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(prefix="docgen-benchmark-") as made:
        for name in names:
            with ProcessPoolExecutor(1, mp_context=spawn) as alone:
                yield alone.submit(_report, name, Path(made, name)).result()


def _report(name: str, folder: Path) -> tuple[list[str], list[str]]:
    """Return the lines of a workload's comparisons, and what there is to remark on them."""
    folder.mkdir()
    module = importlib.import_module(f"workloads.{name}")
    measured = [measure(comparison) for comparison in module.comparisons(folder)]
    said = (each.comparison for each in measured if each.comparison.remark)
    remarks = [f"- {comparison.title}: {comparison.remark}" for comparison in said]
    return [line for each in measured for line in _lines(each)], remarks


def _lines(measured: Measured) -> Iterator[str]:
    comparison = measured.comparison
    wanted = {goal.against: goal.at_least for goal in comparison.goals}
    for side in comparison.sides[1:]:
        ratio = measured.ratio(side.name)
        goal = wanted.get(side.name)
        verdict = "" if goal is None else "reached" if ratio >= goal else "not reached"
        target = "" if goal is None else f"{goal:.2f}"
        yield f"| {comparison.title} | {side.name} | {ratio:.2f} | {target} | {verdict} |"


def _computer() -> str:
    return f"Python {platform.python_version()} on {platform.system()} {platform.machine()}."


if __name__ == "__main__":
    main(sys.argv[1:])
