"""A quota table's rows from its data file: units matched to their roster, inline rows laid over them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docgen.diagnostics import Address, Diagnostic, Finding, Mistake, Severity, Words
from docgen.model.agencies import Roster
from docgen.model.cells import read_cell
from docgen.model.program import Program
from docgen.model.row import DataColumns, Row
from docgen.model.scope import Office
from docgen.model.table import MADE, Column, QuotaTable
from docgen.patterns import regex
from docgen.project import Project
from docgen.rowfiles import Request, SheetRow, SheetRows, Wanted, cell_name, comparable, read_rows

_ID = "id"
_ID_HEADERS = ("编号",)
_SERIAL = "序号"


class Filled(NamedTuple):
    """What came of a program's data files: the program with their rows, or None where they have errors."""

    program: Program | None
    findings: tuple[Finding, ...]
    """What is wrong with a file as a whole, at the table that names it."""
    diagnostics: tuple[Diagnostic, ...]


class Place(NamedTuple):
    """Where a program stands."""

    project: Project
    path: Path


def fill(program: Program, place: Place, office: Office) -> Filled:
    """Return `program` with the rows of its data files in place."""
    tables: list[QuotaTable] = []
    findings: list[Finding] = []
    diagnostics: list[Diagnostic] = []
    for index, table in enumerate(program.quota_tables):
        if table.data is None:
            tables.append(table)
            continue
        try:
            sheet = read_rows(*_file(table.data, place), _request(table))
        except Mistake as mistake:
            at = Address(place.project.shown(place.path), ("quota_tables", index, "data"))
            findings.append(Finding(mistake.id, Severity.ERROR, at, mistake.message, mistake.hint))
            continue
        findings.extend(_repeated(table, place, index))
        rows = _laid_over(table, _Match(table, sheet, office.rosters.get(table.roster or "")).rows())
        tables.append(table.model_copy(update={"rows": rows}))
        _report_values(table, sheet)
        diagnostics.extend(sheet.report.diagnostics())
    failed = findings or any(found.severity is Severity.ERROR for found in diagnostics)
    filled = None if failed else program.model_copy(update={"quota_tables": tuple(tables)})
    return Filled(filled, tuple(findings), tuple(diagnostics))


def _file(data: str, place: Place) -> tuple[Path, str]:
    """Return the path of a data file and its name in messages, with the sheet that is wanted."""
    name, mark, sheet = data.partition("#")
    path = place.project.data_file(place.path.parent, name.strip())
    return path, f"{place.project.shown(path)}{mark}{sheet.strip()}"


def _request(table: QuotaTable) -> Request:
    read = [column for column in table.columns if not column.formula and column.type not in MADE]
    inline = {key for row in table.rows for key in row.cells}
    units = [column.id for column in read if column.type == "name"][:1]
    wanted = [_wanted(column, column.id not in inline and not column.input) for column in read]
    own = comparable(_ID_HEADERS[0]) in {comparable(name) for column in wanted for name in column.names}
    ids = () if own and units else (Wanted(_ID, _ID_HEADERS),)
    ignored = [_SERIAL, *(column.label for column in table.columns if column not in read)]
    return Request([*wanted, *ids], [*units, _ID], ignored)


def _wanted(column: Column, needed: bool) -> Wanted:
    qualified = "".join((*column.group, column.label))
    names = (column.header,) if column.header else tuple(dict.fromkeys((qualified, column.label)))
    return Wanted(column.id, names, column.type in ("name", "text", "choice", "date"), needed)


