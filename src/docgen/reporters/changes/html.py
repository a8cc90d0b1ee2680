"""One self-contained page: tables of changes, a chart of the figures; opens from the disk and prints."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Final

from docgen.diagnostics import Words
from docgen.differ import Change, ChangeReport, Comparison, Kind, Matter, Series
from docgen.reporters.changes.chart import chart
from docgen.reporters.changes.wording import JUMP, UNTRACKED, headline, note, sides, summary
from docgen.reporters.page import Lang, Printed, spoken
from docgen.word_diff import Mark, Piece

_NAME = Words("名称", "name")
_OLD, _NEW = Words("原", "old"), Words("现", "new")
_BY = Words("增减", "change")
_WHAT, _PLACE = Words("内容", "content"), Words("出处", "written at")
_TITLE = Words("变化报告", "Changes")
_ALIKE: Final = 3
"""How many entries of one list make a table of their own."""
_TAGS: Final = {Mark.SAME: "", Mark.REMOVED: "del", Mark.ADDED: "ins"}


def html(report: ChangeReport, lang: Lang) -> Iterator[Printed]:
    """Yield the page."""
    title = f"{spoken(_TITLE, lang, ' / ')}：{sides(report, lang)}"
    style = (Path(__file__).parent / "page.css").read_text(encoding="utf-8")
    language = "en" if lang == "en" else "zh-CN"
    body = "".join(_comparison(each, report.jump, lang) for each in report.comparisons if each.status)
    left = "".join(f"<li>{escape(spoken(words, lang, ' / '))}</li>" for words in report.untracked)
    untracked = f"<h2>{spoken(UNTRACKED, lang, ' / ')}</h2><ul>{left}</ul>" if left else ""
    yield (
        (
            f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
            f"<h1>{escape(title)}</h1>\n<p>{escape(spoken(summary(report), lang, ' / '))}</p>\n"
            f"{body}{untracked}\n</body>\n</html>\n"
        ),
        "",
    )


def _comparison(comparison: Comparison, jump: Fraction, lang: Lang) -> str:
    found = [f"<h2>{escape(spoken(headline(comparison), lang, ' / '))}</h2>\n"]
    for matter, changes in comparison.by_matter():
        found.append(_matter(matter, changes, lang))
        if matter is Matter.FIGURE:
            found += [_chart(series, jump, lang) for series in comparison.series]
    return "".join(found)


def _chart(series: Series, jump: Fraction, lang: Lang) -> str:
    keys = "".join(
        f'<span class="key {kind}"></span>{spoken(words, lang, " / ")}'
        for kind, words in (("was", _OLD), ("is", _NEW))
    )
    caption = f'{escape(series.table)} · {escape(series.column)}<span class="dim">{keys}</span>'
    return f"<figure><figcaption>{caption}</figcaption>{chart(series, jump)}</figure>\n"


def _matter(matter: Matter, changes: Sequence[Change], lang: Lang) -> str:
    found = [f"<h3>{escape(spoken(matter.words, lang, ' / '))}</h3>\n"]
    if matter in (Matter.FIGURE, Matter.DATE):
        for cells, group in groupby(changes, lambda change: change.cell[:2] if change.cell else ()):
            rows = [_figure(change, lang) for change in group]
            found.append(_table((_NAME, _OLD, _NEW, _BY), rows, lang, " · ".join(cells)))
        return "".join(found)
    lone: list[Change] = []
    for _, group in groupby(changes, lambda change: (change.kind, change.where[:-1])):
        alike = list(group)
        if len(alike) >= _ALIKE and alike[0].kind is not Kind.CHANGED:
            found.append(_entries(alike, lang))
        else:
            lone += alike
    if lone:
        found.insert(1, _table((_NAME, _WHAT, _PLACE), [_worded(change, lang) for change in lone], lang))
    return "".join(found)


def _entries(changes: Sequence[Change], lang: Lang) -> str:
    """Return entries of one list that came or went together."""
    first = changes[0]
    kind = spoken(first.kind.words, lang, " / ")
    caption = " · ".join((f"{kind} {len(changes)}", *first.where[:-1]))
    rows = [_worded(replace(change, where=change.where[-1:]), lang) for change in changes]
    return _table((_NAME, _WHAT, _PLACE), rows, lang, caption)


def _table(heads: tuple[Words, ...], rows: list[str], lang: Lang, caption: str = "") -> str:
    cells = "".join(
        f"<th{' class=n' if head in (_OLD, _NEW) else ''}>{escape(spoken(head, lang, ' / '))}</th>"
        for head in heads
    )
    named = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f"<table>{named}<thead><tr>{cells}</tr></thead><tbody>{''.join(rows)}</tbody></table>\n"


def _figure(change: Change, lang: Lang) -> str:
    name = change.cell.row if change.cell else " · ".join(change.where)
    by = note(change, lang).strip("（） ()")
    jump = f"{JUMP} " if change.jump else ""
    return (
        f"<tr{' class=jump' if change.jump else ''}><td{_title(change)}>{escape(name)}</td>"
        f'<td class="n">{escape(change.old)}</td><td class="n">{escape(change.new)}</td>'
        f"<td>{escape(jump + by)}</td></tr>"
    )


def _worded(change: Change, lang: Lang) -> str:
    kind = "" if change.kind is Kind.CHANGED else escape(spoken(change.kind.words, lang, " / "))
    kind = f'<span class="dim">{kind}</span> ' if kind else ""
    where = escape(" · ".join(change.where))
    place = escape(str(change.span)) if change.span else ""
    said = "".join(map(_piece, _said(change, lang)))
    return (
        f'<tr><td class="what">{kind}{where}</td>'
        f'<td class="text">{said}</td><td class="place">{place}</td></tr>'
    )


def _said(change: Change, lang: Lang) -> tuple[Piece, ...]:
    if change.pieces:
        return change.pieces
    old = (Piece(Mark.REMOVED, change.old),) if change.old else ()
    between = (Piece(Mark.SAME, " → "),) if change.old and change.new else ()
    new = (Piece(Mark.ADDED, change.new),) if change.new else ()
    return (*old, *between, *new, Piece(Mark.SAME, note(change, lang)))


def _piece(piece: Piece) -> str:
    tag = _TAGS[piece.mark]
    text = escape(piece.text)
    return f"<{tag}>{text}</{tag}>" if tag else text


def _title(change: Change) -> str:
    return f' title="{escape(str(change.span))}"' if change.span else ""
