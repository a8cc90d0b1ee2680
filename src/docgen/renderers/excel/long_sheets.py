"""A workbook of one sheet with any number of rows, taken from an iterator and written in constant memory."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import BinaryIO, Final

from docgen.records import record
from docgen.renderers.excel.addresses import Area, column_letter, quoted
from docgen.renderers.excel.cell_formats import Appearance, CellFormats
from docgen.renderers.excel.measures import fitted, room, text_width
from docgen.renderers.excel.names import range_name, sheet_name
from docgen.renderers.excel.number_formats import GENERAL
from docgen.renderers.excel.sheet_rows import SheetRow, Value
from docgen.renderers.excel.sheet_xml import Layout
from docgen.renderers.excel.styles import Style
from docgen.renderers.excel.template import Template, open_template
from docgen.renderers.excel.workbook import (
    PRINT_AREA,
    PRINT_TITLES,
    DefinedName,
    SheetPlan,
    write_workbook,
)

_ABOVE: Final = 2
"""The rows of title and headings."""


@record
class LongColumn:
    """A column; `width` is the least it has in column units, its heading may want more."""

    id: str
    heading: str
    style: Style = Style.TEXT
    number_format: str = GENERAL
    width: float = 0


@record
class LongSheet:
    """A title, headings, rows of data, and what sums them up."""

    id: str
    """The defined name of the table; the data of each column is named after it."""
    title: str
    """What stands above the table, and names the sheet."""
    columns: Sequence[LongColumn]
    rows: Callable[[int], Iterable[Sequence[Value]]]
    """Asked once, with the number of the row in which the first one will stand."""
    total: Callable[[Area], Sequence[Value]] | None = None
    """The total row, for data at that place."""


def write_long_sheet(file: BinaryIO, sheet: LongSheet, template: bytes) -> None:
    """Write a workbook that holds `sheet` to a file that can seek, in the looks of `template`.

    A row is gone when it is written: how many there are costs time, not memory.
    """
    opened = open_template(template)
    plan = _LongPlan(sheet, opened)
    write_workbook(file, sheet.title, [SheetPlan(plan.layout, plan.rows(), plan.names)], plan.formats, opened)


class _LongPlan:
    def __init__(self, sheet: LongSheet, template: Template) -> None:
        self.formats = CellFormats(template)
        self._sheet = sheet
        self._template = template
        columns = sheet.columns
        wanted = [max(each.width, text_width(each.heading, Style.HEAD, template)) for each in columns]
        self._widths, landscape = fitted(wanted, template)
        widths = dict(enumerate(self._widths, 1))
        name = sheet_name(sheet.title)
        self.layout = Layout(name, len(columns), widths, landscape, frozen_rows=_ABOVE)

    def rows(self) -> Iterator[SheetRow]:
        sheet, count = self._sheet, len(self._sheet.columns)
        heights = room(Style.TITLE, sum(self._widths), self._template)
        title = (sheet.title, *[None] * (count - 1))
        formats = self._formats([Style.TITLE] * count)
        merges = (Area(1, 1, 1, count).address,) if count > 1 else ()
        yield SheetRow(formats, title, heights.height_of(sheet.title), merges)
        yield self._headings()
        last = _ABOVE
        for row in self._data():
            last += 1
            yield row
        if sheet.total:
            formats = self._formats([Style.TOTAL] * count, codes=True)
            values = sheet.total(self._area(last))
            yield SheetRow(formats, values, room(Style.TOTAL, 0, self._template).least)

    def names(self, last_row: int) -> Sequence[DefinedName]:
        """Return the names of table and columns, what is printed, and which rows on every page."""
        table, name, count = self._sheet.id, self.layout.name, len(self._sheet.columns)
        whole = Area(_ABOVE, 1, last_row - _ABOVE + 1, count)
        names = [DefinedName(range_name(table), whole.reference(name))]
        data = self._area(last_row - bool(self._sheet.total))
        for place, column in enumerate(self._sheet.columns if data.rows else (), 1):
            taken = [each.name for each in names]
            reference = data._replace(column=place, columns=1).reference(name)
            names.append(DefinedName(range_name(range_name(table), column.id, taken=taken), reference))
        printed = f"{quoted(name)}!$A$1:${column_letter(count)}${last_row}"
        repeated = f"{quoted(name)}!${_ABOVE}:${_ABOVE}"
        return (
            *names,
            DefinedName(PRINT_TITLES, repeated, local=True),
            DefinedName(PRINT_AREA, printed, local=True),
        )

    def _headings(self) -> SheetRow:
        headings = [column.heading for column in self._sheet.columns]
        rooms = [room(Style.HEAD, width, self._template) for width in self._widths]
        height = max(each.height_of(text) for each, text in zip(rooms, headings, strict=True))
        return SheetRow(self._formats([Style.HEAD] * len(headings)), headings, height)

    def _data(self) -> Iterator[SheetRow]:
        columns = self._sheet.columns
        formats = self._formats([column.style for column in columns], codes=True)
        rooms = [
            room(column.style, width, self._template)
            for column, width in zip(columns, self._widths, strict=True)
        ]
        least = max(each.least for each in rooms)
        for values in self._sheet.rows(_ABOVE + 1):
            height = least
            for place, value in enumerate(values):
                if type(value) is str and (needed := rooms[place].height_of(value)) > height:
                    height = needed
            yield SheetRow(formats, values, height)

    def _area(self, last_row: int) -> Area:
        return Area(_ABOVE + 1, 1, last_row - _ABOVE, len(self._sheet.columns))

    def _formats(self, styles: Sequence[Style], *, codes: bool = False) -> tuple[int, ...]:
        return tuple(
            self.formats.number(
                Appearance(
                    style, column.style if codes else style, column.number_format if codes else GENERAL
                )
            )
            for style, column in zip(styles, self._sheet.columns, strict=True)
        )
