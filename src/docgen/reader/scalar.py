"""The place of a character inside a scalar, with escapes, folded lines and indentation counted."""

import re

from docgen.patterns import regex

_FOLD = r"[ \t]*\r?\n[ \t\r\n]*"
_STEPS = {
    '"': regex(r"(?:\\|[ \t]*)\r?\n[ \t\r\n]*|\\(?:x..|u.{4}|U.{8}|.)|.", re.DOTALL),
    "'": regex(rf"{_FOLD}|''|.", re.DOTALL),
    "": regex(rf"{_FOLD}|.", re.DOTALL),
}
_FIRST_WORD = regex(r"^( *)[^ \r\n]", re.MULTILINE)


def place_in_scalar(text: str, start: int, value: str, offset: int) -> int:
    """Return where in `text` the character `offset` of `value` stands; the scalar begins at `start`."""
    offset = max(0, min(offset, len(value)))
    opening = text[start : start + 1]
    if opening in ("|", ">"):
        return _in_block(text, start, value, offset)
    if opening in ("'", '"'):
        return _in_flow(text, start + 1, offset, opening)
    if text.startswith(value, start):
        return start + offset
    return _in_flow(text, start, offset, "")


def _in_flow(text: str, index: int, offset: int, quote: str) -> int:
    step = _STEPS[quote]
    while match := step.match(text, index):
        offset -= _length(match.group())
        if offset < 0:
            break
        index = match.end()
    return index


def _length(piece: str) -> int:
    """Return how many characters of the value a piece of a quoted or plain scalar stands for."""
    breaks = piece.count("\n")
    if piece.startswith("\\"):
        return breaks - 1 if breaks else 1
    return max(1, breaks - 1)


def _in_block(text: str, start: int, value: str, offset: int) -> int:
    """Find each line's words in the value: whatever lies between them was made of line breaks."""
    line_start = text.find("\n", start) + 1
    typed, kept = _FIRST_WORD.search(text, line_start), _FIRST_WORD.search(value)
    if not line_start or not typed or not kept:
        return start
    indent = len(typed[1]) - len(kept[1])
    place, seen = start, 0
    while line_start < len(text):
        line_end = text.find("\n", line_start)
        line_end = len(text) if line_end < 0 else line_end
        words = text[line_start + indent : line_end].rstrip("\r")
        if words:
            found = value.find(words, seen)
            if found < 0 or found > offset:
                break
            seen = found + len(words)
            place = line_start + indent + min(offset - found, len(words))
        line_start = line_end + 1
    return place
