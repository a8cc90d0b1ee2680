"""Arithmetic over values with their units; exact."""

import datetime
from fractions import Fraction
from typing import Any

from docgen.diagnostics import Mistake, Words
from docgen.model.quantities import (
    Age,
    Date,
    DateRange,
    Kind,
    Quantity,
    Rounding,
    Text,
    Value,
    decimal_text,
    needed_decimals,
    round_to,
    split_unit,
)

_LARGEST = 10**60
"""No office counts further; the bound keeps a chain of multiplications short."""

_SPECIFIC = (Kind.NUMBER, Kind.COUNT, Kind.PERCENT, Kind.MONEY)
_Form = tuple[Kind, str]
"""The kind and unit of a result."""


def add(left: Value, right: Value) -> Value:
    """Return `left` + `right`: quantities of one unit, or a date and days."""
    if isinstance(left, Date) and isinstance(right, Quantity):
        return _shifted(left, right, 1)
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        return _sum(left, right, 1)
    raise _unfit(left, right, _PLUS)


def subtract(left: Value, right: Value) -> Value:
    """Return `left` - `right`: quantities of one unit, a date and days, or two dates (the days between)."""
    if isinstance(left, Date) and isinstance(right, Date):
        return Quantity(Kind.COUNT, Fraction((left.day - right.day).days), "天", 0)
    if isinstance(left, Date) and isinstance(right, Quantity):
        return _shifted(left, right, -1)
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        return _sum(left, right, -1)
    raise _unfit(left, right, _MINUS)


def negate(value: Value) -> Value:
    """Return -`value`."""
    if not isinstance(value, Quantity):
        raise Mistake(
            "unfit-values",
            Words(f"“{_seen(value)}”前面不能加负号", f"`{_seen(value)}` cannot be negated"),
            Words("负号只用在数字前面", "only numbers can be negative"),
        )
    return Quantity(value.kind, -value.amount, value.unit, value.decimals)


def multiply(left: Value, right: Value) -> Value:
    """Return `left` × `right`: a percentage keeps the other's unit, a count takes its own out of 元/份."""
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        form = _product_form(left, right)
        if form:
            return _made(form, left.amount * right.amount)
    raise _unfit(left, right, _TIMES)


def divide(left: Value, right: Value) -> Value:
    """Return `left` ÷ `right`: one unit gives a bare number, 元 by 份 gives 元/份, 元 by 元/份 gives 份."""
    if isinstance(left, Quantity) and isinstance(right, Quantity):
        if not right.amount:
            words = Words("除数是 0，不能相除", "division by zero")
            raise Mistake("division-by-zero", words, Words("检查作除数的数据", "check the divisor"))
        form = _quotient_form(left, right)
        if form:
            return _made(form, left.amount / right.amount)
    raise _unfit(left, right, _OVER)


def compare(left: Value, right: Value) -> int:
    """Return -1, 0 or 1 as `left` comes before, is equal to, or comes after `right`.

    Texts go by code point, ages from young to old, date ranges by their first day.
    """
    match left, right:
        case Quantity(), Quantity() if _sum_form(left, right):
            return _sign(left.amount, right.amount)
        case Date(), Date():
            return _sign(left.day, right.day)
        case Text(), Text():
            return _sign(left.text, right.text)
        case DateRange(), DateRange():
            return _sign((left.first, left.last), (right.first, right.last))
        case Age(), Age():
            return _sign(left.order(), right.order())
    raise _unfit(left, right, _AGAINST)


# -- units --------------------------------------------------------------------------------------------------


def _sum_form(left: Quantity, right: Quantity) -> _Form | None:
    a, b = split_unit(left.unit).base, split_unit(right.unit).base
    kinds = {left.kind, right.kind}
    if Kind.PERCENT in kinds:
        return (Kind.PERCENT, "%") if kinds <= {Kind.PERCENT, Kind.NUMBER} and a == b else None
    if a == b:
        return (left.kind if len(kinds) == 1 else Kind.COUNT, left.unit or right.unit)
    for bare, other, base in ((left, right, a), (right, left, b)):
        # Zero is zero in any unit; another bare number beside money could mean 元 or 万元.
        if not base and (other.kind is not Kind.MONEY or not bare.amount):
            return other.kind, other.unit
    return None


def _product_form(left: Quantity, right: Quantity) -> _Form | None:
    for part, other in ((right, left), (left, right)):
        if part.kind is Kind.PERCENT:
            return other.kind, other.unit
    if left.kind is right.kind is Kind.MONEY:
        return None
    for price, count in ((left, right), (right, left)):
        unit, _, per = price.unit.partition("/")
        base = split_unit(count.unit).base
        if per and (per == base or (not base and count.kind is Kind.COUNT)):
            return (price.kind if price.kind is Kind.MONEY else Kind.COUNT), unit
    kind = max(left.kind, right.kind, key=_SPECIFIC.index)
    for bare, other in ((left, right), (right, left)):
        if not split_unit(bare.unit).base:
            return kind, other.unit or bare.unit
    if kind is Kind.MONEY and "/" not in left.unit + right.unit:
        return kind, left.unit if left.kind is kind else right.unit
    return None


