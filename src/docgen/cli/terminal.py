"""What a command shows while it works and when it has written."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from docgen.diagnostics import Words
from docgen.project import Project
from docgen.reporters.page import Lang, spoken

if TYPE_CHECKING:
    from docgen.writer import Written

_STATUS = {"written": Words("已写", "written"), "unchanged": Words("未变", "unchanged")}
_HEADS = (Words("状态", "status"), Words("大小", "size"), Words("文件", "file"))


@contextmanager
def progress(lang: Lang) -> Iterator[Callable[[str], None]]:
    """Yield what the pipeline calls with the name of the work at hand; it shows on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.text import Text  # noqa: PLC0415

    working = Words("正在生成", "building")
    with Console(stderr=True).status(Text(spoken(working, lang, " / "))) as status:
        yield lambda name: status.update(Text(f"{spoken(working, lang, ' / ')} {name}"))


@contextmanager
def counting() -> Iterator[Callable[[str, int, int], None]]:
    """Yield what long work calls with its name, how much is done and how much there is; for terminals."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def count(name: str, done: int, of: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=of)
            bar.update(tasks[name], completed=done)

        yield count


def show_written(written: "Sequence[Written]", project: Project, lang: Lang) -> None:
    """Print a line for each file: status, size, path; on a terminal as a table."""
    rows = [
        (spoken(_STATUS[file.status], lang, " / "), _size(file.size), project.shown(file.path))
        for file in written
    ]
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("  ".join(row))
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    # No frame: a Chinese Windows console draws its lines two columns wide.
    table = Table(*(spoken(head, lang, " / ") for head in _HEADS), box=None, pad_edge=False)
    table.columns[1].justify = "right"
    table.columns[2].overflow = "fold"
    for file, row in zip(written, rows, strict=True):
        table.add_row(*map(Text, row), style="green" if file.status == "written" else "dim")
    Console().print(table)


def say(words: Words, lang: Lang) -> None:
    """Print a sentence."""
    click.echo(spoken(words, lang))


def _size(count: int) -> str:
    return f"{count / 1024:.1f} KB"
