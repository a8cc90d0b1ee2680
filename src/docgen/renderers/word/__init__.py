"""Document → .docx, through a Word template that the office owns."""

from docgen.document import Document
from docgen.renderers.formats import Format, Part, Templates


def render(document: Document, template: bytes) -> bytes:
    """Return the notice as .docx, the same bytes every time.

    Raise `Mistake` for a tag in the template that cannot be filled, `DocgenError` for a template that is
    no Word file or lacks a style.
    """
    # The reader shares this package's style sheet, and the frame reads with the reader.
    from docgen.renderers.word.frame import fill  # noqa: PLC0415

    return fill(document, template)


def _parts(document: Document) -> tuple[Part, ...]:
    def rendered(templates: Templates) -> bytes:
        return render(document, templates(_TEMPLATE))

    return (Part(document.name, document, rendered, shows_origins=False),)


_TEMPLATE = "notice.docx"
FORMAT = Format("docx", _TEMPLATE, _parts)
