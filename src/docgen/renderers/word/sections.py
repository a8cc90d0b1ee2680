"""The finished body put in order: sections for turned pages, and the paragraphs Word demands after tables."""

from copy import deepcopy
from typing import Any, Final

from docgen.diagnostics import DocgenError, Words
from docgen.renderers.word import styles
from docgen.renderers.word.estimate import Areas
from docgen.renderers.word.page_numbers import TURNED
from docgen.renderers.word.stylesheet import Stylesheet, W
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


def settle(body: Element, sheet: Stylesheet) -> None:
    """Give each section the template's own properties, and each table a paragraph after it.

    A section ends with a placeholder paragraph: its `w:pgSz` says the orientation and no size, its
    `w:pgNumType` that the section counts its own pages; `w:type` and `w:titlePg` speak of the next one. The
    properties move to the paragraph before it where there is one, because a paragraph of their own could
    find no room at the end of a full page.
    """
    final = body.find(f"{W}sectPr")
    template = deepcopy(final)
    placeholders = [p for p in body.findall(f"{W}p") if _is_placeholder(p)]
    said = [_said(paragraph) for paragraph in placeholders]
    for paragraph, own, before in zip(placeholders, said, (None, *said), strict=False):
        section = _section(template, own, before)
        if paragraph.getnext() is final:
            body.replace(final, section)
            body.remove(paragraph)
        else:
            _end_section(paragraph, section, sheet)
    if said and final.getparent() is not None:
        _continue(final, said[-1])
    for table in body.findall(f"{W}tbl"):
        following = table.getnext()
        if following is None or following.tag != f"{W}p":
            table.addnext(_gap(table, sheet))


def open_as_letter(body: Element) -> None:
    """Leave the first page without the page number: 10.1."""
    _insert(body.find(f"{W}sectPr"), "titlePg")


def _said(placeholder: Element) -> Element:
    return placeholder.find(f"{W}pPr/{W}sectPr")


def _is_placeholder(paragraph: Element) -> bool:
    size = paragraph.find(f"{W}pPr/{W}sectPr/{W}pgSz")
    return size is not None and size.get(f"{W}w") is None


def _section(template: Element, said: Element, before: Element | None) -> Element:
    section = deepcopy(template)
    if before is not None:
        _continue(section, before)
    if said.find(f"{W}pgNumType") is not None:
        _insert(section, "pgNumType").set(f"{W}start", "1")
    if said.find(f"{W}pgSz").get(f"{W}orient") == "landscape":
        _turn(section)
    return section


def _continue(section: Element, before: Element) -> None:
    """Take from a section what only the first may say, and give it what the placeholder before it says."""
    for name in _FIRST_ONLY:
        for found in section.findall(f"{W}{name}"):
            section.remove(found)
        said = before.find(f"{W}{name}")
        if said is not None:
            _insert(section, name).attrib.update(said.attrib)
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


def _end_section(placeholder: Element, section: Element, sheet: Stylesheet) -> None:
    before = placeholder.getprevious()
    if before is None or before.tag != f"{W}p":
        # LibreOffice lets no table float that the last paragraph of a section follows.
        placeholder.addprevious(_gap(placeholder, sheet))
        properties = placeholder.find(f"{W}pPr")
        properties.replace(properties.find(f"{W}sectPr"), section)
        return
    properties = before.find(f"{W}pPr")
    if properties is None:
        properties = before.makeelement(f"{W}pPr")
        before.insert(0, properties)
    properties.append(section)
    placeholder.getparent().remove(placeholder)


def _gap(table: Element, sheet: Stylesheet) -> Element:
    paragraph = table.makeelement(f"{W}p")
    properties = table.makeelement(f"{W}pPr")
    properties.append(table.makeelement(f"{W}pStyle", {f"{W}val": sheet.id(styles.GAP.name)}))
    paragraph.append(properties)
    return paragraph
