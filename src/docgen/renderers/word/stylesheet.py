"""The styles of a Word file, found by name: what an office sees in Word is what docgen goes by."""

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple
from xml.etree import ElementTree

from docgen.diagnostics import DocgenError, Words
from docgen.document import Role, RunRole
from docgen.renderers.word.wordml import NAMESPACE, element

W: Final = f"{{{NAMESPACE}}}"
_VAL: Final = f"{W}val"
_ROLES: Final = {role.value: role for role in Role}
_RUN_ROLES: Final = {role.value: role for role in RunRole}
_WORD_DEFAULT_SIZE: Final = 20
"""Half-points, when a file names no size at all."""


class Typeface(NamedTuple):
    """How wide a style sets its characters, in points."""

    size: Fraction
    spacing: Fraction


class Indents(NamedTuple):
    """The indents of a style, in points."""

    left: Fraction
    right: Fraction
    hanging: Fraction
    first: Fraction


class Spacing(NamedTuple):
    """The distances above and below a style's paragraphs and the height of their lines, in points."""

    before: Fraction
    line: Fraction
    after: Fraction


class Stylesheet:
    """The styles of one Word file."""

    def __init__(self, styles: bytes) -> None:
        root = ElementTree.fromstring(styles)  # noqa: S314 - expat refuses entity bombs
        self._styles = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
        self._ids = {(style.get(f"{W}type"), _name(style)): id for id, style in self._styles.items()}
        self._families: dict[tuple[Role, RunRole | None], str] = {}
        self._typefaces: dict[Role, Typeface] = {}
        self._indents: dict[Role, Indents] = {}
        self._roles: dict[str | None, Role | None] = {}
        self._defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._paragraph_defaults = root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
        self._default_paragraph = next(
            (
                id
                for id, s in self._styles.items()
                if s.get(f"{W}default") and s.get(f"{W}type") == "paragraph"
            ),
            "",
        )

    def id(self, name: str, kind: str = "paragraph") -> str:
        """Return the id of the style called `name`; raise when the file has none."""
        try:
            return self._ids[kind, name]
        except KeyError:
            raise DocgenError(
                Words(f"Word 模板里没有样式“{name}”", f"the Word template has no style {name}"),
                Words(
                    f"请在 Word 的样式窗格里新建样式“{name}”，或者换回原来的模板",
                    f"create the style {name} in Word, or take the original template again",
                ),
            ) from None

    def has(self, name: str, kind: str = "paragraph") -> bool:
        """Return whether the file has a style called `name`."""
        return (kind, name) in self._ids

    def name(self, id: str | None) -> str:
        """Return the name of a paragraph style; without an id, that of the default style."""
        style = self._styles.get(id or self._default_paragraph)
        return id or "" if style is None else _name(style)

    def role(self, id: str | None) -> Role | None:
        """Return the role of a paragraph style: by its own name, or by that of the style it builds on."""
        if id not in self._roles:
            names = (_name(style) for style in self._chain(id or self._default_paragraph))
            self._roles[id] = next((_ROLES[name] for name in names if name in _ROLES), None)
        return self._roles[id]

    def run_role(self, id: str | None) -> RunRole | None:
        """Return the role of a character style, found as `role` finds it."""
        names = (_name(style) for style in self._chain(id or ""))
        return next((_RUN_ROLES[name] for name in names if name in _RUN_ROLES), None)

    def typeface(self, role: Role) -> Typeface:
        """Return the size and spacing a role's style gives its characters."""
        if role not in self._typefaces:
            self._typefaces[role] = self._typeface(role)
        return self._typefaces[role]

    def _typeface(self, role: Role) -> Typeface:
        size = self._run_value(role, "sz", _WORD_DEFAULT_SIZE)
        return Typeface(Fraction(size, 2), Fraction(self._run_value(role, "spacing", 0), 20))

    def family(self, role: Role, run_role: RunRole | None = None) -> str:
        """Return the font that Chinese characters of a role are set in, or of a run's own role."""
        key = (role, run_role)
        if key not in self._families:
            names = [(run_role.value, "character")] if run_role else []
            self._families[key] = self._family([*names, (role.value, "paragraph")])
        return self._families[key]

    def _family(self, names: list[tuple[str, str]]) -> str:
        chain = (style for name, kind in names for style in self._chain(self.id(name, kind)))
        for run in (*(style.find(f"{W}rPr") for style in chain), self._defaults):
            fonts = run.find(f"{W}rFonts") if run is not None else None
            if fonts is not None and (family := fonts.get(f"{W}eastAsia")):
                return family
        return ""

    def indents(self, role: Role) -> Indents:
        """Return the indents a role's style gives its paragraphs."""
        if role not in self._indents:
            self._indents[role] = self._indents_of(role)
        return self._indents[role]

    def _indents_of(self, role: Role) -> Indents:
        size = self.typeface(role).size
        sides = ("left", "right", "hanging", "firstLine")
        left, right, hanging, first = (self._indent(role, side, size) for side in sides)
        return Indents(left, right, hanging, first)

    def spacing(self, name: str) -> Spacing:
        """Return the spacing of the paragraph style called `name`."""
        before, line, after = (self._spacing(name, side) for side in Spacing._fields)
        return Spacing(before, line, after)

    def attribute(self, name: str, path: tuple[str, ...], key: str = "val", kind: str = "paragraph") -> str:
        """Return an attribute of an element of the style called `name`, as Word finds it, or nothing."""
        default = self._paragraph_defaults if path[0] == "pPr" else self._defaults
        groups = [*(style.find(f"{W}{path[0]}") for style in self._chain(self.id(name, kind))), default]
        if kind == "character":
            groups.pop()
        for group in groups:
            found = group.find("/".join(f"{W}{step}" for step in path[1:])) if group is not None else None
            if found is not None and (value := found.get(f"{W}{key}", "1" if key == "val" else "")):
                return value
        return ""

    def frame(self, name: str) -> str:
        """Return `w:framePr` of the paragraph style called `name`, or nothing.

        LibreOffice heeds a frame beside a paragraph only.
        """
        frames = (style.find(f"{W}pPr/{W}framePr") for style in self._chain(self.id(name)))
        frame = next((frame for frame in frames if frame is not None), None)
        if frame is None:
            return ""
        return element("framePr", **{key.removeprefix(W): value for key, value in frame.attrib.items()})

    def _spacing(self, name: str, side: str) -> Fraction:
        paragraphs = [style.find(f"{W}pPr") for style in self._chain(self.id(name))]
        for properties in (*paragraphs, self._paragraph_defaults):
            found = properties.find(f"{W}spacing") if properties is not None else None
            if found is not None and (value := found.get(f"{W}{side}")):
                return Fraction(value) / 20
        return Fraction(0)

    def _indent(self, role: Role, side: str, size: Fraction) -> Fraction:
        for style in self._chain(self.id(role.value)):
            indent = style.find(f"{W}pPr/{W}ind")
            if indent is None:
                continue
            # Word goes by the characters where both are given.
            if characters := int(indent.get(f"{W}{side}Chars", 0)):
                return Fraction(characters, 100) * size
            if length := indent.get(f"{W}{side}"):
                return Fraction(length) / 20
        return Fraction(0)

    def _run_value(self, role: Role, name: str, default: int) -> int:
        properties = [style.find(f"{W}rPr") for style in self._chain(self.id(role.value))]
        for run in (*properties, self._defaults):
            found = run.find(f"{W}{name}") if run is not None else None
            if found is not None:
                return int(found.get(_VAL, default))
        return default

    def _chain(self, id: str) -> Iterator[ElementTree.Element]:
        seen: set[str] = set()
        while (style := self._styles.get(id)) is not None and id not in seen:
            seen.add(id)
            yield style
            parent = style.find(f"{W}basedOn")
            id = parent.get(_VAL, "") if parent is not None else ""


@lru_cache(maxsize=16)
def stylesheet(styles: bytes) -> Stylesheet:
    """Return the style sheet of a part that many files share."""
    return Stylesheet(styles)


def _name(style: ElementTree.Element) -> str:
    name = style.find(f"{W}name")
    return name.get(_VAL, "") if name is not None else ""
