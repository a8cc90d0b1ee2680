"""Values: read as typed, printed in the house form, rounded and computed exactly."""

import datetime
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.diagnostics import Mistake
from docgen.model.values import (
    Age,
    AgeLimit,
    Date,
    DateRange,
    Kind,
    Quantity,
    Rounding,
    Text,
    Value,
    add,
    compare,
    decimal_text,
    divide,
    in_unit,
    multiply,
    negate,
    read_value,
    round_to,
    rounded,
    subtract,
)

_FEBRUARY = datetime.date(2024, 2, 1)
_UNITS = ["", "%", "元", "千元", "万元", "百万元", "亿元", "元/份", "元/天", "人", "万人", "户", "份/人"]
_DATES = st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31))
_LIMITS = st.builds(AgeLimit, st.integers(0, 120), st.sampled_from(["日", "个月", "周岁"]))
_FRACTIONS = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6)


def _mistake(text: str, kind: Kind | None = None) -> Mistake:
    with pytest.raises(Mistake) as caught:
        read_value(text, kind)
    return caught.value


# -- reading ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("85%", Quantity(Kind.PERCENT, Fraction(17, 20), "%", 0)),
        ("８５％", Quantity(Kind.PERCENT, Fraction(17, 20), "%", 0)),
        ("99.5%", Quantity(Kind.PERCENT, Fraction(199, 200), "%", 1)),
        ("100元", Quantity(Kind.MONEY, Fraction(100), "元", 0)),
        ("21.2万元", Quantity(Kind.MONEY, Fraction(212000), "万元", 1)),
        ("0.50万元", Quantity(Kind.MONEY, Fraction(5000), "万元", 2)),
        ("3亿元", Quantity(Kind.MONEY, Fraction(3 * 10**8), "亿元", 0)),
        ("50元/天", Quantity(Kind.MONEY, Fraction(50), "元/天", 0)),
        ("525人", Quantity(Kind.COUNT, Fraction(525), "人", 0)),
        ("1.2万人", Quantity(Kind.COUNT, Fraction(12000), "万人", 1)),
        ("1,234份", Quantity(Kind.COUNT, Fraction(1234), "份", 0)),
        ("1.5小时", Quantity(Kind.NUMBER, Fraction(3, 2), "小时", 1)),
        ("１２３", Quantity(Kind.NUMBER, Fraction(123), "", 0)),
        ("-3", Quantity(Kind.NUMBER, Fraction(-3), "", 0)),
        ("−1.10", Quantity(Kind.NUMBER, Fraction(-11, 10), "", 2)),
        ("2024-02-01", Date(_FEBRUARY)),
        ("2024/2/1", Date(_FEBRUARY)),
        ("2024年2月1日", Date(_FEBRUARY)),
        ("2024-02-01—2024-03-20", DateRange(_FEBRUARY, datetime.date(2024, 3, 20))),
        ("2024年2月1日至2024年3月20日", DateRange(_FEBRUARY, datetime.date(2024, 3, 20))),
        ("2024-02-01 - 2024-03-20", DateRange(_FEBRUARY, datetime.date(2024, 3, 20))),
        ("70岁", Age(AgeLimit(70, "周岁"), AgeLimit(70, "周岁"))),
        ("70周岁（含）以上", Age(AgeLimit(70, "周岁"), None, True)),
        ("中国人寿", Text("中国人寿")),
    ],
)
def test_infers_what_a_value_is(typed: str, value: Value) -> None:
    assert read_value(typed) == value


@pytest.mark.parametrize(
    "typed",
    [
        "0123",
        "007人",
        "12:30",
        "no",
        "1e3",
        "nan",
        "inf",
        "0x10",
        "1_000",
        "1,23",
        "12,34,567",
        ".5",
        "5.",
        "+5",
        "--5",
        "1 2",
        "²",
        "٣",
        "第3期",
        "2024年2月",
        "2024-02",
        "100元版本",
        "1万元左右",
        "440102199001011234",
        "",
        "1日至5日",
    ],
)
def test_leaves_as_text_what_is_no_value(typed: str) -> None:
    assert read_value(typed) == Text(typed)


