"""Layout rules as data: what a notice must measure, by which clause, and how strictly."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from docgen.records import record

_FOLDER: Final = Path(__file__).parent

STANDARD: Final = "gbt9704-2012"
"""The profile that every other one builds on."""
YES: Final = "是"
NO: Final = "否"
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


_exact = lru_cache(maxsize=512)(Fraction)
"""Numbers of rules by how they are written: each notice asks for the same ones."""


@record
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
        return _exact(self.value)


@record
class Profile:
    """A set of layout rules and the fonts it uses."""

    id: str
    title: str
    fonts: Mapping[str, tuple[str, ...]]
    """The fonts of each logical name: the one to write, then those that may stand in for it."""
    rules: Mapping[str, Rule]
    fallback: Mapping[str, tuple[str, ...]]
    """The families that rare characters fall back to, in order, by logical name."""

    def font(self, logical: str) -> str:
        """Return the font to write for a logical name such as 仿宋."""
        return self.fonts[logical][0]

    def fallback_of(self, family: str) -> tuple[str, ...]:
        """Return the families that may set what `family` lacks, by its logical name, or else as for 宋体."""
        logical = (name for name, families in self.fonts.items() if family in families)
        return self.fallback.get(next(logical, "宋体"), ())

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

    def margin(self, side: str) -> Fraction:
        """Return a margin as Word's page setup wants it, in points."""
        lift = {"top": -1, "bottom": 1}.get(side, 0) * self.points("grid.lift")
        return self.points(f"margin.{side}") + lift


def built_in() -> tuple[str, ...]:
    """Return the ids of the built-in profiles."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.yaml")))


@cache
def load(id: str = STANDARD) -> Profile:
    """Return the built-in profile `id`."""
    import yaml  # noqa: PLC0415 - start-up stays light

    # Every scalar is its text: clause 5.2 is no number. Events alone take a fifth of what loading takes.
    events = yaml.parse((_FOLDER / f"{id}.yaml").read_bytes(), getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    opened: list[list[Any]] = [[]]
    for event in events:
        if isinstance(event, yaml.ScalarEvent):
            opened[-1].append(event.value)
        elif isinstance(event, yaml.CollectionStartEvent):
            opened.append([])
        elif isinstance(event, yaml.CollectionEndEvent):
            entries = opened.pop()
            is_mapping = isinstance(event, yaml.MappingEndEvent)
            opened[-1].append(dict(zip(entries[::2], entries[1::2], strict=True)) if is_mapping else entries)
    ((data,),) = opened
    return laid_over(load(data["extends"]) if "extends" in data else _NOTHING, data)


def laid_over(base: Profile, data: Mapping[str, Any]) -> Profile:
    """Return the profile of a file's `data`, which says only where it differs from `base`."""
    said = {entry["id"]: entry for entry in data.get("rules", ())}
    own = {id: _rule(entry, base.rules.get(id), data["title"]) for id, entry in said.items()}
    rules = _with_area({**base.rules, **own}, own)
    fonts, fallback = (_chains(data.get(key, {})) for key in ("fonts", "fallback"))
    return Profile(
        data["id"],
        data["title"],
        MappingProxyType({**base.fonts, **fonts}),
        MappingProxyType(rules),
        MappingProxyType({**base.fallback, **fallback}),
    )


def _chains(data: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({logical: tuple(names) for logical, names in data.items()})


def _rule(entry: Mapping[str, str], base: Rule | None, title: str) -> Rule:
    rule = base or Rule(entry["id"], "", Strength.PRACTICE, "", Unit.NONE, "")
    return Rule(
        entry["id"],
        entry.get("clause", rule.clause),
        # What differs from the standard is practice, whatever force the standard's value has.
        Strength(entry.get("strength", Strength.PRACTICE)),
        entry["value"],
        Unit(entry.get("unit", rule.unit)),
        entry.get("source", title),
    )


def _with_area(rules: Mapping[str, Rule], own: Mapping[str, Rule]) -> Mapping[str, Rule]:
    """Return `rules` with the type area that other margins leave."""
    area = {}
    for id, causes in _AREA.items():
        if id not in own and any(cause in own for cause in causes):
            paper, *taken = (_millimetres(rules[cause]) for cause in causes)
            area[id] = Rule(
                id,
                rules[id].clause,
                Strength.PRACTICE,
                f"{float(paper - sum(taken)):.6g}",
                Unit.MILLIMETRE,
                "推得：用纸减页边距",
            )
    return {**rules, **{id: rule for id, rule in area.items() if rule.number != rules[id].number}}


def _millimetres(rule: Rule) -> Fraction:
    return rule.number if rule.unit is Unit.MILLIMETRE else rule.number / POINTS_PER_MM


_AREA: Final = {
    "area.width": ("paper.width", "margin.left", "margin.right"),
    "area.height": ("paper.height", "margin.top", "margin.bottom", "area.inset", "area.inset"),
}
"""What each side of the type area is left of: the paper, and what is taken from it."""
_NOTHING: Final = Profile("", "", MappingProxyType({}), MappingProxyType({}), MappingProxyType({}))
