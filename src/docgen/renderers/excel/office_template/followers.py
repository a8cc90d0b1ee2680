"""What refers to rows from outside the cells: conditions, names, drawings, charts, comments, list tables."""

from collections.abc import Callable, Iterator
from dataclasses import field
from typing import Final

from lxml import etree

from docgen.patterns import regex
from docgen.records import record
from docgen.renderers.excel.office_template.growth import Growth
from docgen.renderers.excel.office_template.package import Package, SheetPart
from docgen.renderers.excel.office_template.references import Moves
from docgen.renderers.excel.office_template.xml import MAIN, local_name, parse, relations, serialized

_RANGES: Final = frozenset({"ref", "sqref"})
_FORMULAS: Final = frozenset({"formula", "formula1", "formula2", "f"})
_CHART_CACHES: Final = frozenset({"numCache", "strCache", "multiLvlStrCache"})
_ANCHOR: Final = regex(rb"(<x:Anchor[^>]*>)([\d\s,]+)(</x:Anchor>)")
_NOTE_ROW: Final = regex(rb"(<x:Row>\s*)(\d+)(\s*</x:Row>)")


@record
class Followers:
    """Everything of a workbook that follows the rows of `sheet`, beside cells and merges."""

    package: Package
    sheet: SheetPart
    growth: Growth
    changed: dict[str, bytes] = field(default_factory=dict)
    """The parts that are no longer the template's."""

    def follow(self) -> None:
        """Let all follow; the roots of sheets and workbook are changed in place."""
        for sheet in self.package.sheets:
            self._on_sheet(sheet)
        for name in self.package.workbook.iter(f"{MAIN}definedName"):
            # Excel's own names, such as the area of a filter, have no gaps.
            own = name.get("name", "").startswith("_xlnm.") and "," not in (name.text or "")
            follow = self._moves("").references if own else self._moves("").name
            name.text = follow(name.text or "")
        for relation in relations(self.package.parts, self.sheet.part):
            if relation.type == "drawing":
                self._change(relation.target, self._in_drawing)
            elif relation.type == "vmlDrawing":
                self._in_note_shapes(relation.target)
            elif relation.type in ("comments", "threadedComment", "table", "pivotTable"):
                self._change(relation.target, self._in_list)
        for part in self.package.parts:
            if part.startswith(
                ("xl/charts/chart", "xl/charts/chartEx", "xl/pivotCache/pivotCacheDefinition")
            ):
                self._change(part, self._in_chart if "chart" in part else self._in_pivot)

    def _moves(self, home: str) -> Moves:
        return Moves(self.sheet.name, home, self.growth)

    def _on_sheet(self, sheet: SheetPart) -> None:
        moves, own = self._moves(sheet.name), sheet is self.sheet
        for element in _outside_cells(sheet.root):
            name = local_name(element)
            if name in _FORMULAS and element.text:
                element.text = moves.formula(element.text)
            elif name == "sqref" and element.text and own:
                element.text = moves.ranges(element.text)
            elif name == "cfvo" and element.get("val"):
                element.set("val", moves.formula(element.get("val", "")))
            elif name == "hyperlink" and element.get("location"):
                element.set("location", moves.places(element.get("location", "")))
            if own:
                self._attributes(element, moves)

    def _attributes(self, element: etree._Element, moves: Moves) -> None:
        selects = local_name(element) in ("selection", "pane", "sheetView")
        for name in element.attrib:
            if name in ("topLeftCell", "activeCell") or (name in _RANGES and selects):
                element.set(name, moves.places(element.get(name, "")))
            elif name in _RANGES and local_name(element) != "mergeCell":
                follow = moves.ranges if name == "sqref" else moves.references
                element.set(name, follow(element.get(name, "")))
        if local_name(element) == "brk" and local_name(element.getparent()) == "rowBreaks":
            # A page breaks below the row: below the last of those that the sample row became.
            row = int(element.get("id", "0"))
            element.set("id", str(self.growth.span(row, row)[1]))

    def _in_drawing(self, root: etree._Element) -> None:
        for anchor in root:
            fixed = anchor.get("editAs") in ("oneCell", "absolute")
            rows = [
                (name, row) for name in ("from", "to") for row in anchor.iterfind(f"{{*}}{name}/{{*}}row")
            ]
            begins = next((int(row.text or "0") for name, row in rows if name == "from"), 0)
            for name, row in rows:
                at = int(row.text or "0")
                # A picture that keeps its size ends where it ended, seen from where it begins.
                moved = self._row(begins) - begins if fixed and name == "to" else self._row(at) - at
                row.text = str(at + moved)

    def _in_note_shapes(self, part: str) -> None:
        # Excel writes these as XML that not every parser takes: only the numbers are touched.
        data = self.package.parts[part]
        data = _ANCHOR.sub(lambda found: found[1] + self._anchor(found[2]) + found[3], data)
        self.changed[part] = _NOTE_ROW.sub(
            lambda found: found[1] + str(self._row(int(found[2]))).encode() + found[3], data
        )

    def _anchor(self, numbers: bytes) -> bytes:
        values = [int(each) for each in numbers.split(b",")]
        moved = self._row(values[2]) - values[2]
        values[2], values[6] = values[2] + moved, values[6] + moved
        return ", ".join(map(str, values)).encode()

    def _row(self, index: int) -> int:
        """Return where the row is that a drawing counts from 0."""
        return self.growth.single(index + 1) - 1 if index + 1 > self.growth.bottom else index

    def _in_list(self, root: etree._Element) -> None:
        moves = self._moves(self.sheet.name)
        stays = local_name(root) in ("comments", "ThreadedComments")
        for element in root.iter(etree.Element):
            if element.get("ref"):
                follow = moves.places if stays else moves.references
                element.set("ref", follow(element.get("ref", "")))
            if local_name(element) in ("calculatedColumnFormula", "totalsRowFormula") and element.text:
                element.text = moves.formula(element.text)

    def _in_chart(self, root: etree._Element) -> None:
        moves = self._moves("")
        for element in list(root.iter("{*}f")):
            holder = element.getparent()
            named = holder is not None and local_name(holder.getparent()) == "tx"
            text = element.text or ""
            moved = moves.formula(text) if named else moves.name(text)
            moved = f"({moved})" if "," in moved and "," not in text else moved
            if moved != text and holder is not None:
                element.text = moved
                for cache in [each for each in holder if local_name(each) in _CHART_CACHES]:
                    holder.remove(cache)

    def _in_pivot(self, root: etree._Element) -> None:
        for source in root.iter("{*}worksheetSource"):
            if source.get("sheet") == self.sheet.name and source.get("ref"):
                source.set("ref", self._moves(self.sheet.name).references(source.get("ref", "")))
                root.set("refreshOnLoad", "1")

    def _change(self, part: str, change: Callable[[etree._Element], None]) -> None:
        """Change a part; where nothing came of it, its bytes stay."""
        root = parse(self.package.parts[part])
        before = etree.tostring(root)
        change(root)
        if etree.tostring(root) != before:
            self.changed[part] = serialized(root)


def _outside_cells(root: etree._Element) -> Iterator[etree._Element]:
    yield root
    for child in root:
        if child.tag != f"{MAIN}sheetData":
            yield from child.iter(etree.Element)
