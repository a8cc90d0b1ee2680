"""The text of a .docx as lines with their looks, and the pages it stands on."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from docgen.document import Role
from docgen.inspector.drawings import DrawnRule
from docgen.inspector.formatting import NATURAL_LINE, Border, Face, Layout
from docgen.records import record


@record
class Piece:
    """Characters of one look."""

    text: str
    face: Face


@record
class Edges:
    """The rules above and below the table row that holds a line."""

    top: Border | None
    bottom: Border | None


@record
class Line:
    """One paragraph."""

    number: int
    """Its place in the file as Word counts paragraphs, from 1."""
    section: int
    label: str
    """What Word's automatic numbering prints before it."""
    pieces: tuple[Piece, ...]
    layout: Layout
    mark: Face
    """Of the end of the paragraph: the look of an empty one."""
    style: Role | None
    """What the name of its style says it is."""
    table: int = 0
    """Which table holds it; 0 outside of tables."""
    columns: int = 1
    """How many cells the row has that holds it."""
    edges: Edges | None = None
    new_page: bool = False
    """Whether a break before it starts a page."""
    rendered_first: bool = False
    """Whether Word found it at the top of a page when it last saved the file."""
    rules: tuple[DrawnRule, ...] = ()
    pictures: int = 0
    """Drawn objects that are neither rules nor text boxes."""
    floating: str | None = None
    """Of a text box: where across the page it stands, in Word's words."""
    counts_pages: bool = False
    """Whether it prints the number of the page."""

    @property
    def text(self) -> str:
        """The words as printed, the automatic number included."""
        return self.label + "".join(piece.text for piece in self.pieces)

    @property
    def words(self) -> str:
        """The words without blanks around them."""
        return self.text.strip()

    @property
    def face(self) -> Face:
        """The look of the first visible character."""
        return next((piece.face for piece in self.pieces if piece.text.strip()), self.mark)

    def pitch(self, section: "Section") -> Fraction:
        """Return how far apart its lines stand, in points."""
        layout, size = self.layout, self.face.size
        natural = size * NATURAL_LINE
        match layout.line_rule:
            case "exact":
                return layout.line
            case "atLeast":
                return max(layout.line, natural)
        if section.grid and layout.on_grid:
            natural = -(-natural // section.grid) * section.grid
        return layout.line * natural


@record
class Section:
    """Pages of one make; lengths are in points."""

    number: int
    first: int
    """The number of its first paragraph."""
    width: Fraction
    height: Fraction
    top: Fraction
    bottom: Fraction
    left: Fraction
    right: Fraction
    footer: Fraction
    """From the lower edge of the paper to that of the footer."""
    grid: Fraction | None
    """The pitch of the grid that lines keep to, if they do."""
    number_format: str
    footers: Mapping[str, tuple[Line, ...]]
    """The lines of each footer by the pages it is for: `default`, `even`, `first`."""

    @property
    def text_width(self) -> Fraction:
        """The width of the type area."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> Fraction:
        """The height of the type area."""
        return self.height - self.top - self.bottom

    @property
    def turned(self) -> bool:
        """Whether the paper lies on its side."""
        return self.width > self.height


@record
class Content:
    """All that is measured of one file."""

    lines: tuple[Line, ...]
    floating: tuple[Line, ...]
    """The lines of text boxes, numbered as the paragraph they hang on."""
    sections: tuple[Section, ...]
    differs_by_side: bool
    """Whether odd and even pages have footers of their own."""
    tab: Fraction
    """How far apart tab stops stand where a paragraph sets none, in points."""

    def section(self, line: Line) -> Section:
        """Return the pages a line stands on."""
        return self.sections[line.section]

    def gap(self, before: Line, after: Line) -> Fraction | None:
        """Return the points between two lines with nothing but empty ones between them, or None."""
        between = self.lines[before.number : after.number - 1]
        if any(line.words or line.table or line.pictures for line in between):
            return None
        heights = (
            line.pitch(self.section(line)) + line.layout.before + line.layout.after for line in between
        )
        return before.layout.after + sum(heights, Fraction(0)) + after.layout.before


def visible(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines that have words."""
    return (line for line in lines if line.words)
