"""The looks of a sheet in an .xlsx file, which python-calamine leaves out."""

import posixpath
import re
from collections.abc import Iterator
from itertools import count
from zipfile import ZipFile

from lxml import etree

from docgen.patterns import regex
from docgen.records import record
from docgen.rowfiles.cells import Fault, percent_text
from docgen.rowfiles.looks import Looks

_CELL = regex(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_LITERAL = regex(r'"[^"]*"|\\.|\[[^\]]*\]')
_LONG = regex(r"-?[0-9]{16,}", re.ASCII)
"""A number with more digits than a float keeps."""
_PERCENT_FORMATS = frozenset({"9", "10"})
_WORKBOOK = "xl/workbook.xml"


@record(frozen=False)
class _Sheet:
    looks: Looks
    percent: frozenset[str]
    """The styles that show a number as percent."""


def xlsx_looks(package: ZipFile, name: str) -> Looks:
    """Return the looks of the sheet `name`.

    Raises KeyError for a part that is missing, and lxml's errors for one that is damaged.
    """
    sheet = _Sheet(Looks(), _percent_styles(package))
    with package.open(_part(package, name)) as stream:
        events = etree.iterparse(stream, tag="{*}row", resolve_entities=False, no_network=True)
        row = -1
        for _, element in events:
            number = element.get("r")
            row = int(number) - 1 if number else row + 1
            if element.get("hidden") in ("1", "true"):
                sheet.looks.hidden.append(row)
            _take_row(sheet, row, element)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    return sheet.looks


def xlsx_formulas(package: ZipFile, name: str) -> dict[tuple[int, int], str]:
    """Return the formulas of the sheet `name` by row and column from 0; one that another shares is empty.

    Raises KeyError for a part that is missing, and lxml's errors for one that is damaged.
    """
    found: dict[tuple[int, int], str] = {}
    with package.open(_part(package, name)) as stream:
        for _, cell in etree.iterparse(stream, tag="{*}c", resolve_entities=False, no_network=True):
            formula = next((part for part in cell if str(part.tag).endswith("}f")), None)
            place = _CELL.fullmatch(cell.get("r", ""))
            if formula is not None and place:
                row = int(place[2]) - 1
                found[row, _column(place[0], row)] = formula.text or ""
            cell.clear()
    return found


def _take_row(sheet: _Sheet, row: int, element: etree._Element) -> None:
    looks, column = sheet.looks, -1
    for cell in element:
        place = cell.get("r")
        column = column + 1 if place is None else _column(place, row)
        if not len(cell):
            continue
        looks.reach(row, column)
        type, style = cell.get("t"), cell.get("s")
        if type == "e" or str(cell[0].tag).endswith("}f") or style in sheet.percent or _is_long(cell):
            value = _value(cell, type, percent=style in sheet.percent)
            if value is not None:
                looks.values[row, column] = value


def _is_long(cell: etree._Element) -> bool:
    text = cell[-1].text
    return text is not None and len(text) > 15 and cell.get("t", "n") == "n"


def _value(cell: etree._Element, type: str | None, *, percent: bool) -> object:
    """Return the value that calamine has not; None where it has."""
    text = next((part.text or "" for part in cell if str(part.tag).endswith("}v")), "")
    if type == "e":
        return Fault(text)
    if not text:
        has_formula = any(str(part.tag).endswith("}f") for part in cell)
        return Fault("") if has_formula and type != "str" else None
    if type not in (None, "n"):
        return None
    if percent:
        return percent_text(float(text))
    return text if _LONG.fullmatch(text) else None


def _column(place: str, row: int) -> int:
    """Return the column that a cell names; one that names another row than its own is damaged."""
    found = _CELL.fullmatch(place)
    if not found or int(found[2]) != row + 1:
        raise KeyError(place)
    number = 0
    for letter in found[1]:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number - 1


def _part(package: ZipFile, name: str) -> str:
    """Return the part that holds the sheet `name`."""
    for sheet in _elements(package, _WORKBOOK, "sheet"):
        if sheet.get("name") == name:
            ids = {value for key, value in sheet.items() if str(key).endswith("}id")}
            for relation in _elements(package, "xl/_rels/workbook.xml.rels", "Relationship"):
                if relation.get("Id") in ids:
                    return posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
    raise KeyError(name)


def _percent_styles(package: ZipFile) -> frozenset[str]:
    if "xl/styles.xml" not in package.namelist():
        return frozenset()
    own = _elements(package, "xl/styles.xml", "numFmt")
    formats = {
        format.get("numFmtId") for format in own if "%" in _LITERAL.sub("", format.get("formatCode", ""))
    }
    formats |= _PERCENT_FORMATS
    styles = zip(count(), _elements(package, "xl/styles.xml", "cellXfs/{*}xf"), strict=False)
    return frozenset(str(index) for index, style in styles if style.get("numFmtId") in formats)


def _elements(package: ZipFile, part: str, path: str) -> Iterator[etree._Element]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(package.read(part), parser)
    yield from root.iterfind(f".//{{*}}{path}")
