"""`docgen schema`."""

from pathlib import Path

import click

from docgen.cli.frame import Command
from docgen.cli.language import help_text
from docgen.cli.rewriting import rewrite
from docgen.project import Project
from docgen.reporters.page import Lang


@click.command(
    cls=Command,
    help=help_text(
        "重新生成 schema 文件夹，编辑器靠它补全和解释。",
        "Write schema/, from which editors complete and explain.",
    ),
)
@click.option(
    "--check", is_flag=True, help=help_text("只看是否最新，不写", "Only see whether it is up to date.")
)
@click.pass_obj
def schema(lang: Lang, check: bool) -> None:
    """Write the JSON Schemas, or say which are out of date."""
    from docgen.schema import schemas  # noqa: PLC0415 - --help needs nothing of it

    project = Project.find(Path.cwd())
    files = {project.schema / name: text.encode() for name, text in schemas().items()}
    rewrite(files, project, lang, check=check)
