"""Widths of text in characters, and the indents that follow from them and that no style can know."""

import unicodedata
from fractions import Fraction
from functools import lru_cache
from typing import Final

from docgen.document import Paragraph, Role, Signature
from docgen.patterns import regex
from docgen.renderers.word.stylesheet import Stylesheet, Typeface
from docgen.renderers.word.wordml import element, twips

_NARROW: Final = frozenset(" .,:;'|!")
"""Western characters a quarter as wide as a Chinese one."""
_ANNEX_NUMBER: Final = regex(r"(?:附件[：:])?(\d+[.．、]\s*)")
_NARROWEST: Final = {
    **dict.fromkeys((Role.MARK, Role.JOINT_MARK, Role.LETTER_MARK), 50),
    **dict.fromkeys((Role.TITLE, Role.TEXT_TITLE, Role.ANNEX_TITLE), 90),
}
"""Percent of their width to which the characters of a title may be narrowed before its line breaks."""
MEASURED: Final = frozenset({*_NARROWEST, Role.ANNEX_NOTE, Role.ANNEX_NOTE_NEXT})
"""Roles whose paragraphs have an indent or a scale of their own, by the width of their words."""


@lru_cache(maxsize=1 << 14)
def quarters(line: str) -> int:
    """Return the width of a line in quarters of a Chinese character; digits of Times New Roman take two."""
    width = sum(map(_QUARTERS.__getitem__, line))
    if not line.isascii():
        # Word sets Chinese and Western characters a quarter apart.
        kinds = "".join(map(_KINDS.__getitem__, line))
        width += kinds.count(_WESTERN + _CHINESE) + kinds.count(_CHINESE + _WESTERN)
    return width


def points(text: str, face: Typeface) -> Fraction:
    """Return the width of the longest line of `text`."""
    return max(
        Fraction(quarters(line), 4) * face.size + len(line) * face.spacing for line in text.split("\n")
    )


def fitting_scale(paragraph: Paragraph, sheet: Stylesheet, width: int) -> int:
    """Return the percent of its width in which a mark's or title's longest line fits into `width` twips.

    Marks are narrowed as offices do it; a title only where it would carry over a character or two.
    """
    if paragraph.role not in _NARROWEST:
        return 100
    natural = points(paragraph.text, sheet.typeface(paragraph.role)) * 20
    percent = int(width * 100 / natural) if natural > width else 100
    return percent if percent >= _NARROWEST[paragraph.role] else 100


def signature_indents(signature: Signature, sheet: Stylesheet, width: int) -> tuple[str, str]:
    """Return `w:ind` and `w:jc` for the issuers and for the date; empty where the styles' own hold.

    7.3.5.2: the date's first character stands two characters right of the issuer's first; a date that is
    the longer of the two keeps its own inset and the issuer moves left. `width` is that of the type area, in
    twips. What moves is placed from the left: programs leave unlike gaps between Chinese and digits, so the
    start of a date placed from the right would not be the same in all of them.
    """
    date = points(signature.date.text, sheet.typeface(Role.DATE))
    issuer = max((points(each.text, sheet.typeface(Role.ISSUER)) for each in signature.issuers), default=None)
    if issuer is None:
        return "", ""
    area, shift = Fraction(width, 20), 2 * sheet.typeface(Role.DATE).size
    if date > issuer:
        start = area - sheet.indents(Role.DATE).right - date
        return _from_left(start - shift), _from_left(start)
    return "", _from_left(area - sheet.indents(Role.ISSUER).right - issuer + shift)


def annex_note_indent(paragraph: Paragraph, sheet: Stylesheet) -> str:
    """Return `w:ind` for a numbered line of the annex list: 7.3.4, a long name wraps under its own start."""
    if paragraph.role not in (Role.ANNEX_NOTE, Role.ANNEX_NOTE_NEXT):
        return ""
    found = _ANNEX_NUMBER.match(paragraph.text)
    if not found:
        return ""
    face, style = sheet.typeface(paragraph.role), sheet.indents(paragraph.role)
    number = points(found[1], face)
    return _indent(left=style.left + number, hanging=style.hanging + number)


def _from_left(start: Fraction) -> str:
    return _indent(left=start, right=Fraction(0)) + element("jc", val="left")


def _indent(**sides: Fraction) -> str:
    attributes: dict[str, int] = {}
    for side, length in sides.items():
        # The style's own indent in characters would win over a length.
        attributes |= {f"{side}Chars": 0, side: twips(length)}
    return element("ind", **attributes)


class _Quarters(dict[str, int]):
    """Widths of characters in quarters of a Chinese one, worked out when first asked for."""

    def __missing__(self, char: str) -> int:
        self[char] = width = _quarters(char)
        return width


class _Kinds(dict[str, str]):
    """Whether characters are Western, Chinese or neither, worked out when first asked for."""

    def __missing__(self, char: str) -> str:
        western = char.isascii() and char.isalnum()
        chinese = unicodedata.category(char) == "Lo"
        self[char] = kind = _WESTERN if western else _CHINESE if chinese else "."
        return kind


def _quarters(char: str) -> int:
    if char in _NARROW:
        return 1
    if unicodedata.combining(char):
        return 0
    # “ ” — … count as ambiguous: in Chinese type they are full width.
    return 4 if unicodedata.east_asian_width(char) in "WFA" else 2


_WESTERN: Final = "w"
_CHINESE: Final = "c"
_QUARTERS: Final = _Quarters()
_KINDS: Final = _Kinds()
