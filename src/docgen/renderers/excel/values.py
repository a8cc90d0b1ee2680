"""What a cell holds in the file: exact decimals, dates as serial numbers, text that stays text."""

import re
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from docgen.document import Cell

_DIGITS = 15
_TOO_LARGE = 10**300
_EPOCH = date(1899, 12, 30)
_FIRST_SAFE_DAY = date(1900, 3, 1)
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_READS_AS_OTHER = re.compile(r"[=+\-@\t'].*|[\d\s.,:：/%年月日-]+", re.DOTALL)


class Stored(NamedTuple):
    """The content of a cell's `<v>` and whether it is text."""

    text: str
    is_text: bool


def stored(cell: Cell) -> Stored:
    """Return what the file holds for `cell`, the cached result of a formula included.

    Excel keeps 15 digits. A longer constant (an identity number) is stored as its printed text: a lost digit
    is worse than a number that cannot be added up. A longer result of a formula is stored as the nearest
    binary number, which Excel itself computes, and so is a constant without an end (one third). Dates before
    1900-03-01, where Excel's calendar has a day too many, are stored as printed.
    """
    if isinstance(cell.value, date):
        if cell.value >= _FIRST_SAFE_DAY:
            return Stored(str((cell.value - _EPOCH).days), is_text=False)
    elif cell.value is not None and abs(cell.value) < _TOO_LARGE:
        text = _decimal(cell.value)
        if text is None and (cell.formula or not _ends(cell.value)):
            text = repr(float(cell.value))
        if text is not None:
            return Stored(text, is_text=False)
    return Stored(cell.text, is_text=True)


def held_value(cell: Cell) -> Fraction | date | str | None:
    """Return what a reader finds in the file for `cell`; None where it is blank."""
    text, is_text = stored(cell)
    if is_text:
        return text or None
    return cell.value if isinstance(cell.value, date) else Fraction(text)


def escaped(text: str) -> str:
    """Return `text` so that Excel reads it back whole: it would take `_x0041_` for `A`."""
    return _ESCAPE.sub("_x005F_", text)


def needs_quote_prefix(text: str) -> bool:
    """Return whether Excel would read `text` as a formula, a number or a date when a user re-enters it."""
    return _READS_AS_OTHER.fullmatch(text) is not None


def _ends(value: Fraction) -> bool:
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def _decimal(value: Fraction) -> str | None:
    """Return the shortest decimal text of `value`, or None when it has no end or over 15 digits."""
    for places in range(_DIGITS * 2):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator))
            break
    else:
        return None
    if len(digits.rstrip("0")) > _DIGITS:
        return None
    padded = digits.rjust(places + 1, "0")
    whole, decimals = padded[: len(padded) - places], padded[len(padded) - places :]
    return ("-" if value < 0 else "") + whole + (f".{decimals}" if decimals else "")
