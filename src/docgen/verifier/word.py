"""Proof that a Word file says what the notice says."""

from collections.abc import Iterator
from itertools import zip_longest

from docgen.diagnostics import Mistake, Words
from docgen.document import Document, printed
from docgen.readers import docx
from docgen.readers.transcript import meant, transcript
from docgen.renderers.ooxml import open_parts
from docgen.verifier.difference import OTHER_SEALS, difference_of, pictures


def faults(_name: str, data: bytes, document: Document) -> Iterator[Words]:
    """Yield what a Word file says unlike `document`."""
    parts = open_parts(data)
    for text in docx.leftover_tags(parts, document):
        yield Words(f"模板标记没有填上：{text}", f"a tag of the template is not filled: {text}")
    said = transcript(parts)
    if said is not None and said == meant(document) and not pictures(document):
        return
    found = docx.read_document(parts)
    yield from _differences(document, found)
    if pictures(document) != pictures(found):
        yield OTHER_SEALS


def redline_fault(data: bytes, old: Document, new: Document) -> Words | None:
    """Return how a redline fails to be `new` when all is accepted, or `old` when all is rejected."""
    from docgen.readers import revisions  # noqa: PLC0415 - only a redline has revisions

    for resolve, document in ((revisions.accepted, new), (revisions.rejected, old)):
        try:
            fault = next(_differences(document, docx.read(resolve(data))), None)
        except Mistake as mistake:
            fault = mistake.message
        if fault:
            return fault
    return None


def _differences(meant: Document, found: Document) -> Iterator[Words]:
    for want, got in zip_longest(map(printed, meant.flow()), map(printed, found.flow())):
        if want != got:
            yield difference_of(want, got)
