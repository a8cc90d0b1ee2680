"""Excel workbook → what stands on each sheet, out of the XML itself, to prove what was written."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import Final, NamedTuple, Self

from lxml import etree
from openpyxl.styles.numbers import builtin_format_code, is_date_format
from openpyxl.utils.cell import coordinate_to_tuple

from docgen.diagnostics import DocgenError, Words
from docgen.document import Paragraph, Run
from docgen.readers.sheet_parts import SheetChart, charts, notes, root
from docgen.renderers.excel.addresses import Area
from docgen.renderers.excel.styles import STYLE_OF_LINE
from docgen.renderers.ooxml import read_parts

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_EPOCH: Final = date(1899, 12, 30)
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE: Final = re.compile(r"(?:'((?:[^']|'')+)'|([^'!,]+))!(\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?)")
_ROLE_OF_LINE: Final = {style.value: role for role, style in STYLE_OF_LINE.items()}


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell: a number exactly as the file writes it, a date, a text, or None where it is blank."""

    value: Fraction | date | str | None = None
    formula: str = ""
    """Without its `=`; `value` is then the result that the file keeps for viewers."""
    number_format: str = "General"
    rows: int = 1
    """How many rows it covers; the cells below it are None."""
    columns: int = 1
    note: str = ""
    locked: bool = True


@dataclass(frozen=True, slots=True)
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
    style: str
    locked: bool


@dataclass(frozen=True, slots=True)
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
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise DocgenError(
            Words("这不是完好的 Excel 工作簿。", f"This is not a sound Excel workbook: {error}.")
        ) from error


class NamedRange(NamedTuple):
    """The cells a defined name stands for, row by row; None where a cell above or to the left covers one."""

    sheet: str
    area: Area
    cells: tuple[tuple[SheetCell | None, ...], ...]


def named(data: bytes) -> dict[str, NamedRange]:
    """Return the range that each defined name of a workbook stands for; other names are left out."""
    parts = read_parts(data)
    workbook = root(parts["xl/workbook.xml"])
    strings, formats = _strings(parts.get("xl/sharedStrings.xml")), _formats(root(parts["xl/styles.xml"]))
    book = _Book(parts, strings, formats, {})
    targets = _targets(root(parts["xl/_rels/workbook.xml.rels"]))
    grids = {
        _decoded(sheet.get("name", "")): _Grid.of(root(parts[targets[sheet.get(_RELATION, "")]]))
        for sheet in workbook.iterfind(f"{_MAIN}sheets/{_MAIN}sheet")
    }
    found = {}
    for item in workbook.iter(f"{_MAIN}definedName"):
        place = _named_place(item)
        if place and place[0] in grids:
            found[item.get("name", "")] = NamedRange(*place, grids[place[0]].cells(place[1], book))
    return found


