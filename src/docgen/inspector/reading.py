"""A package read into lines and sections."""

from collections.abc import Iterable, Iterator
from dataclasses import field
from fractions import Fraction
from typing import Final

from docgen.inspector.blocks import Place, paragraphs
from docgen.inspector.content import Content, Line, Section
from docgen.inspector.drawings import Drawing
from docgen.inspector.formatting import Formatting
from docgen.inspector.package import Element, Package, R, W
from docgen.inspector.properties import is_on, length
from docgen.inspector.runs import Fields, read_runs
from docgen.records import record

_A4: Final = (Fraction(11906, 20), Fraction(16838, 20))
"""What Word takes where a file sets no paper."""
_TAB: Final = Fraction(36)
_LEAST_TAB: Final = Fraction(1)
_LINE: Final = Fraction(12)
"""What Word counts a line of distance as where the page has no grid."""
_ON_GRID: Final = frozenset({"lines", "linesAndChars", "snapToChars"})


def read(package: Package) -> Content:
    """Return the lines and pages of a .docx."""
    return _Reader(package).content()


@record(frozen=False)
class _Story:
    """One text that flows: the body, a footer, a text box."""

    section: int = 0
    grid: Fraction | None = None
    floating: str | None = None
    fields: Fields = field(default_factory=Fields)
    breaks: bool = False
    """Whether the next line starts a page."""


