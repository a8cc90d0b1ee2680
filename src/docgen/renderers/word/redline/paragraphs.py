"""Two paragraphs as one with revisions: equal words stay, the others are deleted and inserted beside them."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import groupby
from typing import Final, NamedTuple

from docgen.patterns import regex
from docgen.renderers.word.redline.revisions import (
    Element,
    Fate,
    Revisions,
    canonical,
    look,
    manner,
    properties_of,
)
from docgen.renderers.word.stylesheet import W
from docgen.word_diff import Mark, word_diff

_OBJECT: Final = "\ufffc"
"""Stands for what is no text: a picture, a field, a bookmark."""
_PLAIN: Final = {f"{W}tab": "\t", f"{W}cr": "\n"}
_DRAWING: Final = f"{W}drawing"
_NUMBER: Final = regex(rb' (id|name)="[^"]*"')
_BREAKS: Final = {"\t": f"{W}tab", "\n": f"{W}br"}
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class _Letter(NamedTuple):
    """One character of a paragraph."""

    text: str
    properties: Element | None
    """Its `w:rPr`."""
    look: tuple[bytes, ...]
    element: Element | None = None
    """The element that is no text."""


class _Place(NamedTuple):
    """A character of the redline: as it is, and as it was where that is another look."""

    letter: _Letter
    was: _Letter | None = None


def words(paragraph: Element) -> str:
    """Return the text of a paragraph."""
    return "".join(letter.text for letter in _letters(paragraph))


def style(paragraph: Element) -> str:
    """Return the id of a paragraph's style."""
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


def whole(paragraph: Element, fate: Fate, revisions: Revisions) -> Element:
    """Return a paragraph that came or went as a whole, its mark included."""
    letters = _letters(paragraph)
    made = _emptied(paragraph)
    if fate is Fate.DELETED:
        properties = made.find(f"{W}pPr")
        section = None if properties is None else properties.find(f"{W}sectPr")
        if section is not None:
            # A section that goes with its paragraph would turn the pages of what stays.
            properties.remove(section)
    made.extend(_written([_Place(letter) for letter in letters], fate, (paragraph, revisions)))
    revisions.mark_paragraph(made, fate)
    return made


def merged(old: Element, new: Element, revisions: Revisions) -> Element:
    """Return the new paragraph with its changes against the old one."""
    before, after = _letters(old), _letters(new)
    made = _emptied(new)
    if manner(old.find(f"{W}pPr")) != manner(new.find(f"{W}pPr")):
        revisions.restyle(made, "pPr", old.find(f"{W}pPr"))
    left = right = 0
    for piece in word_diff(*("".join(letter.text for letter in letters) for letters in (before, after))):
        length = len(piece.text)
        if piece.mark is Mark.SAME:
            pairs = zip(before[left : left + length], after[right : right + length], strict=True)
            made.extend(_kept(list(pairs), (new, revisions)))
        elif piece.mark is Mark.REMOVED:
            gone = [_Place(letter) for letter in before[left : left + length]]
            made.extend(_written(gone, Fate.DELETED, (new, revisions)))
        else:
            come = [_Place(letter) for letter in after[right : right + length]]
            made.extend(_written(come, Fate.INSERTED, (new, revisions)))
        left += length if piece.mark is not Mark.ADDED else 0
        right += length if piece.mark is not Mark.REMOVED else 0
    return made


def _kept(pairs: Sequence[tuple[_Letter, _Letter]], making: tuple[Element, Revisions]) -> Iterator[Element]:
    """Yield the runs of words that both have; pictures between them may be others all the same."""
    for another, group in groupby(pairs, lambda pair: not _is_one(*pair)):
        found = list(group)
        if another:
            yield from _written([_Place(old) for old, _ in found], Fate.DELETED, making)
            yield from _written([_Place(new) for _, new in found], Fate.INSERTED, making)
        else:
            yield from _written([_Place(new, old) for old, new in found], None, making)


def _is_one(old: _Letter, new: _Letter) -> bool:
    if old.element is None or new.element is None:
        return old.element is new.element
    return _drawn(old.element) == _drawn(new.element) or _DRAWING not in (old.element.tag, new.element.tag)


