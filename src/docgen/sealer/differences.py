"""What a notice prints now that it did not print when it was sealed, in the words of a correction."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

from docgen.patterns import regex
from docgen.sealer.record import SealedBlock, SealedPart

_CLAUSES = regex(r"[^，。；：]*[，。；：]?")
_MARKS = "，。；："
_NUMERIC = regex(r"[0-9.,%]+")

_Rows = tuple[tuple[str, ...], ...]


class RowNames(NamedTuple):
    """The columns of a table by which people know its rows, from 0."""

    name: int
    serial: int | None = None
    """序号, where the table prints it."""

    def of(self, row: Sequence[str]) -> tuple[str, str]:
        """Return the name and the number of a row; a total has no number."""
        serial = row[self.serial] if self.serial is not None else ""
        return row[self.name], serial if _NUMERIC.fullmatch(serial) else ""


class Change(NamedTuple):
    """One difference: the part of the notice, the words that were and those that are; nothing for none."""

    part: str
    old: str
    new: str
    item: str = ""
    """The row of a table that is meant; or the words behind which something new stands."""
    column: str = ""
    serial: str = ""
    """The number that the row is printed with."""

    @property
    def place(self) -> str:
        """The part as a correction names it, which may have annexes of its own."""
        return f"原{self.part}" if self.part.startswith("附件") else self.part

    @property
    def sentence(self) -> str:
        """Say it as a correction does: `原附件1中，序号1“和平村”的“人数”原为“467”，更正为“470”。`"""
        place = f"{self.place}中，" if self.part else ""
        if self.column:
            old, new = (f"“{text}”" if text else "空" for text in (self.old, self.new))
            row = f"序号{self.serial}“{self.item}”" if self.serial else f"“{self.item}”"
            return f"{place}{row}的“{self.column}”原为{old}，更正为{new}。"
        if self.old and self.new:
            return f"{place}原为“{self.old}”，更正为“{self.new}”。"
        if self.old:
            return f"{place}删去“{self.old}”。"
        behind = f"“{self.item}”之后" if self.item else ""
        return f"{place}{behind}增加“{self.new}”。"


def differences(
    old: Sequence[SealedPart], new: Sequence[SealedPart], names: Mapping[str, RowNames]
) -> Iterator[Change]:
    """Yield every change, part by part in printed order; `names` are the naming columns of tables by id."""
    then, now = ({each.part: each.blocks for each in parts} for parts in (old, new))
    for part in dict.fromkeys((*then, *now)):
        if part not in now:
            yield Change("", part, "")
        elif part not in then:
            yield Change("", "", part)
        else:
            before, after = then[part], now[part]
            yield from _paragraphs(part, _texts(before), _texts(after))
            tables = ([block for block in blocks if block.rows] for blocks in (before, after))
            for was, becomes in zip_longest(*tables, fillvalue=SealedBlock()):
                yield from _table(part, was, becomes, names)


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


def _table(
    part: str, was: SealedBlock, becomes: SealedBlock, names: Mapping[str, RowNames]
) -> Iterator[Change]:
    old, new = was.rows, becomes.rows
    if not old or not new or old[0] != new[0]:
        yield Change(part, _heads(old), _heads(new))
        return
    naming = names.get(was.table) or RowNames(_label_column(old))
    then, now = _by_name(old, naming), _by_name(new, naming)
    for key in dict.fromkeys((*then, *now)):
        if key not in now or key not in then:
            yield Change(part, _row(then.get(key, ())), _row(now.get(key, ())))
            continue
        name, serial = naming.of(now[key])
        for place, head in enumerate(old[0]):
            if then[key][place] != now[key][place] and place != naming.name:
                item = name if serial else _numbered(*key, now)
                yield Change(part, then[key][place], now[key][place], item, head, serial)


def _heads(rows: _Rows) -> str:
    return f"{'、'.join(filter(None, rows[0]))}的表格" if rows else ""


def _row(cells: Sequence[str]) -> str:
    return "、".join(filter(None, cells))


def _label_column(rows: _Rows) -> int:
    """Return the column that names the rows: of those that are mostly words the one that repeats least."""
    best, most = 0, 0
    for column in range(len(rows[0])):
        texts = [row[column] for row in rows[1:]]
        words = [text for text in texts if text and not _NUMERIC.fullmatch(text)]
        if len(words) * 2 > len(texts) and len(set(words)) > most:
            best, most = column, len(set(words))
    return best


def _by_name(rows: _Rows, naming: RowNames) -> dict[tuple[str, int], tuple[str, ...]]:
    """Return the rows by name, and by how many of that name stand above."""
    seen: Counter[str] = Counter()
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    for row in rows[1:]:
        name = row[naming.name]
        found[name, seen[name]] = row
        seen[name] += 1
    return found


def _numbered(name: str, above: int, rows: Mapping[tuple[str, int], object]) -> str:
    return f"{name}（第{above + 1}个）" if (name, 1) in rows else name


def _without_shared_mark(old: str, new: str) -> tuple[str, str]:
    if old[-1] == new[-1] and old[-1] in _MARKS:
        return old[:-1], new[:-1]
    return old, new
