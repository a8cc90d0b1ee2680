"""The formatting that Word shows: defaults, styles from the root up, numbering, then the paragraph itself."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from docgen.document import Role
from docgen.inspector.numbering import Level, Numbering
from docgen.inspector.package import Element, Package, W
from docgen.inspector.properties import Properties, flatten, is_on, length, override, whole
from docgen.inspector.theme import ThemeFonts
from docgen.records import record

WORD_SIZE: Final = Fraction(10)
"""Points, where a file names no size at all."""
WORD_FONT: Final = "宋体"
"""What Word sets Chinese in, where a file names no font at all."""
NATURAL_LINE: Final = Fraction(13, 10)
"""The height of a line of 宋体 in Word, in type sizes."""
_ROLES: Final = {role.value: role for role in Role}
_ALIGNMENTS: Final = {"start": "left", "end": "right", "distribute": "both", "thaiDistribute": "both"}


@record
class Face:
    """How characters look; lengths are in points."""

    font: str
    """Of Chinese characters."""
    latin: str
    size: Fraction
    spacing: Fraction
    colour: str
    """Six hexadecimal digits, or `auto`."""
    hidden: bool = False
    raised: bool = False


@record
class Border:
    """A rule above or below a paragraph; lengths are in points."""

    width: Fraction
    space: Fraction
    colour: str


@record
class Layout:
    """How a paragraph lies; lengths are in points."""

    align: str
    left: Fraction
    right: Fraction
    first: Fraction
    """How much further in than the others the first line starts; negative when it hangs out."""
    before: Fraction
    after: Fraction
    line: Fraction
    """The least or exact height of a line in points, or a multiple of the natural height."""
    line_rule: str
    on_grid: bool
    breaks: bool
    """Whether it starts a page on its own account."""
    top: Border | None
    bottom: Border | None
    frame: str
    """Where across the page a frame stands, when the paragraph is in one."""
    tabs: tuple[tuple[Fraction, str], ...]


class Formatting:
    """Resolves the formatting of one file."""

    def __init__(self, package: Package) -> None:
        styles = package.styles
        found = () if styles is None else styles.iter(f"{W}style")
        self._styles: dict[str, Element] = {style.get(f"{W}styleId", ""): style for style in found}
        self._default_style = {
            style.get(f"{W}type", ""): id
            for id, style in self._styles.items()
            if is_on(style.get(f"{W}default"))
        }
        self._defaults = {
            name: flatten(
                None if styles is None else styles.find(f"{W}docDefaults/{W}{name}Default/{W}{name}")
            )
            for name in ("pPr", "rPr")
        }
        self._theme = ThemeFonts(package.theme, package.settings)
        self._numbering = Numbering(package.numbering)
        self._resolved: dict[tuple[str, str], Properties] = {}

    def role(self, paragraph: Element) -> Role | None:
        """Return the role that the name of a paragraph's style, or of one it builds on, gives it."""
        names = (_name(self._styles[id]) for id in self._chain(self._style_of(paragraph)))
        return next((_ROLES[name] for name in names if name in _ROLES), None)

    def label(self, paragraph: Element) -> str:
        """Return the number that Word prints before a paragraph, and count it."""
        level = self._level(self._paragraph(paragraph), self._style_of(paragraph))
        return self._numbering.next(level) if level else ""

    def layout(self, paragraph: Element, size: Fraction, pitch: Fraction) -> Layout:
        """Return how a paragraph lies; `size` is that of its characters, `pitch` that of the page's grid."""
        found = self._paragraph(paragraph)
        align = found.get("jc.val", "left")
        return Layout(
            align=_ALIGNMENTS.get(align, align),
            left=_indent(found, "left", size),
            right=_indent(found, "right", size),
            first=_indent(found, "firstLine", size) - _indent(found, "hanging", size),
            before=_gap(found, "before", pitch),
            after=_gap(found, "after", pitch),
            line=_line(found),
            line_rule=found.get("spacing.lineRule", "auto"),
            on_grid=is_on(found.get("snapToGrid.val", "1")),
            breaks=is_on(found.get("pageBreakBefore.val")),
            top=_border(found, "top"),
            bottom=_border(found, "bottom"),
            frame=found.get("framePr.xAlign", ""),
            tabs=_tabs(found),
        )

    def face(self, paragraph: Element, run: Element | None) -> Face:
        """Return how the characters of a run look; without a run, the paragraph's own mark."""
        found = dict(self._defaults["rPr"])
        override(found, self._style(self._style_of(paragraph), "rPr"))
        direct = paragraph.find(f"{W}pPr/{W}rPr") if run is None else run.find(f"{W}rPr")
        style = None if direct is None else direct.find(f"{W}rStyle")
        if style is not None:
            override(found, self._style(style.get(f"{W}val", ""), "rPr"))
        override(found, flatten(direct))
        size = length(found.get("sz.val"), Fraction(1, 2))
        return Face(
            font=self._theme.font(found, "eastAsia") or WORD_FONT,
            latin=self._theme.font(found, "ascii"),
            size=size if size and size > 0 else WORD_SIZE,
            spacing=length(found.get("spacing.val")) or Fraction(0),
            colour=found.get("color.val", "auto"),
            hidden=is_on(found.get("vanish.val")),
            raised=found.get("vertAlign.val", "baseline") != "baseline",
        )

    def table_borders(self, table: Element) -> Properties:
        """Return the borders that a table gives its edges, those of its style included."""
        style = table.find(f"{W}tblPr/{W}tblStyle")
        id = self._default_style.get("table", "") if style is None else style.get(f"{W}val", "")
        found: Properties = {}
        for each in reversed(list(self._chain(id))):
            override(found, _edges(self._styles[each].find(f"{W}tblPr/{W}tblBorders")))
        override(found, _edges(table.find(f"{W}tblPr/{W}tblBorders")))
        return found

    def _style_of(self, paragraph: Element) -> str:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        id = "" if style is None else style.get(f"{W}val", "")
        return id if id in self._styles else self._default_style.get("paragraph", "")

    def _paragraph(self, paragraph: Element) -> Properties:
        id = self._style_of(paragraph)
        found = dict(self._defaults["pPr"])
        own = flatten(paragraph.find(f"{W}pPr"))
        override(found, self._style(id, "pPr"))
        if "numPr.numId.val" in own and (level := self._level(found | own, id)):
            override(found, level.layout)
        override(found, own)
        return found

    def _level(self, found: Mapping[str, str], style: str) -> Level | None:
        number = found.get("numPr.numId.val", "0")
        level = found.get("numPr.ilvl.val")
        return self._numbering.level(number, whole(level), "" if level else style)

    def _style(self, id: str, part: str) -> Properties:
        """Return what a style says with all it builds on; its own indents beat those of its numbering."""
        if (id, part) not in self._resolved:
            found: Properties = {}
            for each in reversed(list(self._chain(id))):
                own = flatten(self._styles[each].find(f"{W}{part}"))
                if "numPr.numId.val" in own and (level := self._level(found | own, each)):
                    override(found, level.layout)
                override(found, own)
            self._resolved[id, part] = found
        return self._resolved[id, part]

    def _chain(self, id: str) -> Iterator[str]:
        seen: set[str] = set()
        while id in self._styles and id not in seen:
            seen.add(id)
            yield id
            parent = self._styles[id].find(f"{W}basedOn")
            id = "" if parent is None else parent.get(f"{W}val", "")


