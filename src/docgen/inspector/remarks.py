"""What a rule has to say of a place, and how it becomes a diagnostic that names clause and strength."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from docgen.diagnostics import Diagnostic, Severity, Span, Words
from docgen.inspector.content import Line
from docgen.profiles import Profile, Rule, Strength
from docgen.records import record

_SEVERITIES: Final = {
    Strength.REQUIRED: Severity.ERROR,
    Strength.USUAL: Severity.WARNING,
    Strength.RECOMMENDED: Severity.WARNING,
    Strength.OPTIONAL: Severity.HINT,
    Strength.PRACTICE: Severity.HINT,
}
_ENGLISH: Final = {
    Strength.REQUIRED: "required",
    Strength.USUAL: "usual",
    Strength.RECOMMENDED: "recommended",
    Strength.OPTIONAL: "optional",
    Strength.PRACTICE: "practice",
}
_SHOWN: Final = 12
"""How many characters of a paragraph name it."""


class Compared(NamedTuple):
    """What was measured against what."""

    wanted: Words
    seen: Words


@record
class Remark:
    """One deviation from a rule."""

    rule: str
    """The rule's id in the profile."""
    at: Line | int
    """The line, or the number of the first paragraph of the pages that are meant."""
    what: Words
    compared: Compared
    fix: Words
    """What to do in Word."""


def diagnose(remarks: Iterable[Remark], profile: Profile, file: str) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each remark; the same remark of several places is made once, of the first."""
    groups: dict[tuple[str, Words, Compared, Words], list[Remark]] = {}
    for remark in remarks:
        key = (remark.rule, remark.what, remark.compared, remark.fix)
        groups.setdefault(key, []).append(remark)
    return tuple(_diagnostic(group, profile.rules[group[0].rule], file) for group in groups.values())


def _diagnostic(group: list[Remark], rule: Rule, file: str) -> Diagnostic:
    first = group[0]
    number = first.at if isinstance(first.at, int) else first.at.number
    place, basis = _place(first.at, len(group)), _basis(rule)
    wanted, seen = first.compared
    message = Words(
        f"{place.zh}{first.what.zh}：要求 {wanted.zh}，实际 {seen.zh}（{basis.zh}）",
        f"{place.en}{first.what.en}: wanted {wanted.en}, found {seen.en} ({basis.en})",
    )
    return Diagnostic(rule.id, _SEVERITIES[rule.strength], Span(file, max(1, number), 1), message, first.fix)


def _place(at: Line | int, count: int) -> Words:
    if isinstance(at, int):
        later = Words(f"第 {at} 段起的页面，", f"pages from paragraph {at}, ")
        return later if at > 1 else Words("", "")
    words = at.words.replace("\n", "").replace("\t", " ")
    words = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    more = Words(f"等 {count} 段", f" and {count - 1} more") if count > 1 else Words("", "")
    return Words(f"第 {at.number} 段“{words}”{more.zh}，", f"paragraph {at.number} “{words}”{more.en}, ")


def _basis(rule: Rule) -> Words:
    zh, en = str(rule.strength), _ENGLISH[rule.strength]
    if not rule.clause:
        return Words(f"{zh}，标准没有规定", f"{zh}: {en}, not in the standard")
    return Words(f"第 {rule.clause} 条，{zh}", f"clause {rule.clause}, {zh}: {en}")
