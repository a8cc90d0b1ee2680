"""Blocks in printed order put together as a Document, each part known by its role."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from docgen.diagnostics import Mistake, Words
from docgen.document import (
    Attachment,
    Block,
    Document,
    Figure,
    Head,
    Imprint,
    Paragraph,
    Picture,
    Role,
    Signature,
)

_LABELS: Final = (Role.COPY_NUMBER, Role.SECRECY, Role.URGENCY)
_MARKS: Final = (Role.MARK, Role.JOINT_MARK, Role.LETTER_MARK)
_NUMBERS: Final = (Role.NUMBER, Role.SIGNED_NUMBER, Role.LETTER_NUMBER)
HEAD: Final = frozenset({*_LABELS, *_MARKS, *_NUMBERS, Role.JOINT_MARK_END})
IMPRINT: Final = frozenset({Role.MAIN_TO, Role.COPY_TO, Role.PRINTED_BY})
_ISSUERS: Final = (Role.ISSUER, Role.SEALED_ISSUER, Role.STAMP_TITLE)
_DATES: Final = (Role.DATE, Role.SEALED_DATE, Role.STAMP_DATE)
_ATTACHED: Final = frozenset({Role.TEXT_TITLE, Role.ANNEX_MARK})
_AFTER_BODY: Final = IMPRINT | _ATTACHED | {*_ISSUERS, *_DATES, Role.NOTE}


class Piece(NamedTuple):
    """A block, whether it starts a page on its own account, and the pictures that float around it."""

    block: Block
    breaks: bool = False
    pictures: tuple[Picture, ...] = ()

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
        attachments=tuple(_attachments(flow, bound=True)),
        imprint=_imprint(flow),
    )
    unbound = tuple(_attachments(flow, bound=False))
    flow.finish()
    return replace(document, attachments=(*document.attachments, *unbound))


class _Flow:
    """The pieces not yet placed."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self.place = 0

    @property
    def next(self) -> Piece | None:
        return self._pieces[self.place] if self.place < len(self._pieces) else None

    def pictures_since(self, place: int) -> tuple[Picture, ...]:
        return tuple(picture for piece in self._pieces[place : self.place] for picture in piece.pictures)

    def take(self, *roles: Role) -> Paragraph | None:
        piece = self.next
        if piece and isinstance(piece.block, Paragraph) and piece.role in roles:
            self.place += 1
            return piece.block
        return None

    def pop(self) -> Block:
        self.place += 1
        return self._pieces[self.place - 1].block

    def take_all(self, *roles: Role) -> Iterator[Paragraph]:
        while paragraph := self.take(*roles):
            yield paragraph

    def demand(self, *roles: Role) -> Paragraph:
        if paragraph := self.take(*roles):
            return paragraph
        raise _misplaced(self.next, roles[0])

    def until(self, ends: Callable[[Piece], bool]) -> Iterator[Block]:
        while (piece := self.next) and not ends(piece):
            self.place += 1
            yield piece.block

    def finish(self) -> None:
        if self.next:
            raise _misplaced(self.next)


def _ends_body(piece: Piece) -> bool:
    return piece.breaks or piece.role in _AFTER_BODY


def _ends_attachment(piece: Piece) -> bool:
    return piece.breaks or piece.role in _ATTACHED or piece.role in IMPRINT


def _head(flow: _Flow) -> Head | None:
    found = list(flow.take_all(*HEAD))
    if not found:
        return None

    def of(*roles: Role) -> Paragraph | None:
        return next((line for line in found if line.role in roles), None)

    marks = [line for line in found if line.role in _MARKS]
    if not marks:
        raise _misplaced(Piece(found[0]), Role.MARK)
    number = of(*_NUMBERS)
    if number is None and not (flow.next and flow.next.role is Role.TITLE):
        raise _misplaced(flow.next, Role.NUMBER)
    labels = (of(role) for role in _LABELS)
    return Head(marks[0], number, tuple(marks[1:]), of(Role.JOINT_MARK_END), *labels)


def _signature(flow: _Flow) -> Signature | None:
    first = flow.place
    issuers = tuple(flow.take_all(*_ISSUERS))
    date = flow.demand(*_DATES) if issuers else flow.take(*_DATES)
    return Signature(issuers, date, flow.pictures_since(first)) if date else None


def _attachments(flow: _Flow, *, bound: bool) -> Iterator[Attachment]:
    while (piece := flow.next) and (piece.breaks or piece.role in _ATTACHED):
        mark = flow.take(Role.ANNEX_MARK)
        title = flow.take(Role.ANNEX_TITLE) if mark else flow.take(Role.TEXT_TITLE, Role.ANNEX_TITLE)
        first = () if mark or title else (flow.pop(),)
        yield Attachment(mark, title, (*first, *flow.until(_ends_attachment)), bound=bound)


def _imprint(flow: _Flow) -> Imprint | None:
    main_to, copy_to = flow.take(Role.MAIN_TO), flow.take(Role.COPY_TO)
    printed_by = flow.take(Role.PRINTED_BY)
    return Imprint(copy_to, printed_by, main_to) if main_to or copy_to or printed_by else None


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
    if isinstance(piece.block, Figure):
        return "一张图", "a figure"
    return "一张表格", "a table"
