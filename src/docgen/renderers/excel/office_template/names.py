"""The defined names of a filled workbook: the table, its columns, its totals, for formulas and for proof."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from docgen.diagnostics import Mistake, Words
from docgen.renderers.excel.addresses import Area
from docgen.renderers.excel.names import range_name
from docgen.renderers.excel.office_template.body import Body
from docgen.renderers.excel.office_template.xml import MAIN

TOTAL = "total"
"""The last word of the name of a column's total."""
SUBTOTAL = "subtotal"
"""The last word of the hidden name of a column's first subtotal."""


class Place(NamedTuple):
    """Where a cell is."""

    sheet: str
    row: int
    column: int


def column_name(table: str, column: str) -> str:
    """Return the name of the cells that a column fills."""
    return range_name(table, column)


def total_name(table: str, column: str) -> str:
    """Return the name of the cell that holds a column's total."""
    return range_name(table, column, TOTAL)


def subtotal_name(table: str, column: str) -> str:
    """Return the hidden name that says that the subtotals of a column are filled in, not the office's."""
    return range_name(table, column, SUBTOTAL)


def computed_name(table: str, column: str, row: str) -> str:
    """Return the name of the cell that holds a computed row's value of a column."""
    return range_name(table, column, "computed", row)


def name_ranges(workbook: etree._Element, body: Body, cells: Mapping[str, Place]) -> None:
    """Give the table, each printed column and each of the `cells` by name its name.

    Raises Mistake where the office uses such a name for something else.
    """
    holder = workbook.find(f"{MAIN}definedNames")
    if holder is None:
        holder = etree.Element(f"{MAIN}definedNames")
        before = {f"{MAIN}{name}" for name in ("sheets", "functionGroups", "externalReferences")}
        last = max(index for index, each in enumerate(workbook) if each.tag in before)
        workbook.insert(last + 1, holder)
    known = {each.get("name", "").casefold(): each for each in holder if each.get("localSheetId") is None}
    for name, reference in _ranges(body, cells):
        other = known.get(name.casefold())
        if other is not None and other.text != reference:
            raise Mistake("name-taken", *_taken(name, other.text or ""))
        if other is None:
            hidden = {"hidden": "1"} if name in cells and name.endswith(f".{SUBTOTAL}") else {}
            etree.SubElement(holder, f"{MAIN}definedName", {"name": name, **hidden}).text = reference


def _ranges(body: Body, cells: Mapping[str, Place]) -> Iterator[tuple[str, str]]:
    table, sheet, growth = body.table, body.layout.sheet.name, body.growth
    columns = body.columns.values()
    if columns:
        whole = Area(growth.top, min(columns), growth.count, max(columns) - min(columns) + 1)
        yield range_name(table.id), whole.reference(sheet)
    for index, column in body.columns.items():
        area = Area(growth.top, column, growth.count, 1)
        yield column_name(table.id, table.columns[index]), area.reference(sheet)
    for name, (on_sheet, row, column) in cells.items():
        yield name, Area(row, column, 1, 1).reference(on_sheet)


def _taken(name: str, reference: str) -> tuple[Words, Words]:
    return (
        Words(
            f"名称“{name}”已经用于 {reference}，docgen 要用它记下表格的位置",
            f"the name {name} stands for {reference}, and docgen needs it for the table's place",
        ),
        Words("在 Excel 的“公式 → 名称管理器”里换一个名称", "give it another name: Formulas → Name Manager"),
    )
