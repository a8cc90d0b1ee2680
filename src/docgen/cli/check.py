"""`docgen check`."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.arguments import FORMAT, STRICT, YEARS
from docgen.cli.frame import Command
from docgen.cli.language import help_text
from docgen.diagnostics import Diagnostic, Words
from docgen.project import Project
from docgen.reporters import FOR_PEOPLE, report
from docgen.reporters.page import Lang, spoken

if TYPE_CHECKING:
    from docgen.pipeline import Outcome


@click.command(
    cls=Command,
    help=help_text(
        "检查 YEAR 年度（不写则检查全部年度），不写文件。", "Report on each YEAR, or on all; write nothing."
    ),
)
@YEARS
@STRICT
@FORMAT
@click.option(
    "--fix",
    is_flag=True,
    help=help_text(
        "先就地改正 YAML 里不用斟酌的毛病（标点、括号、异体字、空格等），要写 YEAR",
        "First mend in the YAML what needs no thought (punctuation, variants, blanks); YEAR is required.",
    ),
)
@click.pass_obj
def check(lang: Lang, years: tuple[int, ...], strict: bool, reporter: str, fix: bool) -> None:
    """Report all findings."""
    from docgen import pipeline  # noqa: PLC0415 - --help needs nothing of it

    project = Project.find(Path.cwd())
    outcome = _mended(project, years, reporter, lang) if fix else pipeline.check(project, years)
    report(outcome.diagnostics, project, (reporter, lang), sys.stdout)
    click.get_current_context().exit(pipeline.fails(outcome.diagnostics, strict=strict))


def _mended(project: Project, years: Sequence[int], reporter: str, lang: Lang) -> "Outcome":
    """Mend the programs of the years that were named, and say what was done."""
    from docgen.mending import mend  # noqa: PLC0415 - only --fix needs it

    if not years:
        raise click.UsageError(
            help_text(
                "请写明改正哪个年度，例如 docgen check 2025 --fix：往年已经印发的不会顺带改掉",
                "name the year to mend, as docgen check 2025 --fix: what was issued stays as it is",
            )
        )
    done = mend(project, years)
    # Programs read standard output where the format is theirs.
    aside = reporter not in FOR_PEOPLE
    for each in done.mends:
        click.echo(f"{each.span}: {spoken(_what(each), lang)}", err=aside)
    total = Words(f"改正了 {len(done.mends)} 处", f"{len(done.mends)} places mended")
    click.echo(spoken(total, lang), err=aside)
    return done.outcome


def _what(found: Diagnostic) -> Words:
    assert found.mend  # noqa: S101 - only what was mended is shown
    seen, new = found.mend
    if not new:
        return Words(f"[{found.id}] 删去“{seen}”", f"[{found.id}] deleted `{seen}`")
    return Words(f"[{found.id}] “{seen}”改为“{new}”", f"[{found.id}] `{seen}` is now `{new}`")
