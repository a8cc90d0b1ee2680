"""The notice as Markdown (CommonMark with GitHub's tables), for reading and for review pages.

Titles and headings are headings, tables are pipe tables whose merged cells are said again in each place
they cover. No character of the notice's own acts as markup.
"""

from docgen.document import Document
from docgen.renderers.formats import Format, Part, Templates


def _parts(document: Document) -> tuple[Part, ...]:
    def rendered(_templates: Templates) -> bytes:
        from docgen.renderers.markdown.page import render  # noqa: PLC0415 - only a build to Markdown needs it

        return render(document)

    return (Part(document.name, document, rendered),)


FORMAT = Format("md", "", _parts)
