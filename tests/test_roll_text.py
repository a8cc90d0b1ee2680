"""Years and dates moved on: what changes by itself, and what is left to a person."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.model.calendar import Calendar
from docgen.model.values import Date, DateRange, read_value
from docgen.roller.days import DateRule, DayMover, move_dates
from docgen.roller.years import Move, shift_text

NEXT = Move(2025, 2026)


def shifted(text: str) -> str:
    for change in reversed(shift_text(text, NEXT).changes):
        end = change.offset + len(change.old)
        assert text[change.offset : end] == change.old
        text = text[: change.offset] + change.new + text[end:]
    return text


def moved(typed: str, rule: DateRule, move: Move = NEXT) -> tuple[str, tuple[str, ...]]:
    value = read_value(typed)
    assert isinstance(value, Date | DateRange)
    found = move_dates(typed, value, DayMover(move, rule, Calendar()))
    assert found.change.old in typed
    return typed.replace(found.change.old, found.change.new), found.remarks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年度工作方案", "2026年度工作方案"),
        ("2025 年工作", "2026 年工作"),
        ("二〇二五年三月", "二〇二六年三月"),
        ("二零二五年三月", "二零二六年三月"),
        ("做好2025年、推进2025年", "做好2026年、推进2026年"),
    ],
)
def test_the_programs_own_year_moves_on(text: str, expected: str) -> None:
    assert shifted(text) == expected
    assert not shift_text(text, NEXT).doubts


@pytest.mark.parametrize("text", ["2025元", "12025年", "{{ 2025年 }}", "0.2025年", "电话2025", "今年和去年"])
def test_a_number_that_is_no_year_stays_without_a_word(text: str) -> None:
    assert shift_text(text, NEXT) == ((), ())


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("早在2025年就", "2025年没有改"),
        ("自2025年以来", "2025年没有改"),
        ("到2025年底", "2025年没有改"),
        ("截至2025年12月31日", "2025年没有改"),
        ("2025年至2027年", "2025年、2027年没有改"),
        ("2025年3月1日至2026年2月28日", "2025年、2026年没有改"),
        ("2024年完成数", "2024年没有改"),
        ("2025届毕业生", "2025届没有改"),
        ("示政发〔2025〕5号", "引用的示政发〔2025〕5号是否有新文件"),
        ("印发《示例县2025年方案》", "引用的《示例县2025年方案》是否有新文件"),
        ("于7月31日前", "文中日期7月31日"),
        ("第5次会议", "第5次是否顺延"),
        ("根据省、市政府要求，", "根据省、市政府要求有无变化"),
        ("根据全市座谈会精神，", "根据全市座谈会精神有无变化"),
    ],
)
def test_what_is_not_certain_stays_and_is_told(text: str, doubt: str) -> None:
    assert shift_text(text, NEXT) == ((), (doubt,))


def test_a_date_in_a_text_keeps_its_day_and_is_told() -> None:
    assert shifted("2025年3月12日，") == "2026年3月12日，"
    assert shift_text("2025年3月12日，", NEXT).doubts == ("2026年3月12日只改了年份",)


def test_who_cites_the_programs_own_title_cites_nothing_of_others() -> None:
    assert not shift_text("印发《管理办法》", NEXT, {"管理办法"}).doubts


@pytest.mark.parametrize(
    ("typed", "rule", "expected"),
    [
        ("2025-03-31", DateRule.WEEKDAY, "2026-03-30"),
        ("2025-03-31", DateRule.WORKDAY, "2026-03-31"),
        ("2025/3/31", DateRule.WEEKDAY, "2026/3/30"),
        ("2025年10月1日", DateRule.WORKDAY, "2026年10月8日"),
        ("2025-03-01—2025-04-30", DateRule.WEEKDAY, "2026-02-28—2026-04-29"),
        ("2025-12-31", DateRule.WEEKDAY, "2026-12-30"),
    ],
)
def test_a_date_moves_by_the_rule_and_keeps_its_form(typed: str, rule: DateRule, expected: str) -> None:
    assert moved(typed, rule)[0] == expected


@pytest.mark.parametrize(
    ("typed", "rule", "remark"),
    [
        ("2025-02-17", DateRule.WEEKDAY, "2月16日是春节放假"),
        ("2025-04-26", DateRule.WEEKDAY, "4月25日是星期六"),
        ("2025-03-01", DateRule.WEEKDAY, ""),  # 2026-02-28, a Saturday worked for 春节
        ("2025-10-01", DateRule.WORKDAY, "10月1日是国庆节放假，顺延到10月8日"),
    ],
)
def test_a_day_off_is_told(typed: str, rule: DateRule, remark: str) -> None:
    assert moved(typed, rule)[1] == ((remark,) if remark else ())


@pytest.mark.parametrize("rule", DateRule)
def test_a_year_that_nobody_has_announced_is_told(rule: DateRule) -> None:
    typed, remarks = moved("2026-03-31", rule, Move(2026, 2027))
    assert typed in ("2027-03-30", "2027-03-31")
    assert "2027年放假安排还不知道" in remarks[0]


def test_a_leap_day_moves_to_a_day_that_exists() -> None:
    assert moved("2024-02-29", DateRule.WORKDAY, Move(2024, 2025))[0] == "2025-02-28"


DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@given(DAYS, DAYS, st.integers(1, 30))
def test_weekdays_and_intervals_stay_near_the_same_date(first: date, second: date, years: int) -> None:
    mover = DayMover(Move(2000, 2000 + years), DateRule.WEEKDAY, Calendar())
    one, other = mover.moved(first).day, mover.moved(second).day
    assert one.weekday() == first.weekday()
    assert other - one == second - first
    assert abs((one - first).days - years * 365.2425) <= 4


@given(DAYS, DAYS, st.integers(1, 30))
def test_the_order_of_days_stays_by_the_working_day_rule(first: date, second: date, years: int) -> None:
    mover = DayMover(Move(2000, 2000 + years), DateRule.WORKDAY, Calendar())
    earlier, later = sorted([first, second])
    assert mover.moved(earlier).day <= mover.moved(later).day


@given(st.text(alphabet="20256年月日至《》〔〕{}第次自 \n一二〇会议精神", max_size=40))
def test_any_text_is_moved_without_touching_anything_but_years(text: str) -> None:
    for change in shift_text(text, NEXT).changes:
        assert text.startswith(change.old, change.offset)
        assert change.new in ("2026", "二〇二六", "二零二六")
