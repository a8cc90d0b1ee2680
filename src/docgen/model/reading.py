"""Reads the values that authors type."""

import datetime
import re
from calendar import monthrange
from fractions import Fraction
from functools import lru_cache

from docgen.diagnostics import Mistake, Words
from docgen.model.quantities import (
    Age,
    AgeLimit,
    Date,
    DateRange,
    Kind,
    Quantity,
    Text,
    Value,
    decimal_text,
    kind_of_unit,
    split_unit,
)
from docgen.patterns import regex

MOST_DIGITS = 15
"""Excel keeps 15 significant digits; a longer number would not be the same there."""

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．，％／－−（）", "0123456789.,%/--()")
_NUMBER = regex(
    r"(?P<sign>-?)(?P<whole>0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(?P<part>\d+))?"
    r" ?(?P<unit>%|[\u4e00-\u9fff㎡]{1,8}(?:/[\u4e00-\u9fff㎡]{1,8})?)?",
    re.ASCII,
)
_DATE = r"[12]\d{3}(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|年\d{1,2}月\d{1,2}[日号])"
_TO = r" ?(—{1,2}|–|-|~|～|至|到|一) ?"
_ONE_DATE = regex(_DATE, re.ASCII)
_TWO_DATES = regex(f"({_DATE}){_TO}({_DATE})", re.ASCII)
_LIMIT = r"(\d{1,3})(周岁|岁|个月|月|日|天)"
_ONE_AGE = regex(rf"{_LIMIT}(?:(\(含\)|\(不含\))?(以上|以下))?", re.ASCII)
_TWO_AGES = regex(rf"(\d{{1,3}})(周岁|岁|个月|月|日|天)?{_TO}{_LIMIT}", re.ASCII)
_MONEY_AND_MORE = regex(r"(?:[千万亿]|百万)?元[^/]")
_WHOLE_UNITS = frozenset("人名户份个家件次位张辆台")

_EXAMPLES = {
    Kind.NUMBER: ("12.5",),
    Kind.COUNT: ("525", "525人"),
    Kind.PERCENT: ("85%",),
    Kind.MONEY: ("100元", "21.2万元"),
    Kind.DATE: ("2024-02-01",),
    Kind.DATE_RANGE: ("2024-02-01—2024-03-20",),
    Kind.AGE: ("70周岁", "70周岁（含）以上", "28日至65周岁"),
}


def read_value(text: str, kind: Kind | None = None) -> Value:
    """Return the value that `text` stands for; for kind None, the kind it looks like, else Text.

    Raises Mistake when it is no value of that kind, or looks like a value that cannot be.
    """
    if kind is Kind.TEXT:
        return Text(text)
    typed = text.strip().translate(_HALF_WIDTH)
    readers = (_read_dates, _read_age, _read_number)
    value = next((found for reader in readers if (found := reader(typed, kind)) is not None), None)
    if kind is not None and (value is None or value.kind is not kind):
        raise _unreadable(text, kind)
    return Text(text) if value is None else value


@lru_cache(maxsize=1024)
def read_constant(text: str) -> Value:
    """Return the value that a text in quotes stands for in a formula, which is computed for each row."""
    return read_value(text)


# -- numbers ------------------------------------------------------------------------------------------------


def _read_number(typed: str, kind: Kind | None) -> Quantity | None:
    found = _NUMBER.fullmatch(typed)
    if not found:
        return None
    whole, part, unit = found["whole"].replace(",", ""), found["part"] or "", found["unit"] or ""
    if _MONEY_AND_MORE.match(unit):
        return None
    if len(whole + part) > MOST_DIGITS:
        if kind is None and not unit:
            return None
        raise _too_long(typed)
    number = Fraction(f"{found['sign']}{whole}{'.' * bool(part)}{part}")
    amount = number * split_unit(unit).scale
    return Quantity(_number_kind(typed, amount, unit, kind), amount, unit, len(part))


def _number_kind(typed: str, amount: Fraction, unit: str, wanted: Kind | None) -> Kind:
    kind = kind_of_unit(unit)
    countable = kind in (Kind.NUMBER, Kind.COUNT)
    if wanted is Kind.NUMBER and countable:
        return Kind.NUMBER
    if wanted is Kind.PERCENT and not unit:
        raise _without_sign(typed, amount)
    if wanted is Kind.MONEY and countable:
        raise _without_currency(typed, unit)
    if (
        amount.denominator != 1
        and countable
        and (wanted is Kind.COUNT or split_unit(unit).base in _WHOLE_UNITS)
    ):
        raise _not_whole(typed)
    if wanted is Kind.COUNT and countable:
        return Kind.COUNT
    return Kind.NUMBER if amount.denominator != 1 and kind is Kind.COUNT else kind


# -- dates --------------------------------------------------------------------------------------------------


