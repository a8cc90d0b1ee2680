"""An estimate of the page a notice ends on, for what hangs on it: the place of the imprint.

Lines are counted with a margin on both sides; what comes out the same either way is taken as certain.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from math import ceil
from typing import Final, NamedTuple

from docgen.document import Attachment, Block, Cell, Document, Paragraph, Role, Table
from docgen.renderers.word import styles
from docgen.renderers.word.measure import points
from docgen.renderers.word.stylesheet import Stylesheet
from docgen.renderers.word.widths import column_widths, fits

_MARGINS: Final = (Fraction(98, 100), Fraction(103, 100))
"""How much narrower or wider than counted a program may set a paragraph."""
_SLACK: Final = (Fraction(0), Fraction(1, 2))
"""Lines that a stretch of text may need more than counted."""
_MOST_WHOLE: Final = 6
"""Lines of a last paragraph that may move to the next page together."""
_IMPRINT_GAP: Final = Fraction(1, 2)
"""Lines between the text and the imprint at least."""
_CELL_MARGIN: Final = Fraction(6)
"""Points that the margins of a cell take across."""
_CLOSED_UP: Final = frozenset({Role.ISSUER, Role.ATTENDANCE})
"""Roles whose distance above stands before the first of several alone."""
_CELL_BORDER: Final = Fraction(1, 2)


class Areas(NamedTuple):
    """The width of the type area in twips, on an upright page and on one lying on its side.

    Each is the other's height.
    """

    portrait: int
    landscape: int


class End(NamedTuple):
    """The page on which the text ends, and the points taken there."""

    page: int
    taken: Fraction


class ImprintPlace(NamedTuple):
    """Where the imprint goes: at the foot of the last page of the text, or on a page of its own."""

    apart: bool = False
    even: bool = False
    """On the next even page, perhaps with a blank one before it: 7.5 gives neither a number."""


AT_THE_FOOT: Final = ImprintPlace()


def is_wide(attachment: Attachment, sheet: Stylesheet, areas: Areas) -> bool:
    """Return whether an attachment has a table that an upright page cannot hold."""
    size = sheet.typeface(Role.CELL_TEXT).size
    tables = (block for block in attachment.blocks if isinstance(block, Table))
    return any(not fits(table, size, areas.portrait) for table in tables)


def imprint_place(document: Document, sheet: Stylesheet, areas: Areas) -> ImprintPlace:
    """Return where the imprint goes."""
    if document.imprint is None:
        return AT_THE_FOOT
    first, last = (estimate.end(document) for estimate in _estimates(sheet, areas))
    fits = _fits_with_imprint(document, sheet, areas)
    if document.imprint.even_page:
        if first.page == last.page and last.page % 2 == 0 and fits:
            return AT_THE_FOOT
        return ImprintPlace(apart=True, even=first.page < last.page or last.page % 2 == 0)
    # 7.3.3: page 1 shows text; below a single paragraph the imprint would push all of it to page 2.
    alone = len(document.body) == 1 and last.page == 1
    return ImprintPlace(apart=True) if alone and not fits else AT_THE_FOOT


def keeps_whole(document: Document, sheet: Stylesheet, areas: Areas) -> bool:
    """Return whether the last paragraph, held by the signature, must not part either.

    LibreOffice never parts it and Word does. Where the imprint hangs on the page it ends on, they must agree;
    a long paragraph would leave too much of a page empty.
    """
    last = document.body[-1] if len(document.body) > 1 else None
    if not (document.imprint and document.imprint.even_page and isinstance(last, Paragraph)):
        return False
    _, high = _estimates(sheet, areas)
    return high.height((last,), areas.portrait) <= _MOST_WHOLE * sheet.spacing(last.role.value).line


def keeps_with_signature(document: Document, sheet: Stylesheet, areas: Areas) -> bool:
    """Return whether the last paragraph must be held by the signature, lest that stands alone on a page.

    LibreOffice moves such a paragraph whole. A single one, which would leave page 1 without text (7.3.3), is
    held only where it ends on page 1 and the signature may not.
    """
    if document.signature is None or len(document.body) != 1:
        return document.signature is not None
    text = replace(document, signature=None, note=None, attachments=())
    low, high = _estimates(sheet, areas)
    apart = imprint_place(document, sheet, areas).apart
    whole = high.end(document).page == 1 and (apart or _fits_with_imprint(document, sheet, areas))
    return not whole and low.end(text).page == 1


def _estimates(sheet: Stylesheet, areas: Areas) -> "tuple[_Estimate, _Estimate]":
    low, high = (
        _Estimate(sheet, areas, margin, slack) for margin, slack in zip(_MARGINS, _SLACK, strict=True)
    )
    return low, high


def _fits_with_imprint(document: Document, sheet: Stylesheet, areas: Areas) -> bool:
    """Return whether the imprint surely has room on the last page of the text."""
    if document.imprint is None:
        return True
    _, high = _estimates(sheet, areas)
    gap = _IMPRINT_GAP * sheet.spacing(Role.BODY.value).line
    needed = high.end(document).taken + gap + high.height(document.imprint.flow(), areas.portrait)
    return needed <= Fraction(areas.landscape, 20)


class _Estimate:
    """Counts lines, each paragraph taken `margin` times as wide and each stretch `slack` lines longer.

    With slack it takes what keeps with the signature as one piece, as LibreOffice does; Word parts it.
    """

    def __init__(self, sheet: Stylesheet, areas: Areas, margin: Fraction, slack: Fraction) -> None:
        self._sheet = sheet
        self._areas = areas
        self._margin = margin
        self._slack = slack * sheet.spacing(Role.BODY.value).line

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
        return sum((step for line in lines for step in self._paragraph(line, width)), Fraction(0))

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
        whole = self._slack or keeps_whole(document, self._sheet, self._areas)
        if whole and signature:
            yield sum(self._steps(kept, width), Fraction(0))
        else:
            yield from self._steps(kept, width)
        yield from self._steps((document.note,) if document.note else (), width)

    def _after(self, start: End, steps: Iterable[Fraction], *, turned: bool) -> End:
        page, taken = start
        room = Fraction(self._areas[not turned], 20)
        for step in (*steps, self._slack):
            taken += step
            if taken > room:
                page, taken = page + 1, step
        return End(page, taken)

    def _steps(self, blocks: Iterable[Block], width: int) -> Iterator[Fraction]:
        """Yield the heights of what does not part: lines and rows."""
        before: Role | None = None
        for block in blocks:
            if isinstance(block, Table):
                yield from self._rows(block, width)
                before = None
                continue
            first, *others = self._paragraph(block, width)
            closed_up = block.role is before and block.role in _CLOSED_UP
            yield first - self._sheet.spacing(block.role.value).before if closed_up else first
            yield from others
            before = block.role

    def _paragraph(self, paragraph: Paragraph, width: int) -> Iterator[Fraction]:
        face, indents = self._sheet.typeface(paragraph.role), self._sheet.indents(paragraph.role)
        spacing = self._sheet.spacing(paragraph.role.value)
        across = Fraction(width, 20) - indents.left - indents.right
        lengths = [points(line, face) * self._margin for line in paragraph.text.split("\n")]
        lengths[0] += indents.first - indents.hanging
        lines = sum(max(1, ceil(length / across)) for length in lengths)
        yield spacing.before + spacing.line
        yield from [spacing.line] * (lines - 1)
        if spacing.after:
            yield spacing.after

    def _rows(self, table: Table, width: int) -> Iterator[Fraction]:
        widths = column_widths(table, self._sheet.typeface(Role.CELL_TEXT).size, width)
        for row in table.rows:
            cells = [(place, cell) for place, cell in enumerate(row.cells) if cell and cell.rows == 1]
            heights = (self._cell(cell, sum(widths[place : place + cell.columns])) for place, cell in cells)
            least = self._sheet.spacing(Role.CELL_TEXT.value)
            yield max(heights, default=sum(least, Fraction(0)))

    def _cell(self, cell: Cell, width: int) -> Fraction:
        inside = width - 20 * int(_CELL_MARGIN)
        return self.height(cell.paragraphs, inside) + _CELL_BORDER
