"""Style numbers without gaps, which openpyxl needs to find the named styles of LibreOffice and WPS."""

from typing import Final

from lxml import etree

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def without_gaps(styles: bytes) -> bytes:
    """Return `xl/styles.xml` with the formats of named styles alone, numbered from 0 without a gap."""
    root = etree.fromstring(styles, etree.XMLParser(resolve_entities=False, no_network=True))
    formats = root.findall(f"{_MAIN}cellStyleXfs/{_MAIN}xf")
    named = sorted({int(style.get("xfId", "0")) for style in root.iter(f"{_MAIN}cellStyle")})
    numbers = {str(old): str(new) for new, old in enumerate(named)}
    for number, item in enumerate(formats):
        if str(number) not in numbers:
            item.getparent().remove(item)
    for user in (*root.iter(f"{_MAIN}cellStyle"), *root.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf")):
        user.set("xfId", numbers.get(user.get("xfId", "0"), "0"))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
