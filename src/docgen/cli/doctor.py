"""`docgen doctor`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.frame import Command
from docgen.cli.language import help_text
from docgen.cli.terminal import say
from docgen.diagnostics import Words
from docgen.reporters.page import Lang

if TYPE_CHECKING:
    from docgen.doctor import Observation

_STATUS = {
    "ok": Words("正常", "ok"),
    "warning": Words("警告", "warning"),
    "error": Words("错误", "error"),
}


@click.command(
    cls=Command,
    help=help_text(
        "检查这台电脑和这个文件夹：字体、LibreOffice、模板、设置。",
        "Look at this computer and folder: fonts, LibreOffice, templates, settings.",
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["full", "json"]),
    default="full",
    show_default=True,
    help=help_text("结果的格式", "Format of the result."),
)
@click.pass_obj
def doctor(lang: Lang, form: str) -> None:
    """Say what is there and what is missing; exit with 1 when a build cannot run."""
    from docgen.doctor import Status, examine  # noqa: PLC0415 - --help needs nothing of it

    observations = list(examine(Path.cwd()))
    fails = any(each.status is Status.ERROR for each in observations)
    if form == "json":
        click.echo(_as_json(observations))
    else:
        for each in observations:
            say(_line(each), lang)
        say(
            Words("还不能生成，请先解决上面的错误", "a build cannot run yet: see the errors above")
            if fails
            else Words("可以生成", "a build can run"),
            lang,
        )
    click.get_current_context().exit(fails)


def _line(observation: "Observation") -> Words:
    status, message = _STATUS[observation.status], observation.message
    zh, en = f"{status.zh}  {message.zh}", f"{status.en:<7}  {message.en}"
    if observation.hint:
        zh += f"\n      怎么办：{observation.hint.zh}"
        en += f"\n         do: {observation.hint.en}"
    return Words(zh, en)


def _as_json(observations: "Sequence[Observation]") -> str:
    from json import dumps  # noqa: PLC0415 - only this format needs it

    found = [
        {
            "id": each.id,
            "status": each.status.value,
            "message": each.message._asdict(),
            "hint": each.hint and each.hint._asdict(),
        }
        for each in observations
    ]
    return dumps(found, ensure_ascii=False, indent=2)
