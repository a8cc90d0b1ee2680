"""Page numbers of turned pages: clause 8 keeps them where upright pages have them, beside the text."""

import re
from collections.abc import Mapping, MutableMapping
from typing import Final, NamedTuple
from xml.etree import ElementTree

from docgen.patterns import regex
from docgen.renderers.word.wordml import NAMESPACE, RELATIONSHIPS

TURNED: Final = "turned_"
"""What the relation of a turned footer has before that of the upright one."""
_W: Final = f"{{{NAMESPACE}}}"
_R: Final = f"{{{RELATIONSHIPS}}}"
_EMU_PER_TWIP: Final = 635
_FIRST_ID: Final = 9101
_FOOTER: Final = regex(r"(.*?<w:ftr\b[^>]*>)(.*)(</w:ftr>\s*)", re.DOTALL)
_DRAWN: Final = regex(r"<(w:drawing|w:pict|mc:AlternateContent)\b")
_FOOTER_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
_RELATIONS: Final = "word/_rels/document.xml.rels"
_OFFICE: Final = "http://schemas.openxmlformats.org"
_WORD_SHAPE: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


class _Strip(NamedTuple):
    """The foot of the upright page, which ends at the left of the turned page's type area, in twips."""

    width: int
    height: int


def turn_page_numbers(parts: MutableMapping[str, bytes]) -> None:
    """Give each turned section of a package the template's own footers, turned with the paper."""
    if f'"{TURNED}'.encode() not in parts["word/document.xml"]:
        return
    for section in ElementTree.fromstring(parts["word/document.xml"]).iter(f"{_W}sectPr"):  # noqa: S314 - our own
        for reference in section.iter(f"{_W}footerReference"):
            id = reference.get(f"{_R}id", "")
            if id.startswith(TURNED) and f'"{id}"' not in _relations(parts):
                _add(parts, id, _strip(section))


def _add(parts: MutableMapping[str, bytes], id: str, strip: _Strip) -> None:
    upright = _target(parts, id.removeprefix(TURNED))
    target = f"turned_{upright}"
    types = parts["[Content_Types].xml"].decode()
    override = f'<Override PartName="/word/{target}" ContentType="{_FOOTER_TYPE}"/></Types>'
    relation = f'<Relationship Id="{id}" Type="{RELATIONSHIPS}/footer" Target="{target}"/></Relationships>'
    number = types.count("/word/turned_")
    parts["[Content_Types].xml"] = types.replace("</Types>", override).encode()
    parts[_RELATIONS] = _relations(parts).replace("</Relationships>", relation).encode()
    parts[f"word/{target}"] = _turned(parts[f"word/{upright}"].decode(), strip, number).encode()
    if (pictures := f"word/_rels/{upright}.rels") in parts:
        parts[f"word/_rels/{target}.rels"] = parts[pictures]


def _turned(footer: str, strip: _Strip, number: int) -> str:
    found = _FOOTER.fullmatch(footer)
    if not found or _DRAWN.search(found[2]):
        # Word sets no drawing inside a text box: such a footer stays below.
        return footer
    return f"{found[1]}<w:p><w:r>{_text_box(found[2], strip, number)}</w:r></w:p>{found[3]}"


def _text_box(content: str, strip: _Strip, number: int) -> str:
    """Return a text box that lies over `strip`, its lines running down the page."""
    width, height = (length * _EMU_PER_TWIP for length in strip)
    size = f'cx="{width}" cy="{height}"'
    shape = (
        f'<wps:wsp xmlns:wps="{_WORD_SHAPE}"><wps:cNvSpPr txBox="1"/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>"
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"><a:noAutofit/>'
        "</wps:bodyPr></wps:wsp>"
    )
    return (
        f'<mc:AlternateContent xmlns:mc="{_OFFICE}/markup-compatibility/2006">'
        f'<mc:Choice xmlns:wps="{_WORD_SHAPE}" Requires="wps"><w:drawing>'
        f'<wp:anchor xmlns:wp="{_OFFICE}/drawingml/2006/wordprocessingDrawing"'
        ' distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1"'
        ' behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        # LibreOffice forgets an offset where pages count anew; what is aligned at the top stands 2 mm low.
        '<wp:positionH relativeFrom="leftMargin"><wp:align>right</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="margin"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:wrapNone/><wp:docPr id="{_FIRST_ID + number}" name="页码{number + 1}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_OFFICE}/drawingml/2006/main">'
        f'<a:graphicData uri="{_WORD_SHAPE}">{shape}</a:graphicData></a:graphic></wp:anchor></w:drawing>'
        "</mc:Choice></mc:AlternateContent>"
    )


def _strip(section: ElementTree.Element) -> _Strip:
    size, page = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
    assert size is not None and page is not None  # noqa: S101 - `sections` has written both
    margins = {side: int(page.get(f"{_W}{side}", 0)) for side in ("top", "bottom", "left", "footer")}
    # `sections` has moved the footer with the margins: this is the upright page's distance.
    distance = max(0, margins["footer"] - margins["bottom"] + margins["left"])
    height = int(size.get(f"{_W}h", 0)) - margins["top"] - margins["bottom"]
    return _Strip(margins["left"] - distance, height)


def _relations(parts: Mapping[str, bytes]) -> str:
    return parts[_RELATIONS].decode()


def _target(parts: Mapping[str, bytes], id: str) -> str:
    relations = ElementTree.fromstring(parts[_RELATIONS])  # noqa: S314 - our own
    return next(each.get("Target", "") for each in relations if each.get("Id") == id)
