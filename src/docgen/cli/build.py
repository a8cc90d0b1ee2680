"""`docgen build`."""

import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from docgen.cli.arguments import CLUSTER, FORMAT, JOBS, OUT, PROGRAMS, STRICT, TO, YEAR
from docgen.cli.frame import Command, refusal
from docgen.cli.language import help_text
from docgen.cli.terminal import progress, say, show_written
from docgen.diagnostics import DocgenError, Words
from docgen.project import Project
from docgen.reporters import FOR_PEOPLE, report
from docgen.reporters.page import Lang, spoken

if TYPE_CHECKING:
    from docgen.outcome import BuildOptions, Outcome
    from docgen.writer import Written


class _Given(TypedDict):
    year: int
    programs: tuple[str, ...]
    formats: tuple[str, ...]
    pdf: bool
    out: Path | None
    strict: bool
    public: bool
    release: bool
    force: bool
    watch: bool
    jobs: int | None
    cluster: str
    reporter: str


@click.command(
    cls=Command,
    help=help_text(
        "生成 YEAR 年度的全部文件；写上 PROGRAM 则只生成这几个。",
        "Build everything of YEAR, or only each PROGRAM named.",
    ),
)
@YEAR
@PROGRAMS
@TO
@click.option("--pdf", is_flag=True, help=help_text("另外生成 PDF", "PDF as well."))
@OUT
@click.option(
    "--public", is_flag=True, help=help_text("公开稿：隐去的内容印作 XX", "Print what is private as XX.")
)
@click.option(
    "--release",
    is_flag=True,
    help=help_text(
        "定稿：还有待核的地方，没有文号、日期或标着稿件的，就不生成",
        "For issue: refuse drafts, and while anything is to be reviewed.",
    ),
)
@click.option(
    "--force", is_flag=True, help=help_text("没有变化的也重新生成", "Make anew what is up to date, too.")
)
@click.option(
    "--watch",
    is_flag=True,
    help=help_text("一直开着，每次保存后重新生成", "Stay, and build again after each save."),
)
@JOBS
@CLUSTER
@STRICT
@FORMAT
@click.pass_obj
def build(lang: Lang, **given: Unpack[_Given]) -> None:
    """Build a year and say what was found and written."""
    start = time.perf_counter()
    from docgen.freshness import replayed  # noqa: PLC0415 - --help needs nothing of it
    from docgen.outcome import BuildOptions, fails  # noqa: PLC0415

    project = Project.find(Path.cwd())
    formats = dict.fromkeys((*given["formats"], *(["pdf"] if given["pdf"] else [])))
    options = BuildOptions(
        formats=tuple(formats),
        out=given["out"] and given["out"].absolute(),
        strict=given["strict"],
        public=given["public"],
        release=given["release"],
        force=given["force"],
    )
    if given["watch"]:
        _watch(project, _with_crew(options, given), given, lang)
        return
    outcome = replayed(project, given["year"], given["programs"], options)
    if outcome is None:
        with progress(lang) as working:
            from docgen import pipeline  # noqa: PLC0415 - a build with nothing to do is done in a moment

            options = _with_crew(options, given)
            outcome = pipeline.build(project, given["year"], given["programs"], options, working)
    _show(outcome, time.perf_counter() - start, project, (given["reporter"], lang))
    click.get_current_context().exit(fails(outcome.diagnostics, strict=given["strict"]))


def _with_crew(options: "BuildOptions", given: _Given) -> "BuildOptions":
    from docgen.workers import Crew  # noqa: PLC0415 - a build with nothing to do needs nobody

    return replace(options, crew=Crew(given["jobs"], given["cluster"]))


def _watch(project: Project, options: "BuildOptions", given: _Given, lang: Lang) -> None:
    """Build after each save until Ctrl-C."""
    from threading import Event  # noqa: PLC0415 - only watching needs it

    from docgen.watcher import Build, watch  # noqa: PLC0415

    begun = False

    def told(outcome: "Outcome | DocgenError", seconds: float) -> None:
        nonlocal begun
        if isinstance(outcome, DocgenError):
            if not begun:
                raise outcome
            click.echo(spoken(refusal(outcome), lang), err=True)
        else:
            _show(outcome, seconds, project, (given["reporter"], lang))
        if not begun:
            click.echo(spoken(_WATCHING, lang), err=True)
        begun = True
        sys.stdout.flush()

    watch(Build(project, given["year"], given["programs"], options), told, Event())


def _show(outcome: "Outcome", seconds: float, project: Project, style: tuple[str, Lang]) -> None:
    reporter, lang = style
    report(outcome.diagnostics, project, style, sys.stdout)
    if reporter in FOR_PEOPLE:
        show_written(outcome.written, project, lang)
        say(_ending(outcome.written, seconds), lang)
    for note in outcome.notes:
        # Beside the findings: no line of a file is to blame, and --format json stays json.
        click.echo(spoken(Words(f"警告：{note.zh}", f"warning: {note.en}"), lang), err=True)


def _ending(written: "Sequence[Written]", seconds: float) -> Words:
    if not written:
        return Words("没有写任何文件", "nothing was written")
    fresh = sum(file.status == "written" for file in written)
    return Words(
        f"已写 {fresh} 个文件，{len(written) - fresh} 个未变，用时 {seconds:.2f} 秒",
        f"{fresh} written, {len(written) - fresh} unchanged, in {seconds:.2f} s",
    )


_WATCHING = Words(
    "正在等待保存，保存后自动重新生成；按 Ctrl-C 结束", "waiting for the next save; Ctrl-C ends it"
)
