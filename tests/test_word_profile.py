"""The layout profile: its rules are whole, and its lengths convert exactly."""

import re
from fractions import Fraction

import pytest

from docgen.profiles import Strength, built_in, load

PROFILE = load()


@pytest.mark.parametrize("id", built_in())
def test_every_rule_says_where_it_comes_from(id: str) -> None:
    assert all(rule.source for rule in load(id).rules.values())


@pytest.mark.parametrize("id", built_in())
def test_a_rule_of_the_standard_names_its_clause(id: str) -> None:
    clause = re.compile(r"\d+(\.\d+){0,3}")
    for rule in load(id).rules.values():
        assert rule.strength is Strength.PRACTICE or clause.fullmatch(rule.clause), rule.id


def test_every_font_of_a_rule_has_a_name_to_write() -> None:
    fonts = [rule.value for rule in PROFILE.rules.values() if rule.id.endswith(".font")]
    assert [PROFILE.font(name) for name in fonts]


@pytest.mark.parametrize(
    ("id", "points"),
    [
        ("margin.top", Fraction(37 * 720, 254)),
        ("grid.pitch", Fraction("28.95")),
        ("title.before", 2 * Fraction("28.95")),
        ("body.first-line", Fraction(32)),
    ],
)
def test_a_length_is_exact_in_points(id: str, points: Fraction) -> None:
    assert PROFILE.points(id) == points


def test_a_character_is_as_wide_as_the_type_it_counts_in() -> None:
    assert PROFILE.points("copy-to.right", Fraction(14)) == 14


def test_the_type_area_is_what_the_margins_leave() -> None:
    def number(id: str) -> Fraction:
        return PROFILE.rules[id].number

    assert number("paper.width") - number("margin.left") - number("margin.right") == number("area.width")
    assert number("paper.height") - number("margin.top") - number("margin.bottom") == number("area.height")


def test_22_lines_and_28_characters_fit_the_type_area() -> None:
    assert 22 * PROFILE.points("grid.pitch") <= PROFILE.points("area.height")
    character = PROFILE.points("text.size") + PROFILE.points("grid.spacing")
    assert 28 * character <= PROFILE.points("area.width") < 29 * character
