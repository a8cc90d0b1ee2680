"""Proof that a Markdown file says what the notice says."""

from collections.abc import Iterator
from itertools import zip_longest

from docgen.diagnostics import Words
from docgen.document import Document
from docgen.readers import markdown
from docgen.renderers.markdown.page import parts
from docgen.verifier.difference import difference


def faults(_name: str, data: bytes, document: Document) -> Iterator[Words]:
    """Yield what a Markdown file says unlike `document`."""
    for want, got in zip_longest(parts(document), markdown.read(data)):
        if want != got:
            yield difference(str(want), str(got))
