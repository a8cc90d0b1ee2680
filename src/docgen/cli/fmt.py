"""`docgen fmt`."""

import sys
from pathlib import Path

import click

from docgen.cli.frame import Command
from docgen.cli.language import help_text
from docgen.cli.rewriting import rewrite
from docgen.project import Project
from docgen.reporters import report
from docgen.reporters.page import Lang


@click.command(
    cls=Command,
    help=help_text(
        "把 YAML 文件（不写 FILE 则全部）整理成统一的排版，内容不变。",
        "Lay out each FILE, or all YAML files, in one form.",
    ),
)
@click.argument(
    "files", metavar="[FILE]...", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--check", is_flag=True, help=help_text("只看是否整理过，不写", "Only see whether they are laid out.")
)
@click.pass_obj
def fmt(lang: Lang, files: tuple[Path, ...], check: bool) -> None:
    """Rewrite the YAML files, or say which would be rewritten."""
    from docgen.formatter import format_text  # noqa: PLC0415 - --help needs nothing of it
    from docgen.reader import read  # noqa: PLC0415

    project = Project.find(Path.cwd())
    paths = [file.absolute() for file in files] or project.yaml_files()
    sources = {path: read(path, project.shown(path)) for path in paths}
    mistakes = [mistake for _, found in sources.values() for mistake in found]
    if mistakes:
        report(mistakes, project, ("full", lang), sys.stdout)
        click.get_current_context().exit(1)
    formatted = {path: format_text(source.text).encode() for path, (source, _) in sources.items() if source}
    rewrite(formatted, project, lang, check=check)
