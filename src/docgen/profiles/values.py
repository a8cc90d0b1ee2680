"""What the value of a layout rule may be, and what to type instead of one that it may not be."""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Final

from docgen.diagnostics import Mistake, Words
from docgen.document import Role, RunRole
from docgen.model.mistakes import right_one, shorten
from docgen.patterns import regex
from docgen.profiles import NO, POINTS_PER_MM, YES, Profile, Rule, Unit

UNITS: Final = tuple(unit.value for unit in Unit if unit is not Unit.NONE)
ALIGNMENTS: Final = ("居中", "左", "右", "两端", "分散")
_FLAGS: Final = ("bold", "page-break")
_OF_RUNS: Final = ("font", "bold")
_OF_PARAGRAPHS: Final = (
    *("font", "size", "colour", "align", "bold", "page-break"),
    *("before", "after", "line", "left", "right", "hanging", "first-line"),
)
"""What may be said of the style of any role, whether the standard says it or not."""
_PAPER_UNITS: Final = (Unit.MILLIMETRE, Unit.POINT)
_ON_PAPER: Final = frozenset(
    {"size", "line", "pitch", "spacing", "thickness", "outer", "inner", "border", "padding"}
)
"""Properties that no 行 and no 字 can count: these are counted in them, or are too small for them."""
_LIMITS: Final = {
    "size": (Fraction(5), Fraction(200)),
    "pitch": (Fraction(8), Fraction(100)),
    "line": (Fraction(8), Fraction(250)),
    "spacing": (Fraction(-5), Fraction(20)),
    **dict.fromkeys(("thickness", "outer", "inner", "border"), (Fraction(1, 8), Fraction(12))),
}
_ANY_LENGTH: Final = (Fraction(0), Fraction(850))
"""Points; nothing on A4 paper is longer."""
_NUMBER: Final = regex(r"-?\d+(\.\d+)?")
_NUMBER_AND_UNIT: Final = regex(r"(-?\d+(?:\.\d+)?)\s*(mm|毫米|磅|pt|行|字)")
_WRITTEN_UNITS: Final = {"毫米": "mm", "MM": "mm", "pt": "磅", "点": "磅", "字符": "字"}
_MOST: Final = 100
"""Lines of a page, characters of a line."""


def known_ids(profile: Profile) -> frozenset[str]:
    """Return the id of every rule that a profile may state."""
    styles = {f"{_key(role)}.{name}" for role in Role for name in _OF_PARAGRAPHS}
    runs = {f"{_key(role)}.{name}" for role in RunRole for name in _OF_RUNS}
    return frozenset({*profile.rules, *styles, *runs})


def unknown_id(id: str, profile: Profile) -> Mistake:
    """Return the mistake of a rule that there is not, naming the nearest."""
    known = dict.fromkeys(sorted(known_ids(profile)), "")
    key, _, _ = id.partition(".")
    near = {each: "" for each in known if each.startswith(f"{key}.")} or known
    none = Words("对照 docs/format 里的规则名", "see the rules in docs/format")
    return Mistake(
        "unknown-rule",
        Words(f"没有名为“{id}”的规则", f"there is no rule `{id}`"),
        right_one(id, near, none) if len(near) < len(known) else right_one(id, known, none),
    )


def refuse_value(id: str, value: str, unit: Unit, profile: Profile) -> None:
    """Raise Mistake when rule `id` cannot have that value in that unit."""
    rule = profile.rules.get(id)
    name = id.rpartition(".")[2]
    if _is_length(rule, name):
        _refuse_length(value, unit, name)
        return
    if name == "font":
        _refuse_font(value, profile)
    elif name in _CHECKS:
        _CHECKS[name](value)


def read_unit(id: str, typed: str | None, profile: Profile) -> Unit:
    """Return the unit that `typed` is, or the one that rule `id` has already.

    Raises Mistake for one it cannot have.
    """
    name, rule = id.rpartition(".")[2], profile.rules.get(id)
    if typed is None:
        return rule.unit if rule else Unit.POINT
    if typed not in UNITS:
        right = _WRITTEN_UNITS.get(typed) or f"其中一个：{'、'.join(UNITS)}"
        hint = Words(f"写{right}", f"write {right}")
        raise Mistake("wrong-unit", Words(f"“{typed}”不是这里的单位", f"`{typed}` is no unit here"), hint)
    unit = Unit(typed)
    if not _is_length(rule, name):
        words = Words(f"“{id}”没有单位", f"`{id}` has no unit")
        raise Mistake("wrong-unit", words, Words("删去 unit", "remove `unit`"))
    small = name in _ON_PAPER or id.startswith(("paper.", "margin.", "area."))
    if small and unit not in _PAPER_UNITS:
        words = Words(f"“{id}”不能用“{unit}”作单位", f"`{id}` cannot be counted in {unit}")
        raise Mistake("wrong-unit", words, Words("用 mm 或 磅", "write mm or 磅"))
    return unit


