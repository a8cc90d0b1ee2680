"""The blank of a form: drawn once for all units, cut where a unit's own cells go in."""

import io
import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from docgen.form import RECORD_SHEET, FormSheet
from docgen.records import record
from docgen.renderers.excel.addresses import column_letter
from docgen.renderers.excel.cell_formats import CellFormats
from docgen.renderers.excel.form_sheet import UNIT_ROW, FormSheetArtist
from docgen.renderers.excel.names import sheet_name
from docgen.renderers.excel.sheet_rows import SheetRow
from docgen.renderers.excel.sheet_xml import Layout
from docgen.renderers.excel.template import open_template
from docgen.renderers.excel.workbook import SheetPlan, write_workbook
from docgen.renderers.ooxml import Packed, read_parts

_CELL: Final = '<c r="{}"(?: s="(?P<style>[0-9]+)")?[^>]*?(?:/>|>.*?</c>)'
_RULES: Final = "(?=<printOptions|<pageMargins)"
_RECORD: Final = "<sheetData>.*?</sheetData>"
_WORKBOOK: Final = "xl/workbook.xml"


class Gap(NamedTuple):
    """A place of a sheet's part that each unit fills: a cell, or all rules of the sheet."""

    address: str
    style: str = "0"


RULES: Final = Gap("rules")
_ROWS: Final = Gap("rows")


@record
class BlankSheet:
    """One sheet of the blank."""

    part: str
    name: str
    first_row: int
    """The row in which the table's header begins."""
    cells: tuple[str, ...]
    """The addresses of the unit's cells by column."""
    pieces: tuple[str | Gap, ...]


@record
class Blank:
    """The blank of a form."""

    parts: Mapping[str, Packed]
    """Those that all units share."""
    sheets: tuple[BlankSheet, ...]
    record: BlankSheet


def draw_blank(title: str, sheets: Sequence[FormSheet], data: bytes) -> Blank:
    """Return the blank of a form with these sheets, in the looks of the office's template."""
    template = open_template(data)
    formats = CellFormats(template)
    names: list[str] = []
    artists = [FormSheetArtist(sheet, template, formats) for sheet in sheets]
    for sheet in sheets:
        names.append(sheet_name(sheet.title, (*names, RECORD_SHEET)))
    plans = [artist.plan(name) for artist, name in zip(artists, names, strict=True)]
    record = SheetPlan(Layout(RECORD_SHEET, 1, {1: 20.0}), (SheetRow((), ()),), lambda _: ())
    buffer = io.BytesIO()
    write_workbook(buffer, title, [*plans, record], formats, template)
    parts = read_parts(buffer.getvalue())
    parts[_WORKBOOK] = _hidden(parts[_WORKBOOK].decode()).encode()
    drawn = tuple(
        _cut_sheet(number, (name, sheet), artist, parts)
        for number, (name, sheet, artist) in enumerate(zip(names, sheets, artists, strict=True), 1)
    )
    part = f"xl/worksheets/sheet{len(sheets) + 1}.xml"
    rows = BlankSheet(part, RECORD_SHEET, 1, (), _cut(parts[part].decode(), {_RECORD: _ROWS}))
    own = {part, *(sheet.part for sheet in drawn)}
    shared = {name: Packed.of(name, content) for name, content in parts.items() if name not in own}
    return Blank(shared, drawn, rows)


def _hidden(workbook: str) -> str:
    """Hide the record so that no menu of Excel shows it."""
    return workbook.replace(f'name="{RECORD_SHEET}"', f'name="{RECORD_SHEET}" state="veryHidden"')


def _cut_sheet(
    number: int, named: tuple[str, FormSheet], artist: FormSheetArtist, parts: Mapping[str, bytes]
) -> BlankSheet:
    name, sheet = named
    part = f"xl/worksheets/sheet{number}.xml"
    cells = tuple(f"{column_letter(place)}{artist.row}" for place in range(1, len(sheet.columns) + 1))
    gaps = {_CELL.format(address): Gap(address) for address in (f"A{UNIT_ROW}", *cells)} | {_RULES: RULES}
    first = next(
        address for address, column in zip(cells, sheet.columns, strict=True) if column.use == "input"
    )
    end = len(sheet.columns) + 1
    xml = parts[part].decode()
    for seen, wanted in (
        ('<row r="1"', '<row r="1" hidden="1"'),
        (f' min="{end}" max="{end}"', f' hidden="1" min="{end}" max="{end}"'),
        ('<selection activeCell="A1" sqref="A1"/>', f'<selection activeCell="{first}" sqref="{first}"/>'),
    ):
        xml = xml.replace(seen, wanted, 1)
    return BlankSheet(part, name, artist.first_row, cells, _cut(xml, gaps))


def _cut(xml: str, gaps: Mapping[str, Gap]) -> tuple[str | Gap, ...]:
    """Return the pieces of a part between the places that `gaps` describes, and these in their order."""
    found: list[tuple[int, int, Gap]] = []
    for pattern, gap in gaps.items():
        match = re.search(pattern, xml, re.DOTALL)
        if match is None:
            raise ValueError(gap.address)
        style = match.groupdict().get("style") or "0"
        found.append((match.start(), match.end(), gap._replace(style=style)))
    pieces: list[str | Gap] = []
    at = 0
    for start, end, gap in sorted(found):
        pieces += [xml[at:start], gap]
        at = end
    return (*pieces, xml[at:])
