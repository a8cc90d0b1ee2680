"""`docgen collect`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from docgen.cli.arguments import FORMAT, OUT, PROGRAMS, YEAR
from docgen.cli.frame import Command
from docgen.cli.language import help_text
from docgen.cli.terminal import say, show_written
from docgen.diagnostics import Severity, Words
from docgen.project import Project
from docgen.reporters import FOR_PEOPLE, report
from docgen.reporters.page import Lang, spoken

if TYPE_CHECKING:
    from docgen.returns import Collected, Taken


class _Given(TypedDict):
    year: int
    returns: Path
    programs: tuple[str, ...]
    out: Path | None
    dry_run: bool
    reporter: str


@click.command(
    cls=Command,
    help=help_text(
        "收回 RETURNS_DIR 里的填报表，逐格核对，把正确的数写进 YAML 的 results，并生成进度表。",
        "Read the forms in RETURNS_DIR, check every cell, take good figures into `results`, show progress.",
    ),
)
@YEAR
@click.argument("returns", metavar="RETURNS_DIR", type=click.Path(path_type=Path))
@PROGRAMS
@OUT
@click.option(
    "--dry-run",
    is_flag=True,
    help=help_text("只显示 YAML 会怎样改，什么都不写", "Show how the YAML would change; write nothing."),
)
@FORMAT
@click.pass_obj
def collect(lang: Lang, **given: Unpack[_Given]) -> None:
    """Collect and say what was taken over."""
    from docgen.returns import CollectOptions  # noqa: PLC0415 - --help needs nothing of it
    from docgen.returns import collect as collected_from  # noqa: PLC0415

    project = Project.find(Path.cwd())
    options = CollectOptions(given["out"] and given["out"].absolute(), given["dry_run"])
    returns = given["returns"].absolute()
    found = collected_from(project, given["year"], returns, given["programs"], options)
    report(found.diagnostics, project, (given["reporter"], lang), sys.stdout)
    if given["reporter"] in FOR_PEOPLE:
        _show(found, project, lang, dry_run=given["dry_run"])
    else:
        for taken in found.taken:
            click.echo(spoken(_said(taken), lang), err=True)  # stdout stays json
    fails = any(each.severity is Severity.ERROR for each in found.diagnostics)
    click.get_current_context().exit(fails)


def _show(found: "Collected", project: Project, lang: Lang, *, dry_run: bool) -> None:
    for taken in found.taken:
        say(_said(taken), lang)
    for diff in found.diffs if dry_run else ():
        click.echo(diff)
    show_written(found.written, project, lang)
    count = len(found.taken)
    if dry_run:
        say(
            Words(
                f"会写入 {count} 个数，什么都没有写", f"{count} figures would be taken; nothing was written"
            ),
            lang,
        )
    else:
        say(Words(f"写入了 {count} 个数", f"{count} figures taken"), lang)


def _said(taken: "Taken") -> Words:
    old = taken.old or ""
    return Words(
        f"{taken.unit} {taken.column}：{old or '空'} → {taken.new}",
        f"{taken.unit} {taken.column}: {old or 'empty'} -> {taken.new}",
    )