def border(found: Mapping[str, str], edge: str) -> Border | None:
    """Return the rule on one edge, or None where there is none."""
    if found.get(f"{edge}.val", "none") in ("none", "nil"):
        return None
    eighths = length(found.get(f"{edge}.sz"), Fraction(1, 8)) or Fraction(0)
    space = length(found.get(f"{edge}.space"), Fraction(1)) or Fraction(0)
    return Border(eighths, space, found.get(f"{edge}.color", "auto"))


def cell_borders(cell: Element) -> Properties:
    """Return the borders that a cell itself gives its edges."""
    return _edges(cell.find(f"{W}tcPr/{W}tcBorders"))


def _border(found: Mapping[str, str], edge: str) -> Border | None:
    return border(found, f"pBdr.{edge}")


def _edges(element: Element | None) -> Properties:
    return flatten(element)


def _indent(found: Mapping[str, str], side: str, size: Fraction) -> Fraction:
    # Word goes by the characters where both are given.
    if characters := whole(found.get(f"ind.{side}Chars")):
        return Fraction(characters, 100) * size
    return length(found.get(f"ind.{side}")) or Fraction(0)


def _gap(found: Mapping[str, str], side: str, pitch: Fraction) -> Fraction:
    if lines := whole(found.get(f"spacing.{side}Lines")):
        return Fraction(lines, 100) * pitch
    return length(found.get(f"spacing.{side}")) or Fraction(0)


def _line(found: Mapping[str, str]) -> Fraction:
    if found.get("spacing.lineRule", "auto") == "auto":
        return length(found.get("spacing.line"), Fraction(1, 240)) or Fraction(1)
    return length(found.get("spacing.line")) or Fraction(0)


def _tabs(found: Mapping[str, str]) -> tuple[tuple[Fraction, str], ...]:
    stops = ((length(name[5:]), kind) for name, kind in found.items() if name.startswith("tabs."))
    return tuple(sorted((place, kind) for place, kind in stops if place is not None and kind != "clear"))


def _name(style: Element) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else name.get(f"{W}val", "")
