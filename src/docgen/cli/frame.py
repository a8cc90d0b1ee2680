"""What all commands share: headings of the help in the user's language, refusals without a traceback."""

import atexit
import gc
import io
import sys
from typing import IO, Any

import click

from docgen.cli.language import help_text
from docgen.collector import look_seldom
from docgen.diagnostics import DocgenError, Words
from docgen.reporters.page import Lang, spoken

_HEADINGS = {"Options": help_text("选项：", "Options:"), "Commands": help_text("命令：", "Commands:")}


class _Help(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or help_text("用法：", "Usage: "))

    def write_heading(self, heading: str) -> None:
        self.write(f"{_HEADINGS.get(heading, heading)}\n")


class _Context(click.Context):
    formatter_class = _Help


class Command(click.Command):
    """A command whose help is in the user's language."""

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return --help."""
        option = super().get_help_option(ctx)
        if option:
            option.help = help_text("显示这段说明", "Show this message and exit.")
        return option


class Subgroup(click.Group, Command):
    """A command that has commands."""

    command_class = Command


class Group(click.Group, Command):
    """The `docgen` command itself: any DocgenError ends with exit code 2, Ctrl-C with 130."""

    command_class = Command

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line in UTF-8, whatever the code page of the console."""
        _start_quickly()
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="replace")
        return super().main(*args, **{"prog_name": "docgen", **extra})

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except DocgenError as error:
            raise _Refusal(error, ctx.params["lang"]) from error
        except KeyboardInterrupt:
            raise click.exceptions.Exit(130) from None


def _start_quickly() -> None:
    """Spare a program that lives for a fraction of a second what pays off in long ones."""
    look_seldom()
    # At the end Python would look through all objects once more, for a fifth of the time of a build.
    atexit.register(gc.freeze)


class _Refusal(click.ClickException):
    exit_code = 2

    def __init__(self, error: DocgenError, lang: Lang) -> None:
        super().__init__(error.message.en)
        self.error = error
        self.lang = lang

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(spoken(refusal(self.error), self.lang), file=file, err=True)


def refusal(error: DocgenError) -> Words:
    """Return what is said when docgen cannot run."""
    zh, en = f"错误：{error.message.zh}", f"error: {error.message.en}"
    if error.hint:
        zh += f"\n  怎么改：{error.hint.zh}"
        en += f"\n  fix: {error.hint.en}"
    return Words(zh, en)
