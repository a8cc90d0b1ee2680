"""`docgen packs`."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import click

from docgen.cli.arguments import CLUSTER, FORMAT, JOBS, PROGRAMS, STRICT, TO, YEAR
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
    out: str | None
    jobs: int | None
    cluster: str
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
@click.option(
    "--out",
    metavar="DIR",
    help=help_text(
        "输出到这个文件夹，或 s3:// 之类的地址", "Write into this folder, or to an s3:// address."
    ),
)
@JOBS
@CLUSTER
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
    from docgen.workers import Crew  # noqa: PLC0415

    project = Project.find(Path.cwd())
    options = PackOptions(
        formats=given["formats"],
        out=_absolute(given["out"] or ""),
        strict=given["strict"],
        public=given["public"],
        force=given["force"],
        crew=Crew(given["jobs"], given["cluster"]),
        shard=given["shard"],
    )
    with counting() as progress:
        packed = make_packs(project, given["year"], given["programs"], options, progress)
    report(packed.diagnostics, project, (given["reporter"], lang), sys.stdout)
    for each in packed.programs if given["reporter"] in FOR_PEOPLE else ():
        for words in _said(each, project):
            say(words, lang)
    click.get_current_context().exit(fails(packed.diagnostics, strict=given["strict"]))


def _absolute(out: str) -> str:
    """Return an address as it is, and a folder as every process finds it."""
    return str(Path(out).absolute()) if out and "://" not in out else out


def _said(packs: "ProgramPacks", project: Project) -> Iterator[Words]:
    made, kept, where = packs.made, packs.kept, packs.target.shown
    where = where if "://" in where else project.shown(Path(where))
    yield Words(f"{where}：新做 {made} 份，已有 {kept} 份", f"{where}: {made} made, {kept} kept")
    for label, total in packs.sums.items():
        yield Words(
            f"  各单位相加与总表一致：{label} {total}", f"  the units add back to the table: {label} {total}"
        )
    for name in packs.left_behind:
        yield Words(
            f"  “{name}”是以前生成的，这次没有它，请核对后删除",
            f"  {name} is from an earlier run and has no place in this one: look at it and delete it",
        )
