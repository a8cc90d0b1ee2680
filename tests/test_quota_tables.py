"""Quota tables that compute: what a drafter writes, and what paper and workbook show."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from docgen.pipeline import BuildOptions, Outcome, build
from docgen.project import Project
from tests.outputs import word_text

SEED = Path(__file__).parents[1] / "content" / "2024" / "ankang-care.yaml"
HEAD = "id: case\nlabel: 安康\nyear: 2025\n"
TAIL = "plan: {title: 工作方案, text: 制订如下方案。, annexes: [{id: t, parts: [{table: t}]}]}\n"
ROSTER = """id: towns
label: 各乡镇
entries:
  - {id: a1, name: 甲镇, group: east}
  - {id: a2, name: 乙镇, group: east}
  - {id: b1, name: 丙乡, group: west}
"""


def _office(folder: Path, *programs: tuple[int, str], roster: str = ROSTER) -> Project:
    for year, text in programs:
        file = folder / "content" / str(year) / "case.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "content" / "rosters").mkdir(exist_ok=True)
    (folder / "content" / "rosters" / "towns.yaml").write_text(roster, encoding="utf-8")
    return Project(folder)


def _build(project: Project, year: int = 2025) -> Outcome:
    return build(project, year, (), BuildOptions(), lambda program: None)


def _sheet(outcome: Outcome, *, values: bool = True) -> list[list[Any]]:
    assert not outcome.diagnostics, outcome.diagnostics
    (book,) = [file.path for file in outcome.written if file.path.suffix == ".xlsx"]
    sheet = openpyxl.load_workbook(book, data_only=values).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    head = next(index for index, row in enumerate(rows) if row[0] in ("乡镇", "片区"))
    return rows[head + 1 :]


def _table(columns: str, rows: str = "", more: str = "") -> str:
    lines = "".join(f"      - {{{each}}}\n" for each in columns.strip().split("\n"))
    data = "".join(f"      - {{{each}}}\n" for each in rows.strip().split("\n") if rows)
    body = f"    rows:\n{data}" if rows else ""
    head = f"{HEAD}quota_tables:\n  - id: t\n    title: 分配表\n    roster: towns\n    columns:\n"
    return f"{head}{lines}{body}{more}{TAIL}"


SHARED = "type: count, formula: people, round: largest-remainder"
TOWN = "id: town, label: 乡镇, type: name\n"
PEOPLE = f"{TOWN}id: people, label: 人数, type: count\n"
ROWS = "id: a1, people: 523\nid: a2, people: 317\nid: b1, people: 211"


# -- the notice of 2024 as issued ---------------------------------------------------------------------------

ISSUED = (446, 631, 578, 443, 905, 540, 587, 986, 569, 783, 668, 678, 843, 602, 851, 690, 693, 818, 671, 652)


def _as_issued(rounding: str) -> str:
    """Return the program of 2024 with every quota as the notice printed it."""
    text = SEED.read_text(encoding="utf-8").replace("round: half-up", f"round: {rounding}")
    quotas = iter(ISSUED)

    def issued(match: re.Match[str]) -> str:
        return f"{{id: {match[1]}, population: {match[2]}, quota: {{set: {next(quotas)}, reason: 照原文}}}}"

    return re.sub(r"\{id: (v\d+), population: (\d+)(?:, quota: \{[^}]*\})?\}", issued, text)


def _overridden(rounding: str, folder: Path) -> tuple[list[str], list[str]]:
    project = _office(folder)
    for name in ("agencies.yaml", "rosters/xx-town-villages.yaml"):
        (folder / "content" / name).write_bytes((SEED.parents[1] / name).read_bytes())
    file = folder / "content" / "2024" / "ankang-care.yaml"
    file.parent.mkdir()
    file.write_text(_as_issued(rounding), encoding="utf-8")
    lines = file.read_text(encoding="utf-8").split("\n")
    found = _build(project, 2024).diagnostics
    said = []
    for each in found:
        at = re.search(r"population: (\d+)", lines[each.span.line - 1])
        numbers = re.search("改定为 (.*?)，按算式应为 (.*?)（", each.message.zh)
        if each.id == "overridden-cell" and at and numbers:
            said.append(f"{at[1]} {numbers[1]} {numbers[2]}")
    return said, [each.message.zh for each in found if each.id == "overridden-total"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    return tmp_path


def test_half_up_finds_the_two_villages_of_2024_that_are_one_short(folder: Path) -> None:
    cells, totals = _overridden("half-up", folder)
    assert cells == ["743 631 632", "522 443 444"]
    assert totals == ["“考核目标（人）”合计印为 13634，各行按算式相加应为 13636"]


def test_rounding_up_finds_nine_villages_of_2024(folder: Path) -> None:
    cells, _ = _overridden("ceil", folder)
    found = [int(each.split()[0]) for each in cells]
    assert found == [525, 743, 522, 1065, 691, 786, 798, 992, 812]


def test_largest_remainder_finds_one_village_of_2024_and_the_total_of_13635(folder: Path) -> None:
    cells, totals = _overridden("largest-remainder", folder)
    assert cells == ["522 443 444"]
    assert totals == ["“考核目标（人）”合计印为 13634，各行按算式相加应为 13635"]


# -- allocation ---------------------------------------------------------------------------------------------


def test_largest_remainder_shares_out_a_given_total_within_bounds(folder: Path) -> None:
    column = f"id: quota, label: 名额, {SHARED}, sum_to: '100', min: '30'"
    rows = _sheet(_build(_office(folder, (2025, _table(f"{PEOPLE}{column}", ROWS)))))
    assert [row[2] for row in rows] == [40, 30, 30]


def test_steps_share_out_whole_tens(folder: Path) -> None:
    column = f"id: quota, label: 名额, {SHARED}, sum_to: '1000', step: '10'"
    rows = _sheet(_build(_office(folder, (2025, _table(f"{PEOPLE}{column}", ROWS)))))
    assert [row[2] for row in rows] == [500, 300, 200]


def test_a_column_that_excel_cannot_compute_says_so_in_its_heading(folder: Path) -> None:
    column = "id: quota, label: 名额, type: count, formula: people * 0.85, round: largest-remainder"
    outcome = _build(_office(folder, (2025, _table(f"{PEOPLE}{column}", ROWS, "    total: {}\n"))))
    rows = _sheet(outcome, values=False)
    assert [row[2] for row in rows[:3]] == [445, 269, 179]
    assert rows[3][2] == "=SUM(C4:C6)"


@pytest.mark.parametrize(
    ("more", "line", "words"),
    [
        ("sum_to: '5', min: '10'", 11, "不少于 30，凑不成合计 5"),
        ("sum_to: '105', step: '10'", 11, "10 的倍数，合不成 105"),
        ("step: '0'", 11, "倍数（step）不能是 0"),
        ("sum_to: peple", 11, "没有“peple”"),
    ],
)
def test_what_cannot_be_shared_out_is_reported_at_its_column(
    folder: Path, more: str, line: int, words: str
) -> None:
    column = f"id: quota, label: 名额, {SHARED}, {more}"
    (found,) = _build(_office(folder, (2025, _table(f"{PEOPLE}{column}", ROWS)))).diagnostics
    assert found.span.line == line
    assert words in found.message.zh


# -- groups, shares, ranks ----------------------------------------------------------------------------------

GROUPS = """    groups:
      - {id: east, label: 东片}
      - {id: west, label: 西片}
    subtotal: {}
    total: {}
