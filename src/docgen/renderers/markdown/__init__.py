"""The notice as Markdown (CommonMark with GitHub's tables), for reading and for review pages.

Titles and headings are headings, tables are pipe tables whose merged cells are said again in each place
they cover. No character of the notice's own acts as markup.
"""

from docgen.document import Document
from docgen.renderers.formats import Format, Templates


def _files(document: Document, _templates: Templates) -> tuple[tuple[str, bytes], ...]:
    from docgen.renderers.markdown.page import render  # noqa: PLC0415 - only a build to Markdown needs it

    return ((document.name, render(document)),)


FORMAT = Format("md", "", _files)
