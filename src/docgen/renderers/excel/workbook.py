"""A workbook written to a file: its sheets row by row, then what they share."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import BinaryIO, Final, NamedTuple

from docgen.records import record
from docgen.renderers.deflating import packer
from docgen.renderers.excel.cell_formats import CellFormats
from docgen.renderers.excel.chart_sheet import Panel, drawing_part
from docgen.renderers.excel.notes import boxes_part, comments_part
from docgen.renderers.excel.package_parts import (
    DECLARATION,
    MAIN,
    RELATIONSHIPS,
    Relation,
    content_types,
    core_properties,
    extended_properties,
    package_relations,
    relations,
)
from docgen.renderers.excel.sheet_rows import SheetRow
from docgen.renderers.excel.sheet_xml import BOXES, DRAWING, Layout, SheetText
from docgen.renderers.excel.template import THEME, Template
from docgen.renderers.ooxml import Packed
from docgen.renderers.package_writer import PackageWriter
from docgen.renderers.xml_text import escape, quoteattr

PRINT_AREA: Final = "_xlnm.Print_Area"
PRINT_TITLES: Final = "_xlnm.Print_Titles"
"""The names that Excel itself gives to what is printed, and to rows that every page repeats."""
# Excel recomputes, and then asks to save, whatever an older engine than its own computed.
_CALCULATION: Final = '<calcPr calcId="191029" fullCalcOnLoad="0"/>'


class DefinedName(NamedTuple):
    """A name for cells, in the whole workbook or, as Excel's own names for print are, on its sheet."""

    name: str
    reference: str
    local: bool = False


@record
class SheetPlan:
    """A sheet that is to be written; its rows are asked for one by one, and only once."""

    layout: Layout
    rows: Iterable[SheetRow]
    names: Callable[[int], Sequence[DefinedName]]
    """Its names, for so many rows as it has turned out to have."""
    panels: Sequence[Panel] = ()


def write_workbook(
    file: BinaryIO, title: str, sheets: Sequence[SheetPlan], formats: CellFormats, template: Template
) -> None:
    """Write the workbook of `sheets` to a file that can seek: the same bytes for the same rows.

    `formats` are the numbers that the rows use. A long sheet is held in no part: what is written is gone.
    """
    package = PackageWriter(file, packer)
    package.add_data("[Content_Types].xml", content_types(_part_names(sheets, template)))
    for part in _constant_parts():
        package.add(part)
    package.add_data("docProps/core.xml", core_properties(title))
    if template.theme:
        package.add(template.theme)
    names: list[tuple[int, DefinedName]] = []
    drawings = charts = 0
    for number, sheet in enumerate(sheets, 1):
        text = SheetText(sheet.layout, template.paper, formats, first=number == 1)
        package.stream(f"xl/worksheets/sheet{number}.xml", text.pieces(sheet.rows))
        names.extend((number - 1, name) for name in sheet.names(text.last_row))
        if sheet.layout.noted:
            package.add_data(f"xl/comments/comment{number}.xml", comments_part(text.notes))
            package.add_data(f"xl/drawings/notes{number}.vml", boxes_part(text.notes))
        if sheet.panels:
            drawings += 1
            _add_drawing(package, (drawings, charts + 1), sheet.panels)
            charts += len(sheet.panels)
        if own := _sheet_relations(number, drawings, sheet):
            package.add_data(f"xl/worksheets/_rels/sheet{number}.xml.rels", relations(own))
    package.add_data("xl/styles.xml", formats.part())
    package.add_data("xl/workbook.xml", _workbook_part([sheet.layout.name for sheet in sheets], names))
    package.add_data("xl/_rels/workbook.xml.rels", relations(_workbook_relations(len(sheets), template)))
    package.close()


@lru_cache(maxsize=1)
def _constant_parts() -> tuple[Packed, ...]:
    return (
        Packed.of("_rels/.rels", package_relations()),
        Packed.of("docProps/app.xml", extended_properties()),
    )


def _part_names(sheets: Sequence[SheetPlan], template: Template) -> list[str]:
    found = ["docProps/app.xml", "docProps/core.xml", "xl/styles.xml", "xl/workbook.xml"]
    found += [THEME] * bool(template.theme)
    charts = sum(len(sheet.panels) for sheet in sheets)
    drawings = sum(bool(sheet.panels) for sheet in sheets)
    found += [f"xl/charts/chart{number}.xml" for number in range(1, charts + 1)]
    found += [f"xl/drawings/drawing{number}.xml" for number in range(1, drawings + 1)]
    for number, sheet in enumerate(sheets, 1):
        found.append(f"xl/worksheets/sheet{number}.xml")
        found += [f"xl/comments/comment{number}.xml"] * sheet.layout.noted
    return found


def _add_drawing(package: PackageWriter, numbers: tuple[int, int], panels: Sequence[Panel]) -> None:
    drawing, first = numbers
    package.add_data(f"xl/drawings/drawing{drawing}.xml", drawing_part(panels, first))
    found = [
        Relation(f"rId{place + 1}", "chart", f"/xl/charts/chart{first + place}.xml")
        for place in range(len(panels))
    ]
    package.add_data(f"xl/drawings/_rels/drawing{drawing}.xml.rels", relations(found))
    for place, panel in enumerate(panels):
        package.add_data(f"xl/charts/chart{first + place}.xml", panel.data)


def _sheet_relations(number: int, drawing: int, sheet: SheetPlan) -> list[Relation]:
    found: list[Relation] = []
    if sheet.layout.noted:
        found.append(Relation("comments", "comments", f"/xl/comments/comment{number}.xml"))
        found.append(Relation(BOXES, "vmlDrawing", f"/xl/drawings/notes{number}.vml"))
    if sheet.panels:
        found.append(Relation(DRAWING, "drawing", f"/xl/drawings/drawing{drawing}.xml"))
    return found


def _workbook_part(sheets: Sequence[str], names: Sequence[tuple[int, DefinedName]]) -> bytes:
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(sheets, 1)
    )
    defined = "".join(
        f"<definedName name={quoteattr(name)}"
        + (f' localSheetId="{sheet}"' if local else "")
        + f">{escape(reference)}</definedName>"
        for sheet, (name, reference, local) in sorted(names, key=lambda each: each[1].local)
    )
    return (
        f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}"><workbookPr/><bookViews>'
        f'<workbookView activeTab="0"/></bookViews><sheets>{listed}</sheets>'
        + (f"<definedNames>{defined}</definedNames>" if defined else "")
        + f"{_CALCULATION}</workbook>"
    ).encode()


def _workbook_relations(sheets: int, template: Template) -> list[Relation]:
    numbers = range(1, sheets + 1)
    found = [Relation(f"rId{each}", "worksheet", f"/xl/worksheets/sheet{each}.xml") for each in numbers]
    found.append(Relation(f"rId{sheets + 1}", "styles", "/xl/styles.xml"))
    if template.theme:
        found.append(Relation(f"rId{sheets + 2}", "theme", f"/{THEME}"))
    return found
