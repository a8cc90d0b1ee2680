"""The cells that a native chart is drawn from: one row a bar, tied by formulas to the table itself."""

from docgen.chart import Bar, Chart, Place
from docgen.document import Cell, Paragraph, Role, Row, RowKind, Run, Table
from docgen.renderers.excel.addresses import column_letter, quoted


def chart_table(chart: Chart, table: Table, sheet: str, first_row: int) -> Table:
    """Return labels and values of `chart`, whose table begins in row `first_row` of `sheet`.

    Excel draws a range from top to bottom; sorted bars, and rows with subtotals between them, are no range
    of the table.
    """

    def linked(place: Place) -> str:
        return f"{quoted(sheet)}!{column_letter(place.column + 1)}{first_row + place.row}"

    rows = [Row(tuple(_text(words) for words in chart.headings), RowKind.HEADER)]
    for bar in chart.bars:
        cells = (_label(bar, linked(bar.label_at)), _value(bar, table, linked(bar.value_at)))
        rows.append(Row(cells))
    return Table(f"{table.id}_chart", ("label", "value"), tuple(rows), table.protect)


def _text(words: str) -> Cell:
    return Cell((Paragraph(Role.CELL_HEAD, (Run(words),)),))


def _label(bar: Bar, address: str) -> Cell:
    paragraph = Paragraph(Role.CELL_CENTER, (Run(bar.label),))
    return Cell((paragraph,), formula=(address,) if bar.label else None)


def _value(bar: Bar, table: Table, address: str) -> Cell:
    paragraph = Paragraph(Role.CELL_NUMBER, (Run(bar.text),))
    cell = table.rows[bar.value_at.row].cells[bar.value_at.column]
    if bar.value is None or cell is None:
        return Cell((paragraph,))
    return Cell((paragraph,), bar.value, cell.number_format, (address,))
