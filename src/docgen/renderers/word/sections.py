"""The sections of a notice, turned and upright, made from the one that the office set up in its template."""

from copy import deepcopy
from typing import Any, Final

from docgen.diagnostics import DocgenError, Words
from docgen.renderers.word.estimate import Areas
from docgen.renderers.word.page_numbers import TURNED
from docgen.renderers.word.settling import Before, SectionKind, every_kind
from docgen.renderers.word.stylesheet import W
from docgen.renderers.word.wordml import RELATIONSHIPS

Element = Any
"""An lxml element; lxml ships no types."""

_FIRST_ONLY: Final = ("type", "titlePg")
"""What the first section alone may say: later ones start on a new page, and none of them is a title page."""
_AT_THE_END: Final = ("textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange")
_AFTER_NUMBERING: Final = ("cols", "formProt", "vAlign", "noEndnote", "titlePg", *_AT_THE_END)
_LATER: Final = {
    "type": ("pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType", "pgNumType", *_AFTER_NUMBERING),
    "pgNumType": _AFTER_NUMBERING,
    "titlePg": _AT_THE_END,
}
"""What comes after a child of `w:sectPr`, as the schema has it."""
# Turned clockwise, the edge at the binding comes to the top: clause 8, the head of a table on an odd page.
_TURNED: Final = {"top": "left", "right": "top", "bottom": "right", "left": "bottom"}


def areas(body: Element) -> Areas:
    """Return the widths of the type area that the template's last section sets."""
    section = body.find(f"{W}sectPr")
    if section is None or section.find(f"{W}pgSz") is None or section.find(f"{W}pgMar") is None:
        raise DocgenError(
            Words("Word 模板里没有纸张和页边距", "the Word template sets no paper and no margins"),
            Words("请在 Word 里设好页面布局再保存", "set up the page in Word and save"),
        )
    size, margins = section.find(f"{W}pgSz"), _margins(section)
    across, along = int(size.get(f"{W}w")), int(size.get(f"{W}h"))
    return Areas(across - margins["left"] - margins["right"], along - margins["top"] - margins["bottom"])


def variants(body: Element) -> dict[SectionKind, str]:
    """Return the properties of every section that a notice may have, made from the template's last one."""
    template = body.find(f"{W}sectPr")
    found: dict[SectionKind, str] = {}
    for kind in every_kind():
        section = deepcopy(template)
        if kind.letter:
            # 10.1: the first page of a letter has no number.
            _insert(section, "titlePg")
        if kind.after is not Before.NOTHING:
            _continue(section, even=kind.after is Before.EVEN_END)
        if kind.restart:
            _insert(section, "pgNumType").set(f"{W}start", "1")
        if kind.landscape:
            _turn(section)
        found[kind] = _text(section, body)
    return found


def _text(section: Element, body: Element) -> str:
    """Return a section as it stands inside of the document, whose root has the namespaces."""
    from lxml import etree  # noqa: PLC0415 - only a template that is new is compiled

    text: str = etree.tostring(section, encoding="unicode", with_tail=False)
    outside = body.getroottree().getroot().nsmap
    repeated = (f' xmlns:{prefix}="{uri}"' for prefix, uri in outside.items())
    opening, rest = text.split(">", 1)
    for each in repeated:
        opening = opening.replace(each, "", 1)
    return f"{opening}>{rest}"


def _continue(section: Element, *, even: bool) -> None:
    """Take from a section what only the first may say, and give it what the end of the one before says."""
    for name in _FIRST_ONLY:
        for found in section.findall(f"{W}{name}"):
            section.remove(found)
    if even:
        _insert(section, "type").set(f"{W}val", "evenPage")
        _insert(section, "titlePg")
    numbering = section.find(f"{W}pgNumType")
    if numbering is not None:
        numbering.attrib.pop(f"{W}start", None)


def _insert(section: Element, name: str) -> Element:
    """Return the child `name` of a section, put in its place where it is missing."""
    found = section.find(f"{W}{name}")
    if found is None:
        found = section.makeelement(f"{W}{name}")
        later = {f"{W}{each}" for each in _LATER[name]}
        place = next((at for at, child in enumerate(section) if child.tag in later), len(section))
        section.insert(place, found)
    return found


def _turn(section: Element) -> None:
    size, page = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    across, along = size.get(f"{W}w"), size.get(f"{W}h")
    size.set(f"{W}w", along)
    size.set(f"{W}h", across)
    size.set(f"{W}orient", "landscape")
    margins = _margins(section)
    for side, source in _TURNED.items():
        page.set(f"{W}{side}", str(margins[source]))
    for line, side in (("header", "top"), ("footer", "bottom")):
        # The page number keeps its distance from the type area.
        moved = margins[_TURNED[side]] - margins[side]
        page.set(f"{W}{line}", str(max(0, int(page.get(f"{W}{line}", 0)) + moved)))
    for reference in section.findall(f"{W}footerReference"):
        id = f"{{{RELATIONSHIPS}}}id"
        reference.set(id, TURNED + reference.get(id))


def _margins(section: Element) -> dict[str, int]:
    page = section.find(f"{W}pgMar")
    return {side: abs(int(page.get(f"{W}{side}", 0))) for side in _TURNED}