"""


def test_groups_have_subtotals_that_the_total_does_not_count_twice(folder: Path) -> None:
    area = f"id: area, label: 片区, type: group, merge: true\n{PEOPLE}"
    outcome = _build(_office(folder, (2025, _table(area.strip(), ROWS, GROUPS))))
    assert [row[0] or row[1] for row in _sheet(outcome)] == [
        "东片",
        "乙镇",
        "东片小计",
        "西片",
        "西片小计",
        "合计",
    ]
    assert [row[2] for row in _sheet(outcome)] == [523, 317, 840, 211, 211, 1051]
    assert _sheet(outcome, values=False)[-1][2] == "=SUM(C4:C5,C7:C7)"


def test_rows_go_to_the_group_that_the_roster_names(folder: Path) -> None:
    mixed = "id: b1, people: 211\nid: a1, people: 523\nid: a2, people: 317"
    rows = _sheet(_build(_office(folder, (2025, _table(PEOPLE.strip(), mixed, GROUPS)))))
    assert [row[0] for row in rows] == ["甲镇", "乙镇", "东片小计", "丙乡", "西片小计", "合计"]


def test_shares_ranks_and_growth_are_live_formulas(folder: Path) -> None:
    columns = (
        f"{PEOPLE}id: part, label: 占比, type: percent, decimals: 1, formula: share(people)\n"
        "id: place, label: 名次, type: count, total: false, formula: rank(people)"
    )
    outcome = _build(_office(folder, (2025, _table(columns, ROWS, "    total: {}\n"))))
    assert [row[2:4] for row in _sheet(outcome)][:3] == [[0.498, 1], [0.302, 2], [0.201, 3]]
    assert _sheet(outcome, values=False)[0][2:4] == ["=ROUND(B4/B7,3)", "=RANK(B4,B4:B6)"]


def test_equal_numbers_share_a_rank(folder: Path) -> None:
    columns = f"{PEOPLE}id: place, label: 名次, type: count, total: false, formula: rank(people)"
    rows = "id: a1, people: 5\nid: a2, people: 9\nid: b1, people: 5"
    assert [row[2] for row in _sheet(_build(_office(folder, (2025, _table(columns, rows)))))] == [2, 1, 2]


def test_a_total_may_be_computed_from_the_other_totals(folder: Path) -> None:
    columns = (
        f"{PEOPLE}id: done, label: 完成, type: count\n"
        "id: rate, label: 完成率, type: percent, decimals: 1, formula: done / people, total: formula"
    )
    rows = "id: a1, people: 200, done: 50\nid: a2, people: 100, done: 100"
    outcome = _build(
        _office(
            folder,
            (2025, _table(columns, rows, "    total: {}\n")),
            roster=ROSTER[: ROSTER.index("  - {id: b1")],
        )
    )
    assert _sheet(outcome)[-1][3] == 0.5
    assert _sheet(outcome, values=False)[-1][3] == "=ROUND(C6/B6,3)"


def test_computed_rows_stand_below_the_total(folder: Path) -> None:
    more = (
        "    total: {}\n    computed_rows:\n"
        "      - id: average\n        label: 平均\n        cells:\n"
        "          people: {formula: sum(column.people) / count, type: number, decimals: 1}\n"
    )
    outcome = _build(_office(folder, (2025, _table(PEOPLE.strip(), ROWS, more))))
    assert _sheet(outcome)[-1][:2] == ["平均", 350.3]
    assert _sheet(outcome, values=False)[-1][1] == "=ROUND(SUM(B4:B6)/3,1)"


def test_what_a_formula_cannot_compute_prints_its_blank(folder: Path) -> None:
    columns = (
        f"{PEOPLE}id: done, label: 完成, type: count, input: true\n"
        "id: rate, label: 完成率, type: percent, formula: done / people, blank: —"
    )
    outcome = _build(_office(folder, (2025, _table(columns, ROWS))))
    assert [row[3] for row in _sheet(outcome)] == ["—", "—", "—"]
    assert _sheet(outcome, values=False)[0][3] == '=IF(COUNT(C4,B4)<2,"—",IFERROR(ROUND(C4/B4,2),"—"))'


def test_a_roster_without_rows_is_a_table_of_all_its_units(folder: Path) -> None:
    rows = _sheet(
        _build(_office(folder, (2025, _table(f"{TOWN}id: done, label: 完成, type: count, input: true"))))
    )
    assert [row[0] for row in rows] == ["甲镇", "乙镇", "丙乡"]


# -- the year before ----------------------------------------------------------------------------------------

LAST = """id: case
label: 安康
year: 2024
quota_tables:
  - id: t
    title: 完成表
    roster: towns
    columns: [{id: town, label: 乡镇, type: name}, {id: done, label: 完成, type: count, input: true}]
