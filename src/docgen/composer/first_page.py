"""Whether page 1 shows any of the text: 7.3.2 moves addressees into the imprint where they leave no room."""

from fractions import Fraction
from math import ceil

from docgen.document import Head, Paragraph, Role
from docgen.profiles import Profile


def shows_text(head: Head, title: Paragraph, addressees: Paragraph, profile: Profile) -> bool:
    """Return whether a line of text has room below the addressees, counted on the profile's grid."""
    pitch = profile.points("grid.pitch")
    above = _head_height(head, profile) + _title_height(title, profile)
    lines = _lines(addressees.text, int(profile.text("grid.characters")))
    return above + (lines + 1) * pitch <= profile.points("area.height")


def _head_height(head: Head, profile: Profile) -> Fraction:
    pitch = profile.points("grid.pitch")
    if head.mark.role is Role.LETTER_MARK:
        mark = profile.points("letter-mark.top") + profile.points("letter-mark.size")
        rule = profile.points("letter-rule.gap") + profile.points("letter-number.gap")
        return mark + rule - profile.margin("top") + max(1, len(head.labels)) * pitch
    marks = len(head.marks) * profile.points("joint-mark.line") if head.joint else profile.points("mark.size")
    number = head.number.text.count("\n") + 1 if head.number else 0
    between = profile.points("number.before") if number else Fraction(0)
    return profile.points("mark.top") + marks + between + number * pitch + profile.points("head-rule.gap")


def _title_height(title: Paragraph, profile: Profile) -> Fraction:
    across = int(profile.points("area.width") / profile.points("title.size"))
    lines = sum(_lines(line, across) for line in title.text.split("\n"))
    around = profile.points("title.before") + profile.points("title.after")
    return around + lines * profile.points("title.line")


def _lines(text: str, across: int) -> int:
    halves = sum(1 if char.isascii() else 2 for char in text)
    return ceil(Fraction(halves, 2 * across))
