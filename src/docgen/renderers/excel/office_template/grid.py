"""The rows and merges of the filled sheet: the sample row copied, what stands below moved down."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy

from lxml import etree
from openpyxl.utils import get_column_letter

from docgen.records import record
from docgen.renderers.excel.office_template.body import Body
from docgen.renderers.excel.office_template.content import Filling, Recipe
from docgen.renderers.excel.office_template.growth import Copy
from docgen.renderers.excel.office_template.package import merged_areas, place_of
from docgen.renderers.excel.office_template.references import Moves
from docgen.renderers.excel.office_template.xml import MAIN

Address = str
Fillings = Callable[[int | None], Filling]
"""How the cells of a row of the table are filled; of None, those outside of it."""


@record
class Grid:
    """The cells of one sheet and what fills them; `body` is None on a sheet without the table."""

    name: str
    root: etree._Element
    recipes: Mapping[Address, Recipe]
    fillings: Fillings
    body: Body | None

    def fill(self, elsewhere: Moves) -> None:
        """Fill all cells; `elsewhere` is how formulas outside of the growing rows follow them."""
        data = self.root.find(f"{MAIN}sheetData")
        if data is None:
            return
        _unshare(data)
        rows = list(data)
        sources: dict[int, etree._Element] = {}
        below: list[etree._Element] = []
        growth = self.body.growth if self.body else None
        for row in rows:
            number = int(row.get("r", ""))
            if growth and growth.top <= number <= growth.bottom:
                sources[number] = row
                data.remove(row)
                continue
            self._fill_row(row, elsewhere)
            if growth and number > growth.bottom:
                data.remove(row)
                _renumber(row, growth.single(number))
                below.append(row)
        if self.body:
            data.extend(self._grown(self.body, sources))
            data.extend(below)
            self._merge(self.body)

    def _fill_row(self, row: etree._Element, moves: Moves) -> None:
        filling = self.fillings(None)
        for cell in row.iterfind(f"{MAIN}c"):
            recipe = self.recipes.get(cell.get("r", ""))
            if recipe:
                filling.fill(cell, recipe)
            else:
                _move_formula(cell, moves)

    def _grown(self, body: Body, sources: Mapping[int, etree._Element]) -> Iterator[etree._Element]:
        for number, copy in body.copies:
            source = sources[copy.source]
            row = _bare(source)
            row.set("r", str(copy.target))
            # A height that nobody set is Excel's for the tag; the words that are filled in need their own.
            if source.get("customHeight") not in ("1", "true"):
                row.attrib.pop("ht", "")
            filling, moves = self.fillings(number), Moves(self.name, self.name, copy, copy.adds_up)
            for original in source.iterfind(f"{MAIN}c"):
                row.append(self._copied(original, filling, moves))
            yield row

    def _copied(self, original: etree._Element, filling: Filling, moves: Moves) -> etree._Element:
        recipe = self.recipes.get(original.get("r", ""))
        cell = _bare(original) if recipe else deepcopy(original)
        cell.tail = None
        assert isinstance(moves.rows, Copy)  # noqa: S101 - rows of the body are copies
        cell.set("r", f"{get_column_letter(place_of(original)[1])}{moves.rows.target}")
        if recipe:
            filling.fill(cell, recipe)
        else:
            _move_formula(cell, moves)
        return cell

    def _merge(self, body: Body) -> None:
        """Copy the merges of a growing row, let others follow, and merge what the table merges downwards."""
        merges = self.root.find(f"{MAIN}mergeCells")
        found = list(self._merged(body))
        if merges is None:
            if not found:
                return
            merges = etree.Element(f"{MAIN}mergeCells")
            _insert(self.root, merges)
        for merge in list(merges):
            merges.remove(merge)
        for reference in dict.fromkeys(found):
            etree.SubElement(merges, f"{MAIN}mergeCell", {"ref": reference})
        merges.set("count", str(len(merges)))

    def _merged(self, body: Body) -> Iterator[str]:
        growth = body.growth
        across: dict[int, list[tuple[int, int]]] = {}
        for area in merged_areas(self.root):
            end = area.column + area.columns - 1
            if area.rows == 1 and growth.top <= area.row <= growth.bottom:
                across.setdefault(area.row, []).append((area.column, end))
            else:
                first, last = growth.span(area.row, area.row + area.rows - 1)
                yield _reference((first, last), (area.column, end))
        for number, copy in body.copies:
            spans = dict(across.get(copy.source, ()))
            down = dict(self._downwards(body, number))
            for column, end in spans.items():
                if column not in down:
                    yield _reference((copy.target, copy.target), (column, end))
            for column, rows in down.items():
                yield _reference((copy.target, copy.target + rows - 1), (column, spans.get(column, column)))

    @staticmethod
    def _downwards(body: Body, number: int | None) -> Iterator[tuple[int, int]]:
        cells = body.table.rows[number].cells if number is not None else ()
        for index, cell in enumerate(cells):
            if cell and cell.rows > 1 and index in body.columns:
                yield body.columns[index], cell.rows


def _bare(element: etree._Element) -> etree._Element:
    """Return an element with the same attributes and nothing in it."""
    bare = etree.Element(element.tag)
    for name, value in element.items():
        bare.set(name, value)
    return bare


def _move_formula(cell: etree._Element, moves: Moves) -> None:
    """Let the formula of a cell follow; its old result is no longer known."""
    formula = cell.find(f"{MAIN}f")
    if formula is None:
        return
    if formula.text:
        formula.text = moves.formula(formula.text)
    if formula.get("ref"):
        formula.set("ref", moves.places(formula.get("ref", "")))
    for value in cell.findall(f"{MAIN}v"):
        cell.remove(value)
    cell.attrib.pop("t", "")


def _renumber(row: etree._Element, number: int) -> None:
    row.set("r", str(number))
    for cell in row.iterfind(f"{MAIN}c"):
        cell.set("r", f"{get_column_letter(place_of(cell)[1])}{number}")


def _unshare(data: etree._Element) -> None:
    """Write out the formulas that a cell shares with another: each follows its own rows."""
    from openpyxl.formula.translate import Translator  # noqa: PLC0415 - few templates share formulas

    masters: dict[str, tuple[str, str]] = {}
    for cell in data.iter(f"{MAIN}c"):
        formula = cell.find(f"{MAIN}f")
        if formula is None or formula.get("t") != "shared":
            continue
        address, number = cell.get("r", ""), formula.get("si", "")
        if formula.text:
            masters[number] = (formula.text, address)
        elif number in masters:
            text, origin = masters[number]
            formula.text = Translator(f"={text}", origin).translate_formula(address)[1:]
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, "")


def _reference(rows: tuple[int, int], columns: tuple[int, int]) -> str:
    first, last = (f"{get_column_letter(column)}{row}" for row, column in zip(rows, columns, strict=True))
    return f"{first}:{last}"


def _insert(root: etree._Element, merges: etree._Element) -> None:
    """Put `mergeCells` where the schema wants it: behind whatever of these the sheet has."""
    before = (
        *("sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter"),
        *("sortState", "dataConsolidate", "customSheetViews"),
    )
    last = max(index for index, each in enumerate(root) if each.tag in {f"{MAIN}{name}" for name in before})
    root.insert(last + 1, merges)
