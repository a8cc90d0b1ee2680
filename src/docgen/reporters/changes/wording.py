"""A change in words that every format shares: what it is about, old → new, by how much."""

from collections.abc import Iterator, Sequence
from typing import Final

from docgen.diagnostics import Words
from docgen.differ import Change, ChangeReport, Comparison, Kind
from docgen.reporters.page import Lang, spoken
from docgen.word_diff import Mark, Piece

JUMP: Final = "▲"
"""Stands before a change beyond the threshold."""
SIGNS: Final = {Kind.CHANGED: " ", Kind.ADDED: "+", Kind.REMOVED: "-", Kind.MOVED: "↕"}
_CONTEXT: Final = 12
"""Characters of an unchanged stretch that stay on either side of a change."""


def where(change: Change) -> str:
    """Return what changed: 考核目标 · 和平村."""
    return " · ".join(change.where)


def note(change: Change, lang: Lang) -> str:
    """Return by how much, in brackets."""
    if change.note is None:
        return ""
    if lang == "en":
        return f" ({change.note.en})"
    alike = change.note.zh == change.note.en
    return f"（{change.note.zh if alike else spoken(change.note, lang, ' / ')}）"


def what(change: Change, lang: Lang) -> str:
    """Return old and new: 446 → 470（+5.4%）."""
    match change.kind:
        case Kind.ADDED:
            return f"{change.new}{note(change, lang)}"
        case Kind.REMOVED:
            return change.old
    return f"{change.old} → {change.new}{note(change, lang)}"


def shortened(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces of a text with long unchanged stretches cut down to what stands beside a change."""
    last = len(pieces) - 1
    for place, piece in enumerate(pieces):
        text = piece.text.replace("\n", "¶")
        if piece.mark is Mark.SAME and len(text) > 2 * _CONTEXT + 2:
            head = text[:_CONTEXT] if place else ""
            tail = text[-_CONTEXT:] if place < last else ""
            text = f"{head}…{tail}"
        yield Piece(piece.mark, text)


def headline(comparison: Comparison) -> Words:
    """Return what became of a program."""
    old, new, label = comparison.old, comparison.new, comparison.label
    match comparison.status:
        case Kind.ADDED:
            return Words(f"{label}：新增 {new}", f"{label}: added {new}")
        case Kind.REMOVED:
            return Words(f"{label}：删去 {old}", f"{label}: removed {old}")
        case None:
            return Words(f"{label}：没有变化", f"{label}: no changes")
    files = f"{old} → {new}" if old != new else new
    return Words(f"{label}  {files}", f"{label}  {files}")


def sides(report: ChangeReport, lang: Lang) -> str:
    """Return what was compared: 2024 → 2025."""
    return f"{report.old} → {report.new or spoken(_AT_HAND, lang, ' / ')}"


def summary(report: ChangeReport) -> Words:
    """Return how much changed."""
    changes = [change for each in report.comparisons for change in each.changes]
    alone = [each for each in report.comparisons if each.status in (Kind.ADDED, Kind.REMOVED)]
    jumps = sum(change.jump for change in changes)
    if not report.changed:
        return Words("没有变化", "no changes")
    zh, en = f"共 {len(changes)} 处变化", f"{len(changes)} changes"
    if alone:
        zh += f"，{len(alone)} 个文件只有一边有"
        en += f", {len(alone)} files on one side only"
    if jumps:
        share = percent(report)
        zh += f"；{JUMP} {jumps} 处增减超过 {share}"
        en += f"; {JUMP} {jumps} by more than {share}"
    return Words(zh, en)


def percent(report: ChangeReport) -> str:
    """Return the threshold of jumps."""
    return f"{float(report.jump * 100):g}%"


_AT_HAND: Final = Words("现在的文件", "the files at hand")
UNTRACKED: Final = Words("花脸稿里看不出的变化", "What the redline cannot show")
