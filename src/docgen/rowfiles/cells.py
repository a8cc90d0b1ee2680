"""Cells of a sheet: their names, their values as an author would type them, and texts made comparable."""

import datetime
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from docgen.patterns import regex

_BLANKS = " \t\r\n\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff"
_OUTER = regex(f"^[{_BLANKS}]+|[{_BLANKS}]+$")
_ALL = regex(f"[{_BLANKS}]+")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff")
_EXCEL_DIGITS = 15
"""Significant digits that Excel keeps and shows."""


ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!"})
"""What Excel shows, and writes into text tables, for a formula that has no value."""


class Area(NamedTuple):
    """A block of merged cells; positions count from 0, the last ones are included."""

    top: int
    left: int
    bottom: int
    right: int


class Fault(NamedTuple):
    """Stands in the place of a cell that has no value."""

    seen: str
    """The error value as Excel shows it; empty for a formula that was saved without its result."""


def cell_name(row: int, column: int) -> str:
    """Return what Excel calls the cell in that row and column, both from 1: B7."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def cleaned(text: str) -> str:
    """Return `text` without blanks around it, visible or not, and with one kind of line break."""
    plain = text.isascii() and text[:1] > " " and text[-1:] > " " and "\r" not in text
    if plain or text.isalnum():
        return text
    return _OUTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def comparable(text: str) -> str:
    """Return `text` without blanks, line breaks and the difference of full and half width."""
    return _ALL.sub("", unicodedata.normalize("NFKC", text))


def value_text(raw: object) -> str:
    """Return a cell's value as text: 525, 0.85, 2024-02-01; empty for an empty cell."""
    write = _WRITERS.get(type(raw))
    return write(raw) if write else ""


def percent_text(number: float) -> str:
    """Return what a cell with a percent format shows, with every decimal that it has: 85.5% for 0.855."""
    return f"{_plain(Decimal(f'{number:.{_EXCEL_DIGITS}g}') * 100)}%"


def number_text(number: float) -> str:
    """Return a number with the 15 digits that Excel keeps, and without an exponent."""
    if number.is_integer() and abs(number) < 10**_EXCEL_DIGITS:
        return str(int(number))
    text = f"{number:.{_EXCEL_DIGITS}g}"
    return _plain(Decimal(text)) if "e" in text else text


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment_text(moment: datetime.datetime) -> str:
    at_midnight = moment.time() == datetime.time()
    return moment.date().isoformat() if at_midnight else moment.isoformat(" ", "seconds")


_WRITERS: dict[type, Callable[..., str]] = {
    str: cleaned,
    float: number_text,
    int: str,
    bool: lambda truth: "TRUE" if truth else "FALSE",
    datetime.date: datetime.date.isoformat,
    datetime.datetime: _moment_text,
    datetime.time: datetime.time.isoformat,
    datetime.timedelta: str,
}
