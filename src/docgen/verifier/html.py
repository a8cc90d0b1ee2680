"""Proof that a web page says what the notice says."""

from collections.abc import Iterator
from itertools import zip_longest

from docgen.diagnostics import Words
from docgen.document import Document, Figure, printed
from docgen.readers import html
from docgen.verifier.difference import OTHER_SEALS, difference_of, pictures


def faults(_name: str, data: bytes, document: Document) -> Iterator[Words]:
    """Yield what a web page says unlike `document`."""
    found = html.read(data)
    for want, got in zip_longest(map(printed, document.flow()), map(printed, found.blocks)):
        drawn_anew = isinstance(want, Figure) and isinstance(got, Figure) and want.text == got.text
        if want != got and not drawn_anew:
            yield difference_of(want, got)
    if tuple(picture.data for picture in pictures(document)) != found.pictures:
        yield OTHER_SEALS
