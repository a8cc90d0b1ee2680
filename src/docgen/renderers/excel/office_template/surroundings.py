"""Faults around the tags: formulas that would run away when copied, and tags that nothing fills."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from docgen.diagnostics import Words
from docgen.renderers.excel.office_template.faults import Fault
from docgen.renderers.excel.office_template.package import (
    Package,
    SheetPart,
    cells_of,
    merged_areas,
    place_of,
)
from docgen.renderers.excel.office_template.references import far_references
from docgen.renderers.excel.office_template.tags import Tag, pieces
from docgen.renderers.excel.office_template.xml import MAIN, local_name, parse

if TYPE_CHECKING:
    from docgen.renderers.excel.office_template.survey import Layout

_SHOWN_PARTS = ("xl/drawings/", "xl/charts/", "xl/comments", "xl/tables/", "xl/workbook.xml")


def faults_around(package: Package, layout: "Layout | None") -> Iterator[Fault]:
    """Yield the faults of formulas, and tags in headers, notes, shapes and other places without cells."""
    for sheet in package.sheets:
        yield from _of_formulas(sheet, layout if layout and layout.sheet is sheet else None)
        outside = (each for each in sheet.root if local_name(each) != "sheetData")
        if found := next((tag for each in outside for tag in _tags_in(each)), None):
            yield Fault("unfilled-tag", *_unfilled(found), sheet.name)
    if layout:
        yield from _of_merges(layout)
    for name in sorted(package.parts):
        shown = name.startswith(_SHOWN_PARTS) and name.endswith(".xml") and b"{" in package.parts[name]
        if shown and (found := next(_tags_in(parse(package.parts[name])), None)):
            yield Fault("unfilled-tag", *_unfilled(found))


def _of_formulas(sheet: SheetPart, layout: "Layout | None") -> Iterator[Fault]:
    for cell in cells_of(sheet.root):
        text = cell.findtext(f"{MAIN}f") or ""
        address = cell.get("r", "")
        if not text:
            continue
        if "{{" in text:
            yield Fault("tag-in-formula", *_IN_FORMULA, sheet.name, address)
        try:
            row = place_of(cell)[0]
            grows = layout is not None and layout.top <= row <= layout.bottom
            far = far_references(text, layout.top, layout.bottom) if layout and grows else []
        except ValueError:
            yield Fault("unreadable-formula", *_unreadable(text), sheet.name, address)
            continue
        for reference in far:
            yield Fault("reference-runs-away", *_far(text, reference), sheet.name, address)


def _of_merges(layout: "Layout") -> Iterator[Fault]:
    for area in merged_areas(layout.sheet.root):
        rows = range(area.row, area.row + area.rows)
        columns = range(area.column, area.column + area.columns)
        if (
            area.rows > 1
            and layout.sample in rows
            and any(each in columns for each in layout.columns.values())
        ):
            place = area.reference(layout.sheet.name).rpartition("!")[2].replace("$", "")
            yield Fault("merged-sample-row", *_merged(place), layout.sheet.name, place.partition(":")[0])


def _tags_in(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        for text in (element.text or "", *map(str, element.attrib.values())):
            if "{{" in text or "｛｛" in text:
                yield from (piece.typed for piece in pieces(text) if isinstance(piece, Tag))


def _unfilled(tag: str) -> tuple[Words, Words]:
    return (
        Words(
            f"标签“{tag}”不在单元格里（页眉页脚、批注、文本框、图表、名称），不会填上",
            f"the tag {tag} is in no cell but in a header, note, text box, chart or name: nothing fills it",
        ),
        Words(
            "把标签写到单元格里；图形里的字可以引用单元格",
            "type it into a cell; a shape may refer to the cell",
        ),
    )


def _far(formula: str, reference: str) -> tuple[Words, Words]:
    return (
        Words(
            f"示例行的算式“={formula}”引用了别的行（{reference}），往下复制时会跟着移动",
            f"the formula ={formula} refers to another row, {reference}, which copies would move",
        ),
        Words("在行号前加 $，例如 C$6", "put a $ before the row, as in C$6"),
    )


def _merged(place: str) -> tuple[Words, Words]:
    return (
        Words(
            f"示例行的标签在上下合并的单元格 {place} 里",
            f"a tag of the sample row is in {place}, merged with another row",
        ),
        Words(
            "取消上下合并；同名的格要合并，写表格的 merge: true",
            "unmerge it; equal cells are merged with `merge: true` of a column",
        ),
    )


def _unreadable(formula: str) -> tuple[Words, Words]:
    return (
        Words(f"读不懂算式“={formula}”", f"the formula ={formula} cannot be read"),
        Words("在 Excel 里重新输入这个算式", "type the formula again in Excel"),
    )


_IN_FORMULA = (
    Words("标签写在算式里，不会填上", "a tag inside a formula is not filled"),
    Words("把标签写在另一个单元格里，让算式引用它", "type the tag into another cell and refer to that"),
)
