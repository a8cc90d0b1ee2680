"""A form that came back: its record, and each of its cells wherever the unit has moved it to."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from math import isclose
from typing import Final, NamedTuple

from docgen.diagnostics import Mistake, Words
from docgen.form import RECORD_SHEET, Record, RecordedSheet, column_mark, read_record, row_mark
from docgen.patterns import regex
from docgen.records import record
from docgen.rowfiles.books import BookSheet, read_book
from docgen.rowfiles.cells import Fault, cell_name, comparable, value_text

_DRESS: Final = regex(r"[\s$]|_xlfn\.|_xlws\.")
"""What Excel, WPS and LibreOffice add to a formula that computes the same."""
_DECIMAL: Final = regex(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?", re.ASCII)


class ReturnedCell(NamedTuple):
    """One cell; row and column count from 1."""

    row: int
    column: int
    raw: object
    formula: str | None
    """Without its `=`; None where the cell has none, or the kind of file does not tell."""

    @property
    def text(self) -> str:
        """What it holds, as an author would type it; empty for a blank cell and for an error."""
        return "" if isinstance(self.raw, Fault) else value_text(self.raw)


@record
class ReturnedSheet:
    """One table of a returned form."""

    name: str
    tells_formulas: bool
    cells: Mapping[str, ReturnedCell]
    """By column; those that were deleted are not there."""
    headings: Mapping[str, frozenset[str]] = field(repr=False)
    """The texts above each cell, made comparable."""


@record
class Return:
    """A returned form."""

    record: Record
    sheets: Mapping[str, tuple[ReturnedSheet, ...]]
    """By table: more than one where a sheet was copied, none where it was deleted."""


def holds(cell: ReturnedCell, content: str) -> bool:
    """Whether a cell still holds what a record says, whatever way the kind of file writes it."""
    seen, meant = comparable(cell.text), comparable(content)
    if seen == meant:
        return True
    number, due = _number(seen), _number(meant)
    return number is not None and due is not None and isclose(number, due, rel_tol=1e-12)


def same_formula(cell: ReturnedCell, content: str, cells: Mapping[str, ReturnedCell]) -> bool:
    """Whether a cell still has the formula that a record says, over cells that may have moved."""
    try:
        due = content.format_map({id: cell_name(each.row, each.column) for id, each in cells.items()})
    except (KeyError, ValueError):
        return False  # a cell that it reads is gone
    return _plain(cell.formula or "") == _plain(due)


def _plain(formula: str) -> str:
    return _DRESS.sub("", formula).upper()


def _number(text: str) -> float | None:
    digits = text.removesuffix("%")
    if not _DECIMAL.fullmatch(digits):
        return None
    return float(digits) / (100 if text.endswith("%") else 1)


def read_return(data: bytes, file: str) -> Return:
    """Return the form in `data`; `file` is its name in messages.

    Raises Mistake for a file that cannot be read, or is no form of docgen's.
    """
    try:
        book = read_book(data, file, RECORD_SHEET)
    except Mistake as mistake:
        raise _no_form(file) if mistake.id in ("unknown-sheet", "empty-data") else mistake from None
    record = read_record([[value_text(cell) for cell in row] for row in book.hidden.grid.rows])
    if record is None:
        raise _no_form(file)
    return Return(record, {table: tuple(_sheets(table, record, book.sheets)) for table in record.sheets})


def _sheets(table: str, record: Record, sheets: Sequence[BookSheet]) -> Iterator[ReturnedSheet]:
    """Yield the sheets that hold a table: found by its marks, or else by the name that it was sent with."""
    recorded = record.sheets[table]
    for sheet in sheets:
        found = _marked(table, recorded, sheet)
        if found:
            yield _sheet(sheet, found)


def _marked(table: str, recorded: RecordedSheet, sheet: BookSheet) -> dict[str, tuple[int, int]]:
    """Return the places of the unit's cells by column."""
    columns, rows = {column_mark(table, id): id for id in recorded.cells}, row_mark(table)
    across: dict[str, int] = {}
    down: int | None = None
    for number, row in enumerate(sheet.grid.rows):
        for place, raw in enumerate(row):
            if isinstance(raw, str) and raw.startswith("docgen "):
                if raw in columns:
                    across.setdefault(columns[raw], place)
                elif raw == rows:
                    down = number
    return {} if down is None else {id: (down, place) for id, place in across.items()}


def _sheet(sheet: BookSheet, places: Mapping[str, tuple[int, int]]) -> ReturnedSheet:
    grid, formulas = sheet.grid, sheet.formulas
    cells = {
        id: ReturnedCell(row + 1, column + 1, grid.at(row, column), (formulas or {}).get((row, column)))
        for id, (row, column) in places.items()
    }
    headings = {
        id: frozenset(comparable(value_text(grid.at(above, column))) for above in range(row))
        for id, (row, column) in places.items()
    }
    return ReturnedSheet(sheet.name, formulas is not None, cells, headings)


def _no_form(file: str) -> Mistake:
    words = Words(
        f"“{file}”不是 docgen 发出的填报表，或隐藏的工作表被删了", f"{file} is no form that docgen wrote"
    )
    hint = Words(
        "请用 docgen forms 发出的表填报，不要把内容复制到别的文件里",
        "the unit must fill in the file that docgen forms wrote, not a copy of its cells",
    )
    return Mistake("not-a-form", words, hint)
