"""The kinds of values, exact and printed in the house form."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from math import lcm
from types import MappingProxyType
from typing import ClassVar, Literal, NamedTuple

from docgen import chinese
from docgen.diagnostics import Mistake, Words
from docgen.records import record


class Kind(StrEnum):
    """What a value is."""

    NUMBER = "number"
    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    DATE_RANGE = "date-range"
    AGE = "age"
    TEXT = "text"

    @property
    def words(self) -> Words:
        """What an author calls it."""
        return _KIND_WORDS[self]


_KIND_WORDS = {
    Kind.NUMBER: Words("数字", "number"),
    Kind.COUNT: Words("整数数量", "count"),
    Kind.PERCENT: Words("百分比", "percentage"),
    Kind.MONEY: Words("金额", "amount of money"),
    Kind.DATE: Words("日期", "date"),
    Kind.DATE_RANGE: Words("起止日期", "date range"),
    Kind.AGE: Words("年龄", "age"),
    Kind.TEXT: Words("文字", "text"),
}


class Rounding(StrEnum):
    """How a number loses decimals; half-up takes halves away from zero, as Excel's ROUND does."""

    HALF_UP = "half-up"
    HALF_EVEN = "half-even"
    FLOOR = "floor"
    CEIL = "ceil"
    LARGEST_REMAINDER = "largest-remainder"
    """The rows of a column add up to its rounded total; a number alone is rounded half up."""


