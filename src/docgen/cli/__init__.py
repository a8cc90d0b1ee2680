"""The command line: arguments and exit codes only."""

from collections.abc import Iterator, Mapping
from contextlib import chdir
from importlib import import_module
from pathlib import Path

import click

from docgen import __version__
from docgen.cli.frame import Group
from docgen.cli.language import help_text, usual_language
from docgen.reporters.page import Lang

__all__ = ["main"]

_NAMES = (
    *(
        "init",
        "new",
        "todo",
        "build",
        "forms",
        "collect",
        "packs",
        "check",
        "diff",
        "where",
        "seal",
        "verify",
    ),
    *("correct", "check-docx", "explain", "fmt", "schema", "doctor", "template", "text"),
)


class _Commands(Mapping[str, click.Command]):
    """The commands by name; the module of one is loaded when it is asked for."""

    def __getitem__(self, name: str) -> click.Command:
        if name not in _NAMES:
            raise KeyError(name)
        own = name.replace("-", "_")
        command: click.Command = getattr(import_module(f"docgen.cli.{_SHARED.get(own, own)}"), own)
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)


_SHARED = {"correct": "seal"}
"""Commands that stand in the module of another."""


@click.group(
    cls=Group,
    commands=_Commands(),
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
