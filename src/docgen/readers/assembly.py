"""Blocks in printed order put together as a Document, each part known by its role."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from docgen.diagnostics import Mistake, Words
from docgen.document import Attachment, Block, Document, Head, Imprint, Paragraph, Role, Signature

_IMPRINT: Final = frozenset({Role.COPY_TO, Role.PRINTED_BY})
_ATTACHED: Final = frozenset({Role.TEXT_TITLE, Role.ANNEX_MARK})
_AFTER_BODY: Final = _IMPRINT | _ATTACHED | {Role.ISSUER, Role.DATE, Role.NOTE}


class Piece(NamedTuple):
    """A block, and whether it starts a page on its own account."""

    block: Block
    breaks: bool = False

    @property
    def role(self) -> Role | None:
        """The role of a paragraph; None for a table."""
        return self.block.role if isinstance(self.block, Paragraph) else None


def assemble(pieces: Sequence[Piece]) -> Document:
    """Return the notice made of `pieces`; raise `Mistake` when one stands where its role has no place."""
    flow = _Flow(pieces)
    head = _head(flow)
    document = Document(
        name="",
        head=head,
        title=flow.demand(Role.TITLE),
        draft_note=flow.take(Role.DRAFT_NOTE),
        addressees=flow.take(Role.ADDRESSEES),
        body=tuple(flow.until(_ends_body)),
        signature=_signature(flow),
        note=flow.take(Role.NOTE),
        attachments=tuple(_attachments(flow)),
        imprint=_imprint(flow),
    )
    flow.finish()
    return document


class _Flow:
    """The pieces not yet placed."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._place = 0

    @property
    def next(self) -> Piece | None:
        return self._pieces[self._place] if self._place < len(self._pieces) else None

    def take(self, *roles: Role) -> Paragraph | None:
        piece = self.next
        if piece and isinstance(piece.block, Paragraph) and piece.role in roles:
            self._place += 1
            return piece.block
        return None

    def pop(self) -> Block:
        self._place += 1
        return self._pieces[self._place - 1].block

    def demand(self, role: Role) -> Paragraph:
        if paragraph := self.take(role):
            return paragraph
        raise _misplaced(self.next, role)

    def until(self, ends: Callable[[Piece], bool]) -> Iterator[Block]:
        while (piece := self.next) and not ends(piece):
            self._place += 1
            yield piece.block

    def finish(self) -> None:
        if self.next:
            raise _misplaced(self.next)


def _ends_body(piece: Piece) -> bool:
    return piece.breaks or piece.role in _AFTER_BODY


def _ends_attachment(piece: Piece) -> bool:
    return piece.breaks or piece.role in _ATTACHED or piece.role in _IMPRINT


def _head(flow: _Flow) -> Head | None:
    mark = flow.take(Role.MARK)
    return Head(mark, flow.demand(Role.NUMBER)) if mark else None


def _signature(flow: _Flow) -> Signature | None:
    issuers: list[Paragraph] = []
    while issuer := flow.take(Role.ISSUER):
        issuers.append(issuer)
    if issuers:
        return Signature(tuple(issuers), flow.demand(Role.DATE))
    date = flow.take(Role.DATE)
    return Signature((), date) if date else None


def _attachments(flow: _Flow) -> Iterator[Attachment]:
    while (piece := flow.next) and (piece.breaks or piece.role in _ATTACHED):
        mark = flow.take(Role.ANNEX_MARK)
        title = flow.take(Role.ANNEX_TITLE) if mark else flow.take(Role.TEXT_TITLE, Role.ANNEX_TITLE)
        first = () if mark or title else (flow.pop(),)
        yield Attachment(mark, title, (*first, *flow.until(_ends_attachment)))


def _imprint(flow: _Flow) -> Imprint | None:
    copy_to = flow.take(Role.COPY_TO)
    if copy_to:
        return Imprint(copy_to, flow.demand(Role.PRINTED_BY))
    printed_by = flow.take(Role.PRINTED_BY)
    return Imprint(None, printed_by) if printed_by else None


def _misplaced(piece: Piece | None, wanted: Role | None = None) -> Mistake:
    words, kind = _described(piece)
    if wanted:
        message = Words(
            f"这里应当是“{wanted}”，Word 文件里却是{words}", f"{wanted} should stand here, not {kind}"
        )
    else:
        message = Words(f"{words}不该排在这个位置", f"{kind} has no place here")
    return Mistake("out-of-place", message)


def _described(piece: Piece | None) -> tuple[str, str]:
    if piece is None:
        return "文件末尾", "the end of the file"
    if isinstance(piece.block, Paragraph):
        role, text = piece.block.role, piece.block.text[:30]
        return f"样式“{role}”的一段“{text}”", f"the paragraph {text!r} of style {role}"
    return "一张表格", "a table"
