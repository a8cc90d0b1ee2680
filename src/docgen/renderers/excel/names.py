"""Names that Excel accepts: of sheets, and of cell ranges."""

import re
import unicodedata
from collections.abc import Iterable

from docgen.patterns import regex

_SHEET_NAME_UNITS = 31
_RANGE_NAME_LENGTH = 255
_FULL_WIDTH = str.maketrans("/\\:*?[]", "／＼：＊？［］")
_ESCAPE = regex(r"_(?=x[0-9A-Fa-f]{4}_)")
_FOREIGN = regex(r"[^0-9A-Za-z_一-鿿]")
_RESERVED = regex(r"[A-Z]{1,3}[0-9]+|R[0-9]*C?[0-9]*|C[0-9]*|TRUE|FALSE", re.IGNORECASE)


def sheet_name(text: str, taken: Iterable[str] = ()) -> str:
    """Return `text` as the name of a sheet beside those `taken`.

    Excel's rules: none of `/ \\ : * ? [ ]`, which become their full-width look-alikes; at most 31 UTF-16
    units, a longer name loses its end; no apostrophe first or last, it becomes ’; not `History`; not empty;
    unlike every other name whatever the case or width of letters, a name that is taken gets （2）, （3）…
    `_x0041_`, which Excel would read as `A`, gets a full-width underscore.
    """
    name = _ESCAPE.sub("＿", " ".join(text.translate(_FULL_WIDTH).split()))
    name = "".join(character for character in name if unicodedata.category(character) != "Cc")
    name = _trimmed(name, _SHEET_NAME_UNITS) or "表"
    if _folded(name) == "history":
        name += "表"
    return unique(name, taken, _SHEET_NAME_UNITS)


def unique(name: str, taken: Iterable[str], units: int = _RANGE_NAME_LENGTH) -> str:
    """Return the first of `name`, `name（2）`, `name（3）`… not taken, in at most `units` UTF-16 units."""
    folded = {_folded(other) for other in taken}
    candidate, number = name, 2
    while _folded(candidate) in folded:
        ending = f"（{number}）"
        candidate, number = _trimmed(name, units - len(ending)) + ending, number + 1
    return candidate


def range_name(*ids: str, taken: Iterable[str] = ()) -> str:
    """Return the defined name for `ids`, joined by dots, beside those `taken`: `villages`, `villages.quota`.

    Excel's rules: letters, digits, `_` and `.`; no digit first; nothing that reads as a cell address or a
    truth value (`V01`, `R1C1`, `TRUE`); at most 255 characters; unlike every other name whatever the case.
    """
    name = ".".join(_range_word(id) for id in ids)[: _RANGE_NAME_LENGTH - 8]
    folded = {_folded(other) for other in taken}
    candidate, number = name, 2
    while _folded(candidate) in folded:
        candidate, number = f"{name}_{number}", number + 1
    return candidate


def _range_word(id: str) -> str:
    word = id if id.isascii() and id.isidentifier() else _FOREIGN.sub("_", id)
    return f"_{word}" if not word or word[0].isdigit() or _RESERVED.fullmatch(word) else word


def _trimmed(name: str, units: int) -> str:
    while len(name.encode("utf-16-le")) > 2 * units:
        name = name[:-1]
    name = name.strip()
    if name.startswith("'"):
        name = f"’{name[1:]}"
    return f"{name[:-1]}’" if name.endswith("'") else name


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
