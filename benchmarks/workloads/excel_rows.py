"""An Excel sheet of 100,000 rows and six columns: styles, formulas with results, a total row."""

import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from operator import add
from pathlib import Path
from typing import Any, Final

import content
import openpyxl
import xlsxwriter
from harness import Comparison, Goal, Side
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font
from openpyxl.styles import Side as Stroke

from docgen.document import (
    Attachment,
    Cell,
    CellRange,
    CellRef,
    Document,
    Formula,
    Paragraph,
    Role,
    Row,
    RowKind,
    Run,
    Table,
)
from docgen.renderers.excel.long_sheets import LongColumn, LongSheet, write_long_sheet
from docgen.renderers.excel.renderer import render
from docgen.renderers.excel.sheet_rows import Computed, Value
from docgen.renderers.excel.styles import Style

_ROWS: Final = 100_000
_PARTS: Final = {"openpyxl": 0.2, "xlsxwriter": 0.4}
"""What part of the rows the slow sides write."""
_NAMES: Final = {
    "docgen": "docgen",
    "openpyxl": "openpyxl, write-only, styles for each cell",
    "xlsxwriter": "xlsxwriter, constant memory",
}
_TREE_ROWS: Final = 20_000
_HEADINGS: Final = ("承储单位", "库存（吨）", "规模（吨）", "仓房", "指标（吨）", "补贴仓房")
_TITLE: Final = "承储单位一览表"
_CODE: Final = "#,##0"
_FIRST: Final = 3
Line = tuple[str, int, int, int, int, int]
Writer = Callable[[Path, int, Iterable[Line]], None]
_TEMPLATE: Final = (content.ROOT / "templates" / "annex.xlsx").read_bytes()


def comparisons(folder: Path) -> Iterator[Comparison]:
    """Yield docgen against openpyxl and xlsxwriter: rows from an iterator, and a table in memory."""
    writers: dict[str, Writer] = {
        "docgen": by_docgen,
        "openpyxl": by_openpyxl,
        "xlsxwriter": by_xlsxwriter,
    }
    _require_equal(folder, writers)
    sides = [_side(name, writer, folder / f"{name}.xlsx") for name, writer in writers.items()]
    counts = (50_000, 100_000, 200_000)
    peaks = "; ".join(
        f"{_NAMES[name]} {', '.join(f'{_peak(name, count, folder)} MB' for count in counts)}"
        for name in writers
    )
    yield Comparison(
        f"Excel, {_ROWS:,} rows × 6 from an iterator",
        sides,
        [Goal(_NAMES["openpyxl"], 15), Goal(_NAMES["xlsxwriter"], 3)],
        rounds=3,
        remark=f"peak memory of a process that writes 50,000, 100,000 and 200,000 rows: {peaks}.",
    )
    document = _document(_TREE_ROWS)
    fitted = Side("docgen", lambda: _render(document), _TREE_ROWS / _ROWS)
    yield Comparison(
        f"Excel, a table of {_TREE_ROWS:,} rows × 6 of a notice, fitted to its text",
        [fitted, *sides[1:]],
        rounds=3,
    )
    yield Comparison(
        f"Excel, {_ROWS:,} rows against ten times {_ROWS // 10:,}",
        [
            Side("one sheet", lambda: by_docgen(folder / "a.xlsx", _ROWS, _ready(_ROWS))),
            Side("ten sheets", lambda: _ten_times(folder / "b.xlsx")),
        ],
        [Goal("ten sheets", 0.8)],
        rounds=3,
    )


def data(count: int) -> Iterator[Line]:
    """Yield name, three numbers and the results of two formulas for each row."""
    for place in range(count):
        houses = place % 97
        yield f"示例{place}号库", place, place * 7919 % 99991, houses, (place * 85 + 50) // 100, houses * 2


@cache
def totals(count: int) -> tuple[int, ...]:
    """Return the sums of the five columns of numbers."""
    sums = [0] * 5
    for _, *numbers in data(count):
        sums = list(map(add, sums, numbers))
    return tuple(sums)


