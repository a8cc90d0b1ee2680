"""The command line: arguments and exit codes only."""

from contextlib import chdir
from pathlib import Path

import click

from docgen import __version__
from docgen.cli.build import build
from docgen.cli.check import check
from docgen.cli.check_docx import check_docx
from docgen.cli.collect import collect
from docgen.cli.diff import diff
from docgen.cli.doctor import doctor
from docgen.cli.explain import explain
from docgen.cli.fmt import fmt
from docgen.cli.forms import forms
from docgen.cli.frame import Group
from docgen.cli.init import init
from docgen.cli.language import help_text, usual_language
from docgen.cli.new import new
from docgen.cli.packs import packs
from docgen.cli.schema import schema
from docgen.cli.seal import correct, seal
from docgen.cli.template import template
from docgen.cli.text import text
from docgen.cli.todo import todo
from docgen.cli.verify import verify
from docgen.cli.where import where
from docgen.reporters.page import Lang

__all__ = ["main"]


@click.group(
    cls=Group,
    help=help_text(
        "由 YAML 生成公文：Word 通知和 Excel 附表。", "Official notices from YAML, as Word and Excel."
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, help=help_text("显示版本", "Show the version."))
@click.option(
    "--lang",
    type=click.Choice(["zh", "en", "both"]),
    default=usual_language,
    envvar="DOCGEN_LANG",
    help=help_text("提示用的语言，也可设 DOCGEN_LANG", "Language of messages; also DOCGEN_LANG."),
)
@click.option(
    "-C",
    "--directory",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help=help_text("先进入这个文件夹", "Go to this folder first."),
)
@click.pass_context
def main(ctx: click.Context, lang: Lang, directory: Path) -> None:
    """Read what holds for every command."""
    ctx.obj = lang
    ctx.with_resource(chdir(directory))


for _command in (
    init,
    new,
    todo,
    build,
    forms,
    collect,
    packs,
    check,
    diff,
    where,
    seal,
    verify,
    correct,
    check_docx,
    explain,
    fmt,
    schema,
    doctor,
    template,
    text,
):
    main.add_command(_command)