def round_to(amount: Fraction, decimals: int, rounding: Rounding) -> Fraction:
    """Return `amount` with at most `decimals` decimals."""
    # In whole numbers: a table rounds hundreds of thousands of cells.
    ten = 10**decimals
    scaled, divisor = amount.numerator * ten, amount.denominator
    match rounding:
        case Rounding.HALF_UP | Rounding.LARGEST_REMAINDER:
            whole = (2 * abs(scaled) + divisor) // (2 * divisor) * (-1 if scaled < 0 else 1)
        case Rounding.HALF_EVEN:
            whole = round(Fraction(scaled, divisor))
        case Rounding.FLOOR:
            whole = scaled // divisor
        case Rounding.CEIL:
            whole = -(-scaled // divisor)
    return Fraction(whole, ten)


def total_of(amounts: Sequence[Fraction]) -> Fraction:
    """Return the exact sum of many amounts."""
    divisor = common_divisor(amounts)
    if not divisor:
        return sum(amounts, Fraction(0))
    return Fraction(sum(each.numerator * (divisor // each.denominator) for each in amounts), divisor)


def common_divisor(amounts: Iterable[Fraction]) -> int:
    """Return what all amounts are whole multiples of one part of, or 0 where that is out of proportion."""
    divisor = 1
    for denominator in {each.denominator for each in amounts}:
        divisor = lcm(divisor, denominator)
        if divisor.bit_length() > _WIDEST:
            return 0
    return divisor


_WIDEST = 512
"""Bits: beyond that whole numbers are slower than fractions."""


def needed_decimals(amount: Fraction) -> int | None:
    """Return how many decimals print `amount` exactly, or None when no number of them does."""
    rest, twos, fives = amount.denominator, 0, 0
    if rest == 1:
        return 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def decimal_text(amount: Fraction, decimals: int | None) -> str:
    """Return `amount` with exactly `decimals` decimals, or for None with as many as it has.

    Raises Mistake when it has more than that: nothing is rounded unasked.
    """
    needed = needed_decimals(amount)
    places = needed if decimals is None else decimals
    if needed is None or places is None or needed > places:
        near = decimal_text(round_to(amount, places or 2, Rounding.HALF_UP), None)
        raise Mistake(
            "needs-rounding",
            Words(
                f"结果除不尽或小数位太多（约 {near}），要说明取几位小数", f"about {near}: say how to round it"
            ),
            Words("例如 round(……, 2) 或 ……|round(2)", "for example `round(…, 2)` or `…|round(2)`"),
        )
    whole = str(abs(amount.numerator) * 10**places // amount.denominator).rjust(places + 1, "0")
    text = f"{whole[:-places]}.{whole[-places:]}" if places else whole
    return f"-{text}" if amount.numerator < 0 else text


UNIT_SCALES: Mapping[str, Fraction] = MappingProxyType(
    {
        "%": Fraction(1, 100),
        "元": Fraction(1),
        "千元": Fraction(1000),
        "万元": Fraction(10**4),
        "百万元": Fraction(10**6),
        "亿元": Fraction(10**8),
    }
)
"""What 1 of each unit stands for: a hundredth for %, 元 for money."""


class Unit(NamedTuple):
    """A unit taken apart: 万元/份 counts 10000, of 元/份."""

    scale: Fraction
    base: str


@lru_cache(maxsize=256)
def split_unit(unit: str) -> Unit:
    """Return how much 1 of `unit` stands for, and of what; any unit may be counted by 万 or 亿."""
    counted, slash, per = unit.partition("/")
    if counted in UNIT_SCALES:
        return Unit(UNIT_SCALES[counted], f"{'元' if counted.endswith('元') else ''}{slash}{per}")
    for prefix, scale in (("万", 10**4), ("亿", 10**8)):
        if counted.startswith(prefix):
            return Unit(Fraction(scale), f"{counted[1:]}{slash}{per}")
    return Unit(Fraction(1), unit)


def unit_scale(unit: str) -> Fraction:
    """Return how much 1 of `unit` stands for: 10000 for 万元 and 万人, 1/100 for %."""
    return split_unit(unit).scale


def kind_of_unit(unit: str) -> Kind:
    """Return the kind of a number that is typed with `unit`."""
    if unit == "%":
        return Kind.PERCENT
    base = split_unit(unit).base
    if base.partition("/")[0] == "元":
        return Kind.MONEY
    return Kind.COUNT if base else Kind.NUMBER


@record
class Quantity:
    """A number, count, percentage or amount of money."""

    kind: Kind
    amount: Fraction
    """In the base unit: 17/20 for 85%, 212000 for 21.2万元."""
    unit: str = ""
    """The unit it is printed in: %, 元, 万元, 元/份, 人; empty for a bare number."""
    decimals: int | None = None
    """As typed; None prints as many as there are."""

    @property
    def printed_amount(self) -> Fraction:
        """The number that stands before the unit."""
        return self.amount / unit_scale(self.unit)

    def printed(self) -> str:
        """Return 85%, 100元, 0.50万元.

        Raises Mistake when it does not come out even.
        """
        return decimal_text(self.printed_amount, self.decimals) + self.unit


def in_unit(quantity: Quantity, unit: str) -> Quantity:
    """Return `quantity` printed in `unit`; a number without a unit takes it on: 0.85 in % is 85%.

    Raises Mistake when it is measured in something else: 人 in 万元.
    """
    seen, wanted = split_unit(quantity.unit).base, split_unit(unit).base
    if seen != wanted and (
        seen or quantity.kind in (Kind.PERCENT, Kind.MONEY) or kind_of_unit(unit) is Kind.MONEY
    ):
        raise Mistake(
            "unit-mismatch",
            Words(
                f"“{quantity.unit or '没有单位的数'}”不能换算成“{unit}”",
                f"{quantity.unit or 'a bare number'} cannot be turned into {unit}",
            ),
            Words("检查单位", "check the unit"),
        )
    return Quantity(kind_of_unit(unit) if not seen else quantity.kind, quantity.amount, unit)


def rounded(quantity: Quantity, decimals: int, rounding: Rounding = Rounding.HALF_UP) -> Quantity:
    """Return `quantity` rounded in the unit it is printed in, and printed with just that many decimals."""
    number = round_to(quantity.printed_amount, decimals, rounding)
    return Quantity(quantity.kind, number * unit_scale(quantity.unit), quantity.unit, decimals)


@record
class Date:
    """A day."""

    kind: ClassVar[Kind] = Kind.DATE
    day: datetime.date

    def printed(self) -> str:
        """Return 2018年3月2日."""
        return chinese.date(self.day)


@record
class DateRange:
    """The days from `first` to `last`, both included."""

    kind: ClassVar[Kind] = Kind.DATE_RANGE
    first: datetime.date
    last: datetime.date

    def printed(self) -> str:
        """Return 2024年2月1日—2024年3月20日."""
        return f"{chinese.date(self.first)}—{chinese.date(self.last)}"


class AgeLimit(NamedTuple):
    """A point of life."""

    number: int
    unit: Literal["日", "个月", "周岁"]

    @property
    def days(self) -> int:
        """Days since birth, near enough to put ages in order."""
        return self.number * {"日": 1, "个月": 30, "周岁": 365}[self.unit]

    def __str__(self) -> str:
        return f"{self.number}{self.unit}"


@record
class Age:
    """An age (first = last), an age and all below (no first) or above (no last), or a span of ages."""

    kind: ClassVar[Kind] = Kind.AGE
    first: AgeLimit | None
    last: AgeLimit | None
    included: bool | None = None
    """Whether 以上 or 以下 counts the age itself; None where （含） and （不含） are not written."""

    def printed(self) -> str:
        """Return 70周岁, 70周岁（含）以上, 28日至65周岁."""
        if self.first and self.last:
            return str(self.first) if self.first == self.last else f"{self.first}至{self.last}"
        word = {True: "（含）", False: "（不含）", None: ""}[self.included]
        return f"{self.first}{word}以上" if self.first else f"{self.last}{word}以下"

    def order(self) -> tuple[int, int]:
        """Return a key that sorts ages from young to old; an age left out is one step further in."""
        step = self.included is False
        return (
            2 * self.first.days + step if self.first else -1,
            2 * self.last.days - step if self.last else 10**6,
        )


@record
class Text:
    """Words."""

    kind: ClassVar[Kind] = Kind.TEXT
    text: str

    def printed(self) -> str:
        """Return the words."""
        return self.text


Value = Quantity | Date | DateRange | Age | Text
