"""`docgen template check` and `docgen template tags`."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import TypedDict, Unpack

import click

from docgen.cli.arguments import FORMAT, STRICT
from docgen.cli.frame import Command
from docgen.cli.language import help_text
from docgen.cli.terminal import say, show_written
from docgen.diagnostics import DocgenError, Words
from docgen.project import Project
from docgen.reporters import FOR_PEOPLE, report
from docgen.reporters.page import Lang, spoken

_TEMPLATES = ("notice.docx", "annex.xlsx")
_USED, _LEFT_OUT = Words("用到", "used    "), Words("未用", "left out")


class _Given(TypedDict):
    files: tuple[Path, ...]
    copy: Path | None
    strict: bool
    reporter: str


@click.command(
    "check",
    cls=Command,
    help=help_text(
        "检查每个 FILE（不写则检查 templates 文件夹），一次说出全部错误。",
        "Report all faults of each FILE, or of the templates/ folder.",
    ),
)
@click.argument(
    "files", metavar="[FILE]...", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--mark",
    "copy",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="COPY.docx",
    help=help_text("另存一份，每处错误加一条 Word 批注", "Write a copy with a Word comment at each fault."),
)
@STRICT
@FORMAT
@click.pass_obj
def check(lang: Lang, **given: Unpack[_Given]) -> None:
    """Report the faults of the templates, and mark them in a copy."""
    from docgen.pipeline import fails, tables_by_template  # noqa: PLC0415 - --help needs nothing of it
    from docgen.renderers.templates import check as faults_of  # noqa: PLC0415

    project, copy = _project(given["files"]), given["copy"]
    tables = tables_by_template(project) if project.content.is_dir() else {}
    templates = _read(given["files"], project, tables)
    marked = _to_mark(templates, copy, project) if copy else None
    found = [
        each
        for name, data in templates.items()
        for each in faults_of(name, data, tables.get(PurePath(name).name, ()))
    ]
    report(found, project, (given["reporter"], lang), sys.stdout)
    if copy and marked is not None:
        _mark(marked, copy, project, lang if given["reporter"] in FOR_PEOPLE else None)
    click.get_current_context().exit(fails(found, strict=given["strict"]))


@click.command(
    "tags",
    cls=Command,
    help=help_text(
        "列出 Word 模板里可以写的全部标签，以及 FILE（不写则是 templates/notice.docx）用了哪些。",
        "List all tags a Word template may hold, and which of them FILE (or templates/notice.docx) prints.",
    ),
)
@click.argument(
    "file", metavar="[FILE]", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.pass_obj
def tags(lang: Lang, file: Path | None) -> None:
    """Print a line for each name: whether it is printed, how it is written, what it means."""
    from docgen.renderers.templates import name_uses  # noqa: PLC0415 - --help needs nothing of it

    files = (file,) if file else ()
    data, *_ = _read(files, _project(files)).values()
    uses = name_uses(data)
    width = max(len(use.tag) for use in uses)
    for use in uses:
        status = spoken(_USED if use.printed else _LEFT_OUT, lang, " / ")
        click.echo(f"{status}  {use.tag:{width}}  {spoken(use.meaning, lang, ' / ')}")


def _project(files: tuple[Path, ...]) -> Project:
    """Return the project at hand; files that are named need none."""
    try:
        return Project.find(Path.cwd())
    except DocgenError:
        if not files:
            raise
        return Project(Path.cwd())


def _read(files: tuple[Path, ...], project: Project, named: Iterable[str] = ()) -> dict[str, bytes]:
    """Return the templates by the names that messages show; without files all in use."""
    if not files:
        names = (*_TEMPLATES, *sorted(named))
        return {project.shown(project.templates / name): project.template(name) for name in names}
    try:
        return {project.shown(file.absolute()): file.read_bytes() for file in files}
    except OSError as error:
        raise DocgenError(
            Words(f"读不了“{error.filename}”", f"cannot read {error.filename}: {error.strerror}"),
            Words("如果它在 Word 或 Excel 里开着，请先关闭", "close it, if it is open in Word or Excel"),
        ) from error


def _to_mark(templates: Mapping[str, bytes], copy: Path, project: Project) -> bytes:
    names = [name for name in templates if name.lower().endswith(".docx")]
    if len(names) != 1 or copy.suffix.lower() != ".docx":
        raise click.UsageError(
            help_text(
                "--mark 一次标一个 Word 模板，副本也要是 .docx 文件",
                "--mark takes one Word template, and a copy that is a .docx file",
            )
        )
    if copy.resolve() == (project.root / names[0]).resolve():
        raise click.UsageError(help_text("副本不能是模板自己", "the copy may not be the template itself"))
    return templates[names[0]]


def _mark(template: bytes, copy: Path, project: Project, lang: Lang | None) -> None:
    """Write the marked copy, and say so in `lang`."""
    from docgen.renderers.templates import mark  # noqa: PLC0415 - only --mark needs it
    from docgen.writer import write  # noqa: PLC0415

    data, count = mark(template)
    written = write({copy.absolute(): data}) if count else ()
    if lang and written:
        show_written(written, project, lang)
    elif lang:
        say(Words("没有可标的错误，没有写副本", "nothing to mark, so no copy was written"), lang)
