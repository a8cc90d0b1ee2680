"""What must stay in one font: a character with its accents, its variation and the emoji joined to it."""

import unicodedata
from typing import Final

_JOINER: Final = "\u200d"
_SKIN_TONES: Final = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS: Final = range(0x1F1E6, 0x1F200)
_ATTACHED: Final = frozenset({"Mn", "Me", "Mc", "Cf"})
"""Unicode categories of characters that belong to the one before: marks, selectors, joiners, tags."""


def clusters(text: str) -> list[str]:
    """Return `text` in pieces that one font must set, in order and without loss."""
    found: list[str] = []
    for char in text:
        if found and _continues(found[-1], char):
            found[-1] += char
        else:
            found.append(char)
    return found


def _continues(cluster: str, char: str) -> bool:
    code = ord(char)
    return (
        unicodedata.category(char) in _ATTACHED
        or code in _SKIN_TONES
        or cluster.endswith(_JOINER)
        or (code in _FLAG_LETTERS and len(cluster) == 1 and ord(cluster) in _FLAG_LETTERS)
    )
