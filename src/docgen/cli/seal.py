"""`docgen seal` and `docgen correct`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.arguments import PROGRAMS, YEAR
from docgen.cli.frame import Command
from docgen.cli.language import help_text
from docgen.cli.terminal import progress, say, show_written
from docgen.diagnostics import Words
from docgen.project import Project
from docgen.reporters import report
from docgen.reporters.page import Lang

if TYPE_CHECKING:
    from docgen.pipeline import Outcome


@click.command(
    cls=Command,
    help=help_text(
        "印发时封存 YEAR 年度的公文（写上 PROGRAM 则只封存这几件）：生成文件，记下输入、输出和印出的内容。",
        "Seal the notices of YEAR as issued: build them and record inputs, outputs and printed words.",
    ),
)
@YEAR
@PROGRAMS
@click.option("--again", is_flag=True, help=help_text("已封存的也重新封存", "Seal anew what is sealed."))
@click.pass_obj
def seal(lang: Lang, year: int, programs: tuple[str, ...], again: bool) -> None:
    """Seal and say what was written."""
    from docgen import issuing  # noqa: PLC0415 - --help needs nothing of it

    project = Project.find(Path.cwd())
    with progress(lang) as working:
        outcome = issuing.seal(project, year, programs, working, again=again)
    _tell(outcome, project, lang)
    shown = project.shown(project.sealed_file(year))
    say(Words(f"已封存，记在“{shown}”", f"sealed; the record is {shown}"), lang)


@click.command(
    cls=Command,
    help=help_text(
        "PROGRAM 封存以后改过数据：按前后差别起草更正通知。",
        "Draft the correction of PROGRAM from what changed since it was sealed.",
    ),
)
@YEAR
@click.argument("program", metavar="PROGRAM")
@click.option(
    "--id",
    "name",
    metavar="ID",
    help=help_text("更正通知的编号；不写就是 PROGRAM-correction", "Its id; by default PROGRAM-correction."),
)
@click.pass_obj
def correct(lang: Lang, year: int, program: str, name: str | None) -> None:
    """Write the draft and name it."""
    from docgen import issuing  # noqa: PLC0415 - --help needs nothing of it

    project = Project.find(Path.cwd())
    _tell(issuing.correct(project, year, program, name), project, lang)
    say(Words("逐条核对，再填文号和日期", "look at each line, then fill in number and date"), lang)


def _tell(outcome: "Outcome", project: Project, lang: Lang) -> None:
    """Report what was found; end the command where nothing was written."""
    report(outcome.diagnostics, project, ("full", lang), sys.stdout)
    if not outcome.written:
        click.get_current_context().exit(1)
    show_written(outcome.written, project, lang)
