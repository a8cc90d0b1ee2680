"""The styles of a Word template as a style sheet for browsers."""

from collections.abc import Iterator
from fractions import Fraction
from importlib.resources import files
from typing import Final, NamedTuple
from xml.etree import ElementTree
from zipfile import BadZipFile

from docgen.diagnostics import DocgenError, Words
from docgen.document import Role, RunRole
from docgen.profiles import load
from docgen.renderers.ooxml import read_parts
from docgen.renderers.word.estimate import Areas
from docgen.renderers.word.stylesheet import Stylesheet, W

_ALIGN: Final = {"center": "center", "right": "right", "end": "right", "left": "left", "start": "left"}
_BORDERS: Final = {"single": "solid", "double": "double", "thickThinSmallGap": "double"}
_BOLD_OFF: Final = ("", "0", "false", "off")
_DISTRIBUTED: Final = "text-align:justify;text-align-last:justify"
_BLACK: Final = ("", "auto", "000000")
_STAND_INS: Final = {
    "仿宋": ("STFangsong", "FandolFang", "Noto Serif CJK SC", "serif"),
    "楷体": ("STKaiti", "FandolKai", "Noto Serif CJK SC", "serif"),
    "黑体": ("Microsoft YaHei", "PingFang SC", "FandolHei", "Noto Sans CJK SC", "sans-serif"),
    "小标宋": ("STZhongsong", "华文中宋", "FandolSong", "Noto Serif CJK SC", "SimSun", "serif"),
    "宋体": ("Songti SC", "FandolSong", "Noto Serif CJK SC", "serif"),
}
"""What browsers find where the fonts of official documents are not installed."""


class Paper(NamedTuple):
    """The paper and its margins, in points."""

    width: Fraction
    height: Fraction
    margins: tuple[Fraction, Fraction, Fraction, Fraction]
    """Above, right, below, left."""

    @property
    def areas(self) -> Areas:
        """The widths of the type area in twips, upright and turned."""
        top, right, bottom, left = self.margins
        return Areas(int((self.width - left - right) * 20), int((self.height - top - bottom) * 20))


class Look:
    """How a Word template makes a notice look."""

    def __init__(self, template: bytes) -> None:
        try:
            parts = read_parts(template)
            self.sheet = Stylesheet(parts["word/styles.xml"])
            self.paper = _paper(parts["word/document.xml"])
        except (BadZipFile, KeyError, ValueError, SyntaxError) as error:
            raise _UNREADABLE from error

    def css(self) -> str:
        """Return the style sheet: the paper, a class for each role, then what is the same for all."""
        fixed = files("docgen.renderers.html").joinpath("page.css").read_text(encoding="utf-8")
        rules = (
            *self._page(),
            *(self._paragraph(role) for role in Role),
            *(self._run(role) for role in RunRole),
        )
        return "\n".join((*rules, fixed))

    def _page(self) -> Iterator[str]:
        width, height, margins = self.paper
        around = " ".join(_pt(margin) for margin in margins)
        turned = " ".join(_pt(margin) for margin in (margins[3], *margins[:3]))
        yield f"@page{{size:{_pt(width)} {_pt(height)};margin:{around}}}"
        yield f"@page turned{{size:{_pt(height)} {_pt(width)};margin:{turned}}}"
        yield f".sheet{{width:{_pt(width)};min-height:{_pt(height)};padding:{around}}}"
        yield f".sheet.turned{{width:{_pt(height)};min-height:{_pt(width)};padding:{turned}}}"

    def _paragraph(self, role: Role) -> str:
        name, sheet = role.value, self.sheet
        size, spacing = sheet.typeface(role)
        before, _, after = sheet.spacing(name)
        indents = sheet.indents(role)
        declarations = [
            f"font-family:{_families(sheet.family(role))}",
            f"font-size:{_pt(size)}",
            f"letter-spacing:{_pt(spacing)}" if spacing else "",
            f"line-height:{self._line(name)}",
            f"margin:{_pt(before)} 0 {_pt(after)}",
            f"padding:0 {_pt(indents.right)} 0 {_pt(indents.left)}",
            f"text-indent:{_pt(indents.first - indents.hanging)}",
            _alignment(sheet.attribute(name, ("pPr", "jc"))),
            self._colour(name),
            "font-weight:bold" if sheet.attribute(name, ("rPr", "b")) not in _BOLD_OFF else "",
            self._rule_below(name),
        ]
        return f".{css_class(role)}{{{';'.join(filter(None, declarations))}}}"

    def _run(self, role: RunRole) -> str:
        family = self.sheet.attribute(role.value, ("rPr", "rFonts"), "eastAsia", "character")
        bold = self.sheet.attribute(role.value, ("rPr", "b"), kind="character") not in _BOLD_OFF
        declarations = [f"font-family:{_families(family)}" if family else "", "font-weight:bold" * bold]
        return f".{css_class(role)}{{{';'.join(filter(None, declarations))}}}"

    def _line(self, name: str) -> str:
        line = self.sheet.attribute(name, ("pPr", "spacing"), "line") or "240"
        rule = self.sheet.attribute(name, ("pPr", "spacing"), "lineRule")
        return _pt(Fraction(line) / 20) if rule in ("exact", "atLeast") else f"{float(line) / 200:g}"

    def _colour(self, name: str) -> str:
        colour = self.sheet.attribute(name, ("rPr", "color"))
        return "" if colour in _BLACK else f"color:{_ink(colour)}"

    def _rule_below(self, name: str) -> str:
        path = ("pPr", "pBdr", "bottom")
        kind = _BORDERS.get(self.sheet.attribute(name, path), "")
        if not kind:
            return ""
        width = Fraction(self.sheet.attribute(name, path, "sz") or "4") / 8
        space = Fraction(self.sheet.attribute(name, path, "space") or "0")
        colour = _ink(self.sheet.attribute(name, path, "color"))
        return f"border-bottom:{_pt(width)} {kind} {colour};padding-bottom:{_pt(space)}"


