"""What Word calls revisions: the elements that say who inserted, deleted or restyled what."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from enum import StrEnum
from typing import Any, Final

from docgen.renderers.word.stylesheet import W

Element = Any
"""An lxml element; lxml ships no types."""

AUTHOR: Final = "docgen"
_BEHIND_MARK: Final = (f"{W}sectPr", f"{W}pPrChange")
"""What comes after the properties of a paragraph's mark in `w:pPr`."""


_DECIDED: Final = ("pStyle", "pageBreakBefore", "rStyle", "rFonts")


class Fate(StrEnum):
    """What a revision does. The value names its element."""

    INSERTED = "ins"
    DELETED = "del"


class Revisions:
    """Makes the revisions of one document, each with a number of its own."""

    def __init__(self, day: date | None = None) -> None:
        self._day = day
        self.count = 0
        self.regrided = False
        """Whether a table that both have got other columns or another place."""

    def wrap(self, parent: Element, fate: Fate, runs: Iterator[Element]) -> Element:
        """Return the element that says the fate of `runs`."""
        wrapped = self._made(parent, fate)
        wrapped.extend(runs)
        return wrapped

    def mark_paragraph(self, paragraph: Element, *fates: Fate) -> None:
        """Say the fate of a paragraph's own mark; with both fates it is gone either way."""
        properties = properties_of(paragraph, "pPr")
        mark = properties.find(f"{W}rPr")
        if mark is None:
            mark = properties.makeelement(f"{W}rPr")
            behind = next((child for child in properties if child.tag in _BEHIND_MARK), None)
            if behind is None:
                properties.append(mark)
            else:
                behind.addprevious(mark)
        for fate in Fate:
            found = mark.find(f"{W}{fate}")
            if found is not None and fate not in fates:
                mark.remove(found)
            elif found is None and fate in fates:
                mark.insert(len(mark.findall(f"{W}{Fate.INSERTED}")), self._made(mark, fate))
        if len(mark) == 0:
            properties.remove(mark)

    def mark_row(self, row: Element, fate: Fate) -> None:
        """Say the fate of a table row."""
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = row.makeelement(f"{W}trPr")
            before = [child for child in row if child.tag == f"{W}tblPrEx"]
            row.insert(len(before), properties)
        properties.append(self._made(properties, fate))

    def restyle(self, holder: Element, name: str, old: Element | None) -> None:
        """Say that the properties `name` (`pPr` or `rPr`) of `holder` were `old`."""
        properties = properties_of(holder, name)
        change = self._made(properties, f"{name}Change")
        before = change.makeelement(f"{W}{name}")
        before.extend(deepcopy(child) for child in _own(old))
        change.append(before)
        properties.append(change)

    def _made(self, parent: Element, name: str) -> Element:
        self.count += 1
        made = parent.makeelement(f"{W}{name}")
        made.set(f"{W}id", str(self.count))
        made.set(f"{W}author", AUTHOR)
        if self._day:
            made.set(f"{W}date", f"{self._day.isoformat()}T00:00:00Z")
        return made


def properties_of(holder: Element, name: str) -> Element:
    """Return the properties of a paragraph or run, made where there are none."""
    properties = holder.find(f"{W}{name}")
    if properties is None:
        properties = holder.makeelement(f"{W}{name}")
        holder.insert(0, properties)
    return properties


def look(properties: Element | None) -> tuple[bytes, ...]:
    """Return what two equal properties have in common; marks and sections are no part of a look."""
    return tuple(canonical(child) for child in _own(properties))


def manner(properties: Element | None) -> tuple[bytes, ...]:
    """Return of a paragraph's or a run's look what an author decides: its style, its font, a page of its own.

    Indents, scaling and what keeps together follow from the words, and Word would tell of each in a balloon.
    """
    decided = () if properties is None else (properties.find(f"{W}{name}") for name in _DECIDED)
    return tuple(canonical(found) for found in decided if found is not None)


def _own(properties: Element | None) -> list[Element]:
    # A mark's properties, a section and earlier changes may not stand in the old properties.
    strange = {f"{W}rPr", *_BEHIND_MARK}
    return [] if properties is None else [child for child in properties if child.tag not in strange]


def canonical(element: Element) -> bytes:
    """Return an element in the one form that equal elements share."""
    from lxml import etree  # noqa: PLC0415 - start-up stays light

    return bytes(etree.tostring(element, method="c14n", exclusive=True, with_tail=False))
