"""The small parts of a workbook, as XML: properties, relations, content types."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from docgen.renderers.xml_text import escape, quoteattr

DECLARATION: Final = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_CORE: Final = f"{_PACKAGE}/metadata/core-properties"
_DUBLIN_CORE: Final = "http://purl.org/dc/elements/1.1/"
_EXTENDED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_SPREADSHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_CONTENT_TYPES: Final = {
    "xl/workbook.xml": f"{_SPREADSHEET}.sheet.main+xml",
    "xl/styles.xml": f"{_SPREADSHEET}.styles+xml",
    "xl/theme/": f"{_OFFICE}.theme+xml",
    "xl/worksheets/": f"{_SPREADSHEET}.worksheet+xml",
    "xl/comments/": f"{_SPREADSHEET}.comments+xml",
    "xl/drawings/": f"{_OFFICE}.drawing+xml",
    "xl/charts/": f"{_OFFICE}.drawingml.chart+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": f"{_OFFICE}.extended-properties+xml",
}
"""By the beginning of a part's name."""


class Relation(NamedTuple):
    """One part's reference to another; the kind is the last word of its type."""

    id: str
    kind: str
    target: str


def core_properties(title: str) -> bytes:
    """Return `docProps/core.xml`: no dates and no names, who made the file when is for the notice to say."""
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="{_DUBLIN_CORE}">'
        f"<dc:title>{escape(title)}</dc:title></cp:coreProperties>"
    ).encode()


def extended_properties() -> bytes:
    """Return `docProps/app.xml`: LibreOffice trusts results of formulas only from programs it knows."""
    return (
        f'{DECLARATION}<Properties xmlns="{_EXTENDED}">'
        "<Application>Microsoft Excel</Application></Properties>"
    ).encode()


def package_relations() -> bytes:
    """Return `_rels/.rels`."""
    core = (
        f'<Relationship Type="{_PACKAGE}/relationships/metadata/core-properties"'
        ' Target="docProps/core.xml" Id="rId2"/>'
    )
    known = (Relation("rId1", "officeDocument", "xl/workbook.xml"),)
    more = (Relation("rId3", "extended-properties", "docProps/app.xml"),)
    return _relations(f"{_listed(known)}{core}{_listed(more)}")


def relations(found: Iterable[Relation]) -> bytes:
    """Return the relations of a part."""
    return _relations(_listed(found))


def content_types(parts: Sequence[str]) -> bytes:
    """Return `[Content_Types].xml` for the parts of these names."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name in parts
        for beginning, kind in _CONTENT_TYPES.items()
        if name.startswith(beginning) and name.endswith(".xml")
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="vml" ContentType="{_OFFICE}.vmlDrawing"/>{overrides}</Types>'
    ).encode()


def _relations(listed: str) -> bytes:
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'.encode()


def _listed(found: Iterable[Relation]) -> str:
    return "".join(
        f'<Relationship Type="{RELATIONSHIPS}/{kind}" Target={quoteattr(target)} Id="{id}"/>'
        for id, kind, target in found
    )
