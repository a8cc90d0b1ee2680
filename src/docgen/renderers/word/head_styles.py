"""What the head's styles have beyond plain rules: where marks stand, red rules, the frames of a letter."""

from fractions import Fraction
from typing import Final

from docgen.document import Role
from docgen.profiles import Profile
from docgen.renderers.word import ink
from docgen.renderers.word.wordml import element, twips

RULED: Final = frozenset({Role.NUMBER, Role.SIGNED_NUMBER, Role.LETTER_MARK})
"""Roles with a red rule of their own below them."""
_HAIR: Final = Fraction(1)
"""The height in points of a line that is there for its rule or its distance alone."""
_THIN_AND_GAP: Final = Fraction(3, 2)
"""Points that a double rule has beyond its thick line."""


def rule_below(profile: Profile, role: Role) -> str:
    """Return the border of a role in `RULED`: 7.2.7 one rule, 10.1 thick over thin."""
    if role is Role.LETTER_MARK:
        return _double_rule(profile, "thickThinSmallGap")
    return _head_rule(profile, ink.below(profile.points("grid.pitch"), profile.points("text.size")))


def rule_of_mark(profile: Profile) -> str:
    """Return the paragraph properties of a mark without a number: the red rule of 7.2.7 is its own."""
    below = ink.below(mark_line(profile), profile.points("mark.size"))
    return element("pPr", _head_rule(profile, below))


def mark_line(profile: Profile) -> Fraction:
    """Return the line height of a mark."""
    return profile.points("mark.size") * Fraction(5, 4)


def mark_spacing(profile: Profile, line: Fraction, size: Fraction) -> Fraction:
    """Return what stands above a mark's line: 7.2.4 measures from the type area to the ink."""
    top = profile.points("mark.top") + profile.points("area.inset") + profile.points("grid.lift")
    return top - ink.above(line, size)


def letter_frame(profile: Profile) -> str:
    """Return the frame of a letter's mark: 10.1 measures from the edge of the sheet to the ink."""
    size = profile.points("letter-mark.size")
    above = ink.above(letter_mark_line(profile), size)
    return _frame(profile, profile.points("letter-mark.top") - above)


def letter_mark_line(profile: Profile) -> Fraction:
    """Return the line height of a letter's mark, whose rule lies on the lower edge of the line.

    LibreOffice counts the space between a frame's text and its border twice: here there is none.
    """
    return ink.line_ending_below(profile.points("letter-rule.gap"), profile.points("letter-mark.size"))


def letter_number_before(profile: Profile) -> Fraction:
    """Return what stands above the number of a letter: 10.1, 7/8 of a character below the double rule."""
    mark = profile.points("letter-mark.top") + profile.points("letter-mark.size") * ink.HEIGHT
    rule = mark + profile.points("letter-rule.gap") + _double_thickness(profile)
    above = ink.above(profile.points("grid.pitch"), profile.points("text.size"))
    return rule + profile.points("letter-number.gap") - above - profile.margin("top")


def letter_rule(profile: Profile) -> str:
    """Return the paragraph properties of a letter's second rule: thin over thick, 20 mm above the edge."""
    bottom = profile.points("paper.height") - profile.points("letter-rule.bottom")
    top = bottom - _double_thickness(profile) - _HAIR
    spacing = element("spacing", line=twips(_HAIR), lineRule="exact")
    return element("pPr", _frame(profile, top), _double_rule(profile, "thinThickSmallGap"), spacing)


def joint_gap(profile: Profile) -> str:
    """Return the paragraph properties of what keeps the marks of several organs at their distance."""
    line, size = profile.points("joint-mark.line"), profile.points("joint-mark.size")
    before = mark_spacing(profile, line, size) - _HAIR
    return element("pPr", element("spacing", before=twips(before), line=twips(_HAIR), lineRule="exact"))


def _head_rule(profile: Profile, below: Fraction) -> str:
    """Return the rule; its line leaves `below` points below its characters."""
    rule = element(
        "bottom",
        val="single",
        sz=round(profile.points("head-rule.thickness") * 8),
        space=round(profile.points("head-rule.gap") - below),
        color=profile.text("head-rule.colour"),
    )
    return element("pBdr", rule)


def _double_thickness(profile: Profile) -> Fraction:
    return profile.points("letter-rule.thickness") + _THIN_AND_GAP


def _double_rule(profile: Profile, kind: str) -> str:
    # Both rules lie below a line: above it, the two names would mean other things to Word and LibreOffice.
    thickness = round(profile.points("letter-rule.thickness") * 8)
    colour = profile.text("letter-rule.colour")
    return element("pBdr", element("bottom", val=kind, sz=thickness, space=0, color=colour))


def _frame(profile: Profile, top: Fraction) -> str:
    width, y = twips(profile.points("letter-rule.width")), twips(top)
    return element("framePr", w=width, wrap="around", vAnchor="page", hAnchor="page", xAlign="center", y=y)