results:
  - table: t
    rows: [{id: a1, done: 100}, {id: a2, done: 250}]
"""
GROWING = (
    f"{PEOPLE}id: before, label: 上年, type: count, formula: last_year.row.done, blank: —\n"
    "id: up, label: 增长, type: percent, decimals: 1, blank: —, "
    'formula: "growth(people, before)", total: formula'
)


def test_last_years_results_fill_a_column_and_give_the_growth(folder: Path) -> None:
    project = _office(folder, (2024, LAST), (2025, _table(GROWING, ROWS, "    total: {}\n")))
    rows = _sheet(_build(project))
    assert [row[2:4] for row in rows] == [[100, 4.23], [250, 0.268], ["—", "—"], [350, 2.003]]


def test_text_prints_what_last_year_came_to(folder: Path) -> None:
    text = _table(PEOPLE.strip(), ROWS).replace(
        "制订如下方案。", '"{{ last_year }}年完成{{ last_year.tables.t.total.done }}人。"'
    )
    outcome = _build(_office(folder, (2024, LAST), (2025, text)))
    assert "2024年完成350人。" in word_text(outcome.written[0].path)


def test_a_program_of_figures_alone_prints_nothing_and_has_no_finding(folder: Path) -> None:
    outcome = _build(_office(folder, (2024, LAST)), 2024)
    assert (outcome.diagnostics, outcome.written) == ((), ())


@pytest.mark.parametrize(
    ("last", "formula", "words"),
    [
        ("", "last_year.row.done", "没有上一年的方案 content/2024/case.yaml"),
        (LAST, "last_year.row.dnoe", "没有“last_year.row.dnoe”"),
        (LAST, "last_year.tables.s.row.done", "没有“last_year.tables.s”"),
        (
            LAST.replace("    roster", "    data_year: 2023\n    roster"),
            "last_year.row.done",
            "2024 年方案的表格“t”印的是 2023 年的数",
        ),
        (LAST, "last_year.row.done", "算“上年”时：表格“2024 t”里没有“b1”这一行"),
    ],
)
def test_what_last_year_does_not_have_is_reported(folder: Path, last: str, formula: str, words: str) -> None:
    column = f"id: before, label: 上年, type: count, formula: {formula}"
    rosterless = last.replace(
        "    roster: towns\n", "    rows: [{id: a1, town: 甲镇}, {id: a2, town: 乙镇}]\n"
    )
    programs = [(2024, rosterless)] if last else []
    found = _build(_office(folder, *programs, (2025, _table(f"{PEOPLE}{column}", ROWS)))).diagnostics
    assert words in found[0].message.zh
    assert found[0].hint


# -- what a trial found -------------------------------------------------------------------------------------


def test_a_row_that_is_set_is_held_and_the_others_share_the_rest(folder: Path) -> None:
    column = f"id: quota, label: 名额, {SHARED}, sum_to: '100'"
    rows = "id: a1, people: 523, quota: {set: 60, reason: 会议决定}\nid: a2, people: 317\nid: b1, people: 211"
    outcome = _build(_office(folder, (2025, _table(f"{PEOPLE}{column}", rows, "    total: {}\n"))))
    (book,) = [file.path for file in outcome.written if file.path.suffix == ".xlsx"]
    sheet = openpyxl.load_workbook(book, data_only=True).worksheets[0]
    assert [row[2] for row in sheet.iter_rows(min_row=4, values_only=True)] == [60, 24, 16, 100]
    assert [found.id for found in outcome.diagnostics] == ["overridden-cell"]


def test_bounds_that_leave_no_number_are_reported_at_their_row_with_both(folder: Path) -> None:
    column = f"id: quota, label: 名额, {SHARED}, sum_to: '100', min: '20', max: people"
    rows = "id: a1, people: 523\nid: a2, people: 3\nid: b1, people: 211"
    (found,) = _build(_office(folder, (2025, _table(f"{PEOPLE}{column}", rows)))).diagnostics
    assert (found.id, found.span.line) == ("cannot-share-out", 14)
    assert "乙镇 的“名额”下限是 20、上限是 3" in found.message.zh


@pytest.mark.parametrize(
    ("people", "words"),
    [("523人左右", "不是确数（“左右”）"), ("523户", "上面的数写的是“人”，这里是“户”")],
)
def test_nothing_typed_after_a_number_is_dropped_silently(folder: Path, people: str, words: str) -> None:
    rows = f"id: a1, people: 317人\nid: a2, people: {people}\nid: b1, people: 211"
    (found,) = _build(_office(folder, (2025, _table(PEOPLE.strip(), rows)))).diagnostics
    assert words in found.message.zh


def test_a_count_with_a_decimal_point_prints_as_a_count(folder: Path) -> None:
    rows = ROWS.replace("people: 523", "people: 523.0")
    outcome = _build(_office(folder, (2025, _table(PEOPLE.strip(), rows, "    total: {}\n"))))
    assert "\n523\n" in word_text(next(file.path for file in outcome.written if file.path.suffix == ".docx"))


def test_a_blank_prints_in_the_text_as_in_the_table(folder: Path) -> None:
    text = _table(GROWING, ROWS).replace("制订如下方案。", "'增长{{ tables.t.rows.b1.up }}。'")
    outcome = _build(_office(folder, (2024, LAST), (2025, text)))
    assert "增长—。" in word_text(outcome.written[0].path)


def test_a_form_that_nobody_returned_has_no_total(folder: Path) -> None:
    table = _table(f"{TOWN}id: done, label: 完成, type: count, input: true", "", "    total: {}\n")
    outcome = _build(_office(folder, (2025, table)))
    assert _sheet(outcome)[-1][:2] == ["合计", None]
    assert _sheet(outcome, values=False)[-1][1] == '=IF(COUNT(B4:B6)=0,"",SUM(B4:B6))'


def test_subtotals_and_the_total_have_their_shares(folder: Path) -> None:
    columns = (
        f"{PEOPLE}id: part, label: 占比, type: percent, decimals: 1, formula: share(people), total: formula"
    )
    outcome = _build(_office(folder, (2025, _table(columns, ROWS, GROUPS))))
    assert [row[2] for row in _sheet(outcome)] == [0.498, 0.302, 0.799, 0.201, 0.201, 1]


def test_an_amount_without_a_unit_in_a_formula_is_told_once(folder: Path) -> None:
    columns = f"{PEOPLE}id: fund, label: 经费, type: money, formula: people * 600"
    (found,) = _build(_office(folder, (2025, _table(columns, ROWS)))).diagnostics
    assert found.hint
    assert "'600元'" in found.hint.zh


def test_a_subtotal_without_groups_is_a_mistake_at_its_line(folder: Path) -> None:
    (found,) = _build(_office(folder, (2025, _table(PEOPLE.strip(), ROWS, "    subtotal: {}\n")))).diagnostics
    assert (found.id, found.span.line) == ("missing-key", 15)
    assert "groups" in found.message.zh


def test_a_percentage_is_no_number_to_share_out(folder: Path) -> None:
    column = f"id: quota, label: 名额, {SHARED}, sum_to: '88%'"
    text = _table(f"{PEOPLE}{column}", ROWS).replace("sum_to: '88%'", "sum_to: targets.rate")
    text = text.replace("quota_tables:", "targets: [{id: rate, label: 覆盖率, value: 88%}]\nquota_tables:")
    found = _build(_office(folder, (2025, text))).diagnostics
    assert "88%" in found[0].message.zh
    assert found[0].id == "wrong-result"
