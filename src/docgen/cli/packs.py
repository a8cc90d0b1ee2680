"""`docgen packs`."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import click

from docgen.cli.arguments import FORMAT, OUT, PROGRAMS, STRICT, TO, YEAR
from docgen.cli.frame import Command
from docgen.cli.language import help_text
from docgen.cli.terminal import counting, say
from docgen.diagnostics import Words
from docgen.project import Project
from docgen.reporters import FOR_PEOPLE, report
from docgen.reporters.page import Lang

if TYPE_CHECKING:
    from docgen.packs import ProgramPacks


class _Given(TypedDict):
    year: int
    programs: tuple[str, ...]
    formats: tuple[str, ...]
    out: Path | None
    jobs: int | None
    shard: tuple[int, int]
    force: bool
    public: bool
    strict: bool
    reporter: str


def _as_shard(_ctx: click.Context, _param: click.Parameter, value: Any) -> tuple[int, int]:
    found = re.fullmatch(r"([0-9]+)/([0-9]+)", value or "1/1")
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise click.BadParameter(help_text(f"“{value}”不是 2/5 的样子", f"{value!r} is not of the form 2/5"))
    return int(found[1]), int(found[2])


@click.command(
    cls=Command,
    help=help_text(
        "给每个单位各生成一份：通知或任务书，带上本单位的数。中断后再运行会接着做。",
        "Make each unit's own notice or assignment; a run that was broken off goes on.",
    ),
)
@YEAR
@PROGRAMS
@TO
@OUT
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help=help_text("用几个进程，不写就用全部核", "Processes."),
)
@click.option(
    "--shard",
    callback=_as_shard,
    metavar="I/N",
    help=help_text("只做 N 份中的第 I 份，分到几台机器时用", "Make part I of N, on one of several machines."),
)
@click.option("--force", is_flag=True, help=help_text("全部重新生成", "Make every pack anew."))
@click.option(
    "--public", is_flag=True, help=help_text("公开稿：隐去的内容印作 XX", "Print what is private as XX.")
)
@STRICT
@FORMAT
@click.pass_obj
def packs(lang: Lang, **given: Unpack[_Given]) -> None:
    """Make the packs of a year and say what was made."""
    from docgen.packs import PackOptions, make_packs  # noqa: PLC0415 - --help needs nothing of it
    from docgen.pipeline import fails  # noqa: PLC0415

    project = Project.find(Path.cwd())
    options = PackOptions(
        formats=given["formats"],
        out=given["out"] and given["out"].absolute(),
        strict=given["strict"],
        public=given["public"],
        force=given["force"],
        jobs=given["jobs"],
        shard=given["shard"],
    )
    with counting() as progress:
        packed = make_packs(project, given["year"], given["programs"], options, progress)
    report(packed.diagnostics, project, (given["reporter"], lang), sys.stdout)
    for each in packed.programs if given["reporter"] in FOR_PEOPLE else ():
        where = project.shown(each.folder)
        say(
            Words(
                f"{where}：新做 {each.made} 份，已有 {each.kept} 份",
                f"{where}: {each.made} made, {each.kept} kept",
            ),
            lang,
        )
        for label, total in each.sums.items():
            say(
                Words(
                    f"  各单位相加与总表一致：{label} {total}",
                    f"  the units add back to the table: {label} {total}",
                ),
                lang,
            )
        for name in each.left_behind:
            say(
                Words(
                    f"  “{name}”的单位已不在表中，请核对后删除",
                    f"  {name} is of a unit no longer in the table: delete it",
                ),
                lang,
            )
    click.get_current_context().exit(fails(packed.diagnostics, strict=given["strict"]))


def _said(packs: "ProgramPacks", where: str) -> Iterator[Words]:
    made, kept = packs.made, packs.kept
    yield Words(f"{where}：新做 {made} 份，已有 {kept} 份", f"{where}: {made} made, {kept} kept")
    for label, total in packs.sums.items():
        yield Words(
            f"  各单位相加与总表一致：{label} {total}", f"  the units add back to the table: {label} {total}"
        )
    for name in packs.left_behind:
        yield Words(
            f"  “{name}”的单位已不在表中，请核对后删除",
            f"  {name} is of a unit that is no longer in the table: look at it and delete it",
        )
