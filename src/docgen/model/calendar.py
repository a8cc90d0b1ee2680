"""工作日: which days are worked, by the State Council's arrangements and the office's own calendar file."""

import datetime
from collections.abc import Sequence
from dataclasses import field as part
from itertools import pairwise
from typing import NamedTuple

from docgen.diagnostics import Mistake, Words
from docgen.model.base import Model, Plain, field, refused, rule
from docgen.model.period import Period
from docgen.model.values import Date
from docgen.records import record

_ONE_DAY = datetime.timedelta(days=1)
_FARTHEST = 60
"""Days within which a working day is looked for: no holiday is that long."""
_SATURDAY = 5


class NamedDays(Period):
    """Days off, or days worked in their stead, and why."""

    name: Plain = field("名称", "哪个节日，或为什么放假、上班。", "春节")


class CalendarFile(Model):
    """content/calendar.yaml: days that the built-in calendar lacks or has otherwise."""

    years: tuple[int, ...] = field(
        "已写全的年份", "国务院办公厅通知的放假和调休都已写进本文件的年份。", 2027, default=()
    )
    holidays: tuple[NamedDays, ...] = field(
        "放假", "放假的日子，包括放假期间的周末。", {"name": "元旦", "date": "2027-01-01"}, default=()
    )
    workdays: tuple[NamedDays, ...] = field(
        "上班", "周末调休上班的日子。", {"name": "春节调休", "date": "2027-02-20"}, default=()
    )

    @rule
    def _says_each_day_once(self) -> None:
        entries = [
            (days, (key, index))
            for key, listed in (("holidays", self.holidays), ("workdays", self.workdays))
            for index, days in enumerate(listed)
        ]
        entries.sort(key=lambda entry: entry[0].first_day)
        for (earlier, _), (later, place) in pairwise(entries):
            if later.first_day <= earlier.last_day:
                raise refused(_said_twice(Date(later.first_day), earlier, later), *place)


class Day(NamedTuple):
    """What is known of a day."""

    working: bool
    name: str = ""
    """The holiday that it belongs to or is worked for; empty for an ordinary weekday or weekend."""


@record
class Calendar:
    """Which days are worked; of years that nobody has announced it says nothing."""

    own: CalendarFile = part(default_factory=CalendarFile)
    """The office's own file; it goes before the built-in calendar."""

    def day(self, day: datetime.date) -> Day | None:
        """Return whether `day` is worked, and for which holiday; None when that is not known."""
        for working, entries in ((False, self.own.holidays), (True, self.own.workdays)):
            name = _name_of(day, entries)
            if name:
                return Day(working, name)
        if day.year in self.own.years:
            return Day(day.weekday() < _SATURDAY)
        return _announced(day)

    def is_workday(self, day: datetime.date) -> bool | None:
        """Return whether `day` is worked; None when that is not known."""
        found = self.day(day)
        return found.working if found else None

    def workday_from(self, day: datetime.date) -> datetime.date | None:
        """Return `day` or the first working day after it; None when that is not known."""
        return self._worked(day, _ONE_DAY)

    def workday_until(self, day: datetime.date) -> datetime.date | None:
        """Return `day` or the last working day before it; None when that is not known."""
        return self._worked(day, -_ONE_DAY)

    def _worked(self, day: datetime.date, step: datetime.timedelta) -> datetime.date | None:
        for _ in range(_FARTHEST):
            working = self.is_workday(day)
            if working is not False:
                return day if working else None
            day += step
        return None


def _name_of(day: datetime.date, entries: Sequence[NamedDays]) -> str:
    return next((entry.name for entry in entries if entry.first_day <= day <= entry.last_day), "")


def _announced(day: datetime.date) -> Day | None:
    import chinese_calendar  # noqa: PLC0415 - few runs ask for working days

    try:
        off, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return None
    return Day(not off, chinese_calendar.Holiday(name).chinese if name else "")


def _said_twice(day: Date, earlier: NamedDays, later: NamedDays) -> Mistake:
    return Mistake(
        "day-said-twice",
        Words(
            f"{day.printed()}在“{earlier.name}”和“{later.name}”里各写了一次",
            f"{day.day} stands under both `{earlier.name}` and `{later.name}`",
        ),
        Words("只留一处", "keep one of them"),
    )
