"""The parts of the notice template that hold no text: types, relations, settings, fonts, theme."""

from typing import Final

from docgen.profiles import Profile
from docgen.renderers.word.wordml import NAMESPACE, RELATIONSHIPS, XML, element, quoted

_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_WORD_2010: Final = "http://schemas.microsoft.com/office/word"

_TYPES: Final = {
    "word/document.xml": f"{_WORD_TYPE}.document.main+xml",
    "word/styles.xml": f"{_WORD_TYPE}.styles+xml",
    "word/settings.xml": f"{_WORD_TYPE}.settings+xml",
    "word/fontTable.xml": f"{_WORD_TYPE}.fontTable+xml",
    "word/footer1.xml": f"{_WORD_TYPE}.footer+xml",
    "word/footer2.xml": f"{_WORD_TYPE}.footer+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
ODD_FOOTER: Final = "rId5"
EVEN_FOOTER: Final = "rId6"
_DOCUMENT_RELATIONS: Final = {
    "rId1": ("styles", "styles.xml"),
    "rId2": ("settings", "settings.xml"),
    "rId3": ("fontTable", "fontTable.xml"),
    "rId4": ("theme", "theme/theme1.xml"),
    ODD_FOOTER: ("footer", "footer1.xml"),
    EVEN_FOOTER: ("footer", "footer2.xml"),
}
# The families of the classification Word writes beside a font; fonts not named here are Latin.
_FAMILIES: Final = {"仿宋": "modern", "楷体": "modern", "黑体": "modern", "小标宋": "script", "宋体": "auto"}


def fixed_parts(profile: Profile) -> dict[str, str]:
    """Return every part but the document, its footers and its styles."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "word/_rels/document.xml.rels": _document_relations(),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": _font_table(profile),
        "word/theme/theme1.xml": _theme(profile),
        "docProps/core.xml": core_properties(""),
        "docProps/app.xml": _app_properties(),
    }


def core_properties(title: str) -> str:
    """Return docProps/core.xml with the title alone: no names, no dates; `title` is escaped already."""
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
    )


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in _TYPES.items()
    )
    return (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _package_relations() -> str:
    return _relations(
        {
            "rId1": (f"{RELATIONSHIPS}/officeDocument", "word/document.xml"),
            "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            "rId3": (f"{RELATIONSHIPS}/extended-properties", "docProps/app.xml"),
        }
    )


def _document_relations() -> str:
    relations = _DOCUMENT_RELATIONS.items()
    return _relations({id: (f"{RELATIONSHIPS}/{kind}", target) for id, (kind, target) in relations})


def _relations(relations: dict[str, tuple[str, str]]) -> str:
    entries = (
        f'<Relationship Id="{id}" Type="{kind}" Target="{target}"/>'
        for id, (kind, target) in relations.items()
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(entries)}</Relationships>'


def _app_properties() -> str:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'{XML}<Properties xmlns="{namespace}"><Application>docgen</Application></Properties>'


def _settings() -> str:
    modern = (
        "overrideTableStyleFontSizeAndJustification",
        "enableOpenTypeFeatures",
        "doNotFlipMirrorIndents",
    )
    # 15: lay out as Word 2013 and later do, not in compatibility mode.
    versions = {"compatibilityMode": 15} | dict.fromkeys(modern, 1)
    compatibility = (element("compatSetting", name=n, uri=_WORD_2010, val=v) for n, v in versions.items())
    return (
        XML
        + f'<w:settings xmlns:w="{NAMESPACE}">'
        + element("zoom", percent=100)
        + element("defaultTabStop", val=640)
        + element("evenAndOddHeaders")
        + element("characterSpacingControl", val="compressPunctuation")
        + element("compat", *compatibility)
        + element("themeFontLang", val="en-US", eastAsia="zh-CN")
        + "</w:settings>"
    )


def _font_table(profile: Profile) -> str:
    fonts = (_font(logical, names) for logical, names in profile.fonts.items())
    return f'{XML}<w:fonts xmlns:w="{NAMESPACE}">{"".join(fonts)}</w:fonts>'


def _font(logical: str, names: tuple[str, ...]) -> str:
    chinese = logical in _FAMILIES
    return element(
        "font",
        element("altName", val=",".join(names[1:])) if names[1:] else "",
        element("charset", val="86" if chinese else "00"),
        element("family", val=_FAMILIES.get(logical, "roman")),
        element("pitch", val="variable"),
        name=names[0],
    )


def _theme(profile: Profile) -> str:
    latin, heading, text = (quoted(profile.font(name)) for name in ("西文", "小标宋", "仿宋"))
    return (
        f'{XML}<a:theme xmlns:a="{_DRAWING}" name="公文"><a:themeElements>'
        f'<a:clrScheme name="公文">{_THEME_COLOURS}</a:clrScheme><a:fontScheme name="公文">'
        f'<a:majorFont><a:latin typeface={latin}/><a:ea typeface={heading}/><a:cs typeface=""/></a:majorFont>'
        f'<a:minorFont><a:latin typeface={latin}/><a:ea typeface={text}/><a:cs typeface=""/></a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="公文">{_THEME_EFFECTS}</a:fmtScheme>'
        "</a:themeElements></a:theme>"
    )


def _colour(name: str, value: str) -> str:
    return f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'


_ACCENTS: Final = ("C00000", "1F4E79", "7F7F7F", "806000", "385723", "44546A")
_THEME_COLOURS: Final = (
    _colour("dk1", "000000")
    + _colour("lt1", "FFFFFF")
    + _colour("dk2", "44546A")
    + _colour("lt2", "E7E6E6")
    + "".join(_colour(f"accent{place}", value) for place, value in enumerate(_ACCENTS, start=1))
    + _colour("hlink", "0563C1")
    + _colour("folHlink", "954F72")
)
# DrawingML demands three of each, though a notice draws nothing.
_FILL: Final = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_THEME_EFFECTS: Final = (
    f"<a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>"
    f"<a:lnStyleLst>{f'<a:ln>{_FILL}</a:ln>' * 3}</a:lnStyleLst>"
    f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst>"
)
