"""The paragraphs of a body, a footer or a text box in printed order, each with its place in a table."""

from collections.abc import Iterator
from typing import Final

from docgen.inspector.content import Edges
from docgen.inspector.formatting import Border, Formatting, border, cell_borders
from docgen.inspector.package import Element, W
from docgen.inspector.properties import Properties, local
from docgen.records import record

_CONTAINERS: Final = frozenset(
    {"body", "ftr", "txbxContent", "sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"}
    | {"AlternateContent"}
)
"""Elements that hold paragraphs without being any; what was deleted is not among them."""


@record
class Place:
    """Where a paragraph stands."""

    table: int = 0
    columns: int = 1
    edges: Edges | None = None


def paragraphs(root: Element, formatting: Formatting) -> Iterator[tuple[Element, Place]]:
    """Yield the paragraphs below `root`; tables are counted from 1."""
    # A stack, not recursion: a file may nest as deep as it likes.
    stack = [(root, Place())]
    tables = 0
    while stack:
        element, place = stack.pop()
        if element.tag == f"{W}p":
            yield element, place
        elif element.tag == f"{W}tbl":
            tables += not place.table
            cells = _cells(element, place.table or tables, formatting)
            stack.extend((child, at) for cell, at in reversed(list(cells)) for child in reversed(cell))
        elif local(element.tag) in _CONTAINERS:
            stack.extend((child, place) for child in reversed(chosen(element)))


def chosen(element: Element) -> list[Element]:
    """Return the children of `element`; of alternatives those that Word prefers."""
    if local(element.tag) != "AlternateContent":
        return list(element)
    return next((list(each) for each in element if len(each)), [])


def _cells(table: Element, number: int, formatting: Formatting) -> Iterator[tuple[Element, Place]]:
    borders = formatting.table_borders(table)
    rows = table.findall(f"{W}tr")
    for index, row in enumerate(rows):
        cells = row.findall(f"{W}tc")
        for cell in cells:
            own = cell_borders(cell)
            top = _edge(own, borders, "top", inside=index > 0)
            bottom = _edge(own, borders, "bottom", inside=index < len(rows) - 1)
            yield cell, Place(number, len(cells), Edges(top, bottom))


def _edge(own: Properties, shared: Properties, name: str, *, inside: bool) -> Border | None:
    if f"{name}.val" in own:
        return border(own, name)
    return border(shared, "insideH" if inside else name)
