"""Text tables (.csv): which encoding, which separator, then rows of texts."""

import codecs
import csv
import io

from docgen.diagnostics import Mistake, Words
from docgen.rowfiles import problems
from docgen.rowfiles.cells import ERRORS, Fault
from docgen.rowfiles.grid import Grid

_SEPARATORS = (",", "\t", ";")
_LOOKED_AT = 20
"""Lines that decide on the separator."""
_WIDE_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def csv_grid(data: bytes, file: str) -> Grid:
    """Return the table that `data` holds as text.

    Raises Mistake.
    """
    text = _decoded(data, file)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: list[list[object]] = []
    try:
        rows.extend([Fault(cell) if cell in ERRORS else cell for cell in row] for row in reader)
    except csv.Error as error:
        raise _broken(file, reader.line_num, str(error)) from None
    return Grid(file, rows)


def _decoded(data: bytes, file: str) -> str:
    encoding = _WIDE_MARKS.get(data[:2])
    for name in (encoding,) if encoding else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise problems.damaged(file)


def _separator(text: str) -> str:
    """Return the separator that stands outside quotes in most of the first lines; then the most frequent."""
    lines = ["".join(line.split('"')[::2]) for line in text[:65_536].splitlines()[:_LOOKED_AT]]
    return max(
        _SEPARATORS, key=lambda mark: (sum(mark in line for line in lines), "".join(lines).count(mark))
    )


def _broken(file: str, line: int, error: str) -> Mistake:
    return Mistake(
        "damaged-data",
        Words(
            f"“{file}”第 {line} 行附近的引号没有成对，或一格超过 {csv.field_size_limit()} 个字",
            f"{file}, near line {line}: {error}",
        ),
        Words(
            "用 Excel 或 WPS 打开核对，再另存为 CSV 或 .xlsx",
            "open it in Excel or WPS, look at it, and save it again as CSV or .xlsx",
        ),
    )
