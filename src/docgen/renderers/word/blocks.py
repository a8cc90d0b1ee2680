"""The block serializer: mark, title, body, signature and attachments with named styles and nothing else.

What a style cannot know goes beside it: a column grid, a page break before an unmarked attachment, indents
and scaling that follow from the width of the words, and what must not part at the end of a page.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from docgen.document import Attachment, Block, Document, Paragraph, Role, Signature, Table
from docgen.renderers.word import styles
from docgen.renderers.word.measure import annex_note_indent, fitting_scale, signature_indents
from docgen.renderers.word.paragraphs import PLAIN, Beside, paragraph_xml
from docgen.renderers.word.stylesheet import Stylesheet
from docgen.renderers.word.tables import table_xml
from docgen.renderers.word.widths import fits
from docgen.renderers.word.wordml import element

_BREAKING: Final = frozenset({Role.TEXT_TITLE, Role.ANNEX_MARK})
"""Roles whose style starts a page."""
_ABOVE_NOTE: Final = {
    Role.TITLE: styles.TITLE_ABOVE_NOTE.name,
    Role.TEXT_TITLE: styles.TEXT_TITLE_ABOVE_NOTE.name,
}
"""Styles of titles that leave the blank line below them to the draft note."""


class Areas(NamedTuple):
    """The width of the type area in twips, on an upright page and on one lying on its side."""

    portrait: int
    landscape: int


class BlockSerializer:
    """Writes blocks with the styles of one template."""

    def __init__(self, sheet: Stylesheet, areas: Areas) -> None:
        self._sheet = sheet
        self._areas = areas

    def mark(self, document: Document) -> str:
        """Return 发文机关标志."""
        return self._block(document.head.mark, self._areas.portrait) if document.head else ""

    def title(self, document: Document) -> str:
        """Return 公文标题."""
        return self._block(document.title, self._areas.portrait, _above(document.title, document.draft_note))

    def body(self, document: Document) -> str:
        """Return the body; its last paragraph keeps with the signature, so that no page holds that alone."""
        last = len(document.body) - 1 if document.signature else -1
        blocks = enumerate(document.body)
        width = self._areas.portrait
        return "".join(self._block(block, width, Beside(keep_next=place == last)) for place, block in blocks)

    def signature(self, signature: Signature | None) -> str:
        """Return 署名 and 成文日期."""
        if not signature:
            return ""
        issuer, date = signature_indents(signature, self._sheet)
        issuers = (paragraph_xml(each, self._sheet, Beside(indent=issuer)) for each in signature.issuers)
        return "".join(issuers) + paragraph_xml(signature.date, self._sheet, Beside(indent=date))

    def attachments(self, attachments: tuple[Attachment, ...]) -> str:
        """Return the attachments, each on a new page; one with a table too wide for it on a turned page."""
        parts: list[str] = []
        turned = False
        for attachment in attachments:
            if (wide := self._is_wide(attachment)) != turned:
                parts.append(self._section_end(turned))
                turned = wide
            parts.extend(self._attachment(attachment, self._areas[turned]))
        if turned:
            parts.append(self._section_end(turned))
        return "".join(parts)

    def _attachment(self, attachment: Attachment, width: int) -> Iterator[str]:
        flow = tuple(attachment.flow())
        for place, (block, following) in enumerate(zip(flow, (*flow[1:], None), strict=True)):
            breaks = isinstance(block, Table) or block.role not in _BREAKING
            beside = replace(_above(block, following), page_break=place == 0 and breaks)
            yield self._block(block, width, beside)

    def _is_wide(self, attachment: Attachment) -> bool:
        size = self._sheet.typeface(Role.CELL_TEXT).size
        tables = (block for block in attachment.blocks if isinstance(block, Table))
        return any(not fits(table, size, self._areas.portrait) for table in tables)

    def _section_end(self, landscape: bool) -> str:
        # The properties of the section are the template's own; `sections` fills them in.
        size = element("pgSz", orient="landscape" if landscape else "portrait")
        style = element("pStyle", val=self._sheet.id(styles.GAP.name))
        return element("p", element("pPr", style, element("sectPr", size)))

    def _block(self, block: Block, width: int, beside: Beside = PLAIN) -> str:
        if isinstance(block, Table):
            return table_xml(block, self._sheet, width, beside.page_break)
        indent = annex_note_indent(block, self._sheet)
        scale = fitting_scale(block, self._sheet, width)
        return paragraph_xml(block, self._sheet, replace(beside, indent=indent, scale=scale))


def _above(block: Block, following: Block | None) -> Beside:
    if (
        isinstance(block, Paragraph)
        and isinstance(following, Paragraph)
        and following.role is Role.DRAFT_NOTE
    ):
        return Beside(_ABOVE_NOTE.get(block.role, ""))
    return PLAIN
