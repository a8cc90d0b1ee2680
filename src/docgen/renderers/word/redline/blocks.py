"""Two runs of paragraphs and tables as one with revisions, in a body or in a cell."""

from collections.abc import Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Final, NamedTuple, cast

from docgen.alignment import align
from docgen.renderers.word.redline.paragraphs import merged, set_look, style, whole, words
from docgen.renderers.word.redline.revisions import Element, Fate, Revisions
from docgen.renderers.word.redline.tables import columns, head, merged_table, text, whole_table
from docgen.renderers.word.stylesheet import W
from docgen.word_diff import likeness

_P, _TABLE = f"{W}p", f"{W}tbl"
_ALIKE: Final = 0.35


class _Key(NamedTuple):
    """What is compared of a block."""

    tag: str
    form: str = ""
    """The style of a paragraph, the number of a table's columns."""
    text: str = ""
    head: str = ""
    """The first row of a table."""


def merged_blocks(old: Sequence[Element], new: Sequence[Element], revisions: Revisions) -> list[Element]:
    """Return the new blocks with their changes against the old ones."""
    if len(old) == len(new) == 1 and old[0].tag == new[0].tag == _P:
        return [merged(old[0], new[0], revisions)]
    found: list[Element] = []
    sources: list[tuple[Element | None, Element | None]] = []
    for before, after in align(old, new, _key, _alike):
        block = _block(before, after, revisions)
        if block is not None:
            found.append(block)
            sources.append((before, after))
    if found and found[-1].tag == _P:
        _End(found, sources, revisions).settle()
    return _apart(found, revisions)


def _block(old: Element | None, new: Element | None, revisions: Revisions) -> Element | None:
    if old is not None and new is not None:
        if new.tag == _P:
            return merged(old, new, revisions)
        return merged_table(old, new, revisions) if new.tag == _TABLE else deepcopy(new)
    fate = Fate.DELETED if new is None else Fate.INSERTED
    block = cast("Element", old if new is None else new)
    if block.tag == _P:
        return whole(block, fate, revisions)
    if block.tag == _TABLE:
        return whole_table(block, fate, revisions)
    # Bookmarks and the like have no revisions: the new ones stand, the old ones are gone.
    return deepcopy(new) if new is not None else None


def _key(block: Element) -> _Key:
    if block.tag == _TABLE:
        return _Key(block.tag, str(columns(block)), text(block), head(block))
    return _Key(block.tag, style(block), words(block)) if block.tag == _P else _Key(block.tag)


def _alike(old: _Key, new: _Key) -> float:
    if old.tag != new.tag:
        return 0.0
    if old.form != new.form:
        # A table whose columns differ is replaced whole; a paragraph may have got another style.
        return 0.5 if old.tag == _P and old.text and old.text == new.text else 0.0
    if old.tag == _TABLE and old.head == new.head:
        return 1.0
    alike = likeness(old.text, new.text) if old.text or new.text else 1.0
    return alike if alike > _ALIKE else 0.0


def _apart(blocks: list[Element], revisions: Revisions) -> list[Element]:
    """Return the blocks with a paragraph between two tables: Word would take them for one."""
    parted = blocks[:1]
    for before, after in pairwise(blocks):
        if before.tag == after.tag == _TABLE:
            gap = after.makeelement(_P)
            # Inserted and deleted: it is gone whether all is accepted or rejected.
            revisions.mark_paragraph(gap, Fate.INSERTED, Fate.DELETED)
            parted.append(gap)
        parted.append(after)
    return parted


class _End:
    """The end of a body or a cell, whose last paragraph mark can neither come nor go.

    Text that was added behind the last paragraph begins, for Word, before that paragraph's mark: the mark
    of the last common paragraph is the inserted one, and the last mark stays and had another look.
    """

    def __init__(
        self,
        blocks: list[Element],
        sources: list[tuple[Element | None, Element | None]],
        revisions: Revisions,
    ) -> None:
        self._blocks = blocks
        self._sources = sources
        self._revisions = revisions

    def settle(self) -> None:
        """Give the last paragraph a mark that stays."""
        last = self._blocks[-1]
        old, new = self._sources[-1]
        if old is not None and new is not None:
            return
        fate = Fate.DELETED if new is None else Fate.INSERTED
        self._revisions.mark_paragraph(last)
        before = self._before(fate)
        own = (new if old is None else old).find(f"{W}pPr")  # type: ignore[union-attr]
        if before is None:
            self._leave_empty(last, own, fate)
            return
        block, source = self._blocks[before], self._sources[before]
        if None in source:
            self._revisions.mark_paragraph(block, Fate.INSERTED, Fate.DELETED)
        else:
            self._revisions.mark_paragraph(block, fate)
        if fate is Fate.INSERTED:
            self._revisions.restyle(last, "pPr", source[0].find(f"{W}pPr"))  # type: ignore[union-attr]
        else:
            set_look(last, source[1].find(f"{W}pPr"))  # type: ignore[union-attr]
            self._revisions.restyle(last, "pPr", own)

    def _before(self, fate: Fate) -> int | None:
        """Return the place of the other side's last paragraph; None where a table or a section is between."""
        side = 0 if fate is Fate.INSERTED else 1
        for place in reversed(range(len(self._blocks) - 1)):
            block = self._blocks[place]
            if block.tag != _P or block.find(f"{W}pPr/{W}sectPr") is not None:
                return None
            if self._sources[place][side] is not None:
                return place
        return None

    def _leave_empty(self, last: Element, own: Element | None, fate: Fate) -> None:
        """An empty paragraph is left on one side; it has no style there, so that it prints nothing."""
        if fate is Fate.INSERTED:
            self._revisions.restyle(last, "pPr", None)
        else:
            set_look(last, None)
            self._revisions.restyle(last, "pPr", own)
