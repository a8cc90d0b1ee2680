"""`docgen init`."""

from pathlib import Path

import click

from docgen.cli.frame import Command
from docgen.cli.language import help_text
from docgen.cli.terminal import say
from docgen.diagnostics import Words
from docgen.reporters.page import Lang


@click.command(
    cls=Command,
    help=help_text(
        "新建一个单位的文件夹 DIR，里面的示例可以直接生成。",
        "Make an office's folder DIR that builds at once.",
    ),
)
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_obj
def init(lang: Lang, directory: Path) -> None:
    """Make the folder and say what to do next."""
    from docgen import starter_repository  # noqa: PLC0415 - --help needs nothing of it

    count = len(starter_repository.create(directory))
    steps = f"\n  cd {directory}\n  docgen build {starter_repository.YEAR}"
    say(
        Words(
            f"已在“{directory}”放好 {count} 个文件。接着运行：{steps}",
            f"{count} files are in {directory}. Go on with:{steps}",
        ),
        lang,
    )
