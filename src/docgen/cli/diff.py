"""`docgen diff`."""

import re
import sys
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict, Unpack

import click

from docgen.cli.frame import Command
from docgen.cli.language import help_text
from docgen.cli.terminal import say
from docgen.diagnostics import DocgenError, Words
from docgen.project import Project
from docgen.reporters import report as report_mistakes
from docgen.reporters.page import Lang, paint

if TYPE_CHECKING:
    from docgen.comparer import Compared, Documents
    from docgen.differ import ChangeReport

_FORMATS: Final = ("text", "md", "json", "html")
_ENDINGS: Final = {".html": "html", ".htm": "html", ".md": "md", ".json": "json", ".txt": "text"}
_ONLY: Final = "docgen.diff.only"


class _Given(TypedDict):
    old: str | None
    new: str | None
    form: str | None
    out: Path | None
    redline: Path | None
    jump: Fraction
    exit_code: bool
    install_git: bool


class _Diff(Command):
    """A command whose arguments behind `--` are files, whatever stands before."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the files away before the other arguments are read."""
        if "--" in args:
            at = args.index("--")
            ctx.meta[_ONLY] = tuple(args[at + 1 :])
            args = args[:at]
        return super().parse_args(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the usage line with the files in it."""
        return [*super().collect_usage_pieces(ctx), "[-- FILE...]"]


def _as_share(_ctx: click.Context, _param: click.Parameter, value: str) -> Fraction:
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)[%％]?", value.strip())
    if not found:
        raise click.BadParameter(
            help_text(f"“{value}”不是百分比，请写 20% 的样子", f"{value!r} is no percentage: write 20%")
        )
    return Fraction(found[1]) / 100


@click.command(
    cls=_Diff,
    help=help_text(
        "说出从 A 到 B 变了什么。A、B 是两个年度、两个 YAML 文件，或 git 的版本（只写 A 就与现在的文件比）；"
        "-- 之后可以只写几个文件或方案。",
        "Say what changed from A to B: two years, two YAML files, or git revisions (A alone is compared with"
        " the files at hand). FILEs behind -- narrow it down.",
    ),
)
@click.argument("old", metavar="A", required=False)
@click.argument("new", metavar="[B]", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    help=help_text("报告的格式；不写时看 --output 的文件名", "Format of the report; else as --output ends."),
)
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=help_text("写进文件，例如 变化.html", "Write to a file, such as changes.html."),
)
@click.option(
    "--redline",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.docx",
    help=help_text("另存花脸稿：带 Word 修订的新稿", "Write the new notice with Word's tracked changes."),
)
@click.option(
    "--jump",
    default="20%",
    show_default=True,
    metavar="PERCENT",
    callback=_as_share,
    help=help_text("增减超过这个幅度的标 ▲", "Mark changes of figures beyond this with ▲."),
)
@click.option(
    "--exit-code", is_flag=True, help=help_text("有变化时退出码为 1", "Exit with 1 when anything changed.")
)
@click.option(
    "--install-git",
    is_flag=True,
    help=help_text(
        "让 git diff 能显示 Word 和 Excel 文件", "Make git diff show Word and Excel files as text."
    ),
)
@click.pass_obj
def diff(lang: Lang, **given: Unpack[_Given]) -> None:
    """Report what changed, and write the redline where one is asked for."""
    from docgen.comparer import Request, compare_editions  # noqa: PLC0415 - --help needs nothing of it

    project = Project.find(Path.cwd())
    if given["install_git"]:
        _install(project, lang)
        if given["old"] is None:
            return
    ctx = click.get_current_context()
    request = Request(_named(given["old"]), given["new"], ctx.meta.get(_ONLY, ()), given["jump"])
    compared = compare_editions(project, request)
    if compared.diagnostics:
        # Beside the report: --format json stays json.
        report_mistakes(compared.diagnostics, project, ("full", lang), sys.stderr)
    report = compared.report
    if given["redline"]:
        report = replace(report, untracked=_write_redline(compared, given["redline"], project, lang))
    _show(report, (given["form"], given["out"]), project, lang)
    ctx.exit(bool(compared.diagnostics) or (given["exit_code"] and report.changed))


def _named(old: str | None) -> str:
    if old is None:
        raise click.UsageError(
            help_text(
                "请写上比较什么，例如 docgen diff 2024 2025，或 docgen diff HEAD~3",
                "say what to compare: docgen diff 2024 2025, or docgen diff HEAD~3",
            )
        )
    return old


def _show(
    report: "ChangeReport", style: tuple[str | None, Path | None], project: Project, lang: Lang
) -> None:
    from docgen.reporters.changes import FORMATS  # noqa: PLC0415 - --help needs nothing of it

    form, out = style
    name = form or _ENDINGS.get(out.suffix.lower() if out else "", "text")
    printed = FORMATS[name](report, lang)
    if out is None:
        paint(printed, sys.stdout)
        return
    _write(out, "".join(text for text, _ in printed).encode(), project, lang)


def _write(path: Path, data: bytes, project: Project, lang: Lang) -> None:
    from docgen.cli.terminal import show_written  # noqa: PLC0415 - only files need it
    from docgen.writer import write  # noqa: PLC0415

    if sys.stdout.isatty():
        show_written(write({path.absolute(): data}), project, lang)
    else:
        write({path.absolute(): data})


def _write_redline(compared: "Compared", path: Path, project: Project, lang: Lang) -> tuple[Words, ...]:
    from docgen.comparer import redline_of  # noqa: PLC0415 - only --redline needs it

    if path.suffix.lower() != ".docx":
        raise click.UsageError(
            help_text("--redline 要写 .docx 文件，例如 花脸稿.docx", "--redline takes a .docx file")
        )
    redline = redline_of(_one(compared))
    _write(path, redline.data, project, lang)
    return redline.untracked


def _one(compared: "Compared") -> "Documents":
    """Return the notice to mark up: the one that was compared, or the only one that changed."""
    changed = {each.new for each in compared.report.comparisons if each.changes}
    found = compared.documents
    if len(found) > 1:
        found = tuple(each for each in found if each.evaluation.file in changed) or found
    if len(found) == 1:
        return found[0]
    names = [each.evaluation.program.id for each in found]
    if compared.diagnostics and not found:
        raise DocgenError(
            Words("有错误，做不了花脸稿", "with mistakes there is no redline"),
            Words("先改正上面的错误", "correct the mistakes above first"),
        )
    raise DocgenError(
        Words(
            f"花脸稿一次做一个方案，这里有 {len(names)} 个",
            f"a redline is of one program, here are {len(names)}",
        ),
        _choice(names),
    )


def _choice(names: Iterable[str]) -> Words:
    listed = list(names)
    return Words(
        f"在 -- 之后写上方案：{'、'.join(listed)}" if listed else "两边要有同一个方案",
        f"name one behind --: {', '.join(listed)}" if listed else "both sides must have the program",
    )


def _install(project: Project, lang: Lang) -> None:
    from docgen.git_drivers import install  # noqa: PLC0415 - only this option needs it

    for words in install(project):
        say(words, lang)
