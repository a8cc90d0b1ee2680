"""Arguments and options that several commands take; years and programs complete themselves in the shell."""

import re
from pathlib import Path
from typing import Any

import click

from docgen.cli.language import help_text
from docgen.diagnostics import DocgenError
from docgen.project import Project
from docgen.reporters import FORMATS


def _as_year(_ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    if value is None and param.name != "year":
        return None
    if value is None:
        raise click.UsageError(
            help_text("请写上年度，例如 docgen build 2025", "name a year: docgen build 2025")
        )
    years = value if isinstance(value, tuple) else (value,)
    for wrong in (year for year in years if not re.fullmatch("[0-9]{4}", year)):
        raise click.BadParameter(
            help_text(
                f"“{wrong}”不是年度，请写四位数字，例如 2025",
                f"{wrong!r} is no year: write four digits, as 2025",
            )
        )
    return tuple(map(int, value)) if isinstance(value, tuple) else int(value)


def _as_outputs(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[str, ...]:
    outputs = tuple(dict.fromkeys(part.strip() for part in re.split("[,，]", value)))
    from docgen.renderers.formats import formats  # noqa: PLC0415 - --help needs nothing of it

    known = dict.fromkeys(("docx", "xlsx", "pdf", *formats()))
    for unknown in (part for part in outputs if part not in known):
        choice = ", ".join(known)
        raise click.BadParameter(
            help_text(
                f"没有“{unknown}”这种格式，可以写：{choice}",
                f"{unknown!r} is no format: choose from {choice}",
            )
        )
    return outputs


def _years(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    project = _completing(ctx)
    years = map(str, project.years()) if project else ()
    return [year for year in years if year.startswith(incomplete)]


def _programs(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    project, year = _completing(ctx), ctx.params.get("start") or ctx.params.get("year")
    if not project or year not in project.years():
        return []
    return [file.stem for file in project.program_files(year) if file.stem.startswith(incomplete)]


def _completing(ctx: click.Context) -> Project | None:
    """Return the project at hand; completion runs before -C is obeyed."""
    try:
        return Project.find(Path(ctx.find_root().params.get("directory") or "."))
    except DocgenError:
        return None


# Not `required`: what is missing is said in the user's language, with an example.
YEAR = click.argument("year", metavar="YEAR", required=False, callback=_as_year, shell_complete=_years)
YEARS = click.argument("years", metavar="[YEAR]...", nargs=-1, callback=_as_year, shell_complete=_years)
PROGRAMS = click.argument("programs", metavar="[PROGRAM]...", nargs=-1, shell_complete=_programs)
FROM = click.option(
    "--from",
    "start",
    metavar="YEAR",
    callback=_as_year,
    shell_complete=_years,
    help=help_text(
        "从哪个年度来；不写就是前一个有方案的年度", "The year to start from; by default the one before."
    ),
)
TO = click.option(
    "--to",
    "formats",
    default="docx,xlsx",
    show_default=True,
    metavar="FORMATS",
    callback=_as_outputs,
    help=help_text(
        "docx、xlsx、pdf、html、md，用逗号隔开", "docx, xlsx, pdf, html, md, with commas between."
    ),
)
OUT = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help=help_text("输出到这个文件夹", "Write into this folder."),
)
STRICT = click.option("--strict", is_flag=True, help=help_text("有警告也算失败", "Warnings fail, too."))
FORMAT = click.option(
    "--format",
    "reporter",
    type=click.Choice(list(FORMATS)),
    default="full",
    show_default=True,
    help=help_text("检查结果的格式", "Format of the findings."),
)
JOBS = click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help=help_text(
        "用几个进程，不写的话，要做的多就用全部核", "Processes; one on each core by default, for enough work."
    ),
)
CLUSTER = click.option(
    "--cluster",
    default="",
    metavar="TCP://HOST:PORT",
    help=help_text("交给这个 Dask 集群去做", "Leave the work to this Dask cluster."),
)
