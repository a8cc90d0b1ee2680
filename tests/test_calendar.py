"""Working days: the State Council's arrangements, the office's own file, and years nobody has announced."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.loader import Library
from docgen.model.calendar import Calendar, CalendarFile, Day
from docgen.model.scope import Office
from docgen.project import Project
from docgen.schema import schemas

OWN = """years: [2027]
holidays:
  - {name: 元旦, date: 2027-01-01}
  - {name: 春节, from: 2027-02-05, to: 2027-02-12}
workdays:
  - {name: 春节调休, date: 2027-02-20}
"""


def loaded(folder: Path, text: str) -> tuple[Office, list[tuple[str, int, int]]]:
    path = folder / "content" / "calendar.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    library = Library(Project(folder))
    library.report_strays()
    office = library.office()
    return office, [(found.id, *found.span[1:]) for found in library.diagnostics]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 3, 31), Day(True)),
        (date(2025, 3, 29), Day(False)),
        (date(2025, 10, 1), Day(False, "国庆节")),
        (date(2025, 10, 11), Day(True, "国庆节")),
        (date(2026, 2, 17), Day(False, "春节")),
        (date(2027, 1, 1), None),
        (date(2003, 12, 31), None),
    ],
)
def test_the_built_in_calendar_knows_holidays_and_make_up_days(day: date, expected: Day | None) -> None:
    assert Calendar().day(day) == expected


def test_the_working_day_from_or_until_a_day_leaps_over_holidays() -> None:
    calendar = Calendar()
    assert calendar.workday_from(date(2025, 10, 1)) == date(2025, 10, 9)
    assert calendar.workday_until(date(2025, 10, 8)) == date(2025, 9, 30)
    assert calendar.workday_from(date(2025, 10, 11)) == date(2025, 10, 11)


def test_a_search_that_leaves_the_known_years_finds_nothing() -> None:
    assert Calendar().workday_until(date(2004, 1, 1)) is None
    assert Calendar().workday_from(date(2027, 3, 1)) is None
    assert Calendar().is_workday(date(2027, 3, 1)) is None


def test_the_offices_file_adds_a_year(tmp_path: Path) -> None:
    office, found = loaded(tmp_path, OWN)
    calendar = office.calendar
    assert not found
    assert calendar.day(date(2027, 1, 1)) == Day(False, "元旦")
    assert calendar.day(date(2027, 2, 20)) == Day(True, "春节调休")
    assert calendar.day(date(2027, 2, 27)) == Day(False)
    assert calendar.workday_from(date(2027, 2, 5)) == date(2027, 2, 15)


def test_the_offices_file_goes_before_the_built_in_calendar(tmp_path: Path) -> None:
    office, _ = loaded(tmp_path, "holidays: [{name: 防汛停工, date: 2025-07-01}]\n")
    assert office.calendar.day(date(2025, 7, 1)) == Day(False, "防汛停工")


def test_a_year_that_is_not_said_to_be_complete_stays_unknown_but_for_its_days(tmp_path: Path) -> None:
    office, _ = loaded(tmp_path, OWN.removeprefix("years: [2027]\n"))
    assert office.calendar.is_workday(date(2027, 1, 1)) is False
    assert office.calendar.is_workday(date(2027, 1, 4)) is None
    assert office.calendar.workday_from(date(2027, 1, 1)) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("holidays: [{name: 元旦, date: 2027-02-30}]\n", ("impossible-date", 1, 29)),
        ("holidays: [{date: 2027-01-01}]\n", ("missing-key", 1, 12)),
        ("holidays: [{name: 春节, from: 2027-02-12, to: 2027-02-05}]\n", ("end-before-start", 1, 45)),
        ("holidays: [{name: 春节}]\n", ("date-or-range", 1, 12)),
        (OWN.replace("2027-02-20", "2027-02-06"), ("day-said-twice", 6, 5)),
        (OWN.replace("years", "yaers"), ("unknown-key", 1, 1)),
    ],
)
def test_a_mistake_in_the_file_is_reported_at_its_place(
    tmp_path: Path, text: str, expected: tuple[str, int, int]
) -> None:
    assert loaded(tmp_path, text)[1] == [expected]


def test_editors_get_its_schema() -> None:
    assert "已写全的年份" in schemas()["calendar.schema.json"]


@settings(max_examples=200, deadline=None)
@given(
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
    st.lists(st.dates(date(1999, 1, 1), date(2999, 12, 31)), max_size=3, unique=True),
)
def test_any_day_has_an_answer_and_a_found_working_day_is_worked(day: date, off: list[date]) -> None:
    own = {"holidays": [{"name": "放假", "date": found.isoformat()} for found in off]}
    calendar = Calendar(CalendarFile.read(own))
    for found in (calendar.workday_from(day), calendar.workday_until(day)):
        assert found is None or calendar.is_workday(found)
        assert found is None or abs(found - day) < timedelta(days=60)