@record
class _Ending:
    """The `w:sectPr` that ends a section, and the number of the first paragraph it is for."""

    element: Element
    first: int


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._formatting = Formatting(package)

    def content(self) -> Content:
        body = self._package.document.find(f"{W}body")
        assert body is not None  # noqa: S101 - `open_package` has seen to it
        blocks = list(paragraphs(body, self._formatting))
        endings = list(_endings(body, [element for element, _ in blocks]))
        lines: list[Line] = []
        floating: list[Line] = []
        for line, drawings in self._body(blocks, endings):
            lines.append(line)
            floating.extend(self._boxes(drawings, line.section, line.number))
        stop = self._setting("defaultTabStop")
        return Content(
            tuple(lines),
            tuple(floating),
            tuple(self._sections(endings)),
            differs_by_side=self._is_set("evenAndOddHeaders"),
            tab=max(length(None if stop is None else stop.get(f"{W}val")) or _TAB, _LEAST_TAB),
        )

    def _body(
        self, blocks: Iterable[tuple[Element, Place]], endings: list[_Ending]
    ) -> Iterator[tuple[Line, list[Drawing]]]:
        story = _Story(grid=_grid(endings[0].element))
        for number, (element, place) in enumerate(blocks, start=1):
            yield self._line(element, place, number, story)
            if story.section + 1 < len(endings) and number + 1 == endings[story.section + 1].first:
                story.section += 1
                following = endings[story.section].element
                story.grid = _grid(following)
                story.breaks = story.breaks or _value(following, "type", "nextPage") != "continuous"

    def _line(self, element: Element, place: Place, number: int, story: _Story) -> tuple[Line, list[Drawing]]:
        runs = read_runs(element, self._formatting, story.fields, boxed=story.floating is not None)
        mark = self._formatting.face(element, None)
        size = next((piece.face.size for piece in runs.pieces if piece.text.strip()), mark.size)
        layout = self._formatting.layout(element, size, story.grid or _LINE)
        new_page = story.breaks or layout.breaks or runs.breaks_before
        words = any(piece.text.strip() for piece in runs.pieces)
        story.breaks = runs.breaks_after or (new_page and not words)
        line = Line(
            number=number,
            section=story.section,
            label=self._formatting.label(element),
            pieces=runs.pieces,
            layout=layout,
            mark=mark,
            style=self._formatting.role(element),
            table=place.table,
            columns=place.columns,
            edges=place.edges,
            new_page=new_page,
            rendered_first=runs.rendered_first,
            rules=tuple(drawing.rule for drawing in runs.drawings if drawing.rule),
            pictures=sum(not drawing.rule and not drawing.boxes for drawing in runs.drawings),
            floating=story.floating,
            counts_pages=runs.counts_pages,
        )
        return line, runs.drawings

    def _boxes(self, drawings: Iterable[Drawing], section: int, number: int) -> Iterator[Line]:
        """Yield the lines of text boxes; a box in a box is among the boxes of the outermost already."""
        for drawing in drawings:
            for box in drawing.boxes:
                story = _Story(section, floating=drawing.align)
                for element, place in paragraphs(box, self._formatting):
                    yield self._line(element, place, number, story)[0]

    def _sections(self, endings: Iterable[_Ending]) -> Iterator[Section]:
        footers: dict[str, tuple[Line, ...]] = {}
        for number, ending in enumerate(endings):
            footers = footers | self._footers(ending.element, number)
            first = is_on(_value(ending.element, "titlePg", None, default_on="1"))
            kinds = {"default", "even"} | ({"first"} if first else set())
            shown = {kind: lines for kind, lines in footers.items() if kind in kinds}
            yield self._section(ending, number, shown)

    def _footers(self, section: Element, number: int) -> dict[str, tuple[Line, ...]]:
        found = {}
        for reference in section.findall(f"{W}footerReference"):
            root = self._package.footers.get(reference.get(f"{R}id", ""))
            if root is not None:
                found[reference.get(f"{W}type", "default")] = tuple(self._footer(root, number))
        return found

    def _footer(self, root: Element, section: int) -> Iterator[Line]:
        story = _Story(section)
        for element, place in paragraphs(root, self._formatting):
            line, drawings = self._line(element, place, 0, story)
            yield line
            yield from self._boxes(drawings, section, 0)

    def _section(self, ending: _Ending, number: int, footers: dict[str, tuple[Line, ...]]) -> Section:
        size, margins = ending.element.find(f"{W}pgSz"), ending.element.find(f"{W}pgMar")

        def of(element: Element | None, name: str, default: Fraction = Fraction(0)) -> Fraction:
            found = length(None if element is None else element.get(f"{W}{name}"))
            return default if found is None else abs(found)

        gutter, on_top = of(margins, "gutter"), self._is_set("gutterAtTop")
        return Section(
            number=number,
            first=ending.first,
            width=of(size, "w", _A4[0]),
            height=of(size, "h", _A4[1]),
            top=of(margins, "top", Fraction(72)) + (gutter if on_top else 0),
            bottom=of(margins, "bottom", Fraction(72)),
            left=of(margins, "left", Fraction(90)) + (0 if on_top else gutter),
            right=of(margins, "right", Fraction(90)),
            footer=of(margins, "footer", Fraction(36)),
            grid=_grid(ending.element),
            number_format=_attribute(ending.element, "pgNumType", "fmt") or "decimal",
            footers=footers,
        )

    def _setting(self, name: str) -> Element | None:
        settings = self._package.settings
        return None if settings is None else settings.find(f"{W}{name}")

    def _is_set(self, name: str) -> bool:
        found = self._setting(name)
        return found is not None and is_on(found.get(f"{W}val", "1"))


def _endings(body: Element, elements: Iterable[Element]) -> Iterator[_Ending]:
    first = number = 1
    for number, element in enumerate(elements, start=1):
        ending = element.find(f"{W}pPr/{W}sectPr")
        if ending is not None:
            yield _Ending(ending, first)
            first = number + 1
    last = body.find(f"{W}sectPr")
    # The last section has no page of its own where nothing follows the one before.
    if first == 1 or first <= number:
        yield _Ending(Element("sectPr") if last is None else last, first)


def _grid(section: Element) -> Fraction | None:
    if _attribute(section, "docGrid", "type") not in _ON_GRID:
        return None
    return length(_attribute(section, "docGrid", "linePitch")) or None


def _value(element: Element, name: str, missing: str | None, default_on: str = "") -> str | None:
    found = element.find(f"{W}{name}")
    return missing if found is None else found.get(f"{W}val", default_on)


def _attribute(element: Element, name: str, attribute: str) -> str:
    found = element.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}{attribute}", "")
