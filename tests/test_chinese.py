"""Numerals, dates, amounts in words, list marks, joined lines."""

import datetime
from fractions import Fraction

import cn2an
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from docgen import chinese
from docgen.diagnostics import Mistake

_NUMBERS = st.one_of(
    st.integers(0, 20000),
    st.integers(0, chinese.LARGEST),
    st.lists(st.sampled_from("00001259"), min_size=1, max_size=12).map(lambda figures: int("".join(figures))),
)


def _reads_like_cn2an(n: int) -> bool:
    """Whether cn2an spells alike: it leaves out the zero of 一亿零七千, which people say."""
    return not (n >= 10**8 and n // 10**4 % 10**4 == 0 and n % 10**4 >= 1000)


@pytest.mark.parametrize(
    ("n", "spelt"),
    [
        (0, "零"),
        (2, "二"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (103, "一百零三"),
        (110, "一百一十"),
        (1010, "一千零一十"),
        (107000, "十万七千"),
        (100700, "十万零七百"),
        (100007000, "一亿零七千"),
        (999999999999, "九千九百九十九亿九千九百九十九万九千九百九十九"),
    ],
)
def test_spells_numbers(n: int, spelt: str) -> None:
    assert chinese.numeral(n) == spelt


@given(_NUMBERS)
def test_spells_numbers_as_cn2an_does(n: int) -> None:
    assume(_reads_like_cn2an(n))
    assert chinese.numeral(n) == cn2an.an2cn(str(n), "low")


@given(_NUMBERS)
def test_cn2an_reads_the_spelt_number_back(n: int) -> None:
    assume(n)  # cn2an 0.5 does not read 零
    assert cn2an.cn2an(chinese.numeral(n), "strict") == n


@pytest.mark.parametrize("n", [-1, chinese.LARGEST + 1, 10**100])
def test_refuses_numbers_it_cannot_spell(n: int) -> None:
    with pytest.raises(Mistake) as caught:
        chinese.numeral(n)
    assert caught.value.id == "not-spelt"


def test_reads_years_digit_by_digit() -> None:
    assert chinese.digits(2018) == "二〇一八"


@pytest.mark.parametrize(
    ("level", "mark"), [(1, "十二、"), (2, "（十二）"), (3, "12."), (4, "（12）"), (5, "⑫")]
)
def test_marks_list_items_by_level(level: int, mark: str) -> None:
    assert chinese.list_mark(level, 12) == mark


def test_circles_numbers_up_to_twenty() -> None:
    assert chinese.list_mark(5, 20) == "⑳"
    with pytest.raises(Mistake, match="item 21"):
        chinese.list_mark(5, 21)


@pytest.mark.parametrize(("level", "n"), [(0, 1), (6, 1), (1, 0), (5, -1)])
def test_has_no_mark_outside_the_levels(level: int, n: int) -> None:
    with pytest.raises(ValueError, match="list"):
        chinese.list_mark(level, n)


def test_prints_dates_without_leading_zeros() -> None:
    assert chinese.date(datetime.date(2018, 3, 2)) == "2018年3月2日"


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        ("2018-03-02", "二〇一八年三月二日"),
        ("2020-10-10", "二〇二〇年十月十日"),
        ("2021-12-31", "二〇二一年十二月三十一日"),
    ],
)
def test_prints_dates_in_characters(day: str, printed: str) -> None:
    assert chinese.chinese_date(datetime.date.fromisoformat(day)) == printed


@pytest.mark.parametrize(
    ("yuan", "words"),
    [
        ("12300", "壹万贰仟叁佰元整"),
        ("10", "壹拾元整"),
        ("0", "零元整"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("0.5", "伍角"),
        ("0.05", "伍分"),
        ("-12.5", "负壹拾贰元伍角"),
    ],
)
def test_writes_amounts_by_the_rules_of_the_central_bank(yuan: str, words: str) -> None:
    assert chinese.capital_amount(Fraction(yuan)) == words


@given(_NUMBERS)
def test_writes_amounts_as_cn2an_does(fen: int) -> None:
    assume(_reads_like_cn2an(fen // 100))
    assert chinese.capital_amount(Fraction(fen, 100)) == cn2an.an2cn(f"{fen // 100}.{fen % 100:02}", "rmb")


def test_refuses_fractions_of_a_fen() -> None:
    with pytest.raises(Mistake) as caught:
        chinese.capital_amount(Fraction(1, 3))
    assert caught.value.id == "fraction-of-fen"


@pytest.mark.parametrize(
    ("typed", "prose"),
    [
        ("以党的十九大，\n十九届二中\n", "以党的十九大，十九届二中"),
        ("  一句。  \n\t二句。", "  一句。二句。"),
        ("Open\nXML", "Open XML"),
        ("100\n200", "100 200"),
        ("100\n元", "100元"),
        ("见\nWord", "见Word"),
        ("“甲”\n“乙”", "“甲”“乙”"),
        ("café\nété", "café été"),
        ("甲\r\n乙", "甲乙"),
        ("一行 ", "一行 "),
        ("", ""),
    ],
)
def test_joins_lines_into_prose(typed: str, prose: str) -> None:
    assert chinese.join(typed) == prose


def test_divides_paragraphs_at_blank_lines() -> None:
    assert chinese.paragraphs("\n甲\n 乙\n  \t\n\n丙\n") == [("甲乙", 1), ("丙", 11)]


@given(st.text(alphabet="甲a1， \t\n", max_size=40))
def test_loses_nothing_but_blanks_when_it_joins(text: str) -> None:
    assert "".join(chinese.join(text).split()) == "".join(text.split())


@given(st.text(alphabet="甲a1， \t\n", max_size=40))
def test_knows_where_each_line_was_typed(text: str) -> None:
    for paragraph in chinese.lines(text):
        for line, offset in paragraph:
            typed = line.rstrip(" ")
            assert text[offset : offset + len(typed)] == typed
