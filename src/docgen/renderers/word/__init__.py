"""Document → .docx, through a Word template that the office owns."""

from docgen.document import Document
from docgen.renderers.formats import Format, Templates


def render(document: Document, template: bytes) -> bytes:
    """Return the notice as .docx, the same bytes every time.

    Raise `Mistake` for a tag in the template that cannot be filled, `DocgenError` for a template that is
    no Word file or lacks a style.
    """
    # The reader shares this package's style sheet, and the frame reads with the reader.
    from docgen.renderers.word.frame import fill  # noqa: PLC0415

    return fill(document, template)


def _files(document: Document, templates: Templates) -> tuple[tuple[str, bytes], ...]:
    return ((document.name, render(document, templates(_TEMPLATE))),)


_TEMPLATE = "notice.docx"
FORMAT = Format("docx", _TEMPLATE, _files)
