"""The filters and functions that expressions may use."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from docgen import chinese
from docgen.diagnostics import Mistake, Words
from docgen.model.arithmetic import add, compare, divide, subtract
from docgen.model.quantities import Date, Kind, Quantity, Text, Value, in_unit, rounded, split_unit

MOST_DECIMALS = 9
"""The most decimals that round() keeps."""


def _by(prefix: str, name: str) -> Callable[[Value], Value]:
    def counted(value: Value) -> Value:
        if not isinstance(value, Quantity) or value.kind is Kind.PERCENT:
            raise _unfit(value, name, Words("金额或数量", "an amount or a count"))
        return in_unit(value, prefix + split_unit(value.unit).base)

    return counted


def _percent(value: Value) -> Value:
    if not isinstance(value, Quantity) or split_unit(value.unit).base:
        raise _unfit(value, "percent", Words("没有单位的数，如两数之比", "a bare number such as a ratio"))
    return in_unit(value, "%")


def _daxie(value: Value) -> Value:
    if not isinstance(value, Quantity) or split_unit(value.unit).base != "元":
        raise _unfit(value, "daxie", Words("以元计的金额", "an amount of money"))
    return Text(chinese.capital_amount(value.amount))


def _chinese_number(value: Value) -> Value:
    if not isinstance(value, Quantity) or value.kind is Kind.PERCENT or value.amount.denominator != 1:
        raise _unfit(value, "chinese_number", Words("整数", "a whole number"))
    return Text(chinese.numeral(int(value.amount)) + split_unit(value.unit).base)


def _of_date(name: str, form: Callable[[Date], Value]) -> Callable[[Value], Value]:
    def formed(value: Value) -> Value:
        if not isinstance(value, Date):
            raise _unfit(value, name, Words("日期", "a date"))
        return form(value)

    return formed


FILTERS: Mapping[str, Callable[[Value], Value]] = MappingProxyType(
    {
        "wan": _by("万", "wan"),
        "yi": _by("亿", "yi"),
        "percent": _percent,
        "daxie": _daxie,
        "chinese_number": _chinese_number,
        "chinese_date": _of_date("chinese_date", lambda date: Text(chinese.chinese_date(date.day))),
        "month_day": _of_date("month_day", lambda date: Text(f"{date.day.month}月{date.day.day}日")),
        "year": _of_date("year", lambda date: Quantity(Kind.NUMBER, Fraction(date.day.year), "", 0)),
    }
)
"""What may stand after | besides round: 21.2万元 by wan, 二〇一八年三月二日 by chinese_date."""


def round_value(value: Value, decimals: int) -> Value:
    """Return `value` rounded half up in the unit it is printed in: 21.18万元 to 21.2万元."""
    if not isinstance(value, Quantity):
        raise _unfit(value, "round", Words("数字", "a number"))
    return rounded(value, decimals)


def _sum(values: Sequence[Value]) -> Value:
    if not values:
        return Quantity(Kind.NUMBER, Fraction(0), "", 0)
    total = values[0]
    if not isinstance(total, Quantity):
        raise _unfit(total, "sum", Words("数字", "a number"))
    for value in values[1:]:
        total = add(total, value)
    return total


def _extreme(name: str, sign: int) -> Callable[[Sequence[Value]], Value]:
    def found(values: Sequence[Value]) -> Value:
        if not values:
            words = Words(f"{name}() 里没有数", f"{name}() has nothing to choose from")
            raise Mistake("nothing-given", words, Words(f"写成 {name}(甲, 乙)", f"write {name}(a, b)"))
        best = values[0]
        for value in values[1:]:
            best = value if compare(value, best) == sign else best
        if isinstance(best, Quantity) and isinstance(total := _sum(values), Quantity):
            decimals = best.decimals if best.unit == total.unit else None
            return Quantity(total.kind, best.amount, total.unit, decimals)
        return best

    return found


def _growth(values: Sequence[Value]) -> Value:
    if len(values) != 2:
        words = Words("growth 要写两个数", "growth takes two numbers")
        raise Mistake("nothing-given", words, Words("写成 growth(今年, 上年)", "write growth(now, before)"))
    now, before = values
    return divide(subtract(now, before), before)


OF_COLUMNS = frozenset({"rank", "share"})
"""What a row may call with one of its columns: its place from the largest down, its share in the total.

`rank(rate)` is the name `rate` in a group that is called `rank()`, beside a column of that id.
"""

AGGREGATES: Mapping[str, Callable[[Sequence[Value]], Value]] = MappingProxyType(
    {"sum": _sum, "min": _extreme("min", -1), "max": _extreme("max", 1), "growth": _growth}
)
"""What may be called with values, or (but growth) with a group of them: sum(a, b), max(tables.t.total)."""


def _unfit(value: Value, name: str, wanted: Words) -> Mistake:
    words = value.kind.words
    return Mistake(
        "unfit-values",
        Words(f"{name} 用于{wanted.zh}，这里是{words.zh}", f"{name} is for {wanted.en}, this is {words.en}"),
        Words(f"去掉 {name}，或换成{wanted.zh}", f"remove {name}, or give it {wanted.en}"),
    )
