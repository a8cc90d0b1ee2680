"""`docgen template`: the commands about an office's Word and Excel templates."""

import click

from docgen.cli.check_template import check, tags
from docgen.cli.frame import Subgroup
from docgen.cli.language import help_text
from docgen.cli.new_template import new


@click.group(
    cls=Subgroup,
    help=help_text(
        "新做、检查本单位的 Word 和 Excel 模板。", "Make and check the office's Word and Excel templates."
    ),
)
def template() -> None:
    """Hold the commands."""


for _command in (new, check, tags):
    template.add_command(_command)
