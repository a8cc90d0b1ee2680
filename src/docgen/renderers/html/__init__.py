"""The notice as one page for a browser, in the looks of `templates/notice.docx`, each run with its place.

Fonts, sizes, distances, colours and margins are read from the styles of the Word template, so that a style
changed in Word changes the page. A run says in its `title` which line of which file it comes from, and in
`data-path`, `data-at` and `data-formula` the same for programs. The page needs no script and no other file.
"""

from docgen.document import Document
from docgen.renderers.formats import Format, Templates

_TEMPLATE = "notice.docx"


def _files(document: Document, templates: Templates) -> tuple[tuple[str, bytes], ...]:
    from docgen.renderers.html.page import render  # noqa: PLC0415 - only a build to HTML needs it

    return ((document.name, render(document, templates(_TEMPLATE))),)


FORMAT = Format("html", _TEMPLATE, _files, shows_places=True)
