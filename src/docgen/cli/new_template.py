"""`docgen template new`."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.frame import Command
from docgen.cli.language import help_text
from docgen.cli.terminal import show_written
from docgen.diagnostics import DocgenError, Mistake, Severity, Words
from docgen.project import Project
from docgen.reporters import report
from docgen.reporters.page import Lang

if TYPE_CHECKING:
    from docgen.loader import Library
    from docgen.profiles import Profile

_NOTICE = "templates/notice.docx"


@click.command(
    "new",
    cls=Command,
    help=help_text(
        "按版式新做模板 FILE：.docx 是通知（不写就是 templates/notice.docx），.xlsx 是附件表。",
        f"Make the template FILE from the profile: a notice (.docx; else {_NOTICE}) or annexes (.xlsx).",
    ),
)
@click.argument("file", metavar="[FILE]", default=_NOTICE, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--profile",
    "name",
    metavar="NAME",
    help=help_text(
        "用哪套版式；不写就用 content/agencies.yaml 里 profile 指明的",
        "The layout profile; by default the one that content/agencies.yaml names.",
    ),
)
@click.option("--force", is_flag=True, help=help_text("覆盖已有的模板", "Replace a template that exists."))
@click.pass_obj
def new(lang: Lang, file: Path, name: str | None, force: bool) -> None:
    """Write the template."""
    from docgen.loader import Library  # noqa: PLC0415 - --help needs nothing of it
    from docgen.writer import write  # noqa: PLC0415

    project = Project.find(Path.cwd())
    target = file.absolute()
    make = _maker(target)
    if target.exists() and not force:
        raise _exists(project.shown(target))
    library = Library(project)
    profile = _profile(library, name)
    report(library.diagnostics, project, ("full", lang), sys.stdout)
    if any(found.severity is Severity.ERROR for found in library.diagnostics):
        click.get_current_context().exit(1)
    show_written(write({target: make(profile)}), project, lang)


def _maker(target: Path) -> "Callable[[Profile], bytes]":
    match target.suffix:
        case ".docx":
            from docgen.renderers.word.template import build_notice_template  # noqa: PLC0415

            return build_notice_template
        case ".xlsx":
            from docgen.renderers.excel.default_template import build_annex_template  # noqa: PLC0415

            return build_annex_template
    raise DocgenError(
        Words(f"“{target.name}”不是 Word 或 Excel 文件名", f"{target.name} names no Word and no Excel file"),
        Words("以 .docx 或 .xlsx 结尾", "let it end in .docx or .xlsx"),
    )


def _profile(library: "Library", name: str | None) -> "Profile":
    if name is None:
        library.office()
        return library.profile()
    try:
        library.use_profile(name)
    except Mistake as mistake:
        raise DocgenError(mistake.message, mistake.hint) from mistake
    return library.profile()


def _exists(shown: str) -> DocgenError:
    return DocgenError(
        Words(
            f"“{shown}”已经有了，里面可能有本单位改过的样式",
            f"{shown} exists, maybe with the office's own styles",
        ),
        Words("换一个文件名，或加 --force 覆盖它", "name another file, or replace it with --force"),
    )
