"""Proof that a side has done the work it is measured by."""

from xml.etree import ElementTree

from docgen.renderers.ooxml import read_parts
from docgen.renderers.word.stylesheet import W


def require_text(data: bytes, wanted: str) -> None:
    """Raise ValueError when a Word file does not hold exactly the words `wanted`, white space aside."""
    root = ElementTree.fromstring(read_parts(data)["word/document.xml"])
    found = "".join("".join(element.text or "" for element in root.iter(f"{W}t")).split())
    if found != wanted:
        place = next(
            (at for at, pair in enumerate(zip(found, wanted, strict=False)) if pair[0] != pair[1]), -1
        )
        raise ValueError(f"{found[place - 20 : place + 20]!r} is not {wanted[place - 20 : place + 20]!r}")
