"""`docgen check-docx`."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict, Unpack

import click

from docgen.cli.arguments import FORMAT, STRICT
from docgen.cli.frame import Command
from docgen.cli.language import help_text
from docgen.diagnostics import Diagnostic, DocgenError, Severity, Span, Words
from docgen.project import Project
from docgen.reporters import report
from docgen.reporters.page import Lang

if TYPE_CHECKING:
    from docgen.profiles import Profile

_UNREADABLE: Final = "unreadable-file"


class _Given(TypedDict):
    files: tuple[Path, ...]
    profile_id: str
    strict: bool
    reporter: str


def _as_files(_ctx: click.Context, _param: click.Parameter, value: tuple[Path, ...]) -> tuple[Path, ...]:
    if not value:
        raise click.UsageError(
            help_text(
                "请写上文件，例如 docgen check-docx 通知.docx", "name a file: docgen check-docx notice.docx"
            )
        )
    return value


def _as_profile(_ctx: click.Context, _param: click.Parameter, value: str) -> str:
    from docgen.profiles import built_in  # noqa: PLC0415 - --help needs nothing of it

    known = built_in()
    if value not in known:
        listed = ", ".join(known)
        raise click.BadParameter(
            help_text(
                f"没有“{value}”这套版式，可以写：{listed}", f"there is no {value!r}: choose from {listed}"
            )
        )
    return value


@click.command(
    "check-docx",
    cls=Command,
    help=help_text(
        "按公文格式量每个 Word 文件 FILE，不论是不是 docgen 生成的；不改文件。",
        "Measure any Word FILE against a layout profile.",
    ),
)
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    callback=_as_files,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--profile",
    "profile_id",
    default="gbt9704-2012",
    show_default=True,
    metavar="ID",
    callback=_as_profile,
    help=help_text("按哪一套版式量", "The layout profile to measure against."),
)
@STRICT
@FORMAT
@click.pass_obj
def check_docx(lang: Lang, **given: Unpack[_Given]) -> None:
    """Report what deviates from the profile; the line of a place is the number of its paragraph."""
    from docgen import pipeline  # noqa: PLC0415 - --help needs nothing of it
    from docgen.profiles import load  # noqa: PLC0415

    profile = load(given["profile_id"])
    found = tuple(diagnostic for file in given["files"] for diagnostic in _inspected(file, profile))
    report(found, Project(Path.cwd()), (given["reporter"], lang), sys.stdout)
    unreadable = any(diagnostic.id == _UNREADABLE for diagnostic in found)
    click.get_current_context().exit(2 if unreadable else pipeline.fails(found, strict=given["strict"]))


def _inspected(file: Path, profile: "Profile") -> Iterator[Diagnostic]:
    """Yield what is found in one file; one that cannot be read must not hide the others."""
    from docgen.inspector import inspect  # noqa: PLC0415 - --help needs nothing of it

    try:
        yield from inspect(file.read_bytes(), file.as_posix(), profile)
    except DocgenError as error:
        yield Diagnostic(_UNREADABLE, Severity.ERROR, _start(file), error.message, error.hint)
    except OSError as error:
        words = Words(f"读不了这个文件：{error.strerror}", f"cannot read this file: {error.strerror}")
        yield Diagnostic(_UNREADABLE, Severity.ERROR, _start(file), words)


def _start(file: Path) -> Span:
    return Span(file.as_posix(), 1, 1)
