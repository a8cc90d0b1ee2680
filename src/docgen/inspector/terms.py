"""Lengths, type sizes and fonts as Word's users call them."""

from fractions import Fraction
from typing import Final

from docgen.diagnostics import Words
from docgen.document import Role
from docgen.inspector.remarks import Compared
from docgen.profiles import POINTS_PER_MM, Profile

_SIZES: Final = {
    "42": "初号",
    "36": "小初",
    "26": "一号",
    "24": "小一",
    "22": "二号",
    "18": "小二",
    "16": "三号",
    "15": "小三",
    "14": "四号",
    "12": "小四",
    "10.5": "五号",
    "9": "小五",
    "7.5": "六号",
    "6.5": "小六",
}
# In this order: 仿宋 holds 宋, and so does 小标宋.
_FAMILIES: Final = (
    ("小标宋", ("小标宋", "xiaobiaosong", "xbs")),
    ("仿宋", ("仿宋", "fangsong", "fang song")),
    ("楷体", ("楷", "kaiti", "stkai", "simkai")),
    ("黑体", ("黑体", "simhei", "heiti", "sthei")),
    ("宋体", ("宋体", "simsun", "stsong", "songti")),
)
_ENGLISH: Final = {
    Role.COPY_NUMBER: "the copy number",
    Role.SECRECY: "the classification",
    Role.URGENCY: "the degree of urgency",
    Role.MARK: "the mark of the issuer",
    Role.JOINT_MARK: "the marks of the issuers",
    Role.JOINT_MARK_END: "文件 behind the marks",
    Role.LETTER_MARK: "the mark of the letter",
    Role.SIGNED_NUMBER: "the document number and the signers",
    Role.LETTER_NUMBER: "the document number",
    Role.NUMBER: "the document number",
    Role.TITLE: "the title",
    Role.DRAFT_NOTE: "the draft note",
    Role.ADDRESSEES: "the addressees",
    Role.BODY: "body text",
    Role.HEADING_1: "headings of level 1",
    Role.HEADING_2: "headings of level 2",
    Role.HEADING_3: "headings of level 3",
    Role.HEADING_4: "headings of level 4",
    Role.ANNEX_NOTE: "the list of annexes",
    Role.ANNEX_NOTE_NEXT: "the list of annexes",
    Role.ATTENDANCE: "the attendance",
    Role.ISSUER: "the issuer's signature",
    Role.DATE: "the date",
    Role.SEALED_ISSUER: "the issuer's signature",
    Role.SEALED_DATE: "the date",
    Role.STAMP_TITLE: "the office of the signer",
    Role.STAMP_DATE: "the date",
    Role.NOTE: "the note below the date",
    Role.TEXT_TITLE: "the title of the issued text",
    Role.ANNEX_MARK: "the mark of an annex",
    Role.ANNEX_TITLE: "the title of an annex",
    Role.MAIN_TO: "the addressees in the imprint",
    Role.COPY_TO: "the copy line",
    Role.PRINTED_BY: "the printing line",
}
_CHINESE: Final = {
    Role.BODY: "正文",
    Role.TITLE: "标题",
    Role.ANNEX_NOTE_NEXT: "附件说明",
    Role.SEALED_ISSUER: "发文机关署名",
    Role.SEALED_DATE: "成文日期",
    Role.STAMP_DATE: "成文日期",
    Role.LETTER_NUMBER: "发文字号",
}


def both(text: str) -> Words:
    """Return words that are the same in both languages."""
    return Words(text, text)


def blank_lines(count: Fraction) -> Words:
    """Return a number of blank lines."""
    return Words(f"空 {shown(count)} 行", f"{shown(count)} blank line{'' if count == 1 else 's'}")


def ending(words: str, wanted: Words) -> Words:
    """Return what `words` end with, or that they lack what is wanted."""
    last = words[-1:]
    return Words(f"没有{wanted.zh}", f"no {wanted.en}") if last.isalnum() else both(f"“{last}”")


def quoted(text: str) -> Words:
    """Return the author's own words in quotation marks, unless they have some."""
    return both(text if "“" in text else f"“{text}”")


def name(role: Role) -> Words:
    """Return what a role is called in a message."""
    return Words(_CHINESE.get(role, role.value), _ENGLISH.get(role, role.value))


def shown(value: Fraction, digits: int = 1) -> str:
    """Return a number with as few decimals as it needs, `digits` at most."""
    text = f"{float(value):.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def mm(points: Fraction) -> str:
    """Return a length in millimetres."""
    return f"{shown(points / POINTS_PER_MM)} mm"


def within(wanted: Fraction, tolerance: Fraction) -> Words:
    """Return a length in millimetres with what it may be off."""
    return Words(f"{mm(wanted)}（±{mm(tolerance)}）", f"{mm(wanted)} ±{mm(tolerance)}")


def cm(points: Fraction) -> str:
    """Return a length as Word's dialogs take it."""
    return f"{shown(points / POINTS_PER_MM / 10, 2)} 厘米"


def characters(count: Fraction) -> Words:
    """Return a number of characters."""
    return Words(f"{shown(count)} 字", f"{shown(count)} characters")


def in_characters(wanted: Fraction, seen: Fraction, tolerance: Fraction) -> Compared:
    """Return two lengths counted in characters, and how far they may be apart."""
    required, off = characters(wanted), shown(tolerance, 2)
    return Compared(Words(f"{required.zh}（±{off}）", f"{required.en} ±{off}"), characters(seen))


def size(points: Fraction) -> Words:
    """Return a type size by its Chinese name and in points."""
    number = shown(points)
    named = _SIZES.get(number)
    return Words(f"{named}（{number} 磅）" if named else f"{number} 磅", f"{number} pt")


def family(font: str, profile: Profile) -> str:
    """Return the logical name of a font, such as 仿宋, or its own name when it has none."""
    for logical, fonts in profile.fonts.items():
        if font in fonts:
            return logical
    lower = font.lower()
    for logical, marks in _FAMILIES:
        if any(mark in lower for mark in marks):
            return logical
    return font


def is_black(colour: str) -> bool:
    """Return whether a colour, in six hexadecimal digits or `auto`, is black."""
    return colour in ("auto", "000000")


def is_red(colour: str) -> bool:
    """Return whether a colour counts as red; printers know more than one."""
    try:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    except ValueError:
        return False
    return red >= 0xC0 and max(green, blue) <= 0x50


def colour_name(colour: str) -> Words:
    """Return what a colour is called."""
    if is_black(colour):
        return Words("黑色", "black")
    return Words("红色", "red") if is_red(colour) else both(f"#{colour}")
