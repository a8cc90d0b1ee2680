"""The parts of a .docx as Word writes them for a new file: theme fonts, 五号, no style of ours."""

from collections.abc import Mapping

from docgen.renderers.ooxml import write_parts
from docgen.renderers.word.wordml import NAMESPACE, RELATIONSHIPS, XML

OFFICE = "http://schemas.openxmlformats.org"
ROOT = (
    f'xmlns:w="{NAMESPACE}" xmlns:r="{RELATIONSHIPS}" xmlns:mc="{OFFICE}/markup-compatibility/2006"'
    f' xmlns:wp="{OFFICE}/drawingml/2006/wordprocessingDrawing" xmlns:a="{OFFICE}/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"'
    ' w:header="851" w:footer="1447" w:gutter="0"/>'
)
_FOOTERS = '<w:footerReference w:type="default" r:id="rId8"/><w:footerReference w:type="even" r:id="rId9"/>'
_PACKAGE = f"{OFFICE}/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATED = {
    "rId1": ("styles", "styles.xml"),
    "rId2": ("settings", "settings.xml"),
    "rId3": ("theme", "theme/theme1.xml"),
    "rId4": ("numbering", "numbering.xml"),
    "rId8": ("footer", "footer1.xml"),
    "rId9": ("footer", "footer2.xml"),
}
_KINDS = {
    "word/document.xml": f"{_MAIN}.document.main+xml",
    "word/styles.xml": f"{_MAIN}.styles+xml",
    "word/settings.xml": f"{_MAIN}.settings+xml",
    "word/numbering.xml": f"{_MAIN}.numbering+xml",
    "word/footer1.xml": f"{_MAIN}.footer+xml",
    "word/footer2.xml": f"{_MAIN}.footer+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
}


def word_file(
    body: str,
    footers: tuple[str, str] = ("<w:p/>", "<w:p/>"),
    page: str = PAGE,
    changed: Mapping[str, str] | None = None,
) -> bytes:
    """Return a file of one section; `changed` takes the place of parts, by name."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": _relations(_RELATED),
        "word/document.xml": document(f"{body}<w:sectPr>{_FOOTERS}{page}</w:sectPr>"),
        "word/styles.xml": styles(),
        "word/settings.xml": f"{XML}<w:settings {ROOT}><w:evenAndOddHeaders/></w:settings>",
        "word/numbering.xml": NUMBERING,
        "word/theme/theme1.xml": _THEME,
        "word/footer1.xml": f"{XML}<w:ftr {ROOT}>{footers[0]}</w:ftr>",
        "word/footer2.xml": f"{XML}<w:ftr {ROOT}>{footers[1]}</w:ftr>",
    }
    return write_parts({name: text.encode() for name, text in {**parts, **(changed or {})}.items()})


def document(body: str) -> str:
    """Return word/document.xml."""
    return f"{XML}<w:document {ROOT}><w:body>{body}</w:body></w:document>"


def styles(more: str = "", defaults: str = '<w:sz w:val="21"/>') -> str:
    """Return word/styles.xml with `more` styles beside the one that Word calls Normal."""
    return (
        f"{XML}<w:styles {ROOT}><w:docDefaults><w:rPrDefault><w:rPr>"
        '<w:rFonts w:asciiTheme="minorHAnsi"'
        f' w:eastAsiaTheme="minorEastAsia" w:hAnsiTheme="minorHAnsi"/><w:kern w:val="2"/>{defaults}'
        '</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1"'
        ' w:styleId="a"><w:name w:val="Normal"/><w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/>'
        '</w:pPr></w:style><w:style w:type="table" w:default="1" w:styleId="a1">'
        f'<w:name w:val="Normal Table"/></w:style>{more}</w:styles>'
    )


def numbering(levels: str, uses: str = "") -> str:
    """Return word/numbering.xml with one list of the given levels, number 1, and further `uses` of it."""
    return (
        f'{XML}<w:numbering {ROOT}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
        f'{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{uses}</w:numbering>'
    )


def level(place: int, format: str, text: str) -> str:
    """Return one level of a list, its numbers two characters in."""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="0" w:firstLine="640"/></w:pPr></w:lvl>'
    )


NUMBERING = numbering(
    level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCountingThousand", "（%2）")
)
"""The first two levels of an outline."""


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in _KINDS.items()
    )
    return (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(relations: dict[str, tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="{id}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for id, (kind, target) in relations.items()
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


_COLOURS = "".join(
    f'<a:{name}><a:srgbClr val="000000"/></a:{name}>'
    for name in (
        "dk1",
        "lt1",
        "dk2",
        "lt2",
        *(f"accent{place}" for place in range(1, 7)),
        "hlink",
        "folHlink",
    )
)
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"
_THEME = (
    f'{XML}<a:theme xmlns:a="{OFFICE}/drawingml/2006/main" name="Office"><a:themeElements>'
    f'<a:clrScheme name="Office">{_COLOURS}</a:clrScheme><a:fontScheme name="Office">'
    '<a:majorFont><a:latin typeface="Calibri Light"/><a:ea typeface=""/><a:cs typeface=""/>'
    '<a:font script="Hans" typeface="黑体"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/>'
    '<a:ea typeface=""/><a:cs typeface=""/><a:font script="Hans" typeface="宋体"/>'
    "</a:minorFont></a:fontScheme>"
    f'<a:fmtScheme name="Office"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
    f"<a:lnStyleLst>{f'<a:ln>{_FILL}</a:ln>' * 3}</a:lnStyleLst>"
    f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
)