class _Match:
    """Matches the rows of one sheet to units."""

    def __init__(self, table: QuotaTable, sheet: SheetRows, roster: Roster | None) -> None:
        self._sheet = sheet
        self._roster = roster
        self._name = next((column.id for column in table.columns if column.type == "name"), "")
        self._names: dict[str, str | None] = {}
        for entry in roster.entries if roster else ():
            name = comparable(entry.name)
            self._names[name] = None if name in self._names else entry.id
        self._ids = {entry.id for entry in roster.entries} if roster else set()

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the units that are known, each unit once."""
        columns = self._sheet.columns
        if not columns:
            return
        unit_key = _ID if _ID in columns else self._name
        data = DataColumns(
            self._sheet.report.file, dict[str | int | None, int](columns.items()), columns[unit_key]
        )
        seen: dict[str, int] = {}
        for row in self._sheet.rows:
            id = self._id(row)
            if id is None:
                continue
            if id in seen:
                self._twice((seen[id], row.line), columns[unit_key])
                continue
            seen[id] = row.line
            row.cells.pop(_ID, None)
            if self._roster:
                # The roster's own spelling is printed.
                row.cells.pop(self._name, None)
            yield Row.from_file(id, row.cells, data, row.line)

    def _id(self, row: SheetRow) -> str | None:
        """Return the id of the row's unit; report one that the roster has not."""
        given = [row.cells[key] for key in (_ID, self._name) if key in row.cells]
        if self._roster is None:
            return given[0].replace("\n", "")
        for text in given:
            if text in self._ids:
                return text
            found = self._names.get(comparable(text))
            if found:
                return found
        self._unknown(row, given[-1])
        return None

    def _unknown(self, row: SheetRow, name: str) -> None:
        roster, report = self._roster, self._sheet.report
        key = self._name if self._name in row.cells else _ID
        at = row.line - 1, self._sheet.columns[key] - 1
        if roster is None or report.is_full:
            report.error("unknown-unit", at, _NOT_TOLD, _NOT_TOLD)
            return
        if comparable(name) in self._names:
            words = Words(f"名册里有几个“{name}”", f"the roster has several `{name}`")
            report.error("unknown-unit", at, words, _BY_ID)
            return
        from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

        near = get_close_matches(name, [entry.name for entry in roster.entries], n=1)
        words = Words(f"名册“{roster.label}”里没有“{name}”", f"the roster `{roster.id}` has no `{name}`")
        hint = Words(f"改为“{near[0]}”", f"write `{near[0]}`") if near else _ADD_TO_ROSTER
        report.error("unknown-unit", at, words, hint)

    def _twice(self, lines: tuple[int, int], column: int) -> None:
        cells = [cell_name(line, column) for line in lines]
        words = Words("这个单位有两行：{}、{}".format(*cells), "the unit has two rows: {}, {}".format(*cells))
        for line in lines:
            self._sheet.report.error("duplicate-unit", (line - 1, column - 1), words, _ONCE)


def _laid_over(table: QuotaTable, rows: Iterator[Row]) -> tuple[Row, ...]:
    """Return the file's rows with the inline ones over them; those of other units come last."""
    laid = list(rows)
    places = {comparable(row.id): index for index, row in enumerate(laid)} if table.rows else {}
    for position, own in enumerate(table.rows):
        index = places.get(comparable(own.id))
        if index is None:
            own.position = position
            laid.append(own)
        else:
            laid[index] = laid[index].overlaid(own, position)
    return tuple(laid)


def _repeated(table: QuotaTable, place: Place, index: int) -> Iterator[Finding]:
    """Yield a finding for each inline row whose unit has an inline row before it."""
    seen: set[str] = set()
    for position, row in enumerate(table.rows):
        if comparable(row.id) in seen:
            at = Address(place.project.shown(place.path), ("quota_tables", index, "rows", position, "id"))
            words = Words(f"编号“{row.id}”重复", f"the id `{row.id}` is taken")
            yield Finding("duplicate-id", Severity.ERROR, at, words, _ONCE)
        seen.add(comparable(row.id))


def _report_values(table: QuotaTable, sheet: SheetRows) -> None:
    """Report each cell that its column cannot take."""
    typed = [column for column in table.columns if column.id in sheet.columns and column.type not in _TEXTS]
    for column in typed:
        plain = _PLAIN.get(column.type, _NEVER) if column.decimals is None else _NEVER
        place = sheet.columns[column.id] - 1
        fine: set[str] = set()
        for row in sheet.rows:
            text = row.cells.get(column.id)
            # Most cells repeat, and nearly all are plain numbers: reading one takes ten times as long.
            if text is None or text in fine:
                continue
            if plain.fullmatch(text) or _is_fine(sheet, (row.line - 1, place), text, column):
                fine.add(text)


def _is_fine(sheet: SheetRows, at: tuple[int, int], text: str, column: Column) -> bool:
    """Return whether the column can take the text; report it where not."""
    try:
        read_cell(text, column)
    except Mistake as mistake:
        sheet.report.error(mistake.id, at, mistake.message, mistake.hint or _MEND)
        return False
    return True


_TEXTS = frozenset({"name", "text"})
_NEVER = regex(r"(?!)")
_WHOLE = r"(?:0|[1-9][0-9]{0,9})"
_PLAIN = {
    "count": regex(_WHOLE, re.ASCII),
    "number": regex(rf"{_WHOLE}(?:\.[0-9]{{1,4}})?", re.ASCII),
    "money": regex(rf"{_WHOLE}(?:\.[0-9]{{1,4}})?", re.ASCII),
    "percent": regex(rf"{_WHOLE}(?:\.[0-9]{{1,4}})?%", re.ASCII),
}
"""Texts that any column of the type takes."""
_NOT_TOLD = Words("名册里没有这个单位", "the roster has no such unit")
_BY_ID = Words("加一栏“编号”，写名册里的编号", "add a column 编号 with the ids of the roster")
_ADD_TO_ROSTER = Words("改名称，或先把它加进名册", "mend the name, or add it to the roster first")
_ONCE = Words("只留一行；确是两个单位的，名称要有区别", "keep one; two units need different names")
_MEND = Words("改这一格", "mend the cell")
