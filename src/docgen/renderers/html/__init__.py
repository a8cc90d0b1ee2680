"""The notice as one page for a browser, in the looks of `templates/notice.docx`, each run with its place.

Fonts, sizes, distances, colours and margins are read from the styles of the Word template, so that a style
changed in Word changes the page. A run says in its `title` which line of which file it comes from, and in
`data-path`, `data-at` and `data-formula` the same for programs. The page needs no script and no other file.
"""

from docgen.document import Document
from docgen.renderers.formats import Format, Part, Templates

_TEMPLATE = "notice.docx"


def _parts(document: Document) -> tuple[Part, ...]:
    def rendered(templates: Templates) -> bytes:
        from docgen.renderers.html.page import render  # noqa: PLC0415 - only a build to HTML needs it

        return render(document, templates(_TEMPLATE))

    return (Part(document.name, document, rendered),)


FORMAT = Format("html", _TEMPLATE, _parts, shows_places=True)
