"""The filled main text put in order: sections for turned pages, and a paragraph after each table."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import product
from typing import Final, NamedTuple
from xml.parsers import expat

from docgen.patterns import regex
from docgen.renderers.word.paragraphs import gap_xml
from docgen.renderers.word.stylesheet import Stylesheet

_PLACEHOLDER: Final = regex(
    rb"(?P<opening><w:p><w:pPr><w:pStyle [^>]*/>)"
    rb'<w:sectPr>(?P<even><w:type w:val="evenPage"/>)?<w:pgSz w:orient="(?P<side>landscape|portrait)"/>'
    rb'(?P<restart><w:pgNumType w:start="1"/>)?(?:<w:titlePg/>)?</w:sectPr>'
    rb"(?P<closing></w:pPr></w:p>)"
)
"""The end of a section as the serializer of blocks writes it."""
_END: Final = b"</w:body>"
_TABLE: Final = b"</w:tbl>"
_FOLLOWED: Final = regex(rb"</w:tbl>\s*(?:<w:p[ />]|</)")
_NEXT_TABLE: Final = regex(rb"</w:tbl>(?=<w:tbl[ >])")
_OPENING: Final = regex(rb"<w:tbl[ >]")
_PARAGRAPH: Final = regex(rb"<w:p(?: [^>]*?)?(/?)>")
_PROPERTIES: Final = regex(rb"\s*<w:pPr(?: [^>]*?)?(/?)>")
_NESTED: Final = regex(rb"<(/?)w:pPr(?: [^>]*?)?(/?)>")


class Before(StrEnum):
    """What stands before a section."""

    NOTHING = "nothing"
    END = "end"
    EVEN_END = "even-end"
    """The end of a section after which an even page is wanted."""


class SectionKind(NamedTuple):
    """What decides the properties of a section."""

    landscape: bool = False
    restart: bool = False
    """Whether its pages count from 1."""
    after: Before = Before.NOTHING
    letter: bool = False


class _Child(NamedTuple):
    """An element of the body, with the white space behind it."""

    name: str
    xml: bytes


def every_kind() -> Iterator[SectionKind]:
    """Yield all kinds of sections in a fixed order."""
    sides = (False, True)
    yield from (SectionKind(*each) for each in product(sides, sides, Before, sides))


class Settler:
    """Settles the documents of one template."""

    def __init__(self, sections: Mapping[SectionKind, str], sheet: Stylesheet) -> None:
        self._sections = {kind: section.encode() for kind, section in sections.items()}
        self._gap = gap_xml(sheet).encode()

    def settle(self, document: bytes, *, letter: bool) -> bytes:
        """Return a document in which each section has its properties, and each table a paragraph after it.

        A section ends with a placeholder paragraph. The properties move to the paragraph before it where
        there is one, because a paragraph of their own could find no room at the end of a full page.
        """
        start, final = document.rindex(b"<w:sectPr"), self._sections[SectionKind()]
        above = document[:start]
        if b"</w:tbl><w:tbl" in above and not _nests(above):
            above = _NEXT_TABLE.sub(lambda _: _TABLE + self._gap, above)
        if document.startswith(final + _END, start) and _all_followed(above.removesuffix(_TABLE)):
            parts = self._in_place(above, letter=letter)
            if parts is not None:
                return b"".join((*parts, document[start + len(final) :]))
        opening, children, ending = _outline(document)
        settled = self._ended(children[:-1], letter=letter)
        return b"".join((opening, *self._spaced(settled), ending))

    def _in_place(self, above: bytes, *, letter: bool) -> list[bytes] | None:
        """Return what stands above the end of the body, and the last section; None where it is not plain.

        This spares most documents the pass over all their elements.
        """
        parts: list[bytes] = []
        before, place, final = Before.NOTHING, 0, b""
        for said in _PLACEHOLDER.finditer(above) if b"<w:sectPr>" in above else ():
            section = self._sections[_kind(said, before, letter=letter)]
            before = Before.EVEN_END if said["even"] else Before.END
            text, place = above[place : said.start()], said.end()
            if place == len(above):
                parts.append(text)
                final = section
            elif text.endswith(b"</w:p>"):
                start = max(text.rfind(b"<w:p>"), text.rfind(b"<w:p "))
                if start < 0 or text.count(b"</w:p>", start) != 1:
                    return None
                parts += (text[:start], _with_section(text[start:], section))
            elif not text:
                return None
            else:
                # LibreOffice lets no table float that the last paragraph of a section follows.
                parts += (text, self._gap, said["opening"], section, said["closing"])
        parts.append(above[place:])
        if parts[-1].endswith(_TABLE) or (final and parts[-2].endswith(_TABLE)):
            parts.append(self._gap)
        return [*parts, final or self._sections[SectionKind(after=before, letter=letter)]]

    def _ended(self, children: list[_Child], *, letter: bool) -> list[_Child]:
        """Return the elements of a body with the end of each section in its place, the last one included."""
        done: list[_Child] = []
        before, final = Before.NOTHING, b""
        for place, child in enumerate(children):
            said = _PLACEHOLDER.fullmatch(child.xml.rstrip()) if child.name == "w:p" else None
            if not said:
                done.append(child)
                continue
            section = self._sections[_kind(said, before, letter=letter)]
            before = Before.EVEN_END if said["even"] else Before.END
            if place == len(children) - 1:
                final = section
            elif done and done[-1].name == "w:p":
                done[-1] = _Child("w:p", _with_section(done[-1].xml, section))
            else:
                own = said["opening"] + section + said["closing"]
                done += (_Child("w:p", self._gap), _Child("w:p", own))
        last = final or self._sections[SectionKind(after=before, letter=letter)]
        return [*done, _Child("w:sectPr", last)]

    def _spaced(self, children: list[_Child]) -> Iterator[bytes]:
        """Yield the elements of a body, each table followed by a paragraph."""
        following = (*(child.name for child in children[1:]), "")
        for child, after in zip(children, following, strict=True):
            yield child.xml
            if child.name == "w:tbl" and after != "w:p":
                yield self._gap


def _all_followed(above: bytes) -> bool:
    """Return whether a paragraph, or the end of what holds it, comes after each table."""
    place = above.find(_TABLE)
    while place >= 0:
        if not _FOLLOWED.match(above, place):
            return False
        place = above.find(_TABLE, place + 1)
    return True


def _nests(above: bytes) -> bool:
    """Return whether a table stands inside of another: it needs no paragraph of ours."""
    tables = _OPENING.split(above)[1:]
    return any(_TABLE not in table for table in tables[:-1])


def _kind(said: re.Match[bytes], before: Before, *, letter: bool) -> SectionKind:
    return SectionKind(said["side"] == b"landscape", bool(said["restart"]), before, letter)


def _outline(document: bytes) -> tuple[bytes, list[_Child], bytes]:
    """Return what stands before the body's elements, these, and what stands behind them."""
    starts: list[tuple[str, int]] = []
    end, level = 0, -1
    parser = expat.ParserCreate()

    def opened(name: str, _: dict[str, str]) -> None:
        nonlocal level
        if level == 0:
            starts.append((name, parser.CurrentByteIndex))
        if level >= 0 or name == "w:body":
            level += 1

    def closed(_: str) -> None:
        nonlocal level, end
        if level == 0:
            end = parser.CurrentByteIndex
        level = max(level - 1, -1)

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.Parse(document, True)
    stops = (*(place for _, place in starts[1:]), end)
    children = [_Child(name, document[start:stop]) for (name, start), stop in zip(starts, stops, strict=True)]
    return document[: starts[0][1]], children, document[end:]


def _with_section(paragraph: bytes, section: bytes) -> bytes:
    """Return a paragraph that ends `section`."""
    opening = _PARAGRAPH.match(paragraph)
    assert opening  # noqa: S101 - it is a w:p
    if opening[1]:
        start = paragraph[: opening.end() - 2]
        return b"".join((start, b"><w:pPr>", section, b"</w:pPr></w:p>", paragraph[opening.end() :]))
    properties = _PROPERTIES.match(paragraph, opening.end())
    if not properties:
        place = opening.end()
        return b"".join((paragraph[:place], b"<w:pPr>", section, b"</w:pPr>", paragraph[place:]))
    if properties[1]:
        start = paragraph[: properties.end() - 2]
        return b"".join((start, b">", section, b"</w:pPr>", paragraph[properties.end() :]))
    place = _closing(paragraph, properties.start())
    return b"".join((paragraph[:place], section, paragraph[place:]))


def _closing(paragraph: bytes, start: int) -> int:
    """Return where the properties that open at `start` close: a tracked change keeps others in them."""
    depth = 0
    for tag in _NESTED.finditer(paragraph, start):
        depth += -1 if tag[1] else 0 if tag[2] else 1
        if depth == 0:
            return tag.start()
    return len(paragraph)
