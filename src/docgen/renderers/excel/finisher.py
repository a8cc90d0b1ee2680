"""What openpyxl leaves undone in the template that docgen ships: no clock, schema order."""

from typing import Final

from lxml import etree

from docgen.renderers.excel.package_parts import core_properties, extended_properties
from docgen.renderers.ooxml import read_parts, write_parts

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# CT_Font of ISO/IEC 29500-1: the order that validators and strict readers expect.
_FONT_ORDER: Final = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color"),
    *("name", "family", "charset", "scheme"),
)


def finish(saved: bytes, title: str) -> bytes:
    """Return the workbook that openpyxl saved, the same bytes for the same workbook."""
    parts = read_parts(saved)
    parts["xl/styles.xml"] = with_ordered_fonts(parts["xl/styles.xml"])
    parts["docProps/core.xml"] = core_properties(title)
    parts["docProps/app.xml"] = extended_properties()
    return write_parts(parts)


def with_ordered_fonts(part: bytes) -> bytes:
    """Return `xl/styles.xml` with all that belongs to a font in the order of the schema."""
    root = etree.fromstring(part)
    for font in root.iter(f"{_MAIN}font"):
        font[:] = sorted(font, key=lambda child: _FONT_ORDER.index(child.tag.removeprefix(_MAIN)))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