@pytest.mark.parametrize(
    "typed", ["1e3", "nan", "inf", "0x10", "0123", "1_000", "1,23", "٣", "", "12abc", "85%", "5元"]
)
def test_refuses_what_is_no_number(typed: str) -> None:
    assert _mistake(typed, Kind.NUMBER).id == "unreadable-value"


def test_reads_a_bare_number_as_a_count_where_one_is_wanted() -> None:
    assert read_value("525", Kind.COUNT) == Quantity(Kind.COUNT, Fraction(525), "", 0)


def test_keeps_text_that_looks_like_a_value_where_text_is_wanted() -> None:
    assert read_value(" ８５％ ", Kind.TEXT) == Text(" ８５％ ")


@pytest.mark.parametrize(
    ("typed", "kind", "id", "hint"),
    [
        ("85", Kind.PERCENT, "missing-unit", "85%"),
        ("0.85", Kind.PERCENT, "missing-unit", "85%"),
        ("100", Kind.MONEY, "missing-unit", "100元"),
        ("0.15万", Kind.MONEY, "missing-unit", "0.15万元"),
        ("100人", Kind.MONEY, "missing-unit", "100元"),
        ("100元左右", Kind.MONEY, "unreadable-value", "100元"),
        ("12.5人", Kind.COUNT, "count-not-whole", "整数"),
        ("12.5", Kind.COUNT, "count-not-whole", "整数"),
        ("12.5人", None, "count-not-whole", "整数"),
        ("2024-02-30", None, "impossible-date", "2024-02-29"),
        ("2023年2月29日", None, "impossible-date", "2023-02-28"),
        ("2024-13-01", None, "impossible-date", "12"),
        ("2024-04-00", Kind.DATE, "impossible-date", "2024-04-30"),
        ("明天", Kind.DATE, "unreadable-value", "2024-02-01"),
        ("2024-02/01", Kind.DATE, "unreadable-value", "2024-02-01"),
        ("2024-02-01", Kind.DATE_RANGE, "unreadable-value", "—"),
        ("2024-03-20—2024-02-01", None, "reversed-range", "2024年2月1日—2024年3月20日"),
        ("2024年2月1日一2024年3月20日", None, "numeral-as-dash", "—"),
        ("70周岁一75周岁", None, "numeral-as-dash", "—"),
        ("75周岁至70周岁", None, "reversed-range", "70周岁—75周岁"),
        ("七十岁", Kind.AGE, "unreadable-value", "70周岁"),
        ("1234567890123456元", None, "too-many-digits", "万元"),
        ("1234567890123456", Kind.NUMBER, "too-many-digits", "万元"),
    ],
)
def test_says_what_to_type_instead(typed: str, kind: Kind | None, id: str, hint: str) -> None:
    mistake = _mistake(typed, kind)
    assert mistake.id == id
    assert mistake.hint is not None
    assert hint in mistake.hint.zh


@given(st.text(max_size=30), st.sampled_from([None, *Kind]))
def test_reads_any_text_or_says_what_is_wrong(text: str, kind: Kind | None) -> None:
    try:
        value = read_value(text, kind)
    except Mistake as mistake:
        assert mistake.message.zh
        assert mistake.hint
    else:
        assert kind is None or value.kind is kind


# -- printing -----------------------------------------------------------------------------------------------


@given(st.integers(0, 10**9), st.integers(0, 4), st.sampled_from(_UNITS), st.booleans())
def test_prints_numbers_as_typed(digits: int, decimals: int, unit: str, negative: bool) -> None:
    typed = decimal_text(Fraction(-digits if negative else digits, 10**decimals), decimals) + unit
    kind = Kind.NUMBER if unit in ("人", "户", "份/人") else None
    assert read_value(typed, kind).printed() == typed


@given(_DATES)
def test_reads_the_date_it_printed(day: datetime.date) -> None:
    assert read_value(Date(day).printed()) == Date(day)


@given(_DATES, _DATES)
def test_reads_the_dates_it_printed(one: datetime.date, other: datetime.date) -> None:
    dates = DateRange(min(one, other), max(one, other))
    assert read_value(dates.printed()) == dates


