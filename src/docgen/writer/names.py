"""Chinese file names that Windows, WPS and shared disks accept."""

import re
import unicodedata
from collections.abc import Iterable

from docgen.patterns import regex

_MAX_CHARACTERS = 80
_MAX_BYTES = 240
"""Linux takes 255 bytes for a name: some room for what a download or a copy appends."""

_LOOK_ALIKES = str.maketrans(
    {"\\": "＼", "/": "／", ":": "：", "*": "＊", "?": "？", "<": "＜", ">": "＞", "|": "｜"}
)
_QUOTED = regex(r'"([^"]*)"')
_DROPPED = {"Cc", "Cs", "Zl", "Zp"}
_DIRECTIONS = regex("[\u202a-\u202e\u2066-\u2069]")
"""Marks that make the end of a name look like its middle."""

_EDGES = " .\u3000"
"""Windows drops a space or a dot at the end; a dot in front hides a file elsewhere."""

_RESERVED = regex(r"^(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³]) *(?=\.|$)", re.IGNORECASE)
_JOINER = "\u200d"


def file_name(stem: str, suffix: str) -> str:
    r"""Return a file name that says `stem`, at most 80 characters and 240 bytes long with its suffix.

    `\ / : * ? " < > |` become their full-width look-alikes; names such as CON get a `_`.
    """
    stem = _QUOTED.sub(r"“\1”", stem).replace('"', "”").translate(_LOOK_ALIKES)
    stem = "".join(char for char in _DIRECTIONS.sub("", stem) if unicodedata.category(char) not in _DROPPED)
    stem = _RESERVED.sub(lambda reserved: f"{reserved[0].rstrip()}_", stem.strip(_EDGES), count=1)
    return (_trimmed(stem, suffix).rstrip(_EDGES) or "未命名") + suffix


def unique_names(names: Iterable[str]) -> list[str]:
    """Return `names` with （2）, （3）… before the suffix of those that Windows takes for an earlier one."""
    taken: set[str] = set()
    unique = []
    for name in names:
        stem, dot, suffix = name.rpartition(".")
        candidate, number = name, 2
        while _folded(candidate) in taken:
            candidate = f"{stem}（{number}）{dot}{suffix}"
            number += 1
        taken.add(_folded(candidate))
        unique.append(candidate)
    return unique


def _trimmed(stem: str, suffix: str) -> str:
    """Cut `stem` between two characters as a reader counts them, never inside of one."""
    end = min(len(stem), _MAX_CHARACTERS - len(suffix))
    while len((stem[:end] + suffix).encode()) > _MAX_BYTES:
        end -= 1
    while 0 < end < len(stem) and _belongs(stem, end):
        end -= 1
    return stem[:end]


def _belongs(text: str, at: int) -> bool:
    """Return whether the character at `at` is part of the one before: an accent, a joined picture."""
    return (
        unicodedata.category(text[at]) in {"Mn", "Mc", "Me"}
        or _JOINER in (text[at], text[at - 1])
        or "\U0001f3fb" <= text[at] <= "\U0001f3ff"
    )


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
