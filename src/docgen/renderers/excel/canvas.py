"""The rows of a sheet, drawn in the looks of a template: printed lines, and the rows of a table."""

from collections.abc import Iterator, Sequence

from docgen.document import Cell, Paragraph, Row, RowKind
from docgen.renderers.excel.addresses import Area, formula_text
from docgen.renderers.excel.cell_formats import Appearance, CellFormats
from docgen.renderers.excel.sheet_rows import Computed, Exact, Note, SheetRow, Value
from docgen.renderers.excel.styles import STYLE_OF_LINE, Style, alignment_style, cell_style
from docgen.renderers.excel.values import stored


class Canvas:
    """Draws the rows of one sheet, whose table begins in row `first_row`."""

    def __init__(self, formats: CellFormats, first_row: int, *, protected: bool) -> None:
        self._formats = formats
        self._first_row = first_row
        self._protected = protected
        self._covered: dict[int, dict[int, int]] = {}
        """Of rows below, the formats of places that a cell above covers, by column."""
        self._above: dict[int, tuple[Style, Style, str, int]] = {}
        """What decided the format of the cell above, by column, and that format."""

    def line(self, row: int, columns: int, line: Paragraph, height: float) -> SheetRow:
        """Return a line above or below the table, over the whole width."""
        style = STYLE_OF_LINE[line.role]
        format = self._formats.number(Appearance(style, style, locked=self._protected))
        values: tuple[Value, ...] = (line.text, *[None] * (columns - 1))
        merges = (Area(row, 1, 1, columns).address,) if columns > 1 else ()
        return SheetRow((format,) * columns, values, height, merges)

    def table(self, rows: Sequence[Row], heights: Sequence[float]) -> Iterator[SheetRow]:
        """Yield the rows of the table."""
        for number, (row, height) in enumerate(zip(rows, heights, strict=True), self._first_row):
            yield self._row(number, row, height)

    def _row(self, number: int, row: Row, height: float) -> SheetRow:
        covered = self._covered.pop(number, {})
        formats = [covered.get(column, 0) for column in range(1, len(row.cells) + 1)]
        values: list[Value] = [None] * len(formats)
        merges: list[str] = []
        notes: list[Note] = []
        for column, cell in enumerate(row.cells, 1):
            if cell is None:
                continue
            format = self._format(column, cell, row.kind)
            values[column - 1] = self._value(cell)
            formats[column - 1] = format
            if cell.rows != 1 or cell.columns != 1:
                area = Area(number, column, cell.rows, cell.columns)
                merges.append(area.address)
                formats[column - 1 : column - 1 + cell.columns] = [format] * cell.columns
                self._cover(area, format)
            if cell.note:
                notes.append(Note(number, column, cell.note))
        return SheetRow(formats, values, height, merges, notes)

    def _cover(self, area: Area, format: int) -> None:
        for row in range(area.row + 1, area.row + area.rows):
            places = self._covered.setdefault(row, {})
            places.update(dict.fromkeys(range(area.column, area.column + area.columns), format))

    def _format(self, column: int, cell: Cell, kind: RowKind) -> int:
        style, aligned_as, code = cell_style(cell, kind), alignment_style(cell), cell.number_format
        above = self._above.get(column)
        # Most cells look like the one above; to ask for a format takes longer than to draw a cell.
        if above and above[0] is style and above[1] is aligned_as and above[2] == code:
            return above[3]
        format = self._formats.number(Appearance(style, aligned_as, code, self._protected))
        self._above[column] = style, aligned_as, code, format
        return format

    def _value(self, cell: Cell) -> Value:
        text, is_text = stored(cell)
        result = text if is_text else Exact(text)
        return Computed(formula_text(cell.formula, self._first_row), result) if cell.formula else result