@given(_LIMITS, _LIMITS, st.sampled_from([None, True, False]))
def test_reads_the_age_it_printed(one: AgeLimit, other: AgeLimit, included: bool | None) -> None:
    first, last = sorted((one, other), key=lambda limit: limit.days)
    for age in (Age(first, last), Age(one, one), Age(first, None, included), Age(None, last, included)):
        assert read_value(age.printed(), Kind.AGE) == age


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("70岁", "70周岁"),
        ("70岁（含）以上", "70周岁（含）以上"),
        ("70周岁(不含)以上", "70周岁（不含）以上"),
        ("70周岁以下", "70周岁以下"),
        ("70周岁-75周岁", "70周岁至75周岁"),
        ("70～75岁", "70周岁至75周岁"),
        ("28天—65周岁", "28日至65周岁"),
        ("6月至3岁", "6个月至3周岁"),
    ],
)
def test_prints_ages_in_one_form(typed: str, printed: str) -> None:
    assert read_value(typed, Kind.AGE).printed() == printed


@pytest.mark.parametrize(
    ("amount", "decimals", "text"),
    [("1/8", None, "0.125"), ("5", 2, "5.00"), ("-1/2", 1, "-0.5"), ("0", None, "0"), ("100", None, "100")],
)
def test_prints_decimals_exactly(amount: str, decimals: int | None, text: str) -> None:
    assert decimal_text(Fraction(amount), decimals) == text


@pytest.mark.parametrize(("amount", "decimals"), [("1/3", None), ("1/8", 2), ("1/3", 5)])
def test_never_rounds_unasked(amount: str, decimals: int | None) -> None:
    with pytest.raises(Mistake) as caught:
        decimal_text(Fraction(amount), decimals)
    assert caught.value.id == "needs-rounding"


# -- rounding -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rounding", "results"),
    [
        (Rounding.HALF_UP, [-3, -2, -1, 1, 2, 3]),
        (Rounding.HALF_EVEN, [-2, -2, 0, 0, 2, 2]),
        (Rounding.FLOOR, [-3, -2, -1, 0, 1, 2]),
        (Rounding.CEIL, [-2, -1, 0, 1, 2, 3]),
    ],
)
def test_rounds_halves_by_rule(rounding: Rounding, results: list[int]) -> None:
    halves = ["-5/2", "-3/2", "-1/2", "1/2", "3/2", "5/2"]
    assert [round_to(Fraction(half), 0, rounding) for half in halves] == results


@given(_FRACTIONS, st.integers(0, 4), st.sampled_from(Rounding))
def test_rounds_by_less_than_a_step(amount: Fraction, decimals: int, rounding: Rounding) -> None:
    result = round_to(amount, decimals, rounding)
    assert abs(result - amount) < Fraction(1, 10**decimals)
    assert (result * 10**decimals).denominator == 1


def test_rounds_in_the_unit_that_is_printed() -> None:
    value = read_value("21.18万元")
    assert isinstance(value, Quantity)
    assert rounded(value, 1).printed() == "21.2万元"


# -- units --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "unit", "printed"),
    [
        ("212000元", "万元", "21.2万元"),
        ("100元/份", "万元/份", "0.01万元/份"),
        ("12000人", "万人", "1.2万人"),
        ("0.85", "%", "85%"),
        ("85%", "", "0.85"),
        ("525", "人", "525人"),
    ],
)
def test_expresses_a_quantity_in_another_unit(typed: str, unit: str, printed: str) -> None:
    value = read_value(typed)
    assert isinstance(value, Quantity)
    assert in_unit(value, unit).printed() == printed


@pytest.mark.parametrize(("typed", "unit"), [("5元", "人"), ("5人", "户"), ("85%", "人"), ("5", "元")])
def test_refuses_a_unit_of_something_else(typed: str, unit: str) -> None:
    value = read_value(typed)
    assert isinstance(value, Quantity)
    with pytest.raises(Mistake) as caught:
        in_unit(value, unit)
    assert caught.value.id == "unit-mismatch"