def _quotient_form(left: Quantity, right: Quantity) -> _Form | None:
    a, b = split_unit(left.unit).base, split_unit(right.unit).base
    if left.kind is right.kind is Kind.PERCENT or (a == b and Kind.PERCENT not in (left.kind, right.kind)):
        return Kind.NUMBER, ""
    if right.kind is Kind.PERCENT or not b:
        return left.kind, left.unit
    counted, _, per = b.partition("/")
    if per:
        return (Kind.COUNT, per) if a == counted else None
    if not a and left.kind in (Kind.NUMBER, Kind.COUNT) and right.kind is not Kind.MONEY:
        return Kind.NUMBER, ""
    if not a or right.kind is Kind.MONEY or "/" in a:
        return None
    return (Kind.MONEY if left.kind is Kind.MONEY else Kind.NUMBER), f"{left.unit}/{b}"


# -- results ------------------------------------------------------------------------------------------------


def _sum(left: Quantity, right: Quantity, sign: int) -> Quantity:
    form = _sum_form(left, right)
    if form is None:
        raise _unfit(left, right, _PLUS if sign > 0 else _MINUS)
    decimals = None
    if left.unit == right.unit and left.decimals is not None and right.decimals is not None:
        decimals = max(left.decimals, right.decimals)
    return _made(form, left.amount + sign * right.amount, decimals)


def _made(form: _Form, amount: Fraction, decimals: int | None = None) -> Quantity:
    if abs(amount.numerator) > _LARGEST or amount.denominator > _LARGEST:
        raise Mistake(
            "number-too-large",
            Words("结果的位数太多", "the result has too many digits"),
            Words("检查算式和数据", "check the formula and its data"),
        )
    return Quantity(form[0], amount, form[1], decimals)


def _shifted(date: Date, days: Quantity, sign: int) -> Date:
    if days.unit not in ("", "天", "日") or days.kind not in (Kind.NUMBER, Kind.COUNT):
        raise _unfit(date, days, _PLUS if sign > 0 else _MINUS)
    if days.amount.denominator != 1:
        words = Words(f"“{_seen(days)}”不是整天数", f"`{_seen(days)}` is not a whole number of days")
        raise Mistake("count-not-whole", words, Words("写整数天数，如 10", "write whole days such as 10"))
    try:
        return Date(date.day + datetime.timedelta(days=sign * int(days.amount)))
    except OverflowError:
        words = Words("算出的日期超出 1 至 9999 年", "the date falls outside the years 1 to 9999")
        raise Mistake("impossible-date", words, Words("检查天数", "check the number of days")) from None


def _sign(left: Any, right: Any) -> int:
    return int(left > right) - int(left < right)


# -- mistakes -----------------------------------------------------------------------------------------------

_PLUS = Words("{}不能加{}", "{} + {}")
_MINUS = Words("{}不能减{}", "{} - {}")
_TIMES = Words("{}不能乘{}", "{} * {}")
_OVER = Words("{}不能除以{}", "{} / {}")
_AGAINST = Words("{}不能与{}比较", "{} compared with {}")


def _unfit(left: Value, right: Value, operation: Words) -> Mistake:
    seen = f"“{_seen(left)}”", f"“{_seen(right)}”"
    zh = f"{operation.zh.format(*seen)}，两者的单位或种类不合"
    return Mistake(
        "unfit-values", Words(zh, f"{operation.en.format(*seen)} makes no sense"), _way_out(left, right)
    )


def _way_out(left: Value, right: Value) -> Words:
    if isinstance(left, Text) and isinstance(right, Text):
        return Words("文字不用算，挨着写：{{ 甲 }}{{ 乙 }}", "write texts side by side: {{ a }}{{ b }}")
    if isinstance(left, Text) or isinstance(right, Text):
        return Words(
            "文字不能参加计算：换一个数字栏；金额写成数字加单位，放在引号里，如 '5元'",
            "a text is no number: name a column of numbers; write money in figures with its unit, as '5元'",
        )
    for money, bare in ((left, right), (right, left)):
        if money.kind is Kind.MONEY and isinstance(bare, Quantity) and not bare.unit:
            typed = f"'{_seen(bare)}元'"
            return Words(f"是金额就写明单位并加引号：{typed}", f"if it is money, say so in quotes: {typed}")
    return Words("检查两边的单位，或先换算成同一单位", "check the units of both sides")


def _seen(value: Value) -> str:
    if isinstance(value, Quantity) and needed_decimals(value.printed_amount) is None:
        return f"{decimal_text(round_to(value.printed_amount, 2, Rounding.HALF_UP), 2)}…{value.unit}"
    shown = value.printed()
    return shown if len(shown) <= 20 else f"{shown[:19]}…"
