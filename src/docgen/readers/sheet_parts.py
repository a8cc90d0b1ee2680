"""What belongs to a sheet of a workbook but stands in parts of its own: notes of cells."""

import posixpath
from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree
from openpyxl.utils.cell import coordinate_to_tuple

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def related(parts: Mapping[str, bytes], part: str, kind: str) -> Iterator[str]:
    """Yield the names of the parts that `part` refers to by relations of that kind, such as `comments`."""
    folder, name = posixpath.split(part)
    relations = parts.get(f"{folder}/_rels/{name}.rels")
    for relation in root(relations) if relations else ():
        if relation.get("Type", "").rpartition("/")[2] == kind:
            yield posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:]


def notes(parts: Mapping[str, bytes], sheet: str) -> dict[tuple[int, int], str]:
    """Return the note of each cell of a sheet that has one, by row and column."""
    found: dict[tuple[int, int], str] = {}
    for part in related(parts, sheet, "comments"):
        for comment in root(parts[part]).iter(f"{_MAIN}comment"):
            words = "".join(text.text or "" for text in comment.iter(f"{_MAIN}t"))
            found[coordinate_to_tuple(comment.get("ref", ""))] = words
    return found


def root(part: bytes) -> etree._Element:
    """Return the root of an XML part; entities are not followed."""
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
