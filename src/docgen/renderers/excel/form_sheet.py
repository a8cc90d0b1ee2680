"""One sheet of a form, drawn for any unit: marks, title, unit, lines, table, who signs."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from docgen.document import Cell, Paragraph, Role, Row, Run, Table
from docgen.form import FormColumn, FormSheet, column_mark, row_mark
from docgen.renderers.excel.addresses import column_letter, quoted
from docgen.renderers.excel.canvas import Canvas
from docgen.renderers.excel.cell_formats import Appearance, CellFormats
from docgen.renderers.excel.measures import fit_columns, line_height, row_heights
from docgen.renderers.excel.sheet_rows import SheetRow
from docgen.renderers.excel.sheet_xml import Layout
from docgen.renderers.excel.styles import STYLE_OF_LINE, alignment_style
from docgen.renderers.excel.template import Template
from docgen.renderers.excel.workbook import PRINT_AREA, DefinedName, SheetPlan

UNIT_ROW: Final = 3
_ENTRY_HEIGHT: Final = 36
"""Points: room to write by hand on a printed form."""
_MARK_WIDTH: Final = 10
_SIGNED: Final = "填报人：            审核人：            联系电话：            填报日期："


class FormSheetArtist:
    """Plans the sheet of one table, in the formats that it shares with its workbook."""

    def __init__(self, sheet: FormSheet, template: Template, formats: CellFormats) -> None:
        row = Row(tuple(_sample(column) for column in sheet.columns))
        ids = tuple(column.id for column in sheet.columns)
        self._sheet = sheet
        self._template = template
        self._formats = formats
        self._table = Table(sheet.table, ids, (*sheet.header, row))

    @property
    def first_row(self) -> int:
        """The row in which the table's header begins."""
        return UNIT_ROW + 1 + len(self._sheet.lines)

    @property
    def row(self) -> int:
        """The row that the unit fills in."""
        return self.first_row + len(self._sheet.header)

    def plan(self, name: str) -> SheetPlan:
        """Return the plan of the sheet; its first row and its last column are to be hidden."""
        columns = fit_columns(self._table, self._template)
        marks = len(self._sheet.columns) + 1
        widths = {**dict(enumerate(columns.widths, 1)), marks: float(_MARK_WIDTH)}
        layout = Layout(name, marks, widths, columns.landscape, protected=True, rows=self.row + 1)
        printed = f"{quoted(name)}!$A$1:${column_letter(marks - 1)}${self.row + 1}"
        names = (DefinedName(PRINT_AREA, printed, local=True),)
        return SheetPlan(layout, self._rows(columns.widths), lambda _: names)

    def _rows(self, widths: tuple[float, ...]) -> Iterator[SheetRow]:
        columns, width = self._sheet.columns, sum(widths)
        canvas = Canvas(self._formats, self.first_row, protected=True)
        marks = [column_mark(self._sheet.table, column.id) for column in columns]
        yield SheetRow((0,) * len(marks), marks)
        for number, line in enumerate(self._lines(), 2):
            yield canvas.line(number, len(columns), line, line_height(line, width, self._template))
        *heights, entry = row_heights(self._table, widths, self._template)
        *header, row = canvas.table(self._table.rows, (*heights, max(entry, _ENTRY_HEIGHT)))
        yield from header
        mark = row_mark(self._sheet.table)
        yield row._replace(formats=(*self._opened(row.formats), 0), values=(*row.values, mark))
        yield self._signed(canvas, width)

    def _lines(self) -> Iterator[Paragraph]:
        yield Paragraph(Role.ANNEX_TITLE, (Run(self._sheet.title),))
        yield Paragraph(Role.BODY, (Run("填报单位："),))
        yield from self._sheet.lines

    def _opened(self, formats: Sequence[int]) -> Iterator[int]:
        """Yield the formats of the unit's row: what it fills in is tinted and not locked."""
        for column, sample, format in zip(
            self._sheet.columns, self._table.rows[-1].cells, formats, strict=True
        ):
            if column.use != "input" or sample is None:
                yield format
                continue
            style = alignment_style(sample)
            yield self._formats.number(
                Appearance(style, style, sample.number_format, unlocked=True, tinted=True)
            )

    def _signed(self, canvas: Canvas, width: float) -> SheetRow:
        line = Paragraph(Role.BODY, (Run(_SIGNED),))
        style = STYLE_OF_LINE[line.role]
        row = canvas.line(
            self.row + 1, len(self._sheet.columns), line, line_height(line, width, self._template)
        )
        format = self._formats.number(Appearance(style, style, unlocked=True))
        return row._replace(formats=(format,) * len(row.formats))


def _sample(column: FormColumn) -> Cell:
    paragraph = Paragraph(column.role, (Run(column.widest),))
    return Cell((paragraph,), Fraction(0), column.number_format)
