"""An office's workbook filled with one table: every part that nothing changes stays byte for byte."""

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from docgen.document import Row, RowKind, Table
from docgen.renderers.excel.office_template.body import Body, place
from docgen.renderers.excel.office_template.content import Filling, Printed, Recipe
from docgen.renderers.excel.office_template.faults import refuse
from docgen.renderers.excel.office_template.fit import misfits
from docgen.renderers.excel.office_template.followers import Followers
from docgen.renderers.excel.office_template.formats import Formats
from docgen.renderers.excel.office_template.grid import Grid
from docgen.renderers.excel.office_template.names import (
    Place,
    computed_name,
    name_ranges,
    subtotal_name,
    total_name,
)
from docgen.renderers.excel.office_template.package import WORKBOOK, Package, SheetPart, cells_of, text_in
from docgen.renderers.excel.office_template.protection import protect
from docgen.renderers.excel.office_template.references import Moves
from docgen.renderers.excel.office_template.survey import Survey
from docgen.renderers.excel.office_template.tags import Tag, holds_tag
from docgen.renderers.excel.office_template.xml import MAIN, parse, relations, serialized
from docgen.renderers.ooxml import write_parts

_STYLES = "xl/styles.xml"
_TYPES = "[Content_Types].xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_BEFORE_CALCULATION = ("sheets", "functionGroups", "externalReferences", "definedNames")


def fill(data: bytes, table: Table, lines: Mapping[str, str | int]) -> bytes:
    """Return the workbook `data` filled with a table and the lines around it.

    Raises Mistake with all faults of the template, and DocgenError for a file that is no such template.
    """
    survey = Survey(Package.open(data), table)
    refuse(survey.faults())
    assert survey.layout  # noqa: S101 - a template without a sample row is refused
    body = place(table, survey.layout)
    refuse(misfits(survey, body))
    return _Filler(survey, body, lines).filled()


class _Filler:
    def __init__(self, survey: Survey, body: Body, lines: Mapping[str, str | int]) -> None:
        self._survey = survey
        self._package = survey.package
        self._body = body
        self._lines = lines
        self._formats = Formats(self._package.parts[_STYLES])
        table = body.table
        heads = [row for row in table.rows if row.kind is RowKind.HEADER]
        self._labels = {id: _label(heads, index) for index, id in enumerate(table.columns)}

    def filled(self) -> bytes:
        parts = dict(self._package.parts)
        before = {sheet.part: etree.tostring(sheet.root) for sheet in self._package.sheets}
        own, growth = self._body.layout.sheet, self._body.growth
        computes = any(
            cell.find(f"{MAIN}f") is not None
            for sheet in self._package.sheets
            for cell in cells_of(sheet.root)
        )
        for sheet in self._package.sheets:
            self._grid(sheet).fill(Moves(own.name, sheet.name, growth, spreads=True))
        followers = Followers(self._package, own, growth)
        followers.follow()
        name_ranges(self._package.workbook, self._body, dict(self._named()))
        if self._body.table.protect:
            protect(own.root)
        if computes:
            _compute_on_opening(self._package.workbook)
        parts.update(followers.changed)
        for sheet in self._package.sheets:
            if etree.tostring(sheet.root) != before[sheet.part]:
                parts[sheet.part] = serialized(sheet.root)
        parts[WORKBOOK] = serialized(self._package.workbook)
        parts[_STYLES] = self._formats.part
        _empty_tags(self._survey, parts)
        _drop_calculation_chain(parts)
        return write_parts(parts)

    def _grid(self, sheet: SheetPart) -> Grid:
        own = sheet is self._body.layout.sheet
        recipes = {
            each.cell.get("r", ""): Recipe(each.pieces, self._package.item_of(each.cell))
            for each in self._survey.cells
            if each.sheet is sheet
        }

        def filling(row: int | None) -> Filling:
            return Filling(
                self._formats,
                lambda tag: self._printed(tag, row),
                lambda cell: self._body.formula(cell.formula, sheet.name) if cell.formula else None,
                own and self._body.table.protect,
            )

        return Grid(sheet.name, sheet.root, recipes, filling, self._body if own else None)

    def _printed(self, tag: Tag, row: int | None) -> Printed:
        if tag.kind == "label":
            return self._labels[tag.name]
        if tag.kind == "total":
            return self._body.cell(self._body.total, tag.name)
        if tag.kind == "computed":
            return self._body.cell(self._body.computed(tag.row), tag.name)
        if tag.kind == "subtotal" or (row is not None and tag.name in self._body.table.columns):
            return self._body.cell(row, tag.name)
        return self._lines.get(tag.name, "")

    def _named(self) -> Iterator[tuple[str, Place]]:
        """Yield name and place of each total, first subtotal and computed value that is alone in its cell."""
        table, growth = self._body.table, self._body.growth
        for each in reversed(self._survey.cells):
            tag = Recipe(each.pieces, None).only
            if not tag:
                continue
            own = each.sheet is self._body.layout.sheet
            place = Place(each.sheet.name, growth.single(each.row) if own else each.row, each.column)
            if tag.kind == "subtotal" and growth.subtotals:
                yield subtotal_name(table.id, tag.name), place._replace(row=growth.subtotals[0])
            elif tag.kind == "total" and self._printed(tag, None):
                yield total_name(table.id, tag.name), place
            elif tag.kind == "computed" and self._printed(tag, None):
                yield computed_name(table.id, tag.name, tag.row), place


def _label(heads: Sequence[Row], index: int) -> str:
    """Return the heading of a column: that of the lowest header row which has one for it."""
    for row in reversed(heads):
        cell = row.cells[index]
        if cell:
            return cell.text
    return ""


def _compute_on_opening(workbook: etree._Element) -> None:
    settings = workbook.find(f"{MAIN}calcPr")
    if settings is None:
        settings = etree.Element(f"{MAIN}calcPr")
        tags = {f"{MAIN}{name}" for name in _BEFORE_CALCULATION}
        workbook.insert(max(index for index, each in enumerate(workbook) if each.tag in tags) + 1, settings)
    settings.set("fullCalcOnLoad", "1")


def _empty_tags(survey: Survey, parts: dict[str, bytes]) -> None:
    """Empty the shared texts with tags: the cells that had them hold their own words."""
    shared = [item for item in survey.package.strings if holds_tag(text_in(item))]
    for item in shared:
        item[:] = [etree.Element(f"{MAIN}t")]
    if shared:
        parts[survey.package.shared_strings] = serialized(shared[0].getroottree().getroot())


def _drop_calculation_chain(parts: dict[str, bytes]) -> None:
    """Drop the list of cells with formulas, which Excel makes anew: it would name cells that moved."""
    chain = next((each.target for each in relations(parts, WORKBOOK) if each.type == "calcChain"), "")
    if not parts.pop(chain, b""):
        return
    for name, key in ((_TYPES, "PartName"), (_RELATIONS, "Target")):
        root = parse(parts[name])
        for item in list(root):
            if item.get(key, "").rpartition("/")[2] == chain.rpartition("/")[2]:
                root.remove(item)
        parts[name] = serialized(root)
