"""The looks of a sheet in an .ods file, which python-calamine leaves out."""

from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from docgen.rowfiles.cells import Area, Fault, percent_text
from docgen.rowfiles.looks import Looks

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_ERRORS = ("#", "Err:")


def ods_looks(package: ZipFile, name: str) -> Looks:
    """Return the looks of the sheet `name`.

    Raises KeyError when there is none, and lxml's errors for a damaged file.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(package.read("content.xml"), parser)
    for table in root.iter(f"{_TABLE}table"):
        if table.get(f"{_TABLE}name") == name:
            return _looks(table)
    raise KeyError(name)


def _looks(table: etree._Element) -> Looks:
    looks, row = Looks(), 0
    for element in table.iter(f"{_TABLE}table-row"):
        repeated = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
        cells = list(_cells(element))
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter") and cells:
            looks.hidden += range(row, row + min(repeated, 1000))
        for column, width, cell in cells:
            looks.reach(row + repeated - 1, column + width - 1)
            _take(looks, (row, column), cell)
        row += repeated
    return looks


def _cells(row: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """Yield the cells that hold something, with their first column and how many columns they repeat over."""
    column = 0
    for cell in row.iterchildren(*_CELLS):
        width = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        if cell.get(f"{_OFFICE}value-type") or len(cell) or cell.get(f"{_TABLE}formula"):
            yield column, width, cell
        column += width


def _take(looks: Looks, at: tuple[int, int], cell: etree._Element) -> None:
    shown = "".join(str(text) for text in cell.itertext(f"{_TEXT}p", f"{_TEXT}span"))
    kind = cell.get(f"{_OFFICE}value-type")
    row, column = at
    if cell.get(f"{_TABLE}formula") and (shown.startswith(_ERRORS) or not kind):
        looks.values[at] = Fault(shown)
    elif kind == "percentage":
        looks.values[at] = percent_text(float(cell.get(f"{_OFFICE}value", "0")))
    rows = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
    columns = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
    if rows > 1 or columns > 1:
        looks.merged.append(Area(row, column, row + rows - 1, column + columns - 1))
