"""A YAML file of 5,000 entries and one megabyte, into values with the place of each."""

from collections.abc import Iterator
from pathlib import Path

import yaml
from harness import Comparison, Goal, Side

from docgen.reader import read_text

_ENTRIES = 5_000
_NESTED = 200_000


def comparisons(_folder: Path) -> Iterator[Comparison]:
    """Yield the comparison with PyYAML's C loader."""
    text = "entries:\n" + "".join(_entry(number) for number in range(_ENTRIES))
    source, found = read_text(text, "a.yaml")
    assert source and not found
    wanted = yaml.load(text, yaml.CBaseLoader)
    assert source.data == wanted
    refused, problems = read_text("a: " + "[" * _NESTED, "a.yaml")
    assert refused is None and problems
    yield Comparison(
        f"{_ENTRIES:,} entries, {len(text.encode()) / 1e6:.1f} MB of YAML",
        [
            Side("docgen, with the place of every value", lambda: _read(text)),
            Side("PyYAML CSafeLoader", lambda: _load(text)),
        ],
        [Goal("PyYAML CSafeLoader", 4)],
        remark=f"{_NESTED:,} nested brackets are a diagnostic; libyaml alone would end the process.",
    )


def _entry(number: int) -> str:
    return (
        f"  - id: entry-{number}\n    name: 示例镇第{number}储备库\n    population: {1000 + number}\n"
        f"    share: {number % 100}%\n"
        "    note: 按照总量控制、分级负责、动态调整的原则，把指标落实到承储单位和具体仓房。\n"
        f"    when: 2025-03-{number % 28 + 1:02}\n"
    )


def _read(text: str) -> None:
    read_text(text, "a.yaml")


def _load(text: str) -> None:
    yaml.load(text, yaml.CSafeLoader)
