"""Table rows from Excel and CSV files: a sheet's header found, its units' rows as texts, its mistakes told.

The numbers come as an author would type them in YAML, with every digit; each row knows where it stands.
"""

from collections.abc import Sequence
from pathlib import Path

from docgen.records import record
from docgen.rowfiles.body import SheetRow, read_body
from docgen.rowfiles.cells import cell_name, comparable
from docgen.rowfiles.grid import Grid
from docgen.rowfiles.header import Wanted, find_header, no_header, report_header
from docgen.rowfiles.report import MOST_TOLD, Report, at_cell
from docgen.rowfiles.workbooks import read_grid

__all__ = [
    "MOST_TOLD",
    "Request",
    "SheetRow",
    "SheetRows",
    "Wanted",
    "at_cell",
    "cell_name",
    "comparable",
    "find_rows",
    "read_rows",
]


@record(frozen=False)
class SheetRows:
    """The rows of one sheet."""

    columns: dict[str, int]
    """Where the cells of each key stand, from 1."""
    rows: list[SheetRow]
    report: Report


@record
class Request:
    """What is to be read of a sheet."""

    wanted: Sequence[Wanted]
    units: Sequence[str]
    """The keys of columns that name a row's unit; the sheet needs one of them."""
    ignored: Sequence[str] = ()
    """Headers that are known and not read."""


def read_rows(path: Path, shown: str, request: Request) -> SheetRows:
    """Return the rows of the sheet that `shown` names (`content/2025/people.xlsx#sheet`), at `path`.

    Raises Mistake when the file itself cannot be read; what is wrong inside it is in the report.
    """
    return find_rows(read_grid(path, shown), request)


def find_rows(grid: Grid, request: Request) -> SheetRows:
    """Return the rows of a sheet that has been read."""
    report = Report(grid.file)
    header = find_header(grid, request.wanted)
    if header is None:
        no_header(report, grid, request.wanted)
        return SheetRows({}, [], report)
    named = any(key in header.columns or key in header.doubled for key in request.units)
    wanted = [
        column._replace(needed=not named) if column.key in request.units else column
        for column in request.wanted
    ]
    report_header(report, grid, header, _one_unit(wanted, request.units), request.ignored)
    if not any(key in header.columns for key in request.units):
        return SheetRows({}, [], report)
    rows = read_body(grid, header, wanted, request.units, report)
    return SheetRows({key: column + 1 for key, column in header.columns.items()}, rows, report)


def _one_unit(wanted: Sequence[Wanted], units: Sequence[str]) -> list[Wanted]:
    """Return `wanted` with the first of the columns that name a unit, which speaks for the others."""
    return [column for column in wanted if column.key not in units[1:]]