def _is_length(rule: Rule | None, name: str) -> bool:
    if rule:
        return rule.unit is not Unit.NONE
    return name in _OF_PARAGRAPHS and name != "font" and name not in _CHECKS


def _refuse_length(value: str, unit: Unit, name: str) -> None:
    if not _NUMBER.fullmatch(value):
        found = _NUMBER_AND_UNIT.fullmatch(value.strip())
        unit_too = f", unit: {_WRITTEN_UNITS.get(found[2], found[2])}" if found else ""
        example = f"value: {found[1] if found else 30}{unit_too}"
        raise _wrong(value, Words("一个数字", "a number"), Words(f"写成 {example}", f"write {example}"))
    low, high = _LIMITS.get(name, _ANY_LENGTH)
    if unit in _PAPER_UNITS:
        scale = POINTS_PER_MM if unit is Unit.MILLIMETRE else Fraction(1)
    else:
        # A line and a character are about as large as a 3 号 character; a limit need not be finer.
        scale = Fraction(16)
    if not low <= Fraction(value) * scale <= high:
        least, most = (f"{float(limit / scale):.4g}" for limit in (low, high))
        words = Words(f"“{value} {unit}”超出范围", f"`{value} {unit}` is out of range")
        hint = Words(f"写 {least} 到 {most} 之间的数", f"write a number from {least} to {most}")
        raise Mistake("out-of-range", words, hint)


def _refuse_font(value: str, profile: Profile) -> None:
    if value not in profile.fonts:
        names = "、".join(profile.fonts)
        way = f"写其中一个：{names}；要用别的字体，在 fonts 里把它写在某个名字后面"
        expected = Words("“fonts”里的一个字体名", "one of the names in `fonts`")
        raise _wrong(value, expected, Words(way, f"write one of {names}"))


def _refuse_colour(value: str) -> None:
    if not re.fullmatch("[0-9A-Fa-f]{6}", value):
        hint = Words("写六位十六进制数，红色是 FF0000，黑色是 000000", "write six digits: FF0000 is red")
        raise _wrong(value, Words("颜色", "a colour"), hint)


def _refuse_alignment(value: str) -> None:
    _refuse_other(value, ALIGNMENTS)


def _refuse_flag(value: str) -> None:
    _refuse_other(value, (YES, NO))


def _refuse_format(value: str) -> None:
    if value.count("1") != 1:
        hint = Words("页码的位置写一个 1，例如 — 1 —", "write 1 where the number goes: — 1 —")
        raise _wrong(value, Words("页码的样子", "the look of a page number"), hint)


def _refuse_count(value: str) -> None:
    if not value.isdecimal() or not 0 < int(value) <= _MOST:
        hint = Words(f"写 1 到 {_MOST} 之间的整数", f"write a whole number from 1 to {_MOST}")
        raise _wrong(value, Words("整数", "a whole number"), hint)


def _refuse_other(value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        listed = "、".join(choices)
        hint = Words(f"写其中一个：{listed}", f"write one of {listed}")
        raise _wrong(value, Words(f"“{'”或“'.join(choices)}”", f"one of {listed}"), hint)


def _wrong(value: str, expected: Words, hint: Words) -> Mistake:
    seen = shorten(value)
    return Mistake(
        "wrong-value",
        Words(f"这里应是{expected.zh}，看到的是“{seen}”", f"{expected.en} is expected, not `{seen}`"),
        hint,
    )


def _key(role: Role | RunRole) -> str:
    return role.name.lower().replace("_", "-")


_CHECKS: Final[dict[str, Callable[[str], None]]] = {
    "colour": _refuse_colour,
    "align": _refuse_alignment,
    "format": _refuse_format,
    **dict.fromkeys(_FLAGS, _refuse_flag),
    **dict.fromkeys(("lines", "characters"), _refuse_count),
}