def _read_dates(typed: str, _kind: Kind | None) -> Date | DateRange | None:
    if _ONE_DATE.fullmatch(typed):
        return Date(_day(typed))
    found = _TWO_DATES.fullmatch(typed)
    if not found:
        return None
    first, last = _day(found[1]), _day(found[3])
    _require_dash(typed, found[2])
    if first > last:
        raise _reversed(Date(first).printed(), Date(last).printed())
    return DateRange(first, last)


def _day(typed: str) -> datetime.date:
    year, month, day = (int(figure) for figure in re.findall(r"\d+", typed))
    if not 1 <= month <= 12:
        raise _no_such_day(Words(f"没有 {month} 月", f"there is no month {month}"), "01", "12")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        zh = f"{year}年{month}月没有 {day} 日，最后一天是 {last} 日"
        en = f"{year}-{month:02} has no day {day}, its last is {last}"
        raise _no_such_day(Words(zh, en), f"{year}-{month:02}-01", f"{year}-{month:02}-{last}")
    return datetime.date(year, month, day)


# -- ages ---------------------------------------------------------------------------------------------------


def _read_age(typed: str, kind: Kind | None) -> Age | None:
    if kind is not Kind.AGE and not (kind is None and "岁" in typed):
        return None
    if one := _ONE_AGE.fullmatch(typed):
        return _one_age(_limit(one[1], one[2]), one[3], one[4])
    two = _TWO_AGES.fullmatch(typed)
    if not two:
        return None
    first, last = _limit(two[1], two[2] or two[5]), _limit(two[4], two[5])
    _require_dash(typed, two[3])
    if first.days > last.days:
        raise _reversed(str(first), str(last))
    return Age(first, last)


def _one_age(limit: AgeLimit, included: str | None, side: str | None) -> Age:
    counts = None if included is None else included == "(含)"
    return Age(None if side == "以下" else limit, None if side == "以上" else limit, counts)


def _limit(number: str, unit: str) -> AgeLimit:
    if unit in ("周岁", "岁"):
        return AgeLimit(int(number), "周岁")
    return AgeLimit(int(number), "个月" if unit in ("个月", "月") else "日")


# -- mistakes -----------------------------------------------------------------------------------------------


def _seen(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= 40 else f"{shown[:39]}…"


def _unreadable(text: str, kind: Kind) -> Mistake:
    words, examples = kind.words, _EXAMPLES[kind]
    return Mistake(
        "unreadable-value",
        Words(f"这里应写{words.zh}，看到的是“{_seen(text)}”", f"a {words.en} is wanted, not `{_seen(text)}`"),
        Words(f"写成 {' 或 '.join(examples)} 的样子", f"write it like {' or '.join(examples)}"),
    )


def _too_long(typed: str) -> Mistake:
    return Mistake(
        "too-many-digits",
        Words(
            f"“{_seen(typed)}”超过 {MOST_DIGITS} 位数字，Excel 存不下",
            f"`{_seen(typed)}` has more than the {MOST_DIGITS} digits that Excel keeps",
        ),
        Words("用万元、亿元等大单位写；编号、电话等加上文字", "use a larger unit such as 万元 or 亿元"),
    )


def _without_sign(typed: str, amount: Fraction) -> Mistake:
    likely = f"{decimal_text(amount * 100, None)}%" if 0 < abs(amount) <= 1 else f"{typed}%"
    return Mistake(
        "missing-unit",
        Words(f"这里应写百分比，“{typed}”缺百分号", f"`{typed}` has no percent sign"),
        Words(f"写成 {likely}", f"write {likely}"),
    )


def _without_currency(typed: str, unit: str) -> Mistake:
    likely = f"{typed}元" if unit in ("", "万", "亿") else f"{typed.removesuffix(unit).strip()}元"
    return Mistake(
        "missing-unit",
        Words(f"这里应写金额，“{typed}”没有写明是多少元", f"`{typed}` does not say 元"),
        Words(f"写成 {likely}", f"write {likely}"),
    )


def _not_whole(typed: str) -> Mistake:
    return Mistake(
        "count-not-whole",
        Words(f"数量应是整数，看到的是“{typed}”", f"a count must be whole, not `{typed}`"),
        Words("写成整数，如 525", "write a whole number such as 525"),
    )


def _no_such_day(words: Words, first: str, last: str) -> Mistake:
    return Mistake(
        "impossible-date", words, Words(f"写 {first} 至 {last} 之间的", f"write {first} to {last}")
    )


def _reversed(first: str, last: str) -> Mistake:
    return Mistake(
        "reversed-range",
        Words(f"起止颠倒：{first}在{last}之后", f"the range is reversed: {first} comes after {last}"),
        Words(f"写成 {last}—{first}，或改其中一个", f"write {last}—{first}, or mend one of them"),
    )


def _require_dash(typed: str, separator: str) -> None:
    if separator == "一":
        raise Mistake(
            "numeral-as-dash",
            Words(
                f"“{typed}”中间是汉字“一”，不是连接号", f"`{typed}` has the numeral 一 where a dash belongs"
            ),
            Words("把“一”改成“—”或“至”", "write — or 至"),
        )
