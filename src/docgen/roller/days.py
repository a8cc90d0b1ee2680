"""Dates moved to another year: whole weeks on, or the same date and then the next working day."""

import datetime
from enum import StrEnum
from typing import NamedTuple

from docgen.model.calendar import Calendar
from docgen.model.values import Date, DateRange
from docgen.patterns import regex
from docgen.roller.years import Change, Move

_FIGURES = regex(r"\d+")
_WEEKDAYS = "一二三四五六日"
_DAYS_A_YEAR = 365.2425
_LAST_YEAR = 2999
"""The last that a date can be typed in."""


class DateRule(StrEnum):
    """How dates move."""

    WEEKDAY = "weekday"
    """By whole weeks: near the same date, on the same weekday, every interval kept."""
    WORKDAY = "workday"
    """To the same date, and from a day off to the next working day."""


class Moved(NamedTuple):
    """Where a day went, and what a person should know of it."""

    day: datetime.date
    remark: str = ""


class DayMover(NamedTuple):
    """Moves days by one rule."""

    move: Move
    rule: DateRule
    calendar: Calendar

    def moved(self, day: datetime.date) -> Moved:
        """Return where `day` goes.

        Raises ValueError or OverflowError when there is no such day that can be typed.
        """
        if self.rule is DateRule.WEEKDAY:
            weeks = round(self.move.years * _DAYS_A_YEAR / 7)
            return self._looked_at(_typable(day + datetime.timedelta(weeks=weeks)))
        same = _typable(_same_date(day, day.year + self.move.years))
        worked = self.calendar.workday_from(same)
        if worked is None or worked == same:
            return self._looked_at(same)
        return Moved(_typable(worked), f"{shown(same)}{self._off(same)}，顺延到{shown(worked)}")

    def _looked_at(self, day: datetime.date) -> Moved:
        known = self.calendar.day(day)
        if known is None:
            return Moved(day, f"{shown(day)}是星期{_WEEKDAYS[day.weekday()]}，{day.year}年放假安排还不知道")
        return Moved(day, "" if known.working else f"{shown(day)}{self._off(day)}")

    def _off(self, day: datetime.date) -> str:
        known = self.calendar.day(day)
        return f"是{known.name}放假" if known and known.name else f"是星期{_WEEKDAYS[day.weekday()]}"


class MovedText(NamedTuple):
    """How a typed date or range changes."""

    change: Change
    remarks: tuple[str, ...]


def move_dates(typed: str, value: Date | DateRange, mover: DayMover) -> MovedText:
    """Return `typed` with its dates moved, written as they were.

    Raises ValueError or OverflowError when a day cannot be moved.
    """
    days = (value.day,) if isinstance(value, Date) else (value.first, value.last)
    moved = [mover.moved(day) for day in days]
    figures = list(_FIGURES.finditer(typed))
    start, end = figures[0].start(), figures[-1].end()
    wanted = iter([part for found in moved for part in (found.day.year, found.day.month, found.day.day)])
    padded = "年" not in typed and all(len(figure[0]) > 1 for figure in figures)
    new = _FIGURES.sub(lambda _: f"{next(wanted):{'02' if padded else ''}}", typed[start:end])
    return MovedText(
        Change(start, typed[start:end], new), tuple(found.remark for found in moved if found.remark)
    )


def shown(day: datetime.date) -> str:
    """Return a day of a known year as 3月31日."""
    return f"{day.month}月{day.day}日"


def _same_date(day: datetime.date, year: int) -> datetime.date:
    """Return the same date of `year`; February 29 becomes the 28th where there is none."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _typable(day: datetime.date) -> datetime.date:
    if day.year > _LAST_YEAR:
        raise ValueError(day.year)
    return day
