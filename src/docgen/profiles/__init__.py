"""Layout rules as data: what a notice must measure, by which clause, and how strictly."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

POINTS_PER_MM: Final = Fraction(720, 254)


class Strength(StrEnum):
    """How strictly a rule binds, in the standard's own words; only 规定 may fail a check."""

    REQUIRED = "规定"
    USUAL = "一般"
    RECOMMENDED = "推荐"
    OPTIONAL = "可以"
    PRACTICE = "实务"
    """Not in the standard: what offices do."""


class Unit(StrEnum):
    """The unit of a rule's value."""

    MILLIMETRE = "mm"
    POINT = "磅"
    LINE = "行"
    CHARACTER = "字"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of layout, as its file gives it."""

    id: str
    clause: str
    strength: Strength
    value: str
    unit: Unit
    source: str
    """Where the value comes from; the letters are those of the notes on the standard."""

    @property
    def number(self) -> Fraction:
        """The value as an exact number of its unit."""
        return Fraction(self.value)


@dataclass(frozen=True, slots=True)
class Profile:
    """A set of layout rules and the fonts it uses."""

    id: str
    title: str
    fonts: Mapping[str, tuple[str, ...]]
    """The fonts of each logical name: the one to write, then those that may stand in for it."""
    rules: Mapping[str, Rule]

    def font(self, logical: str) -> str:
        """Return the font to write for a logical name such as 仿宋."""
        return self.fonts[logical][0]

    def text(self, id: str) -> str:
        """Return the value of a rule that holds a word."""
        return self.rules[id].value

    def points(self, id: str, size: Fraction | None = None) -> Fraction:
        """Return the length a rule asks for, in points; `size` is the type size that 字 counts in."""
        rule = self.rules[id]
        match rule.unit:
            case Unit.MILLIMETRE:
                return rule.number * POINTS_PER_MM
            case Unit.CHARACTER:
                return rule.number * (size or self.points("text.size"))
            case Unit.LINE:
                return rule.number * self.points("grid.pitch")
        return rule.number


@cache
def load(id: str = "gbt9704-2012") -> Profile:
    """Return the built-in profile `id`."""
    import yaml  # noqa: PLC0415 - start-up stays light

    text = files(__name__).joinpath(f"{id}.yaml").read_text(encoding="utf-8")
    # BaseLoader keeps every scalar as its text: clause 5.2 is no number.
    data = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it builds text, lists and mappings only
    rules = (_rule(entry) for entry in data["rules"])
    fonts = {logical: tuple(names) for logical, names in data["fonts"].items()}
    by_id = MappingProxyType({rule.id: rule for rule in rules})
    return Profile(data["id"], data["title"], MappingProxyType(fonts), by_id)


def _rule(entry: Mapping[str, str]) -> Rule:
    strength, unit = Strength(entry["strength"]), Unit(entry.get("unit", ""))
    return Rule(entry["id"], entry["clause"], strength, entry["value"], unit, entry["source"])
