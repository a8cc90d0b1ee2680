"""The words of a Word template, paragraph by paragraph, each knowing where it stands."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from docgen.diagnostics import DocgenError, Words
from docgen.patterns import regex
from docgen.records import record
from docgen.renderers.word.wordml import NAMESPACE

Element = Any
"""An lxml element."""

W: Final = f"{{{NAMESPACE}}}"
DOCUMENT: Final = "word/document.xml"
FILLED: Final = regex(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
"""The parts whose tags docxtpl fills."""

_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS: Final = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}
_WHERE: Final = {
    "word/document.xml": Words("", ""),
    "word/footnotes.xml": Words("脚注", "the footnote "),
    "header": Words("页眉", "the header "),
    "footer": Words("页脚", "the footer "),
}
_TEXT_BOX: Final = Words("文本框", "the text box ")


@record(eq=False)
class Line:
    """One paragraph."""

    part: str
    index: int
    """Its place among all paragraphs of its part, from 0."""
    number: int
    """Its place in the template, from 1: the main text, then headers, footers and footnotes."""
    element: Element
    text: str
    """Its words; a tab is `\\t`, a break `\\n`. Those of a text box in it are lines of their own."""
    runs: tuple[Element, ...]
    """The run of each character of `text`."""

    @property
    def where(self) -> Words:
        """What the paragraph belongs to, empty for the main text."""
        if self.container("txbxContent") is not None:
            return _TEXT_BOX
        return next(words for part, words in _WHERE.items() if part in self.part)

    @property
    def in_main_text(self) -> bool:
        """Whether the paragraph is one of the notice itself, and of no header, note or text box."""
        return self.part == DOCUMENT and self.container("txbxContent") is None

    def container(self, *names: str) -> Element | None:
        """Return the innermost of the elements `names` around the paragraph, within its text box."""
        for element in self.element.iterancestors():
            if element.tag in [f"{W}{name}" for name in names]:
                return element
            if element.tag == f"{W}txbxContent":
                return None
        return None


def parse(data: bytes, part: str) -> Element:
    """Return the root element of an XML part; raise DocgenError when it is damaged."""
    from lxml import etree  # noqa: PLC0415 - start-up stays light

    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise DocgenError(
            Words(f"Word 模板已经损坏（{part}）", f"the Word template is damaged ({part}: {error})"),
            Words(
                "请用 Word 打开它另存一次，或者换回原来的模板", "save it again in Word, or take the original"
            ),
        ) from error


def paragraphs(root: Element) -> list[Element]:
    """Return all paragraphs of a part, those in tables and text boxes included."""
    return list(root.iter(f"{W}p"))


def read_lines(parts: Mapping[str, bytes]) -> tuple[Line, ...]:
    """Return the paragraphs whose tags are filled; a text box that is stored twice counts once."""
    lines: list[Line] = []
    for part in sorted(filter(FILLED.fullmatch, parts), key=_rank):
        for index, paragraph in enumerate(paragraphs(parse(parts[part], part))):
            if next(paragraph.iterancestors(_FALLBACK), None) is None:
                lines.append(_line(paragraph, part, index, len(lines) + 1))
    return tuple(lines)


def line_of(paragraph: Element) -> Line:
    """Return a single paragraph of the main text as a line."""
    return _line(paragraph, DOCUMENT, 0, 1)


def _line(paragraph: Element, part: str, index: int, number: int) -> Line:
    characters = list(_characters(paragraph))
    text = "".join(character for character, _ in characters)
    return Line(part, index, number, paragraph, text, tuple(run for _, run in characters))


def _characters(parent: Element) -> Iterator[tuple[str, Element]]:
    for child in parent:
        if child.tag == f"{W}t":
            yield from ((character, parent) for character in child.text or "")
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag], parent
        elif child.tag not in (f"{W}p", f"{W}pPr", f"{W}rPr", _FALLBACK):
            yield from _characters(child)


def _rank(part: str) -> tuple[int, str]:
    kinds = ("document", "header", "footer", "footnotes")
    return next(place for place, kind in enumerate(kinds) if kind in part), part
