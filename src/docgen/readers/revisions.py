"""A Word file with its revisions accepted or rejected, as Word does it: what a redline is proved by."""

from typing import Any, Final

from docgen.renderers.ooxml import read_parts, write_parts
from docgen.renderers.word.stylesheet import W

Element = Any
"""An lxml element; lxml ships no types."""

_DOCUMENT: Final = "word/document.xml"
_INSERTED, _DELETED = f"{W}ins", f"{W}del"
_MOVES: Final = {f"{W}moveTo": _INSERTED, f"{W}moveFrom": _DELETED}
"""Word moves words by deleting them here and inserting them there."""
_CHANGES: Final = (f"{W}rPrChange", f"{W}pPrChange")


def accepted(data: bytes) -> bytes:
    """Return the file with every revision accepted."""
    return _resolved(data, _INSERTED, _DELETED)


def rejected(data: bytes) -> bytes:
    """Return the file with every revision rejected."""
    return _resolved(data, _DELETED, _INSERTED)


def _resolved(data: bytes, kept: str, gone: str) -> bytes:
    from lxml import etree  # noqa: PLC0415 - start-up stays light

    parts = read_parts(data)
    root = etree.fromstring(parts[_DOCUMENT])
    for move in list(root.iter(*_MOVES)):
        move.tag = _MOVES[move.tag]
    _settle_looks(root, restore=kept == _DELETED)
    _settle_rows(root, kept, gone)
    _settle_runs(root, kept)
    _settle_marks(root, kept, gone)
    return write_parts({**parts, _DOCUMENT: etree.tostring(root, xml_declaration=True, encoding="UTF-8")})


def _settle_looks(root: Element, *, restore: bool) -> None:
    for change in list(root.iter(*_CHANGES)):
        properties = change.getparent()
        properties.remove(change)
        if restore:
            stays = [child for child in properties if child.tag in (f"{W}rPr", f"{W}sectPr")]
            for child in [child for child in properties if child not in stays]:
                properties.remove(child)
            for place, child in enumerate(change[0]):
                properties.insert(place, child)


def _settle_rows(root: Element, kept: str, gone: str) -> None:
    for row in list(root.iter(f"{W}tr")):
        properties = row.find(f"{W}trPr")
        if properties is None:
            continue
        if properties.find(gone) is not None:
            row.getparent().remove(row)
        elif (mark := properties.find(kept)) is not None:
            properties.remove(mark)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)


def _settle_runs(root: Element, kept: str) -> None:
    for change in list(root.iter(_INSERTED, _DELETED)):
        holder = change.getparent()
        if holder.tag in (f"{W}rPr", f"{W}trPr"):
            continue
        if change.tag == kept:
            for run in list(change):
                change.addprevious(run)
        holder.remove(change)
    if kept == _DELETED:
        for text in root.iter(f"{W}delText"):
            text.tag = f"{W}t"


def _settle_marks(root: Element, kept: str, gone: str) -> None:
    for paragraph in list(root.iter(f"{W}p")):
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is None:
            continue
        went = mark.find(gone) is not None
        for change in [child for child in mark if child.tag in (kept, gone)]:
            mark.remove(change)
        if went:
            _join(paragraph)


def _join(paragraph: Element) -> None:
    """Give the words of a paragraph whose mark went to the next one."""
    words = [child for child in paragraph if child.tag != f"{W}pPr"]
    following = paragraph.getnext()
    if words and (following is None or following.tag != f"{W}p"):
        return
    if words:
        first = 1 if following.find(f"{W}pPr") is not None else 0
        for place, child in enumerate(words, start=first):
            following.insert(place, child)
    paragraph.getparent().remove(paragraph)
