"""`docgen todo`."""

import sys
from pathlib import Path

import click

from docgen.cli.arguments import FORMAT, YEARS
from docgen.cli.frame import Command
from docgen.cli.language import help_text
from docgen.cli.terminal import say
from docgen.diagnostics import Words
from docgen.project import Project
from docgen.reporters import FOR_PEOPLE, report
from docgen.reporters.page import Lang


@click.command(
    cls=Command,
    help=help_text(
        "列出 YEAR 年度（不写则全部年度）还要人工核对的地方。",
        "List what a person must still confirm in each YEAR, or in all.",
    ),
)
@YEARS
@FORMAT
@click.pass_obj
def todo(lang: Lang, years: tuple[int, ...], reporter: str) -> None:
    """List the marks."""
    from docgen import pipeline  # noqa: PLC0415 - --help needs nothing of it

    project = Project.find(Path.cwd())
    outcome = pipeline.todo(project, years)
    if reporter in FOR_PEOPLE and not outcome.diagnostics:
        say(Words("没有待核的地方", "nothing to review"), lang)
    else:
        report(outcome.diagnostics, project, (reporter, lang), sys.stdout)
    click.get_current_context().exit(pipeline.fails(outcome.diagnostics, strict=False))
