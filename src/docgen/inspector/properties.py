"""Properties of paragraphs and runs as flat names and values, and how one level of them overrides another."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from docgen.inspector.package import Element
from docgen.patterns import regex

Properties = dict[str, str]
"""`jc.val`, `ind.left`, `pBdr.bottom.sz`: the name of the element, then that of the attribute."""

_NESTED: Final = frozenset({"pBdr", "numPr"})
_FOREIGN: Final = frozenset({"rPr", "sectPr", "pPrChange", "rPrChange"})
_EDGES: Final = ("top", "bottom", "left", "right", "between", "bar")
# What belongs together: naming the one does away with an inherited other.
_REPLACED: Final = {
    "ind.hanging": ("ind.firstLine",),
    "ind.firstLine": ("ind.hanging",),
    "ind.hangingChars": ("ind.firstLineChars",),
    "ind.firstLineChars": ("ind.hangingChars",),
    "rFonts.eastAsia": ("rFonts.eastAsiaTheme",),
    "rFonts.ascii": ("rFonts.asciiTheme",),
    "spacing.line": ("spacing.lineRule",),
    "color.val": ("color.themeColor",),
} | {f"pBdr.{edge}.val": tuple(f"pBdr.{edge}.{name}" for name in ("sz", "space", "color")) for edge in _EDGES}
_ALIASES: Final = {"start": "left", "end": "right", "startChars": "leftChars", "endChars": "rightChars"}
_LENGTH: Final = regex(r"([+-]?\d{1,9}(?:\.\d{1,6})?)(pt|mm|cm|in|pc|pi)?")
_POINTS: Final = {
    "pt": Fraction(1),
    "mm": Fraction(720, 254),
    "cm": Fraction(7200, 254),
    "in": Fraction(72),
    "pc": Fraction(12),
    "pi": Fraction(12),
}
_OFF: Final = frozenset({"0", "false", "off", "none"})


def local(name: str) -> str:
    """Return an XML name without its namespace."""
    return name.rpartition("}")[2]


def flatten(element: Element | None) -> Properties:
    """Return what a `w:pPr`, `w:rPr` or a single level of numbering says."""
    return {} if element is None else dict(_entries(element, ""))


def override(under: Properties, over: Properties) -> None:
    """Lay the properties `over` on `under`, attribute by attribute as Word does it."""
    for name in over:
        for other in _REPLACED.get(name, ()):
            if other not in over:
                under.pop(other, None)
    under.update(over)


def length(value: str | None, unit: Fraction = Fraction(1, 20)) -> Fraction | None:
    """Return a length in points; a bare number counts in `unit`, twentieths of a point unless told."""
    found = _LENGTH.fullmatch(value.strip()) if value else None
    if not found:
        return None
    return Fraction(found[1]) * (_POINTS[found[2]] if found[2] else unit)


def whole(value: str | None, default: int = 0) -> int:
    """Return a whole number, `default` where the file holds none."""
    return int(value) if value and re.fullmatch(r"[+-]?[0-9]{1,9}", value) else default


def is_on(value: str | None) -> bool:
    """Return whether a switch is on; None stands for a missing one."""
    return value is not None and value not in _OFF


def _entries(element: Element, prefix: str) -> Iterator[tuple[str, str]]:
    for child in element:
        name = prefix + local(child.tag)
        if name in _FOREIGN:
            continue
        if name in _NESTED:
            yield from _entries(child, f"{name}.")
        elif name == "tabs":
            yield from _tabs(child)
        else:
            yield f"{name}.val", "1"
            yield from ((f"{name}.{_attribute(key)}", value) for key, value in child.attrib.items())


def _attribute(key: str) -> str:
    name = local(key)
    return _ALIASES.get(name, name)


def _tabs(element: Element) -> Iterator[tuple[str, str]]:
    for tab in element:
        attributes = {local(key): value for key, value in tab.attrib.items()}
        yield f"tabs.{attributes.get('pos', '')}", attributes.get("val", "left")