def by_docgen(path: Path, count: int, rows: Iterable[Line]) -> None:
    """Write the sheet with docgen."""
    name, *numbers = _HEADINGS
    columns = [
        LongColumn("name", name, width=20),
        *(LongColumn(f"c{at}", words, Style.NUMBER, _CODE) for at, words in enumerate(numbers)),
    ]
    with path.open("wb") as file:
        stores = LongSheet(
            "stores", _TITLE, columns, lambda first: _values(rows, first), lambda _: _sums(count)
        )
        write_long_sheet(file, stores, _TEMPLATE)


def by_openpyxl(path: Path, count: int, rows: Iterable[Line]) -> None:
    """Write the sheet as a loop around openpyxl's write-only mode does."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(_TITLE)
    font, line = Font(name="仿宋_GB2312", sz=12), Stroke(style="thin")
    border = Border(left=line, right=line, top=line, bottom=line)
    left = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
    center = Alignment(horizontal="center", vertical="center", wrap_text=True)

    def append(values: Sequence[str | int]) -> None:
        cells = []
        for place, value in enumerate(values):
            cell = WriteOnlyCell(sheet, value)
            cell.font, cell.border = font, border
            cell.alignment = center if place else left
            if place:
                cell.number_format = _CODE
            cells.append(cell)
        sheet.append(cells)

    sheet.append([_TITLE])
    append(_HEADINGS)
    for row, (name, stock, size, houses, _, _) in enumerate(rows, _FIRST):
        append((name, stock, size, houses, f"=ROUND(B{row}*85/100,0)", f"=D{row}*2"))
    append(("合计", *(f"=SUM({column}{_FIRST}:{column}{_FIRST + count - 1})" for column in "BCDEF")))
    book.save(path)


def by_xlsxwriter(path: Path, count: int, rows: Iterable[Line]) -> None:
    """Write the sheet as a loop around xlsxwriter does."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet(_TITLE)
    look = {"font_name": "仿宋_GB2312", "font_size": 12, "border": 1, "text_wrap": True, "valign": "vcenter"}
    text = book.add_format({**look, "align": "left", "indent": 1})
    number = book.add_format({**look, "align": "center", "num_format": _CODE})
    sheet.write_string(0, 0, _TITLE)
    sheet.write_row(1, 0, _HEADINGS, number)
    for row, (name, stock, size, houses, quota, double) in enumerate(rows, _FIRST):
        sheet.set_row(row - 1, 25)
        sheet.write_string(row - 1, 0, name, text)
        sheet.write_number(row - 1, 1, stock, number)
        sheet.write_number(row - 1, 2, size, number)
        sheet.write_number(row - 1, 3, houses, number)
        sheet.write_formula(row - 1, 4, f"=ROUND(B{row}*85/100,0)", number, quota)
        sheet.write_formula(row - 1, 5, f"=D{row}*2", number, double)
    last = _FIRST + count - 1
    sheet.write_string(last, 0, "合计", text)
    for place, (column, value) in enumerate(zip("BCDEF", totals(count), strict=True), 1):
        sheet.write_formula(last, place, f"=SUM({column}{_FIRST}:{column}{last})", number, value)
    book.close()


def _values(rows: Iterable[Line], first: int) -> Iterator[Sequence[Value]]:
    for row, (name, stock, size, houses, quota, double) in enumerate(rows, first):
        formulas = Computed(f"ROUND(B{row}*85/100,0)", quota), Computed(f"D{row}*2", double)
        yield name, stock, size, houses, *formulas


def _sums(count: int) -> Sequence[Value]:
    last = _FIRST + count - 1
    columns = zip("BCDEF", totals(count), strict=True)
    return "合计", *(Computed(f"SUM({column}{_FIRST}:{column}{last})", value) for column, value in columns)


