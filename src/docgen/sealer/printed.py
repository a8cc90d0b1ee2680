"""What a notice prints, as it is kept and compared: paragraphs and tables without merged cells."""

from collections.abc import Iterator

from docgen.document import Block, Document, Figure, Paragraph, Table
from docgen.renderers.markdown.page import flat_rows
from docgen.sealer.record import SealedBlock, SealedNotice, SealedPart
from docgen.tracer.spots import parts


def printed(document: Document) -> tuple[SealedPart, ...]:
    """Return the parts of a notice in printed order; a line break inside a paragraph is not kept."""
    found = (SealedPart(part=part.zh, blocks=tuple(_blocks(blocks))) for part, blocks in parts(document))
    return tuple(part for part in found if part.blocks)


def title_of(document: Document) -> str:
    """Return the title on one line."""
    return _flat(document.title.text)


def number_of(document: Document) -> str:
    """Return 发文字号, without the signers beside it."""
    line = document.head.number if document.head else None
    return (
        next((word for word in line.text.replace("\n", "\t").split("\t") if "号" in word), "") if line else ""
    )


def date_of(document: Document) -> str:
    """Return 成文日期."""
    return document.signature.date.text if document.signature else ""


def same_words(notice: SealedNotice, document: Document) -> bool:
    """Return whether a notice still prints what was sealed."""
    return notice.printed == printed(document)


def _blocks(blocks: Iterator[Block]) -> Iterator[SealedBlock]:
    for block in blocks:
        if isinstance(block, Table):
            yield SealedBlock(table=block.id, rows=flat_rows(block))
        elif words := _words(block):
            yield SealedBlock(text=words)


def _words(paragraph: Paragraph | Figure) -> str:
    return _flat(paragraph.text).replace("\t", " ").strip()


def _flat(text: str) -> str:
    return text.replace("\n", "")
