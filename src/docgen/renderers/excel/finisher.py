"""What openpyxl leaves undone in a workbook: exact values, results of formulas, no clock, schema order."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from lxml import etree

from docgen.renderers.excel.chart_sheet import Panel
from docgen.renderers.excel.values import Stored, escaped
from docgen.renderers.ooxml import read_parts, write_parts

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_NOTES: Final = re.compile(r"xl/comments/comment\d+\.xml")
_CORE: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DUBLIN_CORE: Final = "http://purl.org/dc/elements/1.1/"
_EXTENDED: Final = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
# CT_Font of ISO/IEC 29500-1: the order that validators and strict readers expect.
_FONT_ORDER: Final = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz", "color"),
    *("name", "family", "charset", "scheme"),
)
# What CT_Worksheet has behind `ignoredErrors`, as far as docgen writes it.
_AFTER_WARNINGS: Final = (f"{_MAIN}drawing", f"{_MAIN}legacyDrawing")


class Content(NamedTuple):
    """What a cell that holds a number, a date or a formula has in its `<v>`."""

    address: str
    value: Stored


class SheetContent(NamedTuple):
    """What one sheet needs: the contents of cells, and the panels of its chart in order."""

    cells: Sequence[Content] = ()
    panels: Sequence[Panel] = ()


def finish(saved: bytes, title: str, contents: Sequence[SheetContent]) -> bytes:
    """Return the saved workbook complete, the same bytes for the same input.

    `contents` has an entry for each sheet in order. Every formula carries its result, for viewers that do
    not compute. The results are exact, so nothing asks Excel to recompute on opening; it would then ask to
    save on closing.
    """
    parts = read_parts(saved)
    for number, sheet in enumerate(contents, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        parts[name] = _with_contents(parts[name], sheet.cells)
    for name in filter(_NOTES.fullmatch, parts):
        # Excel drops blanks at the ends of a text that does not ask for them.
        parts[name] = parts[name].replace(b"<t>", b'<t xml:space="preserve">')
    _draw_charts(parts, [sheet.panels for sheet in contents if sheet.panels])
    parts["xl/styles.xml"] = _with_ordered_fonts(parts["xl/styles.xml"])
    parts["docProps/core.xml"] = _core_properties(title)
    parts["docProps/app.xml"] = _extended_properties()
    return write_parts(parts)


def _with_contents(part: bytes, contents: Sequence[Content]) -> bytes:
    values = dict(contents)
    root = etree.fromstring(part)
    for cell in root.iter(f"{_MAIN}c"):
        value = values.get(cell.get("r", ""))
        if value is None:
            continue
        holder = cell.find(f"{_MAIN}v")
        if holder is None:
            holder = etree.SubElement(cell, f"{_MAIN}v")
        holder.text = escaped(value.text) if value.is_text else value.text
        if value.is_text:
            cell.set("t", "str")
    for merges in root.iter(f"{_MAIN}mergeCells"):
        # openpyxl keeps them in a set, whose order changes with every run.
        merges[:] = sorted(merges, key=lambda merge: merge.get("ref", ""))
    after = next((child for child in root if child.tag in _AFTER_WARNINGS), None)
    place = len(root) if after is None else root.index(after)
    root.insert(place, _without_warnings(root))
    return _serialized(root)


def _draw_charts(parts: dict[str, bytes], sheets: Sequence[Sequence[Panel]]) -> None:
    """Put every panel into the part that openpyxl made for it: it numbers drawings and charts in order."""
    number = 0
    for drawing, panels in enumerate(sheets, 1):
        name = f"xl/drawings/drawing{drawing}.xml"
        root = etree.fromstring(parts[name])
        frames = list(root.iter(f"{_SHEET_DRAWING}cNvPr"))
        for frame, panel in zip(frames, panels, strict=True):
            number += 1
            parts[f"xl/charts/chart{number}.xml"] = panel.data
            frame.set("name", f"图表 {number}")
            frame.set("descr", panel.text)
        parts[name] = _serialized(root)


def _without_warnings(root: etree._Element) -> etree._Element:
    """Return what keeps Excel from marking numbered rows and totals with green corners."""
    dimension = root.find(f"{_MAIN}dimension")
    ignored = etree.Element(f"{_MAIN}ignoredErrors")
    reference = "A1" if dimension is None else dimension.get("ref", "A1")
    warnings = {"numberStoredAsText": "1", "formula": "1", "formulaRange": "1"}
    etree.SubElement(ignored, f"{_MAIN}ignoredError", {"sqref": reference, **warnings})
    return ignored


def _with_ordered_fonts(part: bytes) -> bytes:
    root = etree.fromstring(part)
    for font in root.iter(f"{_MAIN}font"):
        font[:] = sorted(font, key=lambda child: _FONT_ORDER.index(child.tag.removeprefix(_MAIN)))
    return _serialized(root)


def _core_properties(title: str) -> bytes:
    # No dates and no names: who made the file when is for the notice itself to say.
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DUBLIN_CORE})
    etree.SubElement(root, f"{{{_DUBLIN_CORE}}}title").text = title
    return _serialized(root)


def _extended_properties() -> bytes:
    # LibreOffice trusts the results of formulas only from applications it knows.
    root = etree.fromstring(
        f'<Properties xmlns="{_EXTENDED}"><Application>Microsoft Excel</Application></Properties>'
    )
    return _serialized(root)


def _serialized(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
