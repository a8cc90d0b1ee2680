"""Entries taken out and marks set, however the author wrote them."""

import pytest

from docgen.model.calendar import Calendar
from docgen.reader import read_text
from docgen.roller import DateRule, Move, roll_text
from docgen.roller.days import DayMover

HEAD = "id: case\nlabel: 安康\nyear: 2025\n"
PLAN = "plan:\n  title: 方案\n  text: 开展工作。\n"
TABLE = """quota_tables:
  - id: villages
    title: 表
    columns:
      - {id: village, label: 村, type: name}
      - {id: people, label: 人数, type: count}
      - {id: done, label: 完成, type: count, input: true}
      - {id: day, label: 日期, type: date}
"""


def rolled(text: str) -> str:
    source, mistakes = read_text(HEAD + text, "content/2025/case.yaml")
    assert source, mistakes
    done = roll_text(source, DayMover(Move(2025, 2026), DateRule.WEEKDAY, Calendar())).text
    assert done.startswith(HEAD.replace("2025", "2026"))
    return done.removeprefix(HEAD.replace("2025", "2026"))


def outline(items: str) -> str:
    return f"{PLAN}  outline:\n{items}"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("    - mark: (一)\n      heading: 甲\n", "    - heading: 甲\n"),
        ("    - heading: 甲\n      mark: (一)\n", "    - heading: 甲\n"),
        (
            "    - heading: 甲\n      mark: (一)  # 原样\n      text: 乙。\n",
            "    - heading: 甲\n      # 原样\n      text: 乙。\n",
        ),
        ("    - mark: (一)\n      # 注\n      heading: 甲\n", "    -  # 注\n      heading: 甲\n"),
        ("    - {mark: (一), heading: 甲}\n", "    - {heading: 甲}\n"),
        ("    - {heading: 甲, mark: (一), text: 乙。}\n", "    - {heading: 甲, text: 乙。}\n"),
        ("    - {heading: 甲, mark: (一)}\n", "    - {heading: 甲}\n"),
    ],
)
def test_an_entry_is_taken_out_and_comments_stay(typed: str, expected: str) -> None:
    assert rolled(outline(typed)) == outline(expected)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("    - text: 于7月31日前报送。\n", "    - text: 于7月31日前报送。  # 待核：文中日期7月31日\n"),
        (
            "    - text: 于7月31日前报送。  # 注\n",
            "    # 待核：文中日期7月31日\n    - text: 于7月31日前报送。  # 注\n",
        ),
        (
            "    - text: |\n        于7月31日前报送。\n",
            "    # 待核：文中日期7月31日\n    - text: |\n        于7月31日前报送。\n",
        ),
        (
            "    - heading: 甲\n      text: |\n        于7月31日前报送。\n",
            "    - heading: 甲\n      # 待核：文中日期7月31日\n      text: |\n        于7月31日前报送。\n",
        ),
        (
            "    - {heading: 甲, text: 于7月31日前报送。}\n",
            "    - {heading: 甲, text: 于7月31日前报送。}  # 待核：文中日期7月31日\n",
        ),
        (
            "    - mark: (一)\n      text: |\n        于7月31日前。\n",
            "    # 待核：文中日期7月31日\n    - text: |\n        于7月31日前。\n",
        ),
        (
            "    - text: 于7月31日前。\n      items:\n        - text: 第5次。\n",
            "    - text: 于7月31日前。  # 待核：文中日期7月31日\n"
            "      items:\n        - text: 第5次。  # 待核：第5次是否顺延\n",
        ),
    ],
)
def test_a_mark_stands_at_the_end_of_the_line_or_above(typed: str, expected: str) -> None:
    assert rolled(outline(typed)) == outline(expected)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("value: 5万元", "value: 5万元"),
        ("value: {value: 5万元, as: 5万, reason: 原文}", "value: 5万元"),
        ("value: {as: 5万, value: 5万元}", "value: 5万元"),
        ("value: {value: 5万元, as: 5万, private: true}", "value: {value: 5万元, private: true}"),
        ("value: {value: 5万元, private: true}", "value: {value: 5万元, private: true}"),
        ("value: {value: 2025-03-31, as: 3月底}", "value: 2026-03-30"),
        ("value: 2025年", "value: 2026年"),
    ],
)
def test_a_value_in_the_long_form_loses_what_reproduced_an_issued_notice(typed: str, expected: str) -> None:
    text = f"facts:\n  - {{id: sum, label: 数, {{}}}}\n{PLAN}"
    assert rolled(text.replace("{}", typed)) == text.replace("{}", expected)


