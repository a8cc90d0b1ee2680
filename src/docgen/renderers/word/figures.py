"""Figures: pictures that stand in the flow of the text, each in a paragraph of its own."""

import hashlib
from collections.abc import Iterable, MutableMapping
from fractions import Fraction
from typing import Final

from docgen.document import Block, Figure, Paragraph, Role
from docgen.renderers.word.paragraphs import Beside, paragraph_xml
from docgen.renderers.word.pictures import DRAWING, EMU_PER_MM, add_picture, graphic
from docgen.renderers.word.stylesheet import Stylesheet
from docgen.renderers.word.wordml import element, escaped, twips

FIGURE_NAME: Final = "条形图"
"""What the drawings of docgen are called, before their number."""
FIGURE_GAP: Final = Fraction(6)
"""Points above a figure."""
_FIRST_ID: Final = 9501


def figure_xml(figure: Figure, number: int, sheet: Stylesheet) -> str:
    """Return a paragraph with a figure, the `number`th of the document from 0."""
    width, height = (round(side * EMU_PER_MM) for side in (figure.picture.width, figure.picture.height))
    size = f'cx="{width}" cy="{height}"'
    words = escaped(figure.text).replace('"', "&quot;")
    name = f'id="{_FIRST_ID + number}" name="{FIGURE_NAME}{number + 1}" descr="{words}"'
    inline = (
        '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {size}/><wp:docPr {name}/><wp:cNvGraphicFramePr/>"
        f"{graphic(_relation(figure), name, size)}</wp:inline>"
    )
    drawing = f'<w:r><w:drawing xmlns:wp="{DRAWING}/wordprocessingDrawing">{inline}</w:drawing></w:r>'
    # A line of fixed height would cut the picture off.
    spacing = element("spacing", before=twips(FIGURE_GAP), line=240, lineRule="auto")
    return paragraph_xml(Paragraph(Role.CELL_CENTER, ()), sheet, Beside(spacing=spacing, drawings=drawing))


def add_figures(parts: MutableMapping[str, bytes], blocks: Iterable[Block]) -> None:
    """Add the pictures of all figures among `blocks` to a package, each once."""
    figures = {_relation(block): block for block in blocks if isinstance(block, Figure)}
    for id, figure in figures.items():
        add_picture(parts, id, figure.picture, "emf")


def _relation(figure: Figure) -> str:
    return f"chart{hashlib.sha256(figure.picture.data).hexdigest()[:16]}"
