"""Font, size and colour of each element (5.2.2, 5.2.4, 7.2 to 7.4)."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from docgen.diagnostics import Words
from docgen.document import Role
from docgen.inspector import wording
from docgen.inspector.content import Piece
from docgen.inspector.elements import Part
from docgen.inspector.remarks import Compared, Remark
from docgen.inspector.subject import Subject
from docgen.inspector.terms import both, colour_name, family, is_black, is_red, name, size

_UNMEASURED: Final = frozenset(
    {Role.CAPTION, Role.UNIT_LINE, Role.CELL_HEAD, Role.CELL_TEXT, Role.CELL_CENTER, Role.CELL_NUMBER}
)
"""The standard says nothing about tables."""
_LEADS: Final = {
    Role.BODY: ("lead-1.font", "lead-2.font"),
    Role.ATTENDANCE: ("label.font",),
}
"""The fonts that the first sentence of a paragraph, or what stands before its colon, may have as well."""
_INSIDE: Final = {Role.SIGNED_NUMBER: ("signer.font",)}
"""The fonts that words within a line may have as well."""
_TOLERANCE: Final = Fraction(1, 4)
"""Points; Word counts type sizes in halves."""


def find(subject: Subject) -> Iterator[Remark]:
    """Yield the elements whose characters look otherwise."""
    for part in subject.anatomy.parts:
        if part.role and part.role not in _UNMEASURED:
            yield from _font(part, part.role, subject)
            yield from _size(part, part.role, subject)
            yield from _colour(part, part.role, subject)


def _font(part: Part, role: Role, subject: Subject) -> Iterator[Remark]:
    rule = _rule(role, "font", subject)
    wanted = subject.profile.text(rule)
    allowed = {wanted, *map(subject.profile.text, _INSIDE.get(role, ()))}
    leads = set(map(subject.profile.text, _LEADS.get(role, ())))
    end = wording.lead(part.line.words)
    for piece, place in _placed(part):
        known = allowed | leads if place < end else allowed
        if _is_chinese(piece.text) and family(piece.face.font, subject.profile) not in known:
            what = Words(f"{name(role).zh}的字体", f"the font of {name(role).en}")
            yield Remark(
                rule,
                part.line,
                what,
                Compared(both(wanted), both(piece.face.font)),
                _font_fix(wanted, subject),
            )
            return


def _size(part: Part, role: Role, subject: Subject) -> Iterator[Remark]:
    rule = _rule(role, "size", subject)
    if role is Role.MARK:
        # 7.2.4 fixes no size.
        return
    wanted = subject.profile.points(rule)
    for piece in part.line.pieces:
        face = piece.face
        if piece.text.strip() and not face.raised and abs(face.size - wanted) > _TOLERANCE:
            what = Words(f"{name(role).zh}的字号", f"the size of {name(role).en}")
            fix = Words(
                f"选中这些字，开始 → 字号 → {size(wanted).zh}",
                f"select them, Home → Font Size → {size(wanted).en}",
            )
            yield Remark(rule, part.line, what, Compared(size(wanted), size(face.size)), fix)
            return


def _colour(part: Part, role: Role, subject: Subject) -> Iterator[Remark]:
    rule = _rule(role, "colour", subject)
    red = subject.profile.text(rule) != "000000"
    for piece in part.line.pieces:
        right = is_red(piece.face.colour) if red else is_black(piece.face.colour)
        if piece.text.strip() and not right:
            what = Words(f"{name(role).zh}的颜色", f"the colour of {name(role).en}")
            colour = Words("红色", "red") if red else Words("黑色", "black")
            fix = Words(
                f"选中这些字，开始 → 字体颜色 → {colour.zh}", f"select them, Home → Font Color → {colour.en}"
            )
            yield Remark(rule, part.line, what, Compared(colour, colour_name(piece.face.colour)), fix)
            return


def _rule(role: Role, attribute: str, subject: Subject) -> str:
    own = f"{role.name.lower().replace('_', '-')}.{attribute}"
    return own if own in subject.profile.rules else f"text.{attribute}"


def _placed(part: Part) -> Iterator[tuple[Piece, int]]:
    """Yield the pieces with how many characters stand before each, typed blanks at the start apart."""
    text = part.line.text
    place = len(part.line.label) - (len(text) - len(text.lstrip()))
    for piece in part.line.pieces:
        yield piece, place
        place += len(piece.text)


def _is_chinese(text: str) -> bool:
    # Characters beyond GB 2312 are those that 仿宋_GB2312 lacks: another font must set them.
    return any("\u4e00" <= char <= "\u9fff" and _in_gb2312(char) for char in text)


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _font_fix(wanted: str, subject: Subject) -> Words:
    font = subject.profile.font(wanted)
    return Words(f"选中这些字，开始 → 字体 → {font}", f"select them, Home → Font → {font}")
