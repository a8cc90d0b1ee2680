"""Excel workbook → what stands on each sheet, out of the XML itself, to prove what was written."""

import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import Final, NamedTuple
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

from docgen.diagnostics import DocgenError, Words
from docgen.document import Paragraph, Role, Run
from docgen.patterns import regex
from docgen.readers.sheet_grid import Grid, RawCell, area_of
from docgen.readers.sheet_parts import Element, SheetChart, charts, notes, root
from docgen.records import record
from docgen.renderers.excel.addresses import Area
from docgen.renderers.excel.number_formats import BUILT_IN, GENERAL, shows_date
from docgen.renderers.excel.styles import STYLE_OF_LINE
from docgen.renderers.excel.values import exact
from docgen.renderers.ooxml import read_parts

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_EPOCH: Final = date(1899, 12, 30)
_ESCAPED: Final = regex(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE: Final = regex(r"(?:'((?:[^']|'')+)'|([^'!,]+))!(\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?)")
_ROLE_OF_LINE: Final = {style.value: role for role, style in STYLE_OF_LINE.items()}


class SheetCell(NamedTuple):
    """One cell: a number exactly as the file writes it, a date, a text, or None where it is blank."""

    value: Fraction | date | str | None = None
    formula: str = ""
    """Without its `=`; `value` is then the result that the file keeps for viewers."""
    number_format: str = GENERAL
    rows: int = 1
    """How many rows it covers; the cells below it are None."""
    columns: int = 1
    note: str = ""
    locked: bool = True


@record
class Sheet:
    """A sheet that docgen wrote: the lines above its table, the table, the notes below."""

    name: str
    above: tuple[Paragraph, ...]
    table_name: str
    """The defined name of the whole table."""
    area: Area
    """Where the table stands, as its defined name says."""
    cells: tuple[tuple[SheetCell | None, ...], ...]
    """The cells of `area`; None where a cell above or to the left covers the place."""
    below: tuple[Paragraph, ...]
    protected: bool = False
    """Whether Excel refuses changes, to locked cells that is."""
    charts: tuple[SheetChart, ...] = ()


class _Format(NamedTuple):
    code: str
    locked: bool
    is_date: bool
    role: Role | None
    """Of the line that its style stands for."""


@record
class _Book:
    """What all sheets of a workbook share."""

    parts: Mapping[str, bytes]
    strings: Sequence[str]
    formats: Sequence[_Format]
    tables: Mapping[str, tuple[str, Area]]
    """Name and place of the table by sheet."""


def read(data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook in order; raise DocgenError when it is damaged or not docgen's."""
    try:
        parts = read_parts(data)
        workbook = root(parts["xl/workbook.xml"])
        book = _Book(
            parts,
            _strings(parts.get("xl/sharedStrings.xml")),
            _formats(root(parts["xl/styles.xml"])),
            _tables(workbook),
        )
        targets = _targets(root(parts["xl/_rels/workbook.xml.rels"]))
        sheets = workbook.iterfind(f"{_MAIN}sheets/{_MAIN}sheet")
        return tuple(_sheet(sheet, targets[sheet.get(_RELATION, "")], book) for sheet in sheets)
    except (
        zipfile.BadZipFile,
        KeyError,
        ElementTree.ParseError,
        ExpatError,
        ValueError,
        IndexError,
    ) as error:
        raise DocgenError(
            Words("这不是完好的 Excel 工作簿。", f"This is not a sound Excel workbook: {error}.")
        ) from error


class NamedRange(NamedTuple):
    """The cells a defined name stands for, row by row; None where a cell above or to the left covers one."""

    sheet: str
    area: Area
    cells: tuple[tuple[SheetCell | None, ...], ...]
    protected: bool = False
    """Whether Excel refuses changes to the locked cells of its sheet."""


def named(data: bytes) -> dict[str, NamedRange]:
    """Return the range that each defined name of a workbook stands for; other names are left out."""
    parts = read_parts(data)
    workbook = root(parts["xl/workbook.xml"])
    strings, formats = _strings(parts.get("xl/sharedStrings.xml")), _formats(root(parts["xl/styles.xml"]))
    book = _Book(parts, strings, formats, {})
    targets = _targets(root(parts["xl/_rels/workbook.xml.rels"]))
    grids = {
        _decoded(sheet.get("name", "")): Grid(
            parts[targets[sheet.get(_RELATION, "")]], lambda cell: _cell(cell, book)
        )
        for sheet in workbook.iterfind(f"{_MAIN}sheets/{_MAIN}sheet")
    }
    found = {}
    for item in workbook.iter(f"{_MAIN}definedName"):
        place = _named_place(item)
        if place and place[0] in grids:
            grid = grids[place[0]]
            found[item.get("name", "")] = NamedRange(*place, _cells(grid, place[1]), grid.protected)
    return found


def _targets(relations: Element) -> dict[str, str]:
    """Return the part name of each relation of the workbook."""
    found: dict[str, str] = {}
    for relation in relations:
        target = relation.get("Target", "")
        found[relation.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
    return found


def _strings(part: bytes | None) -> list[str]:
    return [_text(item) for item in root(part).iterfind(f"{_MAIN}si")] if part else []


def _formats(styles: Element) -> list[_Format]:
    """Return what each cell format says of its cells."""
    codes = {
        int(item.get("numFmtId", "0")): item.get("formatCode", "") for item in styles.iter(f"{_MAIN}numFmt")
    }
    names = {item.get("xfId", ""): item.get("name", "") for item in styles.iter(f"{_MAIN}cellStyle")}
    found: list[_Format] = []
    for item in styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf"):
        number = int(item.get("numFmtId", "0"))
        code = codes.get(number) or BUILT_IN.get(number, GENERAL)
        protection = item.find(f"{_MAIN}protection")
        locked = protection is None or protection.get("locked", "1") not in ("0", "false")
        role = _ROLE_OF_LINE.get(names.get(item.get("xfId", "0"), ""))
        found.append(_Format(code, locked, shows_date(code), role))
    return found


def _tables(workbook: Element) -> dict[str, tuple[str, Area]]:
    """Return name and place of the table on each sheet: the workbook's only name there without a dot."""
    found: dict[str, tuple[str, Area]] = {}
    for item in workbook.iter(f"{_MAIN}definedName"):
        name, place = item.get("name", ""), _named_place(item)
        if place and "." not in name:
            found.setdefault(place[0], (name, place[1]))
    return found


def _named_place(item: Element) -> tuple[str, Area] | None:
    """Return sheet and area of a name of the whole workbook; None where it is another kind of name."""
    reference = _REFERENCE.fullmatch(item.text or "")
    if not reference or item.get("localSheetId") is not None:
        return None
    quoted, plain, place = reference.groups()
    return quoted.replace("''", "'") if quoted else plain, area_of(place)


def _cells(
    grid: Grid[SheetCell], area: Area, noted: Mapping[tuple[int, int], str] = MappingProxyType({})
) -> tuple[tuple[SheetCell | None, ...], ...]:
    """Return the cells of an area, each with its note."""
    columns = range(area.column, area.column + area.columns)
    blank = SheetCell()
    noted_rows = {row for row, _ in noted}
    found: list[tuple[SheetCell | None, ...]] = []
    for row in range(area.row, area.row + area.rows):
        present = grid.rows.get(row, {})
        cells: tuple[SheetCell | None, ...] = tuple([present.get(column, blank) for column in columns])
        if row in grid.merged_rows or row in noted_rows:
            places = zip(cells, ((row, column) for column in columns), strict=True)
            cells = tuple(_placed(cell or blank, at, grid, noted.get(at, "")) for cell, at in places)
        found.append(cells)
    return tuple(found)


def _placed(cell: SheetCell, at: tuple[int, int], grid: Grid[SheetCell], note: str) -> SheetCell | None:
    """Return a cell with what stands elsewhere in the file: its note, how far it reaches."""
    if at in grid.covered:
        return None
    span = grid.spans.get(at)
    if span:
        cell = cell._replace(rows=span.rows, columns=span.columns)
    return cell._replace(note=_decoded(note)) if note else cell


def _sheet(entry: Element, part: str, book: _Book) -> Sheet:
    name = _decoded(entry.get("name", ""))
    if name not in book.tables:
        raise DocgenError(
            Words(
                f"工作表“{name}”里没有 docgen 给表格起的名称，不知道表格从哪里开始。",
                f"Sheet “{name}” has no defined name for its table, so where it begins is unknown.",
            )
        )
    table_name, area = book.tables[name]
    lines: list[tuple[int, Paragraph]] = []

    def made(cell: RawCell) -> SheetCell:
        found = _cell(cell, book)
        role = book.formats[cell.format].role
        if role and isinstance(found.value, str):
            lines.append((cell.row, Paragraph(role, (Run(found.value),))))
        return found

    grid = Grid(book.parts[part], made)
    return Sheet(
        name,
        tuple(line for row, line in lines if row < area.row),
        table_name,
        area,
        _cells(grid, area, notes(book.parts, part)),
        tuple(line for row, line in lines if row >= area.row + area.rows),
        grid.protected,
        tuple(charts(book.parts, part)),
    )


def _cell(cell: RawCell, book: _Book) -> SheetCell:
    code, locked, is_date, _ = book.formats[cell.format]
    return SheetCell(_value(cell, book, is_date=is_date), cell.formula, code, locked=locked)


def _value(cell: RawCell, book: _Book, *, is_date: bool) -> Fraction | date | str | None:
    _, kind, text, _, _ = cell
    if not text:
        return None
    if kind == "n":
        number = exact(text)
        if is_date and number.denominator == 1:
            return _EPOCH + timedelta(days=int(number))
        return number
    return (book.strings[int(text)] or None) if kind == "s" else _decoded(text)


def _text(holder: Element) -> str:
    """Return the words of a string item, those of its runs joined, phonetic guides left out."""
    texts = (*holder.iterfind(f"{_MAIN}t"), *holder.iterfind(f"{_MAIN}r/{_MAIN}t"))
    return _decoded("".join(item.text or "" for item in texts))


def _decoded(text: str) -> str:
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