def _targets(relations: etree._Element) -> dict[str, str]:
    """Return the part name of each relation of the workbook."""
    found: dict[str, str] = {}
    for relation in relations:
        target = relation.get("Target", "")
        found[relation.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"
    return found


def _strings(part: bytes | None) -> list[str]:
    return [_text(item) for item in root(part).iterfind(f"{_MAIN}si")] if part else []


def _formats(styles: etree._Element) -> list[_Format]:
    """Return number format and style name of each cell format."""
    codes = {
        int(item.get("numFmtId", "0")): item.get("formatCode", "") for item in styles.iter(f"{_MAIN}numFmt")
    }
    names = {item.get("xfId", ""): item.get("name", "") for item in styles.iter(f"{_MAIN}cellStyle")}
    found: list[_Format] = []
    for item in styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf"):
        number = int(item.get("numFmtId", "0"))
        code = codes.get(number) or builtin_format_code(number) or "General"
        protection = item.find(f"{_MAIN}protection")
        locked = protection is None or protection.get("locked", "1") not in ("0", "false")
        found.append(_Format(code, names.get(item.get("xfId", "0"), ""), locked))
    return found


def _tables(workbook: etree._Element) -> dict[str, tuple[str, Area]]:
    """Return name and place of the table on each sheet: the workbook's only name there without a dot."""
    found: dict[str, tuple[str, Area]] = {}
    for item in workbook.iter(f"{_MAIN}definedName"):
        name, place = item.get("name", ""), _named_place(item)
        if place and "." not in name:
            found.setdefault(place[0], (name, place[1]))
    return found


def _named_place(item: etree._Element) -> tuple[str, Area] | None:
    """Return sheet and area of a name of the whole workbook; None where it is another kind of name."""
    reference = _REFERENCE.fullmatch(item.text or "")
    if not reference or item.get("localSheetId") is not None:
        return None
    quoted, plain, place = reference.groups()
    return quoted.replace("''", "'") if quoted else plain, _area(place)


def _area(reference: str) -> Area:
    first, _, last = reference.replace("$", "").partition(":")
    top, left = coordinate_to_tuple(first)
    bottom, right = coordinate_to_tuple(last or first)
    return Area(top, left, bottom - top + 1, right - left + 1)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The cells of a sheet by row and column, and its merges."""

    found: Mapping[tuple[int, int], etree._Element]
    spans: Mapping[tuple[int, int], Area]
    covered: frozenset[tuple[int, int]]

    @classmethod
    def of(cls, sheet: etree._Element) -> Self:
        merges = [_area(item.get("ref", "")) for item in sheet.iter(f"{_MAIN}mergeCell")]
        spans = {(merge.row, merge.column): merge for merge in merges}
        covered = frozenset(place for merge in merges for place in merge.places()) - spans.keys()
        found = {coordinate_to_tuple(item.get("r", "")): item for item in sheet.iter(f"{_MAIN}c")}
        return cls(found, spans, covered)

    def cells(
        self, area: Area, book: _Book, noted: Mapping[tuple[int, int], str] = MappingProxyType({})
    ) -> tuple[tuple[SheetCell | None, ...], ...]:
        """Return the cells of an area, each with its note."""
        return tuple(
            tuple(
                self._cell((row, column), book, noted.get((row, column), ""))
                for column in range(area.column, area.column + area.columns)
            )
            for row in range(area.row, area.row + area.rows)
        )

    def _cell(self, place: tuple[int, int], book: _Book, note: str) -> SheetCell | None:
        if place in self.covered:
            return None
        cell = _cell(self.found.get(place), self.spans.get(place), book)
        return replace(cell, note=_decoded(note)) if note else cell


def _sheet(entry: etree._Element, part: str, book: _Book) -> Sheet:
    name = _decoded(entry.get("name", ""))
    if name not in book.tables:
        raise DocgenError(
            Words(
                f"工作表“{name}”里没有 docgen 给表格起的名称，不知道表格从哪里开始。",
                f"Sheet “{name}” has no defined name for its table, so where it begins is unknown.",
            )
        )
    table_name, area = book.tables[name]
    sheet, noted = root(book.parts[part]), notes(book.parts, part)
    grid = _Grid.of(sheet)
    protection = sheet.find(f"{_MAIN}sheetProtection")
    rows = range(area.row, area.row + area.rows)
    return Sheet(
        name,
        tuple(_lines((item for (row, _), item in grid.found.items() if row < rows.start), book)),
        table_name,
        area,
        grid.cells(area, book, noted),
        tuple(_lines((item for (row, _), item in grid.found.items() if row >= rows.stop), book)),
        protection is not None and protection.get("sheet") in ("1", "true"),
        tuple(charts(book.parts, part)),
    )


def _lines(items: Iterator[etree._Element], book: _Book) -> Iterator[Paragraph]:
    """Yield the cells outside a table that hold text, by the roles their styles stand for."""
    for item in items:
        style = book.formats[int(item.get("s", "0"))].style
        value = _value(item, "General", book)
        if style in _ROLE_OF_LINE and isinstance(value, str):
            yield Paragraph(_ROLE_OF_LINE[style], (Run(value),))


def _cell(item: etree._Element | None, span: Area | None, book: _Book) -> SheetCell:
    rows, columns = (span.rows, span.columns) if span else (1, 1)
    if item is None:
        return SheetCell(rows=rows, columns=columns)
    code, _, locked = book.formats[int(item.get("s", "0"))]
    formula = item.findtext(f"{_MAIN}f") or ""
    return SheetCell(_value(item, code, book), formula, code, rows, columns, locked=locked)


def _value(item: etree._Element, code: str, book: _Book) -> Fraction | date | str | None:
    kind = item.get("t", "n")
    if kind == "inlineStr":
        holder = item.find(f"{_MAIN}is")
        return (_text(holder) if holder is not None else "") or None
    text = item.findtext(f"{_MAIN}v")
    if not text:
        return None
    if kind == "s":
        return book.strings[int(text)] or None
    if kind != "n":
        return _decoded(text)
    number = Fraction(text)
    if is_date_format(code) and number.denominator == 1:
        return _EPOCH + timedelta(days=int(number))
    return number


def _text(holder: etree._Element) -> str:
    """Return the words of a string item, those of its runs joined, phonetic guides left out."""
    texts = (*holder.iterfind(f"{_MAIN}t"), *holder.iterfind(f"{_MAIN}r/{_MAIN}t"))
    return _decoded("".join(item.text or "" for item in texts))


def _decoded(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
