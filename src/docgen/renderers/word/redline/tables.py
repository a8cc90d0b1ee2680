"""Two tables as one with revisions: rows that came, rows that went, and cells whose words changed."""

from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple

from docgen.alignment import align
from docgen.renderers.word.redline.paragraphs import whole, words
from docgen.renderers.word.redline.revisions import Element, Fate, Revisions, look
from docgen.renderers.word.stylesheet import W
from docgen.word_diff import likeness

_ROWS_ALIKE = 0.6
"""Likeness of two rows without a word in common: mostly figures."""


class _RowKey(NamedTuple):
    """What is compared of a row."""

    shape: tuple[object, ...]
    texts: tuple[str, ...]


def columns(table: Element) -> int:
    """Return how many columns a table's grid has."""
    return len(table.findall(f"{W}tblGrid/{W}gridCol"))


def text(table: Element) -> str:
    """Return the words of a table, cell by cell."""
    return "\n".join("\t".join(_texts(row)) for row in table.iter(f"{W}tr"))


def head(table: Element) -> str:
    """Return the words of a table's first row."""
    return "\t".join(_texts(next(table.iter(f"{W}tr"))))


def whole_table(table: Element, fate: Fate, revisions: Revisions) -> Element:
    """Return a table that came or went as a whole."""
    made = _frame(table)
    made.extend(_whole_row(row, fate, revisions) for row in table.findall(f"{W}tr"))
    return made


def merged_table(old: Element, new: Element, revisions: Revisions) -> Element:
    """Return the new table with its changes against the old one, which has as many columns."""
    made = _frame(new)
    if [look(old.find(f"{W}{name}")) for name in _GEOMETRY] != [
        look(new.find(f"{W}{name}")) for name in _GEOMETRY
    ]:
        revisions.regrided = True
    pairs = align(old.findall(f"{W}tr"), new.findall(f"{W}tr"), _row_key, _rows_alike)
    for before, after in pairs:
        if before is None:
            made.append(_whole_row(after, Fate.INSERTED, revisions))
        elif after is None:
            made.append(_whole_row(before, Fate.DELETED, revisions))
        else:
            made.append(_merged_row(before, after, revisions))
    return made


_GEOMETRY = ("tblPr", "tblGrid")


def _frame(table: Element) -> Element:
    made = table.makeelement(table.tag)
    made.extend(deepcopy(child) for child in table if child.tag != f"{W}tr")
    return made


def _whole_row(row: Element, fate: Fate, revisions: Revisions) -> Element:
    made = deepcopy(row)
    revisions.mark_row(made, fate)
    for paragraph in list(made.iter(f"{W}p")):
        paragraph.getparent().replace(paragraph, whole(paragraph, fate, revisions))
    return made


def _merged_row(old: Element, new: Element, revisions: Revisions) -> Element:
    from docgen.renderers.word.redline.blocks import merged_blocks  # noqa: PLC0415 - cells hold blocks

    made = deepcopy(new)
    for before, after in zip(old.findall(f"{W}tc"), made.findall(f"{W}tc"), strict=True):
        content = merged_blocks(_content(before), _content(after), revisions)
        for child in _content(after):
            after.remove(child)
        after.extend(content)
    return made


def _content(cell: Element) -> list[Element]:
    return [child for child in cell if child.tag != f"{W}tcPr"]


def _texts(row: Element) -> list[str]:
    return ["\n".join(map(words, cell.iter(f"{W}p"))) for cell in row.findall(f"{W}tc")]


def _shape(row: Element) -> tuple[object, ...]:
    """Return what rows share whose cells are compared: spans, merges and the row's own properties."""
    return look(row.find(f"{W}trPr")), *(tuple(_spans(cell)) for cell in row.findall(f"{W}tc"))


def _spans(cell: Element) -> Iterator[tuple[str, str]]:
    for name in ("gridSpan", "vMerge"):
        found = cell.find(f"{W}tcPr/{W}{name}")
        if found is not None:
            yield name, found.get(f"{W}val", "continue")


def _row_key(row: Element) -> _RowKey:
    return _RowKey(_shape(row), tuple(_texts(row)))


def _rows_alike(old: _RowKey, new: _RowKey) -> float:
    if old.shape != new.shape:
        return 0.0
    shared = sum(one == other and _is_name(one) for one, other in zip(old.texts, new.texts, strict=True))
    # A row is told by its words: figures that happen to be the same make no two rows one.
    before, after = ("\t".join(list(filter(_is_name, key.texts)) or key.texts) for key in (old, new))
    alike = likeness(before, after)
    return shared + alike if shared or alike > _ROWS_ALIKE else 0.0


def _is_name(text: str) -> bool:
    return any(character.isalpha() for character in text)
