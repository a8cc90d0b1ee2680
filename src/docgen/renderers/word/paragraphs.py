"""One paragraph as WordprocessingML: the style of its role, its runs, and what no style can know."""

from functools import lru_cache
from typing import Final, NamedTuple

from docgen.document import Paragraph, Role, Run
from docgen.fonts import fallback, lacks
from docgen.renderers.word import styles
from docgen.renderers.word.stylesheet import Stylesheet
from docgen.renderers.word.wordml import element, is_plain, pieces


class Beside(NamedTuple):
    """What stands beside the style of one paragraph."""

    style: str = ""
    """A style that builds on the role's and takes its place."""
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False
    frame: str = ""
    """A `w:framePr`."""
    tabs: str = ""
    """A `w:tabs`."""
    spacing: str = ""
    """A `w:spacing`."""
    indent: str = ""
    """A `w:ind`, and the `w:jc` that goes with it."""
    scale: int = 100
    """Percent of their natural width that the characters are set in."""
    drawings: str = ""
    """Runs with pictures that float around the paragraph."""


PLAIN: Final = Beside()
_MOST: Final = 512
"""Properties of paragraphs that are kept at hand: most are those of a role alone."""


def paragraph_xml(paragraph: Paragraph, sheet: Stylesheet, beside: Beside = PLAIN) -> str:
    """Return `w:p` for a paragraph."""
    properties = _properties(sheet, paragraph.role, beside)
    return f"<w:p>{properties}{runs_xml(paragraph, sheet, beside.scale)}{beside.drawings}</w:p>"


@lru_cache(maxsize=_MOST)
def _properties(sheet: Stylesheet, role: Role, beside: Beside) -> str:
    return element(
        "pPr",
        element("pStyle", val=sheet.id(beside.style or role.value)),
        element("keepNext") if beside.keep_next else "",
        element("keepLines") if beside.keep_lines else "",
        element("pageBreakBefore") if beside.page_break else "",
        beside.frame,
        beside.tabs,
        beside.spacing,
        beside.indent,
    )


def gap_xml(sheet: Stylesheet, spacing: str = "", section: str = "") -> str:
    """Return an empty paragraph of no height: what a table, a frame or a section needs beside it."""
    return element("p", element("pPr", element("pStyle", val=sheet.id(styles.GAP.name)), spacing, section))


def runs_xml(paragraph: Paragraph, sheet: Stylesheet, scale: int = 100) -> str:
    """Return the runs of a paragraph, set in `scale` percent of their natural width."""
    return "".join([_run(run, paragraph.role, sheet, scale) for run in paragraph.runs if run.text])


def _run(run: Run, role: Role, sheet: Stylesheet, scale: int) -> str:
    """Return a run; characters that its font lacks stand in runs of their own, in a font that has them."""
    family = sheet.family(role, run.role)
    if run.role is None and scale == 100 and is_plain(run.text) and not lacks(family, run.text):
        return f'<w:r><w:t xml:space="preserve">{run.text}</w:t></w:r>'  # as nearly all are, written fast
    style = element("rStyle", val=sheet.id(run.role.value, "character")) if run.role else ""
    scaling = element("w", val=scale) if scale != 100 else ""
    found: list[str] = []
    for text, other in fallback(run.text, family):
        fonts = element("rFonts", ascii=other, eastAsia=other, hAnsi=other, cs=other) if other else ""
        properties = element("rPr", style, fonts, scaling) if style or fonts or scaling else ""
        found.append(f"<w:r>{properties}{pieces(text)}</w:r>")
    return "".join(found)
