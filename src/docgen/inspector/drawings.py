"""What floats over a page: drawn lines and the paragraphs of text boxes, in Word's and in the older form."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from docgen.inspector.package import Element, W
from docgen.inspector.properties import length, local
from docgen.records import record

_EMU: Final = Fraction(1, 12700)
"""Points in an English Metric Unit."""
_PIXEL: Final = Fraction(3, 4)
_THINNEST_BOX: Final = Fraction(8)
"""Points; a shape that is less high and far wider is a rule."""
_LINES: Final = frozenset({"line", "straightConnector1"})
_NAMED: Final = {"red": "FF0000", "black": "000000"}


@record
class DrawnRule:
    """A horizontal line that is drawn."""

    width: Fraction
    """Points, from end to end."""
    colour: str
    """Six hexadecimal digits; empty when the file does not say."""


@record
class Drawing:
    """One drawn object."""

    rule: DrawnRule | None
    align: str
    """Where across the page it stands, in Word's words; empty when it is placed by a length."""
    boxes: tuple[Element, ...]
    """The `w:txbxContent` of its text boxes."""


def read_drawing(element: Element) -> Drawing:
    """Return what a `w:drawing` or a `w:pict` shows."""
    boxes = tuple(element.iter(f"{W}txbxContent"))
    if local(element.tag) == "drawing":
        return Drawing(None if boxes else _rule(element), _align(element), boxes)
    return Drawing(None if boxes else _old_rule(element), _old_align(element), boxes)


def _rule(element: Element) -> DrawnRule | None:
    extent = _first(element, "extent")
    width, height = (
        length(None if extent is None else extent.get(name), _EMU) or Fraction(0) for name in ("cx", "cy")
    )
    geometry = _first(element, "prstGeom")
    drawn = geometry is not None and geometry.get("prst") in _LINES
    if not (drawn or (geometry is not None and height < _THINNEST_BOX)) or width < 10 * height:
        return None
    colours = (each for line in _all(element, "ln") for each in _all(line, "srgbClr"))
    fills = _all(element, "srgbClr")
    found = next(colours, None) or next(fills, None)
    return DrawnRule(width, "" if found is None else found.get("val", ""))


def _align(element: Element) -> str:
    place = _first(element, "positionH")
    align = None if place is None else _first(place, "align")
    return "" if align is None or not align.text else align.text.strip()


def _old_rule(element: Element) -> DrawnRule | None:
    line = _first(element, "line")
    if line is None:
        return None
    ends = [_coordinates(line.get(name, "")) for name in ("from", "to")]
    width, height = (abs(end - start) for start, end in zip(*ends, strict=True))
    if width < 10 * height:
        return None
    colour = line.get("strokecolor", "black").split(" ")[0].lower()
    return DrawnRule(width, _NAMED.get(colour, colour.lstrip("#").upper()))


def _old_align(element: Element) -> str:
    styles = (each.get("style", "") for each in element.iter())
    found = (re.search(r"mso-position-horizontal:\s*(\w+)", style) for style in styles)
    return next((each[1] for each in found if each), "")


def _coordinates(text: str) -> tuple[Fraction, Fraction]:
    across, _, down = text.partition(",")
    return tuple(length(each.strip(), _PIXEL) or Fraction(0) for each in (across, down))  # type: ignore[return-value]


def _first(element: Element, name: str) -> Element | None:
    return next(_all(element, name), None)


def _all(element: Element, name: str) -> Iterator[Element]:
    return (each for each in element.iter() if local(each.tag) == name)
