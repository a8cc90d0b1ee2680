"""One paragraph as WordprocessingML: the style of its role, its runs, and what no style can know."""

from dataclasses import dataclass
from typing import Final

from docgen.document import Paragraph, Role, Run
from docgen.fonts import fallback
from docgen.renderers.word import styles
from docgen.renderers.word.stylesheet import Stylesheet
from docgen.renderers.word.wordml import element, pieces


@dataclass(frozen=True, slots=True)
class Beside:
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


def paragraph_xml(paragraph: Paragraph, sheet: Stylesheet, beside: Beside = PLAIN) -> str:
    """Return `w:p` for a paragraph."""
    if beside is PLAIN:
        return f"<w:p>{sheet.plain_properties(paragraph.role)}{runs_xml(paragraph, sheet)}</w:p>"
    properties = element(
        "pPr",
        element("pStyle", val=sheet.id(beside.style or paragraph.role.value)),
        element("keepNext") if beside.keep_next else "",
        element("keepLines") if beside.keep_lines else "",
        element("pageBreakBefore") if beside.page_break else "",
        beside.frame,
        beside.tabs,
        beside.spacing,
        beside.indent,
    )
    return element("p", properties, runs_xml(paragraph, sheet, beside.scale), beside.drawings)


def gap_xml(sheet: Stylesheet, spacing: str = "", section: str = "") -> str:
    """Return an empty paragraph of no height: what a table, a frame or a section needs beside it."""
    return element("p", element("pPr", element("pStyle", val=sheet.id(styles.GAP.name)), spacing, section))


def runs_xml(paragraph: Paragraph, sheet: Stylesheet, scale: int = 100) -> str:
    """Return the runs of a paragraph, set in `scale` percent of their natural width."""
    return "".join(_run(run, paragraph.role, sheet, scale) for run in paragraph.runs if run.text)


def _run(run: Run, role: Role, sheet: Stylesheet, scale: int) -> str:
    """Return a run; characters that its font lacks stand in runs of their own, in a font that has them."""
    style = element("rStyle", val=sheet.id(run.role.value, "character")) if run.role else ""
    scaling = element("w", val=scale) if scale != 100 else ""
    found: list[str] = []
    for text, family in fallback(run.text, sheet.family(role, run.role)):
        fonts = element("rFonts", ascii=family, eastAsia=family, hAnsi=family, cs=family) if family else ""
        properties = element("rPr", style, fonts, scaling) if style or fonts or scaling else ""
        found.append(f"<w:r>{properties}{pieces(text)}</w:r>")
    return "".join(found)
