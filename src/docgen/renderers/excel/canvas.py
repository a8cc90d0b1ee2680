"""A sheet to draw on, one printed line or one table cell at a time."""

from dataclasses import dataclass, field

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange as SheetRange
from openpyxl.worksheet.worksheet import Worksheet

from docgen.diagnostics import DocgenError, Words
from docgen.document import Cell, Paragraph, RowKind
from docgen.renderers.excel.addresses import Area, formula_text
from docgen.renderers.excel.finisher import Content
from docgen.renderers.excel.measures import note_size
from docgen.renderers.excel.styles import STYLE_OF_LINE, Style, alignment_style, cell_style
from docgen.renderers.excel.template import Look, Template
from docgen.renderers.excel.values import escaped, needs_quote_prefix, stored

_LONGEST_TEXT = 32767
_Key = tuple[Style, Style, str]
"""Style of the look, style of the alignment, number format."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """A sheet of the template's workbook, with a table that begins in row `first_row`."""

    sheet: Worksheet
    template: Template
    first_row: int
    protected: bool = False
    looks: dict[_Key, Look] = field(default_factory=dict)
    """Those used before: openpyxl is slow to find a format again."""

    def draw_line(self, row: int, columns: int, line: Paragraph) -> None:
        """Write a line above or below the table over the whole width."""
        look = self.template.looks[STYLE_OF_LINE[line.role]]
        for column in range(1, columns + 1):
            (look.locked() if self.protected else look).dress(self.sheet.cell(row, column))
        self._merge(Area(row, 1, 1, columns))
        self._write_text(row, 1, line.text)

    def draw_cell(self, area: Area, cell: Cell, kind: RowKind) -> Content | None:
        """Write a cell of the table and return what its `<v>` is to hold, None for plain text."""
        value = stored(cell)
        self._format(area, cell, kind)
        self._merge(area)
        self._note(area, cell.note)
        if value.is_text and not cell.formula:
            self._write_text(area.row, area.column, value.text)
            return None
        formula = f"={formula_text(cell.formula, self.first_row)}" if cell.formula else 0
        self.sheet.cell(area.row, area.column).value = formula
        return Content(f"{get_column_letter(area.column)}{area.row}", value)

    def _format(self, area: Area, cell: Cell, kind: RowKind) -> None:
        key = (cell_style(cell, kind), alignment_style(cell), cell.number_format)
        for row, column in area.places():
            place = self.sheet.cell(row, column)
            if key not in self.looks:
                self.looks[key] = self._look(place, key)
            self.looks[key].dress(place)

    def _look(self, place: SheetCell | MergedCell, key: _Key) -> Look:
        style, aligned_as, number_format = key
        alignment = self.template.looks[aligned_as].alignment
        look = self.template.looks[style].altered(place, alignment, number_format)
        return look.locked() if self.protected else look

    def _merge(self, area: Area) -> None:
        if area.rows * area.columns == 1:
            return
        last_row, last_column = area.row + area.rows - 1, area.column + area.columns - 1
        # Worksheet.merge_cells would compare with every merge before it and restyle the covered cells.
        self.sheet.merged_cells.ranges.add(
            SheetRange(min_row=area.row, min_col=area.column, max_row=last_row, max_col=last_column)
        )

    def _note(self, area: Area, text: str) -> None:
        if text:
            width, height = note_size(text)
            comment = Comment(escaped(text), author="", width=width, height=height)
            self.sheet.cell(area.row, area.column).comment = comment

    def _write_text(self, row: int, column: int, text: str) -> None:
        words = escaped(text)
        if len(words.encode("utf-16-le")) > 2 * _LONGEST_TEXT:
            raise _too_long(text, f"{self.sheet.title}!{get_column_letter(column)}{row}")
        cell = self.sheet.cell(row, column, words)
        if text:
            # Text that begins with = would become a formula, #N/A an error value.
            cell.data_type = "s"
            cell.quotePrefix = needs_quote_prefix(text)


def _too_long(text: str, place: str) -> DocgenError:
    opening = text[:12]
    return DocgenError(
        Words(
            f"“{opening}……”有{len(text)}个字，Excel 的一个单元格最多放{_LONGEST_TEXT}个（{place}）。",
            f"“{opening}…” has {len(text)} characters; an Excel cell holds {_LONGEST_TEXT} ({place}).",
        ),
        Words("把这段文字分成几行，或放到正文里。", "Split it over several rows, or put it into the notice."),
    )
