"""`docgen explain`."""

import click

from docgen.cli.frame import Command
from docgen.cli.language import help_text
from docgen.diagnostics import DocgenError, Words
from docgen.project import nearest_first
from docgen.reporters.page import SEVERITIES, Lang, spoken


def _checks(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    from docgen.checks import all_checks  # noqa: PLC0415 - --help needs nothing of it

    return [check.id for check in all_checks() if check.id.startswith(incomplete)]


@click.command(
    cls=Command,
    help=help_text(
        "说明检查 CHECK 查什么、为什么；不写则列出全部检查。",
        "Say what CHECK looks for and why, or list all checks.",
    ),
)
@click.argument("name", metavar="[CHECK]", required=False, shell_complete=_checks)
@click.option(
    "--markdown",
    is_flag=True,
    help=help_text("印出全部检查的说明，Markdown 格式", "Print all reasons as a Markdown page."),
)
@click.pass_obj
def explain(lang: Lang, name: str | None, markdown: bool) -> None:
    """Print a check's reasons; they are written in Chinese."""
    from docgen.checks import all_checks  # noqa: PLC0415 - --help needs nothing of it
    from docgen.checks_page import checks_page  # noqa: PLC0415

    if markdown:
        click.echo(checks_page(), nl=False)
        return
    checks = {check.id: check for check in all_checks()}
    if name is None:
        for check in checks.values():
            click.echo(f"{check.id}  {check.what}")
        return
    if name not in checks:
        near = nearest_first(name, list(checks))
        raise DocgenError(
            Words(f"没有“{name}”这项检查", f"there is no check {name!r}"),
            Words(f"现有检查：{'、'.join(near)}", f"checks: {', '.join(near)}"),
        )
    check = checks[name]
    click.echo(
        f"{check.id}（{spoken(SEVERITIES[check.severity], lang, ' / ')}）\n\n{check.what}\n{check.why}\n"
    )
    click.echo(f"不要写：{check.example}\n请改为：{check.instead}")
