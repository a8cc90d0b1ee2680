"""`docgen forms`."""

import sys
from pathlib import Path
from typing import TypedDict, Unpack

import click

from docgen.cli.arguments import CLUSTER, FORMAT, JOBS, OUT, PROGRAMS, YEAR
from docgen.cli.frame import Command
from docgen.cli.language import help_text
from docgen.cli.terminal import say, show_written
from docgen.diagnostics import Words
from docgen.project import Project
from docgen.reporters import FOR_PEOPLE, report
from docgen.reporters.page import Lang

_MOST_LISTED = 40


class _Given(TypedDict):
    year: int
    programs: tuple[str, ...]
    out: Path | None
    jobs: int | None
    cluster: str
    reporter: str


@click.command(
    cls=Command,
    help=help_text(
        "给每个单位各生成一份填报表（Excel）：要填的格可以改，其余锁定。",
        "Write a fill-in workbook for every unit: what is to be filled in is open, the rest is locked.",
    ),
)
@YEAR
@PROGRAMS
@OUT
@JOBS
@CLUSTER
@FORMAT
@click.pass_obj
def forms(lang: Lang, **given: Unpack[_Given]) -> None:
    """Write the forms and say where they are."""
    from docgen.returns import FormOptions, issue_forms  # noqa: PLC0415 - --help needs nothing of it
    from docgen.workers import Crew  # noqa: PLC0415

    project, reporter = Project.find(Path.cwd()), given["reporter"]
    options = FormOptions(given["out"] and given["out"].absolute(), Crew(given["jobs"], given["cluster"]))
    issued = issue_forms(project, given["year"], given["programs"], options)
    report(issued.diagnostics, project, (reporter, lang), sys.stdout)
    if reporter in FOR_PEOPLE and issued.written:
        if len(issued.written) <= _MOST_LISTED:
            show_written(issued.written, project, lang)
        fresh = sum(file.status == "written" for file in issued.written)
        where = "、".join(dict.fromkeys(project.shown(file.path.parent) for file in issued.written))
        say(
            Words(
                f"{where}：填报表 {len(issued.written)} 份，新写 {fresh} 份",
                f"{where}: {len(issued.written)} forms, {fresh} written",
            ),
            lang,
        )
    click.get_current_context().exit(not issued.written)
