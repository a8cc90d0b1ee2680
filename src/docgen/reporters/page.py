"""What every format starts from, and how its text reaches a terminal or a file."""

import os
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, TextIO

from docgen.diagnostics import Diagnostic, Severity, Words
from docgen.patterns import regex
from docgen.project import Project
from docgen.records import record

Lang = Literal["zh", "en", "both"]
"""The language of messages."""

Piece = tuple[str, str]
"""Some text and its rich style; line breaks are part of the text."""

Printed = Piece
"""The same beside the pieces of a text that was compared."""

SEVERITIES = {
    Severity.ERROR: Words("错误", "error"),
    Severity.WARNING: Words("警告", "warning"),
    Severity.HINT: Words("提示", "hint"),
}
COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.HINT: "bold cyan"}

_SHEET = regex(r"(\.(?:xlsx|xlsm|xls|ods))#.*", re.IGNORECASE | re.DOTALL)


@record
class Report:
    """The diagnostics of one run, by place and each once."""

    diagnostics: tuple[Diagnostic, ...]
    project: Project
    lang: Lang


def spoken(words: Words, lang: Lang, between: str = "\n") -> str:
    """Return `words` in the language asked for; in both, Chinese comes first."""
    return between.join(words) if lang == "both" else getattr(words, lang)


def summary(diagnostics: Iterable[Diagnostic], lang: Lang) -> Piece:
    """Return the last line of a report: how many of each severity."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    if not counts:
        return spoken(Words("没有发现问题", "no problems found"), lang, " / ") + "\n", "green"
    shares = [(counts[severity], SEVERITIES[severity]) for severity in SEVERITIES if counts[severity]]
    zh = "，".join(f"{count} 个{words.zh}" for count, words in shares)
    en = ", ".join(f"{count} {words.en}{'s' if count > 1 else ''}" for count, words in shares)
    return spoken(Words(zh, en), lang, " / ") + "\n", "bold"


def repository_path(project: Project, file: str) -> str:
    """Return `file`, without a sheet's name, from the root of the GitHub checkout that docgen runs in."""
    file = _SHEET.sub(r"\1", file)
    workspace = Path(os.environ.get("GITHUB_WORKSPACE") or project.root).resolve()
    path = (project.root / file).resolve()
    return path.relative_to(workspace).as_posix() if path.is_relative_to(workspace) else file


def paint(pieces: Iterable[Piece], stream: TextIO) -> None:
    """Write `pieces` to `stream`, in colour on a terminal unless NO_COLOR is set."""
    if not stream.isatty():
        stream.writelines(text for text, _ in pieces)
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.text import Text  # noqa: PLC0415

    Console(file=stream).print(Text.assemble(*pieces), end="", soft_wrap=True)
