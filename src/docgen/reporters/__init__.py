"""Diagnostics for whoever reads them: a person at a terminal, GitHub, an editor, a script."""

from collections.abc import Callable, Iterable
from typing import TextIO

from docgen.diagnostics import Diagnostic
from docgen.project import Project
from docgen.reporters.concise import concise
from docgen.reporters.full import full
from docgen.reporters.github import github
from docgen.reporters.json import json
from docgen.reporters.page import Lang, Piece, Report, paint
from docgen.reporters.sarif import sarif

FORMATS: dict[str, Callable[[Report], Iterable[Piece]]] = {
    "full": full,
    "concise": concise,
    "json": json,
    "github": github,
    "sarif": sarif,
}
"""A format by the name that `--format` takes."""

FOR_PEOPLE = ("full", "concise")
"""The formats that share the terminal with other words; the others are read by programs."""


def report(
    diagnostics: Iterable[Diagnostic], project: Project, style: tuple[str, Lang], stream: TextIO
) -> None:
    """Write `diagnostics` to `stream`, by file and line and each once; `style` is a format and a language."""
    name, lang = style
    paint(FORMATS[name](Report(_in_order(diagnostics), project, lang)), stream)


def _in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda found: (found.span, found.id, found.message)))
