"""Dates that do not exist, wrong weekdays, ends before starts, deadlines before issue or on a day off."""

import datetime
from calendar import monthrange
from collections.abc import Iterator

from docgen import chinese
from docgen.checks import Check, InPrint, Remark, Subject
from docgen.diagnostics import Address, Severity, Words
from docgen.model.values import Date
from docgen.patterns import regex
from docgen.proof import TITLES, Proof, Slip, slip

_DAY = regex(r"(?:(?P<year>(?:19|20)\d\d)年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_WEEKDAY = regex(rf"{_DAY.pattern}[（(](?:星期|周|礼拜)(?P<named>[一二三四五六日天])[）)]")
_RANGE = regex(
    r"(?:(?P<year>20\d\d)年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    r"(?:—|－|-|–|~|～|至|到|起至)"
    r"(?:(?P<year2>20\d\d)年)?(?P<month2>\d{1,2})月(?P<day2>\d{1,2})日"
)
_TITLE_YEAR = regex(r"(20\d\d)年")
_WEEKDAYS = "一二三四五六日"


def _impossible(proof: Proof) -> Iterator[Slip]:
    for found in proof.matches(_DAY):
        year = int(found[1]["year"] or 2024)  # without a year, 29 February may be meant
        month, day = int(found[1]["month"]), int(found[1]["day"])
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
            message = Words(f"没有“{found[1][0]}”这一天", f"there is no day `{found[1][0]}`")
            yield slip(found, message, Words("查对日期", "look up the date"))


def _weekdays(proof: Proof) -> Iterator[Slip]:
    years = _years(proof)
    for found in proof.matches(_WEEKDAY):
        typed = [int(found[1]["year"])] if found[1]["year"] else years
        days = [day for year in typed if (day := _date(year, found[1]["month"], found[1]["day"]))]
        named = found[1]["named"].replace("天", "日")
        if days and all(_WEEKDAYS[day.weekday()] != named for day in days):
            right = _WEEKDAYS[days[0].weekday()]
            message = Words(
                f"{chinese.date(days[0])}是星期{right}，不是星期{named}",
                f"{days[0]} is a {days[0]:%A}: 星期{right}",
            )
            hint = Words(f"改为星期{right}，或查对日期", f"write 星期{right}, or mend the date")
            yield Slip(found[0], found[1].start("named"), found[1].end("named"), message, hint)


def _years(proof: Proof) -> list[int]:
    """Return the years that a date without one may belong to: the notice's own and those of its titles."""
    titles = (found for _, found in proof.matches(_TITLE_YEAR, TITLES))
    known = [proof.year, proof.issued.year if proof.issued else None, *(int(found[1]) for found in titles)]
    return list(dict.fromkeys(year for year in known if year))


def _reversed(proof: Proof) -> Iterator[Slip]:
    for found in proof.matches(_RANGE):
        if (
            not found[1]["year2"]
            and not found[1]["year"]
            and int(found[1]["month"]) > int(found[1]["month2"])
        ):
            continue  # from autumn to spring: the next year is understood
        first_year = found[1]["year"] or proof.year
        first = _date(first_year, found[1]["month"], found[1]["day"])
        last = _date(found[1]["year2"] or first_year, found[1]["month2"], found[1]["day2"])
        if first and last and last < first:
            message = Words(
                f"“{found[1][0]}”的起始日期在截止日期之后", f"`{found[1][0]}` starts after its end"
            )
            yield slip(found, message, Words("查对起止日期", "look up both dates"))


def _date(year: str | int | None, month: str, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day)) if year else None
    except ValueError:
        return None


def _ends(subject: Subject) -> Iterator[tuple[Address, datetime.date, str]]:
    """Yield the last day of each deadline, with its place and name."""
    for index, deadline in enumerate(subject.evaluation.program.deadlines):
        for key, given in (("date", deadline.date), ("to", deadline.last)):
            if given and isinstance(given.value, Date):
                at = subject.evaluation.at("deadlines", index, key, *given.inner)
                yield at, given.value.day, deadline.label


def _before_issue(subject: Subject) -> Iterator[Remark]:
    issued, year = subject.proof.proof.issued, subject.evaluation.program.year
    for at, day, label in _ends(subject):
        if issued and day < issued:
            message = Words(
                f"“{label}”{chinese.date(day)}早于成文日期{chinese.date(issued)}",
                f"`{label}` ends on {day}, before the notice is issued on {issued}",
            )
            yield Remark(at, message, Words("查对这两个日期", "look up both dates"))
        elif not issued and day.year < year:
            message = Words(
                f"“{label}”{chinese.date(day)}早于方案的年份 {year}",
                f"`{label}` ends on {day}, before the year {year} of the program",
            )
            yield Remark(at, message, Words("查对是不是去年的日期", "see whether it is last year's date"))


def _day_off(subject: Subject) -> Iterator[Remark]:
    calendar = subject.evaluation.office.calendar
    for at, day, label in _ends(subject):
        known = calendar.day(day)
        if known is None or known.working:
            continue
        why = f"{known.name}放假" if known.name else f"星期{_WEEKDAYS[day.weekday()]}"
        before, after = calendar.workday_until(day), calendar.workday_from(day)
        message = Words(
            f"“{label}”截止的{chinese.date(day)}是{why}", f"`{label}` ends on {day}, a day off ({why})"
        )
        near = [near for near in (before, after) if near]
        hint = Words(
            f"改为工作日：{'或'.join(map(chinese.date, near))}",
            f"choose a working day: {' or '.join(map(str, near))}",
        )
        yield Remark(at, message, hint)


CHECKS = (
    Check(
        "impossible-day",
        Severity.WARNING,
        what="文字里写了不存在的日期。",
        why="收文单位无法执行。",
        example="2025年2月30日前报送",
        instead="2025年2月28日前报送",
        find=InPrint(_impossible),
    ),
    Check(
        "wrong-weekday",
        Severity.WARNING,
        what="日期后面的星期不对。",
        why="去年的星期留到今年就错了；与会的人会走错日子。",
        example="2025年3月25日（星期一）",
        instead="2025年3月25日（星期二）",
        find=InPrint(_weekdays),
    ),
    Check(
        "end-before-start-in-text",
        Severity.WARNING,
        what="文字里的起始日期在截止日期之后。",
        why="改了一头忘了另一头。",
        example="2025年3月20日至2月1日",
        instead="2025年2月1日至3月20日",
        find=InPrint(_reversed),
    ),
    Check(
        "deadline-before-issue",
        Severity.WARNING,
        what="截止日期早于成文日期；没有成文日期的，早于方案的年份。",
        why="文件发出时期限已经过了，多半是去年的日期没有改。",
        example="成文日期 2025-04-20，报送时间 2025-04-11",
        instead="报送时间 2025-05-09",
        find=_before_issue,
    ),
    Check(
        "deadline-on-day-off",
        Severity.WARNING,
        what="截止日期是周末或放假的日子。",
        why="那一天没有人上班收件；期限落在假日，执行时会起争议。",
        example="date: 2018-03-31（星期六）",
        instead="date: 2018-03-30",
        find=_day_off,
    ),
)
