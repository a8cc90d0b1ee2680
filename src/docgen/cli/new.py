"""`docgen new`."""

import sys
from pathlib import Path

import click

from docgen.cli.arguments import FROM, PROGRAMS, YEAR
from docgen.cli.frame import Command
from docgen.cli.language import help_text
from docgen.cli.terminal import say, show_written
from docgen.diagnostics import DocgenError, Words
from docgen.project import Project
from docgen.reporters import report
from docgen.reporters.page import Lang


@click.command(
    cls=Command,
    help=help_text(
        "把上一年度的方案滚动成 YEAR 年度的；写上 PROGRAM 则只滚动这几个。",
        "Roll the programs of the year before, or only each PROGRAM named, forward to YEAR.",
    ),
)
@YEAR
@PROGRAMS
@FROM
@click.option(
    "--dates",
    type=click.Choice(["weekday", "workday"]),
    default="weekday",
    show_default=True,
    help=help_text(
        "weekday 移到相近日期的同一个星期几；workday 移到同月同日，遇放假顺延到下一个工作日",
        "weekday: the same weekday near the same date; workday: the same date or the next working day.",
    ),
)
@click.pass_obj
def new(lang: Lang, year: int, programs: tuple[str, ...], start: int | None, dates: str) -> None:
    """Roll forward and say what is left to a person."""
    from docgen.roller import DateRule, Move, roll_forward  # noqa: PLC0415 - --help needs nothing of it

    project = Project.find(Path.cwd())
    move = Move(start or _year_before(project, year), year)
    outcome = roll_forward(project, move, programs, DateRule(dates))
    if outcome.diagnostics:
        report(outcome.diagnostics, project, ("full", lang), sys.stdout)
    show_written(outcome.written, project, lang)
    for note in outcome.notes:
        say(note, lang)
    click.get_current_context().exit(not outcome.written)


def _year_before(project: Project, year: int) -> int:
    earlier = [known for known in project.years() if known < year]
    if not earlier:
        raise DocgenError(
            Words(f"content 文件夹里没有比 {year} 早的年度", f"there is no year before {year} in content/"),
            Words("用 --from 写明从哪个年度滚动", "name the year to start from with --from"),
        )
    return earlier[-1]
