"""For a terminal: each program's changes by what they are about, texts word by word."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from docgen.diagnostics import Words
from docgen.differ import Change, ChangeReport, Kind, Matter
from docgen.reporters.changes.wording import JUMP, SIGNS, UNTRACKED, headline, shortened, summary, what, where
from docgen.reporters.page import Lang, Printed, spoken
from docgen.word_diff import Mark, Piece

_STYLES: Final = {Kind.CHANGED: "", Kind.ADDED: "green", Kind.REMOVED: "red", Kind.MOVED: "cyan"}
_MARKS: Final = {Mark.SAME: ("", ""), Mark.REMOVED: ("[-", "-]"), Mark.ADDED: ("{+", "+}")}
_TEXT_STYLES: Final = {Mark.SAME: "", Mark.REMOVED: "red", Mark.ADDED: "green"}
_LONG: Final = 60
_MOST_ALIKE: Final = 8
"""Entries of one list that are named one by one."""


def text(report: ChangeReport, lang: Lang) -> Iterator[Printed]:
    """Yield the report in lines."""
    for comparison in report.comparisons:
        if comparison.status is None:
            continue
        yield f"{spoken(headline(comparison), lang, ' / ')}\n", "bold"
        for matter, changes in comparison.by_matter():
            yield f"  {spoken(matter.words, lang, ' / ')}\n", "bold cyan"
            yield from _changes(matter, changes, lang)
        yield "\n", ""
    if report.untracked:
        yield f"{spoken(UNTRACKED, lang, ' / ')}\n", "bold"
        yield from ((f"  {spoken(words, lang, ' / ')}\n", "") for words in report.untracked)
    yield f"{spoken(summary(report), lang)}\n", "bold"


def _changes(matter: Matter, changes: Sequence[Change], lang: Lang) -> Iterator[Printed]:
    for _, group in groupby(changes, key=lambda change: (change.kind, change.where[:-1])):
        alike = list(group)
        most = len(alike) if matter is not Matter.ENTRY else _MOST_ALIKE
        for change in alike[:most]:
            yield from _change(change, lang)
        if len(alike) > most:
            rest = len(alike) - most
            more = Words(f"…… 另有 {rest} 项", f"… {rest} more")
            yield f"      {spoken(more, lang, ' / ')}\n", "dim"


def _change(change: Change, lang: Lang) -> Iterator[Printed]:
    sign = JUMP if change.jump else SIGNS[change.kind]
    yield f"  {sign} {where(change)}", "bold red" if change.jump else _STYLES[change.kind]
    if change.pieces and len(change.old) + len(change.new) > _LONG:
        yield "\n      ", ""
        yield from map(_piece, shortened(change.pieces))
        yield "\n", ""
        return
    said = what(change, lang).replace("\n", "¶")
    yield f"  {said if len(said) <= 2 * _LONG else said[: 2 * _LONG] + '…'}\n", ""


def _piece(piece: Piece) -> Printed:
    start, end = _MARKS[piece.mark]
    return f"{start}{piece.text}{end}", _TEXT_STYLES[piece.mark]