# -- arithmetic ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "operation", "right", "printed"),
    [
        ("100元", add, "1.5万元", "15100元"),
        ("1.50万元", add, "0.50万元", "2.00万元"),
        ("1", subtract, "85%", "15%"),
        ("5人", add, "3", "8人"),
        ("5元", subtract, "0", "5元"),
        ("2024-02-28", add, "2天", "2024年3月1日"),
        ("2024-03-01", subtract, "1", "2024年2月29日"),
        ("2024-03-20", subtract, "2024-02-01", "48天"),
        ("525人", multiply, "100元", "52500元"),
        ("100元/份", multiply, "525份", "52500元"),
        ("50元/天", multiply, "3天", "150元"),
        ("2份/人", multiply, "525人", "1050份"),
        ("100元/份", multiply, "2", "200元/份"),
        ("520人", multiply, "85%", "442人"),
        ("85%", multiply, "50%", "42.5%"),
        ("1万元", divide, "500元", "20"),
        ("1万元", divide, "4", "0.25万元"),
        ("1000元", divide, "8份", "125元/份"),
        ("1000元", divide, "50元/份", "20份"),
        ("85%", divide, "50%", "1.7"),
        ("442人", divide, "85%", "520人"),
    ],
)
def test_computes_with_units(left: str, operation: object, right: str, printed: str) -> None:
    assert callable(operation)
    assert operation(read_value(left), read_value(right)).printed() == printed


@pytest.mark.parametrize(
    ("left", "operation", "right"),
    [
        ("5人", add, "3户"),
        ("5元", add, "3人"),
        ("5元", add, "3"),
        ("5人", add, "85%"),
        ("5元/份", add, "5元"),
        ("5元", multiply, "3元"),
        ("5人", multiply, "3户"),
        ("5元/份", multiply, "3人"),
        ("5", divide, "3元"),
        ("5人", divide, "3元"),
        ("甲", add, "乙"),
        ("甲", multiply, "1000000000"),
        ("2024-02-01", add, "2024-02-01"),
        ("2024-02-01", add, "3元"),
        ("3", subtract, "2024-02-01"),
        ("70周岁", add, "1"),
        ("5人", compare, "5户"),
        ("5", compare, "甲"),
        ("70周岁", compare, "2024-02-01"),
    ],
)
def test_refuses_what_makes_no_sense(left: str, operation: object, right: str) -> None:
    assert callable(operation)
    with pytest.raises(Mistake) as caught:
        operation(read_value(left), read_value(right))
    assert caught.value.id == "unfit-values"


def test_says_how_to_type_money_in_a_formula() -> None:
    with pytest.raises(Mistake) as caught:
        add(read_value("100元"), read_value("5"))
    assert caught.value.hint is not None
    assert "'5元'" in caught.value.hint.zh


def test_refuses_to_divide_by_zero() -> None:
    with pytest.raises(Mistake) as caught:
        divide(read_value("5元"), read_value("0元"))
    assert caught.value.id == "division-by-zero"


def test_refuses_half_days_and_days_beyond_the_calendar() -> None:
    for days, id in (("1.5", "count-not-whole"), ("99999999", "impossible-date")):
        with pytest.raises(Mistake) as caught:
            add(Date(_FEBRUARY), read_value(days))
        assert caught.value.id == id


def test_stops_numbers_from_growing_without_end() -> None:
    value = read_value("999999999999999")
    with pytest.raises(Mistake) as caught:
        for _ in range(10):
            value = multiply(value, value)
    assert caught.value.id == "number-too-large"


@given(_FRACTIONS, _FRACTIONS)
def test_computes_exactly(a: Fraction, b: Fraction) -> None:
    left, right = Quantity(Kind.NUMBER, a), Quantity(Kind.NUMBER, b)
    assert add(left, right) == Quantity(Kind.NUMBER, a + b)
    assert subtract(left, right) == Quantity(Kind.NUMBER, a - b)
    assert multiply(left, right) == Quantity(Kind.NUMBER, a * b)
    assert negate(left) == Quantity(Kind.NUMBER, -a)
    assert compare(left, right) == (a > b) - (a < b)
    if b:
        assert divide(left, right) == Quantity(Kind.NUMBER, a / b)


@pytest.mark.parametrize(
    "ages",
    [
        ["28日", "6个月", "1周岁", "70周岁"],
        ["70周岁以下", "70周岁至75周岁", "76周岁（含）以上"],
        ["70周岁（含）以上", "70周岁（不含）以上"],
        ["70周岁（不含）以下", "70周岁（含）以下"],
    ],
)
def test_puts_ages_in_order(ages: list[str]) -> None:
    values = [read_value(age, Kind.AGE) for age in ages]
    assert all(compare(young, old) == -1 for young, old in pairwise(values))
