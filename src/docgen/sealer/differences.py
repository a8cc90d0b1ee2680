"""What a notice prints now that it did not print when it was sealed, in the words of a correction."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from docgen.sealer.record import SealedBlock, SealedPart

_CLAUSES = re.compile(r"[^，。；：]*[，。；：]?")
_MARKS = "，。；："
_NUMERIC = re.compile(r"[0-9.,%]+")

_Rows = tuple[tuple[str, ...], ...]


class Change(NamedTuple):
    """One difference: the part of the notice, the words that were and those that are; nothing for none."""

    part: str
    old: str
    new: str
    item: str = ""
    """The row of a table that is meant; or the words behind which something new stands."""
    column: str = ""

    @property
    def place(self) -> str:
        """The part as a correction names it, which may have annexes of its own."""
        return f"原{self.part}" if self.part.startswith("附件") else self.part

    @property
    def sentence(self) -> str:
        """Say it as a correction does: `原附件1中，“和平村”的“人数”原为“467”，更正为“470”。`"""
        place = f"{self.place}中，" if self.part else ""
        if self.column:
            old, new = (f"“{text}”" if text else "空" for text in (self.old, self.new))
            return f"{place}“{self.item}”的“{self.column}”原为{old}，更正为{new}。"
        if self.old and self.new:
            return f"{place}原为“{self.old}”，更正为“{self.new}”。"
        if self.old:
            return f"{place}删去“{self.old}”。"
        behind = f"“{self.item}”之后" if self.item else ""
        return f"{place}{behind}增加“{self.new}”。"


def differences(old: Sequence[SealedPart], new: Sequence[SealedPart]) -> Iterator[Change]:
    """Yield every change, part by part in printed order."""
    then, now = ({each.part: each.blocks for each in parts} for parts in (old, new))
    for part in dict.fromkeys((*then, *now)):
        if part not in now:
            yield Change("", part, "")
        elif part not in then:
            yield Change("", "", part)
        else:
            before, after = then[part], now[part]
            yield from _paragraphs(part, _texts(before), _texts(after))
            tables = ([block.rows for block in blocks if block.rows] for blocks in (before, after))
            for was, becomes in zip_longest(*tables, fillvalue=()):
                yield from _table(part, was, becomes)


def _texts(blocks: Sequence[SealedBlock]) -> list[str]:
    return [block.text for block in blocks if not block.rows]


def _paragraphs(part: str, old: list[str], new: list[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        before, after = old[first:last], new[start:end]
        if kind == "replace" and len(before) == len(after):
            for was, becomes in zip(before, after, strict=True):
                yield from _sentence(part, was, becomes)
        elif kind != "equal":
            yield from (Change(part, text, "") for text in before)
            yield from (Change(part, "", text) for text in after)


def _sentence(part: str, old: str, new: str) -> Iterator[Change]:
    """Yield the clauses that changed; neighbouring ones together."""
    then, now = (_CLAUSES.findall(text)[:-1] for text in (old, new))
    matcher = SequenceMatcher(None, then, now, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        before, after = "".join(then[first:last]), "".join(now[start:end])
        if kind == "replace":
            yield Change(part, *_without_shared_mark(before, after))
        elif kind != "equal":
            behind = now[start - 1].rstrip(_MARKS) if start and after else ""
            yield Change(part, before, after, behind)


def _table(part: str, old: _Rows, new: _Rows) -> Iterator[Change]:
    if not old or not new or old[0] != new[0]:
        yield Change(part, _heads(old), _heads(new))
        return
    label = _label_column(old)
    then, now = _by_label(old, label), _by_label(new, label)
    for name in dict.fromkeys((*then, *now)):
        if name not in now or name not in then:
            yield Change(part, _row(then.get(name, ())), _row(now.get(name, ())))
            continue
        for place, head in enumerate(old[0]):
            if then[name][place] != now[name][place] and place != label:
                yield Change(part, then[name][place], now[name][place], name, head)


def _heads(rows: _Rows) -> str:
    return f"{'、'.join(filter(None, rows[0]))}的表格" if rows else ""


def _row(cells: Sequence[str]) -> str:
    return "、".join(filter(None, cells))


def _label_column(rows: _Rows) -> int:
    """Return the column that names the rows: the first one that is mostly words."""
    for column in range(len(rows[0])):
        texts = [row[column] for row in rows[1:]]
        words = sum(bool(text) and not _NUMERIC.fullmatch(text) for text in texts)
        if words * 2 > len(texts):
            return column
    return 0


def _by_label(rows: _Rows, column: int) -> dict[str, tuple[str, ...]]:
    """Return the rows by name; those of one name by name and number."""
    counts = Counter(row[column] for row in rows[1:])
    found: dict[str, tuple[str, ...]] = {}
    for number, row in enumerate(rows[1:], 1):
        name = row[column]
        found[f"{name}（第{number}行）" if counts[name] > 1 else name] = row
    return found


def _without_shared_mark(old: str, new: str) -> tuple[str, str]:
    if old[-1] == new[-1] and old[-1] in _MARKS:
        return old[:-1], new[:-1]
    return old, new
