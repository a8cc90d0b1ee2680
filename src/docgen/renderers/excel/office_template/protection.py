"""Protection of the filled sheet: against slips, without a password."""

from typing import Final

from lxml import etree

from docgen.renderers.excel.office_template.xml import MAIN

_SETTINGS: Final = {"sheet": "1", "objects": "1", "scenarios": "1", "formatColumns": "0", "formatRows": "0"}
_BEFORE: Final = frozenset(f"{MAIN}{name}" for name in ("sheetData", "sheetCalcPr"))


def protect(root: etree._Element) -> None:
    """Protect a sheet; what the office has set, a password above all, stays."""
    protection = root.find(f"{MAIN}sheetProtection")
    if protection is None:
        protection = etree.Element(f"{MAIN}sheetProtection", _SETTINGS)
        root.insert(max(index for index, each in enumerate(root) if each.tag in _BEFORE) + 1, protection)
    protection.set("sheet", "1")
