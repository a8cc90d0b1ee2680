"""Proof that a story of a template is sound XML whatever text fills it: no document need be parsed.

Loops and conditions must open and close inside one element: then any number of rounds leaves the elements
paired. Values must stand in text or in attributes: escaped, they can end neither.
"""

import re
from typing import Final
from xml.parsers import expat

from docgen.patterns import regex

_TAG: Final = regex(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_BLOCK: Final = regex(r"\{%-?\s*(if|elif|else|endif|for|endfor|set)\b(.*?)-?%\}", re.DOTALL)
_RAW: Final = regex(r"\bsafe\b")
"""Words of the template itself that stand unescaped; a value that brings such words is seen in filling."""
_VALUE: Final = "\ue000"
"""Stands for a value; no name of an element or attribute can hold it."""
_OPENING: Final = frozenset({"if", "for"})
_OF: Final = {"elif": "if", "else": "", "endif": "if", "endfor": "for"}


class _UnprovenError(Exception):
    """The source is outside of what is proven."""


def is_sound(source: str) -> bool:
    """Return whether `source`, a whole part with tags, is well-formed XML with any text for its values."""
    if _VALUE in source:
        return False
    found = _Reading()
    try:
        found.read(_TAG.sub(_stand_in, source))
    except (expat.ExpatError, _UnprovenError, ValueError):
        return False
    return not found.blocks and found.values == len(re.findall(r"\{\{", source))


def _stand_in(tag: re.Match[str]) -> str:
    if _RAW.search(tag[0]):
        raise _UnprovenError
    if tag[0].startswith("{#"):
        return ""
    if tag[0].startswith("{{"):
        return _VALUE
    block = _BLOCK.fullmatch(tag[0])
    if block is None or (block[1] == "set" and "=" not in block[2]):
        raise _UnprovenError
    return "" if block[1] == "set" else f"<?{block[1]} ?>"


class _Reading:
    """Follows the elements of a source; a block is known by its keyword and the element around it."""

    def __init__(self) -> None:
        self.values = 0
        self.blocks: list[tuple[str, int]] = []
        self._elements: list[int] = []
        self._count = 0

    def read(self, xml: str) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.ProcessingInstructionHandler = self._block
        parser.Parse(xml.encode(), True)

    def _start(self, _: str, attributes: dict[str, str]) -> None:
        self._count += 1
        self._elements.append(self._count)
        self.values += sum(value.count(_VALUE) for value in attributes.values())

    def _end(self, _: str) -> None:
        self._elements.pop()

    def _text(self, text: str) -> None:
        self.values += text.count(_VALUE)

    def _block(self, keyword: str, _: str) -> None:
        around = self._elements[-1] if self._elements else 0
        if keyword in _OPENING:
            self.blocks.append((keyword, around))
            return
        opened, its_element = self.blocks[-1] if self.blocks else ("", -1)
        if its_element != around or _OF[keyword] not in ("", opened):
            raise _UnprovenError
        if keyword.startswith("end"):
            self.blocks.pop()
