"""What a number looks like in Excel."""

from fractions import Fraction
from typing import Final

from docgen.patterns import regex

_PLAIN_CODE: Final = regex(r"0(\.0+)?(%?)")


def shows(number: Fraction, code: str, text: str) -> bool:
    """Return whether Excel shows `number` in the format `code` as `text`; only plain codes are judged."""
    plain = _PLAIN_CODE.fullmatch(code)
    if not plain:
        return True
    shown = number * 100 if plain[2] else number
    places = len(plain[1] or ".") - 1
    return f"{float(shown):.{places}f}{plain[2]}" == text
