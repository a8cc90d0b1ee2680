"""The few XML names and steps that every module of an office's workbook needs."""

import posixpath
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from lxml import etree

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TYPES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION_ID: Final = f"{{{_TYPES}}}id"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


class Relation(NamedTuple):
    """A relation of a part to another: its id, the last word of its type, the other part's name."""

    id: str
    type: str
    target: str


def parse(part: bytes) -> etree._Element:
    """Return the root of a part; nothing outside of it is read."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def serialized(root: etree._Element) -> bytes:
    """Return the part of which `root` is the root."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def local_name(element: etree._Element | None) -> str:
    """Return the name of an element without its namespace; comments and the like have none."""
    return etree.QName(element).localname if element is not None and isinstance(element.tag, str) else ""


def relations(parts: Mapping[str, bytes], part: str) -> Iterator[Relation]:
    """Yield the relations of a part to other parts of the package."""
    folder, _, name = part.rpartition("/")
    listed = parts.get(f"{folder}/_rels/{name}.rels")
    for item in parse(listed) if listed else ():
        if item.get("TargetMode") != "External":
            target = item.get("Target", "")
            path = target[1:] if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            yield Relation(item.get("Id", ""), item.get("Type", "").rpartition("/")[2], path)
