"""One paragraph as WordprocessingML: the style of its role, its runs, and what no style can know."""

from dataclasses import dataclass
from typing import Final

from docgen.document import Paragraph, Run
from docgen.renderers.word.stylesheet import Stylesheet
from docgen.renderers.word.wordml import element, pieces


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the style of one paragraph."""

    style: str = ""
    """A style that builds on the role's and takes its place."""
    keep_next: bool = False
    page_break: bool = False
    indent: str = ""
    """A `w:ind`."""
    scale: int = 100
    """Percent of their natural width that the characters are set in."""


PLAIN: Final = Beside()


def paragraph_xml(paragraph: Paragraph, sheet: Stylesheet, beside: Beside = PLAIN) -> str:
    """Return `w:p` for a paragraph."""
    properties = element(
        "pPr",
        element("pStyle", val=sheet.id(beside.style or paragraph.role.value)),
        element("keepNext") if beside.keep_next else "",
        element("pageBreakBefore") if beside.page_break else "",
        beside.indent,
    )
    return element("p", properties, *(_run(run, sheet, beside.scale) for run in paragraph.runs if run.text))


def _run(run: Run, sheet: Stylesheet, scale: int) -> str:
    style = element("rStyle", val=sheet.id(run.role.value, "character")) if run.role else ""
    scaling = element("w", val=scale) if scale != 100 else ""
    properties = element("rPr", style, scaling) if style or scaling else ""
    return element("r", properties, pieces(run.text))