def _ten_times(path: Path) -> None:
    for _ in range(10):
        by_docgen(path, _ROWS // 10, _ready(_ROWS // 10))


def _side(name: str, writer: Writer, path: Path) -> Side:
    share = _PARTS.get(name, 1.0)
    count = round(_ROWS * share)
    return Side(_NAMES[name], lambda: writer(path, count, _ready(count)), share)


@cache
def _ready(count: int) -> tuple[Line, ...]:
    return tuple(data(count))


def _document(count: int) -> Document:
    """Return a notice whose annex is the table."""
    rows = [Row(tuple(_cell(words, Role.CELL_HEAD) for words in _HEADINGS), RowKind.HEADER)]
    for row, (name, *numbers) in enumerate(data(count), 1):
        formulas: list[Formula | None] = [None] * 3
        formulas += [("ROUND(", CellRef(row, 1), "*85/100,0)"), (CellRef(row, 3), "*2")]
        cells = (_number(value, formula) for value, formula in zip(numbers, formulas, strict=True))
        rows.append(Row((_cell(name, Role.CELL_TEXT), *cells)))
    sums = (
        _number(value, ("SUM(", CellRange(CellRef(1, column), CellRef(count, column)), ")"))
        for column, value in enumerate(totals(count), 1)
    )
    rows.append(Row((_cell("合计", Role.CELL_TEXT), *sums), RowKind.TOTAL))
    table = Table("stores", tuple("abcdef"), tuple(rows))
    title = Paragraph(Role.ANNEX_TITLE, (Run(_TITLE),))
    return Document("通知", title, (), attachments=(Attachment(None, title, (table,)),))


def _cell(words: str, role: Role) -> Cell:
    return Cell((Paragraph(role, (Run(words),)),))


def _number(value: int, formula: Formula | None) -> Cell:
    return Cell((Paragraph(Role.CELL_NUMBER, (Run(f"{value}"),)),), Fraction(value), _CODE, formula)


def _require_equal(folder: Path, writers: dict[str, Writer]) -> None:
    """Raise ValueError unless all write the same values, formulas, results and looks."""
    path, count = folder / "proof.xlsx", 300
    wanted = [*(value for row in data(count) for value in row), "合计", *totals(count)]
    found: dict[str, list[tuple[object, ...]]] = {}
    for name, writer in writers.items():
        writer(path, count, data(count))
        found[name] = [_said(cell) for cell in _cells(path, data_only=False)]
        results = [cell.value for cell in _cells(path, data_only=True)]
        # openpyxl writes no results.
        if name != "openpyxl" and results[len(_HEADINGS) :] != wanted:
            raise ValueError(f"{name} has other results")
        if found[name] != found["docgen"]:
            raise ValueError(f"{name} has other cells")
    ((_, drawn),) = render(_document(count), _TEMPLATE)
    path.write_bytes(drawn)
    values = [value for value, *_ in found["docgen"]]
    if [cell.value for cell in _cells(path, data_only=False)] != values:
        raise ValueError("the table of the notice has other cells")


def _cells(path: Path, *, data_only: bool) -> list[Any]:
    sheet = openpyxl.load_workbook(path, data_only=data_only).worksheets[0]
    return [cell for row in sheet.iter_rows(min_row=_FIRST - 1) for cell in row]


def _said(cell: Any) -> tuple[object, ...]:
    if cell.row in (_FIRST - 1, cell.parent.max_row):
        return (cell.value,)
    look = cell.font.name, cell.font.sz, cell.border.left.style, cell.alignment.horizontal
    return (cell.value, *look, cell.alignment.wrap_text, cell.number_format)


def _peak(name: str, count: int, folder: Path) -> int:
    """Return the peak memory in MB of a process that writes so many rows."""
    code = (
        f"import sys; sys.path[:0] = {sys.path!r}\n"
        f"from pathlib import Path; from workloads.excel_rows import by_{name}, data\n"
        f"import resource; by_{name}(Path({str(folder / 'peak.xlsx')!r}), {count}, data({count}))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    return int(done.stdout)


def _render(document: Document) -> None:
    render(document, _TEMPLATE)
