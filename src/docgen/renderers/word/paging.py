"""What hangs on the page that a notice ends on: the place of the imprint, and what keeps with the signature.

Lines are counted with a margin on both sides; what comes out the same either way is taken as certain.
"""

from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import Final, NamedTuple

from docgen.document import Document, Paragraph, Role
from docgen.renderers.word.estimate import Areas, End, Estimate, Margin
from docgen.renderers.word.stylesheet import Stylesheet

_NARROWER, _WIDER = Fraction(98, 100), Fraction(103, 100)
_SLACK: Final = Fraction(1, 2)
_MOST_WHOLE: Final = 6
"""Lines of a last paragraph that may move to the next page together."""
_IMPRINT_GAP: Final = Fraction(1, 2)
"""Lines between the text and the imprint at least."""


class ImprintPlace(NamedTuple):
    """Where the imprint goes: at the foot of the last page of the text, or on a page of its own."""

    apart: bool = False
    even: bool = False
    """On the next even page, perhaps with a blank one before it: 7.5 gives neither a number."""


AT_THE_FOOT: Final = ImprintPlace()


class Paging:
    """Decides for one document, in the styles of one template."""

    def __init__(self, document: Document, sheet: Stylesheet, areas: Areas) -> None:
        self._document = document
        self._sheet = sheet
        self._areas = areas
        # Alone on its page, the main text shares the foot of that page with the imprint.
        self._alone = not any(attachment.bound for attachment in document.attachments)

    @cached_property
    def imprint_place(self) -> ImprintPlace:
        """Where the imprint goes."""
        imprint = self._document.imprint
        if imprint and imprint.even_page:
            return self._even_place()
        single = self._alone and len(self._document.body) == 1
        # 7.3.3: page 1 shows text; below a single paragraph the imprint would push all of it to page 2.
        return ImprintPlace(apart=single and self._high_end.page == 1 and not self._fits)

    @property
    def keeps_whole(self) -> bool:
        """Whether the last paragraph, held by the signature, must not part either.

        Where the imprint hangs on the page that it ends on, Word and LibreOffice must agree; a long paragraph
        would leave too much of a page empty.
        """
        document = self._document
        last = document.body[-1] if len(document.body) > 1 else None
        if not (document.imprint and document.imprint.even_page and isinstance(last, Paragraph)):
            return False
        estimate = Estimate(self._sheet, self._areas, Margin(_WIDER, Fraction(0), whole=True))
        line = self._sheet.spacing(last.role.value).line
        return estimate.height((last,), self._areas.portrait) <= _MOST_WHOLE * line

    @property
    def keeps_with_signature(self) -> bool:
        """Whether the last paragraph must be held by the signature, lest that stands alone on a page.

        LibreOffice moves such a paragraph whole. A single one, which would leave page 1 without text (7.3.3),
        is held only where it ends on page 1 and the signature may not.
        """
        document = self._document
        if document.signature is None or len(document.body) != 1:
            return document.signature is not None
        signed = replace(document, attachments=())
        whole = self._high.end(signed).page == 1 and (
            not self._alone or self.imprint_place.apart or self._fits
        )
        return not whole and self._low.end(replace(signed, signature=None, note=None)).page == 1

    def _even_place(self) -> ImprintPlace:
        first, last = self._low.end(self._document), self._high_end
        if first.page == last.page and last.page % 2 == 0 and self._fits:
            return AT_THE_FOOT
        return ImprintPlace(apart=True, even=first.page < last.page or last.page % 2 == 0)

    @cached_property
    def _low(self) -> Estimate:
        return Estimate(self._sheet, self._areas, Margin(_NARROWER, Fraction(0), whole=self.keeps_whole))

    @cached_property
    def _high(self) -> Estimate:
        return Estimate(self._sheet, self._areas, Margin(_WIDER, _SLACK, whole=True))

    @cached_property
    def _high_end(self) -> End:
        return self._high.end(self._document)

    @cached_property
    def _fits(self) -> bool:
        """Whether the imprint surely has room on the last page of the text."""
        if self._document.imprint is None:
            return True
        gap = _IMPRINT_GAP * self._sheet.spacing(Role.BODY.value).line
        height = self._high.height(self._document.imprint.flow(), self._areas.portrait)
        return self._high_end.taken + gap + height <= Fraction(self._areas.landscape, 20)
