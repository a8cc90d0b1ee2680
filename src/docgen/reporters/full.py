"""For a person: the message, the line of the file with a caret under the place, and what to type."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from docgen.diagnostics import Diagnostic, Words
from docgen.reporters.page import COLOURS, SEVERITIES, Lang, Piece, Report, spoken, summary

_BEFORE, _AFTER = 30, 40
"""How many characters of a long line are shown on either side of the place."""

_FIX = Words("  怎么改：", "  fix: ")

_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode categories that a terminal obeys or does not show."""

_BLANKS = {"W": "\N{IDEOGRAPHIC SPACE}", "F": "\N{IDEOGRAPHIC SPACE}"}
"""White space by East Asian width: as wide as the character in a terminal and in a pasted mail alike."""


def full(report: Report) -> Iterator[Piece]:
    """Yield each diagnostic with its line and hint, an empty line after each, and the summary."""
    for file, group in groupby(report.diagnostics, key=lambda found: found.span.file):
        lines = report.project.lines(file)
        for found in group:
            yield f"{found.span}: ", "bold"
            yield spoken(SEVERITIES[found.severity], report.lang, " "), COLOURS[found.severity]
            yield from _sentence(found.message, report.lang, Words(f" [{found.id}] ", f" [{found.id}] "))
            yield from _excerpt(found, lines)
            if found.hint:
                yield from _sentence(found.hint, report.lang, _FIX)
            yield "\n", ""
    yield summary(report.diagnostics, report.lang)


def _sentence(words: Words, lang: Lang, opening: Words) -> Iterator[Piece]:
    """Yield the sentence after its opening; in both languages the English follows, dimmed."""
    zh, en = (text.replace("\n", "\n    ") + "\n" for text in words)
    yield (opening.en + en if lang == "en" else opening.zh + zh), ""
    if lang == "both":
        yield f"    {en}", "dim"


def _excerpt(found: Diagnostic, lines: Sequence[str]) -> Iterator[Piece]:
    """Yield the line of the file, a long one cut around the place, and a caret under the exact character."""
    line, column = found.span.line, found.span.column
    if not (1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1):
        return
    text, at = lines[line - 1], column - 1
    start, end = max(0, at - _BEFORE), at + _AFTER
    before = ("…" if start else "") + _visible(text[start:at])
    after = _visible(text[at:end]) + ("…" if end < len(text) else "")
    yield f"{line:>5} | ", "blue"
    yield f"{before}{after}\n", ""
    yield f"{'':>5} | ", "blue"
    yield f"{_blank(before)}^\n", COLOURS[found.severity]


def _visible(text: str) -> str:
    """Return `text` with tabs as spaces and a mark for each character that a terminal would obey or hide."""
    return "".join(
        "�" if unicodedata.category(char) in _HIDDEN else char for char in text.replace("\t", "    ")
    )


def _blank(text: str) -> str:
    return "".join(
        _BLANKS.get(unicodedata.east_asian_width(char), " ")
        for char in text
        if unicodedata.category(char) not in {"Mn", "Me"}
    )
