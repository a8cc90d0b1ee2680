"""Pictures of the old notice in the new file: a revision that deletes one must still hold it."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Final

from docgen.renderers.word.redline.revisions import Element
from docgen.renderers.word.wordml import RELATIONSHIPS
from docgen.renderers.xml_text import quoteattr

_RELATIONS: Final = "word/_rels/document.xml.rels"
_TYPES: Final = "[Content_Types].xml"
_EMBED: Final = f"{{{RELATIONSHIPS}}}embed"
_DRAWN: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_WAS: Final = "was"
"""Begins the names of relations and parts that only the old notice has."""


def adopted(old: Element, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> dict[str, bytes]:
    """Make the pictures of the tree `old` refer to parts of the new file; return that with what it lacks."""
    parts = dict(after)
    names = {data: id for id, data in _pictures(after)}
    pictures = dict(_pictures(before))
    for blip in old.iter():
        data = pictures.get(blip.get(_EMBED) or "")
        if data is None:
            continue
        if data not in names:
            ending = _ending(before, blip.get(_EMBED))
            names[data] = _added(parts, data, ending, f"{_WAS}{len(names) + 1}")
            _declare(parts, before[_TYPES], ending)
        blip.set(_EMBED, names[data])
    return parts


def number(root: Element) -> None:
    """Give each picture a number of its own: old and new ones were counted apart."""
    taken: set[int] = set()
    for drawn in root.iter(_DRAWN):
        id = int(drawn.get("id", 0))
        while id in taken:
            id += 1
        taken.add(id)
        drawn.set("id", str(id))


def _pictures(parts: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for id, target in _targets(parts):
        if target in parts:
            yield id, parts[target]


def _targets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    from lxml import etree  # noqa: PLC0415 - start-up stays light

    for relation in etree.fromstring(parts[_RELATIONS]):
        if relation.get("Type") == f"{RELATIONSHIPS}/image":
            yield relation.get("Id") or "", posixpath.normpath(f"word/{relation.get('Target')}")


def _ending(parts: Mapping[str, bytes], id: str | None) -> str:
    return posixpath.splitext(dict(_targets(parts))[id or ""])[1]


def _added(parts: dict[str, bytes], data: bytes, ending: str, id: str) -> str:
    name = f"media/{id}{ending}"
    parts[f"word/{name}"] = data
    relation = f'<Relationship Id="{id}" Type="{RELATIONSHIPS}/image" Target={quoteattr(name)}/>'
    parts[_RELATIONS] = parts[_RELATIONS].replace(b"</Relationships>", f"{relation}</Relationships>".encode())
    return id


def _declare(parts: dict[str, bytes], types: bytes, ending: str) -> None:
    """Name the type of a picture as the old file did, where the new one has none of that kind."""
    pattern = rf'<Default [^>]*Extension="{re.escape(ending.removeprefix("."))}"[^>]*/>'.encode()
    kind = re.search(pattern, types, re.IGNORECASE)
    if kind and not re.search(pattern, parts[_TYPES], re.IGNORECASE):
        head = re.compile(rb"(<Types[^>]*>)")
        parts[_TYPES] = head.sub(lambda found: found[0] + kind[0], parts[_TYPES], count=1)
