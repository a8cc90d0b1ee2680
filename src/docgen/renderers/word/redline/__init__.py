"""花脸稿: the new notice with native Word revisions against the old one.

Both notices are written by the block serializer into the office's template, and their paragraphs, tables
and rows laid side by side: head, signature, annexes and imprint are all there, and accepting every revision
leaves exactly the new notice.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from docgen.diagnostics import Words
from docgen.document import Document
from docgen.renderers.ooxml import read_parts, write_parts
from docgen.renderers.word import render
from docgen.renderers.word.redline.blocks import merged_blocks
from docgen.renderers.word.redline.pictures import adopted, number
from docgen.renderers.word.redline.revisions import Element, Revisions
from docgen.renderers.word.stylesheet import W

_DOCUMENT = "word/document.xml"


class Redline(NamedTuple):
    """A notice with revisions."""

    data: bytes
    revisions: int
    """How many there are, as Word numbers them."""
    untracked: tuple[Words, ...]
    """What changed that Word has no revisions for."""


def redline(old: Document, new: Document, template: bytes, day: date | None = None) -> Redline:
    """Return the new notice with its changes against the old one; `day` dates the revisions.

    Raises as `render` does.
    """
    before, after = (read_parts(render(document, template)) for document in (old, new))
    return merge_parts(before, after, day)


def merge_parts(before: Mapping[str, bytes], after: Mapping[str, bytes], day: date | None = None) -> Redline:
    """Return the file `after` with its changes against the file `before`."""
    from lxml import etree  # noqa: PLC0415 - start-up stays light

    revisions = Revisions(day)
    roots: list[Element] = [etree.fromstring(parts[_DOCUMENT]) for parts in (before, after)]
    old, new = roots
    sections = [
        [etree.tostring(each, method="c14n") for each in root.iter(f"{W}sectPr")] for root in (old, new)
    ]
    parts = adopted(old, before, after)
    body = new.find(f"{W}body")
    final = body.find(f"{W}sectPr")
    merged = merged_blocks(_blocks(old.find(f"{W}body")), _blocks(body), revisions)
    for block in _blocks(body):
        body.remove(block)
    for block in merged:
        body.append(block) if final is None else final.addprevious(block)
    number(new)
    parts |= {_DOCUMENT: etree.tostring(new, xml_declaration=True, encoding="UTF-8", standalone=True)}
    untracked = tuple(_untracked(before, after, sections, revisions))
    return Redline(write_parts(parts), revisions.count, untracked)


def _blocks(body: Element) -> list[Element]:
    return [child for child in body if child.tag != f"{W}sectPr"]


def _untracked(
    before: Mapping[str, bytes], after: Mapping[str, bytes], sections: list[list[bytes]], revisions: Revisions
) -> Iterator[Words]:
    def of(parts: Mapping[str, bytes], *starts: str) -> dict[str, bytes]:
        return {name: data for name, data in parts.items() if name.startswith(starts)}

    if sections[0] != sections[1]:
        yield Words("分节、横排页和页码的起点", "sections, turned pages and where page numbers start")
    footers = ("word/header", "word/footer")
    if of(before, *footers) != of(after, *footers):
        yield Words("页眉和页脚", "page headers and footers")
    if revisions.regrided:
        yield Words("表格的列宽和位置", "column widths and places of tables")
