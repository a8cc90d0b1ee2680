"""A whole workbook that somebody sent: the values of every sheet, and formulas where the file tells them."""

import io
import zipfile
import zlib
from collections.abc import Mapping

from docgen.diagnostics import Mistake
from docgen.records import record
from docgen.rowfiles import problems
from docgen.rowfiles.grid import Grid
from docgen.rowfiles.workbooks import grid_of


@record
class BookSheet:
    """One sheet; rows and columns count from 0."""

    name: str
    grid: Grid
    formulas: Mapping[tuple[int, int], str] | None
    """None where the kind of file does not tell them."""


@record
class Book:
    """A workbook."""

    hidden: BookSheet
    """The sheet that was asked for by name."""
    sheets: tuple[BookSheet, ...]
    """All others that hold something, in order."""


def read_book(data: bytes, file: str, hidden: str) -> Book:
    """Return the workbook in `data`, which must have a sheet named `hidden`; `file` is its name in messages.

    Raises Mistake when it cannot be read.
    """
    first = grid_of(data, file, hidden)
    sheets: list[BookSheet] = []
    for name in first.others:
        try:
            sheets.append(BookSheet(name, grid_of(data, file, name), _formulas(data, file, name)))
        except Mistake as mistake:
            if mistake.id != "empty-data":
                raise
    return Book(BookSheet(hidden, first, None), tuple(sheets))


def _formulas(data: bytes, file: str, name: str) -> Mapping[tuple[int, int], str] | None:
    if not data.startswith(b"PK"):
        return None
    from lxml import etree  # noqa: PLC0415 - only .xlsx files need it

    from docgen.rowfiles.xlsx import xlsx_formulas  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            is_excel = "xl/workbook.xml" in package.namelist()
            return xlsx_formulas(package, name) if is_excel else None
    except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, KeyError):
        raise problems.damaged(file) from None
