"""For pull requests: Markdown with tables of figures, deletions struck through and additions bold."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from docgen.diagnostics import Words
from docgen.differ import Change, ChangeReport, Kind
from docgen.patterns import regex
from docgen.reporters.changes.wording import (
    JUMP,
    UNTRACKED,
    headline,
    note,
    shortened,
    sides,
    summary,
    what,
    where,
)
from docgen.reporters.page import Lang, Printed, spoken
from docgen.word_diff import Mark, Piece

_SPECIAL: Final = regex(r"([\\`*_{}\[\]<>|#~!&])")
_HEADS: Final = (Words("名称", "name"), Words("原", "old"), Words("现", "new"), Words("增减", "change"))


def markdown(report: ChangeReport, lang: Lang) -> Iterator[Printed]:
    """Yield the report as Markdown."""
    yield f"# {_plain(sides(report, lang))}\n\n", ""
    yield f"{spoken(summary(report), lang, ' / ')}\n", ""
    for comparison in report.comparisons:
        if comparison.status is None:
            continue
        yield f"\n## {_plain(spoken(headline(comparison), lang, ' / '))}\n", ""
        for matter, changes in comparison.by_matter():
            yield f"\n### {spoken(matter.words, lang, ' / ')}\n", ""
            for cells, group in groupby(changes, key=lambda change: change.cell and change.cell[:2]):
                rows = list(group)
                yield from _table(cells, rows, lang) if cells else _list(rows, lang)
    if report.untracked:
        yield f"\n## {spoken(UNTRACKED, lang, ' / ')}\n\n", ""
        yield from ((f"- {_plain(spoken(words, lang, ' / '))}\n", "") for words in report.untracked)


def _table(cells: tuple[str, ...], changes: Sequence[Change], lang: Lang) -> Iterator[Printed]:
    title, column = cells
    yield f"\n**{_plain(title)} · {_plain(column)}**\n\n", ""
    yield "| " + " | ".join(spoken(head, lang, " / ") for head in _HEADS) + " |\n|---|---:|---:|---|\n", ""
    for change in changes:
        name = change.cell.row if change.cell else ""
        by = note(change, lang).strip("（） ()")
        shown = (name, change.old, change.new, f"{JUMP} {by}" if change.jump else by)
        yield f"| {' | '.join(map(_plain, shown))} |\n", ""


def _list(changes: Sequence[Change], lang: Lang) -> Iterator[Printed]:
    yield "\n", ""
    for change in changes:
        kind = f"{spoken(change.kind.words, lang, ' / ')} " if change.kind is not Kind.CHANGED else ""
        sign = f"{JUMP} " if change.jump else ""
        said = "".join(map(_piece, shortened(change.pieces))) if change.pieces else _plain(what(change, lang))
        yield f"- {sign}{kind}**{_plain(where(change))}** {said}\n", ""


def _piece(piece: Piece) -> str:
    text = _plain(piece.text)
    # A blank inside the marks would leave them as they are typed.
    if piece.mark is Mark.SAME or not text.strip():
        return text
    return f"<del>{text}</del>" if piece.mark is Mark.REMOVED else f"<ins>{text}</ins>"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("\n", " ")
