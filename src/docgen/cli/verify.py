"""`docgen verify`."""

from pathlib import Path

import click

from docgen.cli.frame import Command
from docgen.cli.language import help_text
from docgen.diagnostics import DocgenError, Words
from docgen.project import Project
from docgen.reporters.page import Lang, spoken


@click.command(
    cls=Command,
    help=help_text(
        "看每个文件 FILE 是不是封存件，改了名、放在别处也认得；不是则说明不同在哪里。",
        "Say whether each FILE is one that was sealed, and if not, what differs.",
    ),
)
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.pass_obj
def verify(lang: Lang, files: tuple[Path, ...]) -> None:
    """Print a verdict for each file; exit with 1 unless all are sealed."""
    from docgen.authenticity import verify as verdicts  # noqa: PLC0415 - --help needs nothing of it

    found = verdicts(Project.find(Path.cwd()), {file.as_posix(): _bytes(file) for file in files})
    for verdict in found:
        click.echo(verdict.name)
        for words in verdict.words:
            click.echo(f"  {spoken(words, lang, ' / ')}")
    click.get_current_context().exit(not all(verdict.sealed for verdict in found))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise DocgenError(
            Words(f"读不了“{file}”：{error.strerror}", f"cannot read {file}: {error.strerror}")
        ) from error
