"""How much of how many pages a notice takes, counted in lines with a margin for what programs do unlike."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import ceil
from typing import Final, NamedTuple

from docgen.document import Attachment, Block, Document, Figure, Paragraph, Role, Row, Table
from docgen.printed_rows import PlainCells
from docgen.profiles import POINTS_PER_MM
from docgen.renderers.word import styles
from docgen.renderers.word.figures import FIGURE_GAP
from docgen.renderers.word.measure import points
from docgen.renderers.word.stylesheet import Indents, Spacing, Stylesheet, Typeface
from docgen.renderers.word.widths import column_widths, fits

_CELL_MARGIN: Final = Fraction(6)
"""Points that the margins of a cell take across."""
_CELL_BORDER: Final = Fraction(1, 2)
_CLOSED_UP: Final = frozenset({Role.ISSUER, Role.ATTENDANCE})
"""Roles whose distance above stands before the first of several alone."""


class Areas(NamedTuple):
    """The width of the type area in twips, on an upright page and on one lying on its side.

    Each is the other's height.
    """

    portrait: int
    landscape: int


class Margin(NamedTuple):
    """What an estimate allows for: how much wider words are set, how many lines a stretch of text grows."""

    width: Fraction
    lines: Fraction
    whole: bool
    """Whether what keeps with the signature moves as one piece: LibreOffice never parts it, Word does."""


class End(NamedTuple):
    """The page on which a text ends, and the points taken there."""

    page: int
    taken: Fraction


def is_wide(attachment: Attachment, sheet: Stylesheet, areas: Areas) -> bool:
    """Return whether an attachment has a table that an upright page cannot hold."""
    size = sheet.typeface(Role.CELL_TEXT).size
    tables = (block for block in attachment.blocks if isinstance(block, Table))
    return any(not fits(table, size, areas.portrait) for table in tables)


class Estimate:
    """Counts lines in the styles of one template."""

    def __init__(self, sheet: Stylesheet, areas: Areas, margin: Margin) -> None:
        self._sheet = sheet
        self._areas = areas
        self._margin = margin
        self._looks: dict[Role, tuple[Typeface, Indents, Spacing]] = {}

    def end(self, document: Document) -> End:
        """Return where the text ends."""
        bound = [each for each in document.attachments if each.bound]
        end = self._after(End(1, self._head(document)), self._main_text(document), turned=False)
        for attachment in bound:
            turned = is_wide(attachment, self._sheet, self._areas)
            steps = self._steps(attachment.flow(), self._areas[turned])
            end = self._after(End(end.page + 1, Fraction(0)), steps, turned=turned)
        # What is upright again after a turned page begins a new one.
        turned = bool(bound) and is_wide(bound[-1], self._sheet, self._areas)
        return End(end.page + 1, Fraction(0)) if turned else end

    def height(self, lines: Iterable[Paragraph], width: int) -> Fraction:
        """Return what some paragraphs take down a page."""
        found = (step for line in lines for step in self._lines(line.role, line.text, width))
        return sum(found, Fraction(0))

    def _head(self, document: Document) -> Fraction:
        """Return what stands above the number, or above the title of a letter."""
        if document.head is None or document.head.mark.role is Role.LETTER_MARK:
            return Fraction(0)
        before, line, _ = self._sheet.spacing(document.head.mark.role.value)
        top = self._sheet.spacing(styles.HEAD_GAP.name).before if document.head.joint else before
        return top + line * len(document.head.marks)

    def _main_text(self, document: Document) -> Iterator[Fraction]:
        """Yield the steps of what the main text prints below the mark and its labels."""
        width, head, signature = self._areas.portrait, document.head, document.signature
        above: list[Block] = []
        if head:
            above.extend(head.labels if head.mark.role is Role.LETTER_MARK else ())
            above.extend((head.number,) if head.number else ())
        above.extend(line for line in (document.title, document.draft_note, document.addressees) if line)
        signed = (*signature.issuers, signature.date) if signature else ()
        kept = (*document.body[-1:], *signed)
        yield from self._steps((*above, *document.body[:-1]), width)
        if self._margin.whole and signature and not any(isinstance(block, Table) for block in kept):
            yield sum(self._steps(kept, width), Fraction(0))
        else:
            yield from self._steps(kept, width)
        yield from self._steps((document.note,) if document.note else (), width)

    def _after(self, start: End, steps: Iterable[Fraction], *, turned: bool) -> End:
        page, taken = start
        room = Fraction(self._areas[not turned], 20)
        slack = self._margin.lines * self._sheet.spacing(Role.BODY.value).line
        for step in (*steps, slack):
            taken += step
            if taken > room:
                page, taken = page + 1 + int(step // room), step % room
        return End(page, taken)

    def _steps(self, blocks: Iterable[Block], width: int) -> Iterator[Fraction]:
        """Yield the heights of what does not part: lines and rows."""
        before: Role | None = None
        for block in blocks:
            if isinstance(block, Table):
                yield from self._rows(block, width)
                before = None
                continue
            if isinstance(block, Figure):
                yield block.picture.height * POINTS_PER_MM + FIGURE_GAP
                before = None
                continue
            first, *others = self._lines(block.role, block.text, width)
            closed_up = block.role is before and block.role in _CLOSED_UP
            yield first - self._sheet.spacing(block.role.value).before if closed_up else first
            yield from others
            before = block.role

    def _lines(self, role: Role, text: str, width: int) -> Iterator[Fraction]:
        face, indents, spacing = self._look(role)
        across = max(Fraction(width, 20) - indents.left - indents.right, face.size)
        lengths = [points(line, face) * self._margin.width for line in text.split("\n")]
        lengths[0] += indents.first - indents.hanging
        lines = sum(max(1, ceil(length / across)) for length in lengths)
        yield spacing.before + spacing.line
        yield from [spacing.line] * (lines - 1)
        if spacing.after:
            yield spacing.after

    def _look(self, role: Role) -> tuple[Typeface, Indents, Spacing]:
        if role not in self._looks:
            sheet = self._sheet
            self._looks[role] = sheet.typeface(role), sheet.indents(role), sheet.spacing(role.value)
        return self._looks[role]

    def _rows(self, table: Table, width: int) -> Iterator[Fraction]:
        widths = column_widths(table, self._sheet.typeface(Role.CELL_TEXT).size, width)
        for row in table.rows:
            _, _, least = self._look(Role.CELL_TEXT)
            tallest = max(self._cells(row, widths), default=None)
            yield sum(least, Fraction(0)) if tallest is None else tallest + _CELL_BORDER

    def _cells(self, row: Row, widths: Sequence[int]) -> Iterator[Fraction]:
        """Yield the heights of the cells of a row that do not reach below it."""
        margins = 20 * int(_CELL_MARGIN)
        if type(row.cells) is PlainCells:
            for role, text, width in zip(row.cells.roles, row.cells.texts, widths, strict=True):
                yield sum(self._lines(role, text, width - margins), Fraction(0))
            return
        for place, cell in enumerate(row.cells):
            if cell and cell.rows == 1:
                yield self.height(cell.paragraphs, sum(widths[place : place + cell.columns]) - margins)
