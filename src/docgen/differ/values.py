"""Two values side by side: as printed, by how much they differ, which day of the week it is."""

from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from docgen.diagnostics import Mistake, Words
from docgen.differ.change import Matter
from docgen.model.calendar import Calendar
from docgen.model.values import Date, DateRange, Kind, Quantity, Rounding, Value, decimal_text, round_to

_WEEKDAYS: Final = "一二三四五六日"
_ENGLISH_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SATURDAY: Final = 5


class Difference(NamedTuple):
    """How two values differ."""

    matter: Matter
    old: str
    new: str
    note: Words | None = None
    share: Fraction | None = None
    """The change of a number as a share of what it was."""


def difference(
    old: Value, new: Value, shown: tuple[str | None, str | None], calendar: Calendar
) -> Difference:
    """Return how two values differ; `shown` is what is printed in the stead of either."""
    before, after = shown[0] or text_of(old), shown[1] or text_of(new)
    if isinstance(old, Quantity) and isinstance(new, Quantity):
        share = _share(old, new)
        return Difference(Matter.FIGURE, before, after, _by_how_much(old, new, share), share)
    if isinstance(new, Date | DateRange):
        if _of_one_year(old, new) and not any(shown):
            before, after = (text.replace(f"{_ends(new)[0].year}年", "") for text in (before, after))
        return Difference(Matter.DATE, before, after, days(new, calendar))
    return Difference(Matter.FIGURE if new.kind is Kind.AGE else Matter.WORDING, before, after)


def text_of(value: Value) -> str:
    """Return what a value prints, near enough where it does not come out even."""
    try:
        return value.printed()
    except Mistake:
        assert isinstance(value, Quantity)  # noqa: S101 - only numbers can be uneven
        return decimal_text(round_to(value.printed_amount, 2, Rounding.HALF_UP), None) + value.unit


def _share(old: Quantity, new: Quantity) -> Fraction | None:
    if old.kind is not new.kind or not old.amount:
        return None
    return (new.amount - old.amount) / abs(old.amount)


def _by_how_much(old: Quantity, new: Quantity, share: Fraction | None) -> Words | None:
    if old.amount == new.amount or old.kind is not new.kind:
        return None
    if new.kind is Kind.PERCENT:
        points = _signed((new.amount - old.amount) * 100)
        return Words(f"{points}个百分点", f"{points} points")
    if share is None:
        return None
    percent = round_to(share * 100, 1, Rounding.HALF_UP)
    if percent:
        return Words(*[f"{_signed(percent)}%"] * 2)
    return Words(*[_signed(new.amount - old.amount)] * 2)


def _signed(number: Fraction) -> str:
    text = decimal_text(round_to(abs(number), 2, Rounding.HALF_UP), None)
    return f"{'-' if number < 0 else '+'}{text}"


# -- days ---------------------------------------------------------------------------------------------------


def _of_one_year(old: Value, new: Date | DateRange) -> bool:
    years = {day.year for value in (old, new) if isinstance(value, Date | DateRange) for day in _ends(value)}
    return isinstance(old, Date | DateRange) and len(years) == 1


def _ends(value: Date | DateRange) -> tuple[date, ...]:
    return (value.day,) if isinstance(value, Date) else (value.first, value.last)


def days(value: Date | DateRange, calendar: Calendar) -> Words:
    """Return which days of the week they are, and whether they are worked."""
    found = [_day(day, calendar) for day in dict.fromkeys(_ends(value))]
    return Words("—".join(each.zh for each in found), " – ".join(each.en for each in found))


def _day(day: date, calendar: Calendar) -> Words:
    zh, en = f"周{_WEEKDAYS[day.weekday()]}", _ENGLISH_WEEKDAYS[day.weekday()]
    known = calendar.day(day)
    if known is None:
        return Words(zh, en)
    if known.working:
        worked = Words(f"{known.name}调休上班", f"worked for {known.name}") if known.name else _WORKED
        return Words(f"{zh}，{worked.zh}", f"{en}, {worked.en}")
    off = Words(f"{known.name}放假", f"holiday {known.name}") if known.name else _OFF
    return Words(f"{zh}，{off.zh}", f"{en}, {off.en}")


_WORKED = Words("工作日", "working day")
_OFF = Words("休息日", "day off")