def _drawn(element: Element) -> bytes:
    """Return what makes two pictures the same; their numbers do not."""
    return _NUMBER.sub(b"", canonical(element))


def _letters(paragraph: Element) -> list[_Letter]:
    letters: list[_Letter] = []
    for child in paragraph:
        if child.tag == f"{W}r":
            properties = child.find(f"{W}rPr")
            appearance = look(properties)
            pieces = (piece for each in child if each.tag != f"{W}rPr" for piece in _pieces(each))
            letters += [_Letter(text, properties, appearance, element) for text, element in pieces]
        elif child.tag != f"{W}pPr":
            letters.append(_Letter(_OBJECT, None, (), child))
    return letters


def _pieces(child: Element) -> Iterator[tuple[str, Element | None]]:
    if child.tag == f"{W}t":
        yield from ((character, None) for character in child.text or "")
    elif child.tag in _PLAIN:
        yield _PLAIN[child.tag], None
    elif child.tag == f"{W}br" and child.get(f"{W}type") is None:
        yield "\n", None
    else:
        yield _OBJECT, child


def _emptied(paragraph: Element) -> Element:
    made = paragraph.makeelement(paragraph.tag, dict(paragraph.attrib))
    properties = paragraph.find(f"{W}pPr")
    if properties is not None:
        made.append(deepcopy(properties))
    return made


def _written(
    places: Sequence[_Place], fate: Fate | None, making: tuple[Element, Revisions]
) -> Iterator[Element]:
    """Yield the runs of one fate, those of other things than text by themselves."""
    parent, revisions = making
    runs: list[Element] = []
    for _, group in groupby(places, key=_alike):
        run = _run(list(group), fate, making)
        if run is None:
            continue
        if run.tag == f"{W}r":
            runs.append(run)
            continue
        # What stands between runs knows no fate.
        yield from _fated(runs, fate, parent, revisions)
        runs = []
        yield run
    yield from _fated(runs, fate, parent, revisions)


def _fated(
    runs: list[Element], fate: Fate | None, parent: Element, revisions: Revisions
) -> Iterator[Element]:
    if fate is None:
        yield from runs
    elif runs:
        yield revisions.wrap(parent, fate, iter(runs))


def _alike(place: _Place) -> tuple[object, ...]:
    element = place.letter.element
    return place.letter.look, place.was and place.was.look, element is not None and id(element)


def _run(places: list[_Place], fate: Fate | None, making: tuple[Element, Revisions]) -> Element | None:
    parent, revisions = making
    first, was = places[0]
    if first.element is not None and fate is Fate.DELETED and first.element.tag != _DRAWING:
        # What it points at is no part of the new file.
        return None
    if first.element is not None and first.element.getparent().tag != f"{W}r":
        return deepcopy(first.element)
    run = parent.makeelement(f"{W}r")
    if first.properties is not None:
        run.append(deepcopy(first.properties))
    if was and manner(was.properties) != manner(first.properties):
        revisions.restyle(run, "rPr", was.properties)
    if first.element is not None:
        run.append(deepcopy(first.element))
    else:
        run.extend(_texts("".join(place.letter.text for place in places), fate, parent))
    return run


def _texts(text: str, fate: Fate | None, parent: Element) -> Iterator[Element]:
    for is_break, group in groupby(text, key=lambda character: character in "\n\t"):
        if is_break:
            yield from (parent.makeelement(_BREAKS[each]) for each in group)
        else:
            made = parent.makeelement(f"{W}{'delText' if fate is Fate.DELETED else 't'}")
            made.set(_SPACE, "preserve")
            made.text = "".join(group)
            yield made


def set_look(paragraph: Element, source: Element | None) -> None:
    """Give a paragraph the look of the properties `source`; its mark and its section stay."""
    properties = properties_of(paragraph, "pPr")
    kept = [child for child in properties if child.tag in (f"{W}rPr", f"{W}sectPr")]
    for child in list(properties):
        properties.remove(child)
    if source is not None:
        ignored = (f"{W}rPr", f"{W}sectPr", f"{W}pPrChange")
        properties.extend(deepcopy(child) for child in source if child.tag not in ignored)
    properties.extend(kept)
