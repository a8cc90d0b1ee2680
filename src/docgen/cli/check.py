"""`docgen check`."""

import sys
from pathlib import Path

import click

from docgen.cli.arguments import FORMAT, STRICT, YEARS
from docgen.cli.frame import Command
from docgen.cli.language import help_text
from docgen.project import Project
from docgen.reporters import report
from docgen.reporters.page import Lang


@click.command(
    cls=Command,
    help=help_text(
        "检查 YEAR 年度（不写则检查全部年度），不写文件。", "Report on each YEAR, or on all; write nothing."
    ),
)
@YEARS
@STRICT
@FORMAT
@click.pass_obj
def check(lang: Lang, years: tuple[int, ...], strict: bool, reporter: str) -> None:
    """Report all findings."""
    from docgen import pipeline  # noqa: PLC0415 - --help needs nothing of it

    project = Project.find(Path.cwd())
    outcome = pipeline.check(project, years)
    report(outcome.diagnostics, project, (reporter, lang), sys.stdout)
    click.get_current_context().exit(pipeline.fails(outcome.diagnostics, strict=strict))
