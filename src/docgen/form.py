"""A fill-in form of one unit as a typed tree, and the record that it carries back to the office."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from docgen.document import Cell, CellRange, CellRef, Formula, Paragraph, Role, Row
from docgen.records import record

RECORD_SHEET: Final = "_docgen"
_KIND: Final = "docgen-form"
_EDITION: Final = "1"
Check = Literal["whole", "decimal", "date", "list", "text"]
"""What Excel's data validation lets into a cell."""
Use = Literal["input", "formula", "locked"]


@record
class FormColumn:
    """One column of a form."""

    id: str
    heading: str
    use: Use
    role: Role
    number_format: str
    widest: str
    """The longest text that a unit has in it, which decides the column's width."""


@record
class FormSheet:
    """One table of a form, as all units see it."""

    table: str
    version: str
    """The hash of its structure: columns, types, limits, formulas."""
    title: str
    lines: tuple[Paragraph, ...]
    """What stands between the unit and the table: how to fill it in, the unit of the numbers."""
    header: tuple[Row, ...]
    columns: tuple[FormColumn, ...]


@record
class Rule:
    """What a unit may type into a cell."""

    check: Check
    title: str
    prompt: str
    least: Fraction | date | None = None
    most: Fraction | date | None = None
    choices: tuple[str, ...] = ()


@record
class FormCell:
    """One cell of a unit's row; `rule` is for cells that the unit fills in."""

    cell: Cell
    rule: Rule | None = None


@record
class Form:
    """The form of one unit: a sheet for each table, with the unit's row."""

    program: str
    label: str
    year: int
    unit: str
    name: str
    """The unit's name."""
    sheets: tuple[tuple[FormSheet, tuple[FormCell, ...]], ...]


class RecordedCell(NamedTuple):
    """What a record says of one cell."""

    place: str
    use: str
    content: str
    """What stood in a locked cell; a formula with `{column}` for the cells that it reads."""


@record
class RecordedSheet:
    """What a record says of one table."""

    version: str
    sheet: str
    cells: Mapping[str, RecordedCell]
    """By column."""


@record
class Record:
    """What the hidden sheet of a form says."""

    program: str
    year: str
    unit: str
    sheets: Mapping[str, RecordedSheet]
    """By table."""
    is_whole: bool
    """Whether its checksum is that of its lines."""


def column_mark(table: str, column: str) -> str:
    """Return what marks a column in the hidden first row; it moves along when columns are inserted."""
    return f"docgen {table} {column}"


def row_mark(table: str) -> str:
    """Return what marks the unit's row in the hidden last column."""
    return f"docgen {table} /"


def formula_content(formula: Formula, columns: Sequence[str]) -> str:
    """Return a formula over the unit's row with `{column}` for its cells."""
    return "".join(_content_piece(piece, columns) for piece in formula)


def _content_piece(piece: str | CellRef | CellRange, columns: Sequence[str]) -> str:
    if isinstance(piece, str):
        return piece.replace("{", "{{").replace("}", "}}")
    if isinstance(piece, CellRange):
        return f"{_content_piece(piece.first, columns)}:{_content_piece(piece.last, columns)}"
    return f"{{{columns[piece.column]}}}"


def record_lines(form: Form, sheets: Mapping[str, RecordedSheet]) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the hidden sheet, the last of them a checksum over all others."""
    lines: list[tuple[str, ...]] = [
        (_KIND, _EDITION),
        ("program", form.program),
        ("year", str(form.year)),
        ("unit", form.unit),
    ]
    for table, recorded in sheets.items():
        lines.append(("table", table, recorded.version, recorded.sheet))
        lines += [("cell", table, column, *cell) for column, cell in recorded.cells.items()]
    for sheet, cells in form.sheets:
        for column, each in zip(sheet.columns, cells, strict=True):
            lines += choice_lines(sheet.table, column.id, each.rule.choices if each.rule else ())
    return (*lines, ("checksum", _checksum(lines)))


def choice_lines(table: str, column: str, choices: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the rows of the hidden sheet that hold a column's choices, in their fourth column."""
    return [("choice", table, column, choice) for choice in choices]


def read_record(rows: Sequence[Sequence[str]]) -> Record | None:
    """Return what the rows of a hidden sheet say; None where they are no form's."""
    lines = [_trimmed(row) for row in rows]
    lines = [line for line in lines if line]
    if not lines or lines[0][0] != _KIND:
        return None
    said = {line[0]: line[1] for line in lines if len(line) == 2}
    tables = {line[1]: line for line in lines if line[0] == "table" and len(line) == 4}
    cells: dict[str, dict[str, RecordedCell]] = {table: {} for table in tables}
    for line in lines:
        if line[0] == "cell" and len(line) >= 5 and line[1] in cells:
            cells[line[1]][line[2]] = RecordedCell(line[3], line[4], line[5] if len(line) > 5 else "")
    sheets = {table: RecordedSheet(line[2], line[3], cells[table]) for table, line in tables.items()}
    whole = lines[-1] == ("checksum", _checksum(lines[:-1]))
    return Record(said.get("program", ""), said.get("year", ""), said.get("unit", ""), sheets, whole)


def _trimmed(row: Sequence[str]) -> tuple[str, ...]:
    cells = list(row)
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _checksum(lines: Sequence[Sequence[str]]) -> str:
    text = "\n".join("\t".join(_trimmed(line)) for line in lines)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
