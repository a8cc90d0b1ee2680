"""A day, or the days from one to another, as authors write them."""

import datetime

from docgen.diagnostics import Mistake, Words
from docgen.model.base import Model, field, refused, rule
from docgen.model.given import DateValue, Given
from docgen.model.rolling import Roll
from docgen.model.values import Date


class Period(Model):
    """A mapping with either `date`, or `from` and `to`."""

    date: DateValue | None = field("日期", "只有一天时写。", "2018-03-31", default=None, roll=Roll.SHIFT)
    first: DateValue | None = field(
        "起", "起始日期。", "2024-02-01", default=None, alias="from", roll=Roll.SHIFT
    )
    last: DateValue | None = field(
        "止", "截止日期。", "2024-03-20", default=None, alias="to", roll=Roll.SHIFT
    )

    @rule
    def _is_a_date_or_a_range(self) -> None:
        if bool(self.date) == bool(self.first or self.last) or bool(self.first) != bool(self.last):
            raise refused(_DATE_OR_RANGE)
        if self.last_day < self.first_day:
            raise refused(_end_before_start(Date(self.first_day), Date(self.last_day)), "to")

    @property
    def first_day(self) -> datetime.date:
        """The day, or the first of the days."""
        return _day(self.date or self.first)

    @property
    def last_day(self) -> datetime.date:
        """The day, or the last of the days."""
        return _day(self.date or self.last)


def _day(given: Given | None) -> datetime.date:
    if given is None or not isinstance(given.value, Date):
        raise TypeError("a validated period has its days")
    return given.value.day


_DATE_OR_RANGE = Mistake(
    "date-or-range",
    Words("时间要写“date”，或者“from”和“to”两项", "write either `date`, or both `from` and `to`"),
    Words("例如 date: 2025-03-31", "for example date: 2025-03-31"),
)


def _end_before_start(first: Date, last: Date) -> Mistake:
    seen = last.printed(), first.printed()
    words = Words(
        "截止日期{}早于起始日期{}".format(*seen), "the range ends on {} before it starts on {}".format(*seen)
    )
    return Mistake("end-before-start", words, Words("检查 from 和 to", "check from and to"))
