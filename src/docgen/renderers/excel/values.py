"""What a cell holds in the file: exact decimals, dates as serial numbers, text that stays text."""

import re
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from docgen.document import Cell
from docgen.patterns import regex

_DIGITS = 15
_SMALL = 10**_DIGITS
_TOO_LARGE = 10**300
_EPOCH = date(1899, 12, 30).toordinal()
_FIRST_SAFE_DAY = date(1900, 3, 1)
_ESCAPE = regex(r"_(?=x[0-9A-Fa-f]{4}_)")
_READS_AS_OTHER = regex(r"[=+\-@\t'].*|[\d\s.,:：/%年月日-]+", re.DOTALL)


class Stored(NamedTuple):
    """The content of a cell's `<v>` and whether it is text."""

    text: str
    is_text: bool


def stored(cell: Cell) -> Stored:
    """Return what the file holds for `cell`, the cached result of a formula included.

    Whatever `number_text` and `date_text` cannot say is stored as it is printed.
    """
    value = cell.value
    if value is not None:
        formula = cell.formula is not None
        text = date_text(value) if isinstance(value, date) else number_text(value, computed=formula)
        if text is not None:
            return Stored(text, is_text=False)
    return Stored(cell.text, is_text=True)


def date_text(value: date) -> str | None:
    """Return the serial number of a date; None before March 1900, where Excel has a day too many."""
    return str(value.toordinal() - _EPOCH) if value >= _FIRST_SAFE_DAY else None


def number_text(value: Fraction, *, computed: bool) -> str | None:
    """Return the decimals of a number as a file holds them, None where no file does.

    Excel keeps 15 digits. A longer constant (an identity number) is none that it can hold: a lost digit is
    worse than a number that cannot be added up. A longer result of a formula is the nearest binary number,
    which Excel itself computes, and so is a constant without an end (one third).
    """
    numerator, denominator = value.numerator, value.denominator
    if denominator == 1 and -_SMALL < numerator < _SMALL:
        return str(numerator)
    if abs(value) >= _TOO_LARGE:
        return None
    twos, fives, rest = _factors(denominator)
    text = _decimal(numerator, denominator, max(twos, fives)) if rest == 1 else None
    if text is None and (computed or rest != 1):
        return repr(float(value))
    return text


def held_value(cell: Cell) -> Fraction | date | str | None:
    """Return what a reader finds in the file for `cell`; None where it is blank."""
    text, is_text = stored(cell)
    if is_text:
        return text or None
    value = cell.value
    if isinstance(value, date) or (value is not None and value.denominator == 1 and text.isdecimal()):
        return value
    return exact(text)


def exact(text: str) -> Fraction:
    """Return the number that a file holds as `text`."""
    whole, _, decimals = text.partition(".")
    # Fraction would match the text with a pattern, which takes far longer.
    if whole.isdecimal() and (decimals.isdecimal() or not decimals):
        return Fraction(int(whole + decimals), 10 ** len(decimals)) if decimals else Fraction(int(whole))
    return Fraction(text)


def escaped(text: str) -> str:
    """Return `text` so that Excel reads it back whole: it would take `_x0041_` for `A`."""
    return _ESCAPE.sub("_x005F_", text)


def needs_quote_prefix(text: str) -> bool:
    """Return whether Excel would read `text` as a formula, a number or a date when a user re-enters it."""
    return _READS_AS_OTHER.fullmatch(text) is not None


def _factors(denominator: int) -> tuple[int, int, int]:
    """Return how often 2 and 5 divide it, and what is left."""
    twos = (denominator & -denominator).bit_length() - 1
    fives, rest = 0, denominator >> twos
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    return twos, fives, rest


def _decimal(numerator: int, denominator: int, places: int) -> str | None:
    """Return a number with so many decimals, or None when it has over 15 digits."""
    if places >= 2 * _DIGITS:
        return None
    digits = str(abs(numerator) * (10**places // denominator))
    if len(digits.rstrip("0")) > _DIGITS:
        return None
    padded = digits.rjust(places + 1, "0")
    whole, decimals = padded[: len(padded) - places], padded[len(padded) - places :]
    return ("-" if numerator < 0 else "") + whole + (f".{decimals}" if decimals else "")