def test_a_value_in_block_style_loses_it_too() -> None:
    typed = "facts:\n  - id: sum\n    label: 数\n    value:\n      value: 5万元\n      as: 5万\n"
    assert rolled(typed + PLAN) == f"facts:\n  - id: sum\n    label: 数\n    value: 5万元\n{PLAN}"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  number: {serial: 8}\n", "  number: {}\n"),
        ("  number:\n    serial: 8\n", "  number: {}\n"),
        ("  number:\n    serial: 8  # 已发\n", "  number: {}  # 已发\n"),
        ("  number:  # 注\n    serial: 8\n", "  number: {}  # 注\n"),
        ("  number: {year: 2025, serial: 8}\n", "  number: {year: 2026}\n"),
        ("  date: 2025-02-10\n", ""),
        ("  date: 2025-02-10  # 周一\n", "  # 周一\n"),
    ],
)
def test_number_and_date_of_a_notice_are_taken_out(typed: str, expected: str) -> None:
    head = "notice:\n  issuer: town\n  title: 通知\n  addressees: [各村]\n"
    assert rolled(head + typed) == head + expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "    rows:\n      - {id: a, people: 5, done: 4, day: 2025-03-31}\n",
            "    # 待核：各行是2025年的数据\n    rows:\n      - {id: a, people: 5, day: 2026-03-30}\n",
        ),
        ("    rows:\n      - {id: a, done: 4}\n", "    rows:\n      - {id: a}\n"),
        ("    rows:\n      - id: a\n        done: 4\n", "    rows:\n      - id: a\n"),
        (
            "    data_year: 2024\n    rows:\n      - {id: a, village: 甲村, people: 5}\n",
            "    data_year: 2025  # 待核：表里应是2025年的数\n    rows:\n      - {id: a, village: 甲村}\n",
        ),
        ("    rows: []\n", "    rows: []\n"),
    ],
)
def test_cells_of_the_old_year_are_emptied(rows: str, expected: str) -> None:
    assert rolled(f"{TABLE}{rows}{PLAN}") == f"{TABLE}{expected}{PLAN}"


def test_the_data_file_of_a_table_is_for_a_person_to_renew() -> None:
    data = "    data: population.xlsx#60岁以上"
    assert rolled(f"{TABLE}{data}\n{PLAN}") == f"{TABLE}{data}  # 待核：换成新年度的数据文件\n{PLAN}"


def test_results_stay_behind() -> None:
    results = "results:\n  - table: villages\n    rows:\n      - {id: a, done: 4}\n"
    assert rolled(f"{TABLE}{results}{PLAN}") == f"{TABLE}{PLAN}"


def test_a_mark_in_brackets_of_several_lines_stands_above_them() -> None:
    typed = "targets:\n  - {id: coverage, label: 率,  # 注\n    value: 85%}\n"
    assert rolled(typed + PLAN).startswith("targets:\n  # 待核：2025年为85%\n  - {id: coverage")


def test_a_layout_of_the_authors_own_is_kept() -> None:
    typed = "targets:\n- {  id: coverage,label: 率, value:   85%}\nplan: {title: 方案,   text: 做。}\n"
    assert rolled(typed) == typed.replace("85%}", "85%}  # 待核：2025年为85%")
