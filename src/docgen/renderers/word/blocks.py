"""The block serializer: mark, title, body, signature and attachments with named styles and nothing else.

What a style cannot know goes beside it: a column grid, a page break before an unmarked attachment, indents
and scaling that follow from the width of the words, and what must not part at the end of a page.
"""

from collections.abc import Iterator
from itertools import count
from typing import Final, NamedTuple

from docgen.document import Attachment, Block, Document, Figure, Paragraph, Role, Signature, Table
from docgen.renderers.word import styles
from docgen.renderers.word.estimate import Areas, is_wide
from docgen.renderers.word.figures import figure_xml
from docgen.renderers.word.head import HeadSerializer
from docgen.renderers.word.measure import MEASURED, annex_note_indent, fitting_scale
from docgen.renderers.word.paging import AT_THE_FOOT, ImprintPlace, Paging
from docgen.renderers.word.paragraphs import PLAIN, Beside, gap_xml, paragraph_xml
from docgen.renderers.word.signing import signature_xml
from docgen.renderers.word.stylesheet import Stylesheet
from docgen.renderers.word.tables import table_xml
from docgen.renderers.word.wordml import element

_BREAKING: Final = frozenset({Role.TEXT_TITLE, Role.ANNEX_MARK})
"""Roles whose style starts a page."""
_ABOVE_NOTE: Final = {
    Role.TITLE: styles.TITLE_ABOVE_NOTE.name,
    Role.TEXT_TITLE: styles.TEXT_TITLE_ABOVE_NOTE.name,
}
"""Styles of titles that leave the blank line below them to the draft note."""


class SectionEnd(NamedTuple):
    """What the section that ends here is like, and what follows it."""

    landscape: bool = False
    restart: bool = False
    """Whether its pages count from 1."""
    then: ImprintPlace = AT_THE_FOOT
    """What the imprint behind it wants."""


class BlockSerializer:
    """Writes blocks with the styles of one template."""

    def __init__(self, sheet: Stylesheet, areas: Areas) -> None:
        self._sheet = sheet
        self._areas = areas
        self._head = HeadSerializer(sheet, areas.portrait)
        self._drawn = count()

    def mark(self, document: Document) -> str:
        """Return 发文机关标志."""
        return self._head.mark(document.head) if document.head else ""

    def number_line(self, document: Document) -> str:
        """Return 发文字号 where it shares its line."""
        return self._head.number_line(document.head) if document.head else ""

    def title(self, document: Document) -> str:
        """Return 公文标题."""
        return self._block(document.title, self._areas.portrait, _above(document.title, document.draft_note))

    def body(self, document: Document) -> str:
        """Return the body; its last paragraph keeps with the signature, so that no page holds that alone."""
        paging = Paging(document, self._sheet, self._areas)
        kept = paging.keeps_with_signature
        whole = kept and paging.keeps_whole
        width = self._areas.portrait
        above = "".join(self._block(block, width) for block in document.body[:-1])
        last = (
            self._block(block, width, Beside(keep_next=kept, keep_lines=whole))
            for block in document.body[-1:]
        )
        return above + "".join(last)

    def signature(self, signature: Signature | None) -> str:
        """Return 署名 and 成文日期."""
        return signature_xml(signature, self._sheet, self._areas.portrait) if signature else ""

    def attachments(self, document: Document) -> str:
        """Return the attachments, each on a new page; one with a table too wide for it on a turned page."""
        parts: list[str] = []
        turned = False
        for attachment in (each for each in document.attachments if each.bound):
            if (wide := is_wide(attachment, self._sheet, self._areas)) != turned:
                parts.append(self._section_end(SectionEnd(landscape=turned)))
                turned = wide
            parts.extend(self._attachment(attachment, self._areas[turned]))
        then = Paging(document, self._sheet, self._areas).imprint_place
        if turned or then.apart:
            parts.append(self._section_end(SectionEnd(landscape=turned, then=then)))
            # LibreOffice drops the break before a floating table that a section begins with.
            parts.append(gap_xml(self._sheet) if document.imprint else "")
        return "".join(parts)

    def unbound(self, document: Document) -> str:
        """Return the annexes that are not bound with the notice: each a section that counts its own pages."""
        attachments = [each for each in document.attachments if not each.bound]
        parts = [self._section_end(SectionEnd())] if attachments else []
        for attachment in attachments:
            turned = is_wide(attachment, self._sheet, self._areas)
            parts.extend(self._attachment(attachment, self._areas[turned]))
            parts.append(self._section_end(SectionEnd(landscape=turned, restart=True)))
        return "".join(parts)

    def _attachment(self, attachment: Attachment, width: int) -> Iterator[str]:
        flow = tuple(attachment.flow())
        for place, (block, following) in enumerate(zip(flow, (*flow[1:], None), strict=True)):
            breaks = not isinstance(block, Paragraph) or block.role not in _BREAKING
            beside = _above(block, following)._replace(page_break=place == 0 and breaks)
            yield self._block(block, width, beside)

    def _section_end(self, end: SectionEnd) -> str:
        # The properties of the section are the template's own; `sections` fills them in.
        size = element("pgSz", orient="landscape" if end.landscape else "portrait")
        numbering = element("pgNumType", start=1) if end.restart else ""
        even = element("type", val="evenPage") if end.then.even else ""
        # A title page without a footer of its own has no page number.
        bare = element("titlePg") if end.then.even else ""
        return gap_xml(self._sheet, section=element("sectPr", even, size, numbering, bare))

    def _block(self, block: Block, width: int, beside: Beside = PLAIN) -> str:
        if isinstance(block, Table):
            return table_xml(block, self._sheet, width, beside.page_break)
        if isinstance(block, Figure):
            return figure_xml(block, next(self._drawn), self._sheet)
        if block.role in MEASURED:
            indent = annex_note_indent(block, self._sheet)
            scale = fitting_scale(block, self._sheet, width)
            beside = beside._replace(indent=indent, scale=scale)
        return paragraph_xml(block, self._sheet, beside)


def _above(block: Block, following: Block | None) -> Beside:
    if (
        isinstance(block, Paragraph)
        and isinstance(following, Paragraph)
        and following.role is Role.DRAFT_NOTE
    ):
        return Beside(_ABOVE_NOTE.get(block.role, ""))
    return PLAIN
