"""Tables as HTML: header rows apart, cells over several rows or columns as such."""

from html import escape
from itertools import groupby

from docgen.document import Cell, Row, RowKind, Table
from docgen.renderers.html.runs import Runs


def table_html(table: Table, runs: Runs) -> str:
    """Return `<table>` in a box that scrolls on a narrow screen."""
    groups = groupby(table.rows, key=lambda row: row.kind is RowKind.HEADER)
    parts = (_part(list(rows), runs, header=header) for header, rows in groups)
    name = f' data-table="{escape(table.id)}"' if table.id else ""
    opening = f'<div class="grid">\n<table{name} data-columns="{len(table.columns)}">\n'
    return f"{opening}{''.join(parts)}</table>\n</div>\n"


def _part(rows: list[Row], runs: Runs, *, header: bool) -> str:
    part, tag = ("thead", "th") if header else ("tbody", "td")
    written = []
    for row in rows:
        kind = ' class="total"' if row.kind is RowKind.TOTAL else ""
        cells = "".join(_cell(cell, tag, runs) for cell in row.cells if cell)
        written.append(f"<tr{kind}>\n{cells}</tr>\n")
    return f"<{part}>\n{''.join(written)}</{part}>\n"


def _cell(cell: Cell, tag: str, runs: Runs) -> str:
    rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    note = f' title="{escape(cell.note)}"' if cell.note else ""
    lines = "".join(runs.paragraph(line) for line in cell.paragraphs)
    return f"<{tag}{rows}{columns}{note}>\n{lines}</{tag}>\n"