def css_class(role: Role | RunRole) -> str:
    """Return the class of a role's elements; the reader goes by it."""
    return role.name.lower().replace("_", "-")


def _paper(document: bytes) -> Paper:
    root = ElementTree.fromstring(document)  # noqa: S314 - expat refuses entity bombs
    sections = [*root.iter(f"{W}sectPr")]
    if not sections or sections[-1].find(f"{W}pgSz") is None:
        raise _NO_PAPER
    section = sections[-1]

    def points(element: str, side: str) -> Fraction:
        found = section.find(f"{W}{element}")
        return Fraction(found.get(f"{W}{side}", "0") if found is not None else "0") / 20

    top, right, bottom, left = (points("pgMar", side) for side in ("top", "right", "bottom", "left"))
    return Paper(points("pgSz", "w"), points("pgSz", "h"), (top, right, bottom, left))


def _families(family: str) -> str:
    """Return a font and what may stand in for it, digits and Latin letters first in a font of their own."""
    fonts = load().fonts
    logical = next((name for name, families in fonts.items() if family in families), "宋体")
    names = dict.fromkeys((family, *fonts.get(logical, ()), *_STAND_INS.get(logical, _STAND_INS["宋体"])))
    generic = ("serif", "sans-serif")
    return ",".join(("西文", *(name if name in generic else f"'{_quoted(name)}'" for name in names if name)))


def _quoted(name: str) -> str:
    """Return the name of a font without what could end its string or the style sheet."""
    return "".join(character for character in name if character not in "'\\<>\n")


def _alignment(value: str) -> str:
    return _DISTRIBUTED if value == "distribute" else f"text-align:{_ALIGN.get(value, 'justify')}"


def _ink(colour: str) -> str:
    """Return a colour; pure red is a name of its own, which dark screens show less glaring."""
    if colour.upper() == "FF0000":
        return "var(--red)"
    plain = len(colour) == 6 and all(digit in "0123456789abcdefABCDEF" for digit in colour)
    return f"#{colour}" if plain else "currentColor"


def _pt(length: Fraction) -> str:
    return f"{round(float(length), 2):g}pt"


_NO_PAPER = DocgenError(
    Words("Word 模板里没有纸张和页边距", "the Word template sets no paper and no margins"),
    Words("请在 Word 里设好页面布局再保存", "set up the page in Word and save"),
)
_UNREADABLE = DocgenError(
    Words("模板不是 Word 文件（.docx）", "the template is no Word file (.docx)"),
    Words("请用 Word 打开它，另存为 .docx", "open it in Word and save it as .docx"),
)
