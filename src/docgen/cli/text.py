"""`docgen text`."""

from pathlib import Path

import click

from docgen.cli.frame import Command
from docgen.cli.language import help_text
from docgen.cli.terminal import say
from docgen.diagnostics import DocgenError, Words
from docgen.reporters.page import Lang


@click.command(
    cls=Command,
    help=help_text(
        "把任何 Word 或 Excel 文件 FILE 印成文字：段落、带 | 的表格、带单元格地址的工作表。",
        "Print any Word or Excel FILE as text: paragraphs, tables with |, sheets with cell addresses.",
    ),
)
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--textconv",
    is_flag=True,
    help=help_text("供 git 用：读不了的文件印一句说明", "For git: say in a line what cannot be read."),
)
@click.pass_obj
def text(lang: Lang, file: Path, textconv: bool) -> None:
    """Print the words of a file."""
    from docgen.readers.plain_text import lines  # noqa: PLC0415 - --help needs nothing of it

    data = file.read_bytes()
    try:
        found = list(lines(data))
    except DocgenError as error:
        if not textconv:
            raise
        # git gives up the whole diff when a textconv fails; the hash still shows that the file changed.
        say(_unread(error.message, data), lang)
        return
    for line in found:
        click.echo(line)


def _unread(message: Words, data: bytes) -> Words:
    from hashlib import sha256  # noqa: PLC0415 - only what cannot be read needs it

    hashed = sha256(data).hexdigest()
    return Words(f"（{message.zh}；SHA-256 {hashed}）", f"({message.en}; SHA-256 {hashed})")
