"""Document → one HTML page: a sheet of paper for the notice and one for each text or annex it brings."""

from base64 import b64encode
from collections.abc import Iterator
from html import escape

from docgen.document import (
    Attachment,
    Block,
    Document,
    Figure,
    Head,
    Paragraph,
    Picture,
    Role,
    Signature,
    Table,
)
from docgen.renderers.html.figures import Panel, figure_html
from docgen.renderers.html.look import Look
from docgen.renderers.html.runs import Runs
from docgen.renderers.html.tables import table_html
from docgen.renderers.word.estimate import is_wide
from docgen.renderers.word.measure import fitting_scale, points

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_SEALED = (Role.SEALED_ISSUER, Role.STAMP_TITLE)


def render(document: Document, template: bytes) -> bytes:
    """Return the page, in the looks of the Word template `template`."""
    page = _Page(document, Look(template))
    title = escape(document.title.text.replace("\n", ""))
    head = (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        f"<title>{title}</title>\n<style>\n{page.look.css()}</style>\n</head>\n<body>\n"
    )
    return (head + "".join(page.sheets()) + "</body>\n</html>\n").encode()


class _Page:
    """Writes the sheets of one document."""

    def __init__(self, document: Document, look: Look) -> None:
        self.look = look
        self._document = document
        self._runs = Runs(document.places)
        self._areas = look.paper.areas
        self._panels: Iterator[Panel] = iter(())

    def sheets(self) -> Iterator[str]:
        """Yield the sheets in printed order; the imprint stands at the foot of the last bound one."""
        document = self._document
        bound = [each for each in document.attachments if each.bound]
        foot = self._imprint()
        letter = document.head is not None and document.head.mark.role is Role.LETTER_MARK
        kind = "sheet letter" if letter else "sheet"
        yield _sheet("".join(self._notice()) + ("" if bound else foot), "article", kind)
        for attachment in bound:
            yield self._attachment(attachment, foot if attachment is bound[-1] else "")
        for attachment in (each for each in document.attachments if not each.bound):
            yield self._attachment(attachment, "")

    def _notice(self) -> Iterator[str]:
        document = self._document
        if document.head:
            yield f"<header>\n{self._head(document.head)}</header>\n"
        opening = (document.title, document.draft_note, document.addressees)
        yield from (self._block(block) for block in opening if block)
        yield from map(self._block, document.body)
        if document.signature:
            yield self._signature(document.signature)
        if document.note:
            yield self._block(document.note)

    def _head(self, head: Head) -> str:
        labels = "".join(map(self._block, head.labels))
        number = self._block(head.number) if head.number else ""
        if not head.joint and not head.mark_end:
            return labels + self._block(head.mark) + number
        marks = "".join(map(self._block, head.marks))
        end = self._block(head.mark_end) if head.mark_end else ""
        scale = f"transform:scaleX({self._joint_scale(head):g})"
        return f'{labels}<div class="joint" style="{scale}">\n<div>\n{marks}</div>\n{end}</div>\n{number}'

    def _joint_scale(self, head: Head) -> float:
        """Return the share of their width in which the marks of several organs fit into the type area."""
        width = max(self._width(mark) for mark in head.marks) + (
            self._width(head.mark_end) if head.mark_end else 0
        )
        return min(1.0, round(self._areas.portrait / 20 / width, 2))

    def _width(self, line: Paragraph) -> float:
        sheet = self.look.sheet
        return float(points(line.text, sheet.typeface(line.role)) + sheet.indents(line.role).left)

    def _signature(self, signature: Signature) -> str:
        issuers, seals = signature.issuers, signature.pictures
        sealed = any(line.role in _SEALED for line in issuers)
        pictures = (*map(_picture, seals), *[""] * (len(issuers) - len(seals)))
        organs = "".join(
            f'<div class="organ">\n{self._block(line)}{picture}</div>\n'
            for line, picture in zip(issuers, pictures, strict=False)
        )
        kind = "signature" + " sealed" * sealed + " several" * (len(issuers) > 1)
        date = self._block(signature.date)
        return f'<div class="{kind}">\n<div class="organs">\n{organs}</div>\n{date}</div>\n'

    def _imprint(self) -> str:
        imprint = self._document.imprint
        lines = "".join(map(self._block, imprint.flow())) if imprint else ""
        return f'<footer class="imprint">\n{lines}</footer>\n' if lines else ""

    def _attachment(self, attachment: Attachment, foot: str) -> str:
        turned = is_wide(attachment, self.look.sheet, self._areas)
        kind = "sheet turned" if turned else "sheet"
        return _sheet("".join(map(self._block, attachment.flow())) + foot, "section", kind)

    def _block(self, block: Block) -> str:
        if isinstance(block, Table):
            self._panels = _panels(block)
            return table_html(block, self._runs)
        if isinstance(block, Figure):
            return figure_html(block, next(self._panels, None), _picture(block.picture, "picture"))
        scale = fitting_scale(block, self.look.sheet, self._areas.portrait)
        return self._runs.paragraph(block, scale)


def _sheet(inside: str, element: str, kind: str) -> str:
    return f'<{element} class="{kind}">\n{inside}</{element}>\n'


def _panels(table: Table) -> Iterator[Panel]:
    """Yield the panels of a table's chart: the figures behind the table show them."""
    if chart := table.chart:
        for title, bars in zip(chart.panel_titles, chart.panels, strict=True):
            yield Panel(title, bars, chart.target)


def _picture(picture: Picture, kind: str = "seal") -> str:
    data = b64encode(picture.data).decode()
    size = f"width:{float(picture.width):g}mm;height:{float(picture.height):g}mm"
    return f'<img class="{kind}" alt="" style="{size}" src="data:image/png;base64,{data}">\n'
