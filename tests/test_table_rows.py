"""Quota tables whose rows stand in a data file: matched to units, laid over, printed, and located."""

from pathlib import Path

import pytest

from docgen.pipeline import BuildOptions, build
from docgen.project import Project
from tests.data_office import DATA_LINE, DataOffice, workbook
from tests.outputs import sheet_texts, word_text

_ROWS = [["村（居）", "人口数"], ["和平村", 525], ["李庄", 743]]
_ROSTER = "roster: villages"


@pytest.fixture
def office(tmp_path: Path) -> DataOffice:
    return DataOffice(tmp_path)


def test_the_notice_and_its_workbook_print_the_rows_of_the_file(office: DataOffice) -> None:
    text = "和平村{{ tables.villages.rows.和平村.people }}人，共{{ tables.villages.total.people }}人。"
    office.program("人口.xlsx#60岁以上", more="total: {}", text=text)
    (office.folder / "人口.xlsx").write_bytes(workbook(_ROWS, sheet="60岁以上"))
    outcome = build(Project(office.root), 2025, (), BuildOptions(), lambda _program: None)
    assert not outcome.diagnostics
    printed = word_text(next(office.root.rglob("*.docx")))
    assert "和平村525人，共1268人。" in printed
    cells = [cell for book in (office.root / "build").rglob("*.xlsx") for cell in sheet_texts(book)]
    assert "李庄" in cells


def test_a_second_build_of_the_same_files_has_the_same_bytes(office: DataOffice) -> None:
    office.program("人口.csv")
    (office.folder / "人口.csv").write_text("村（居）,人口数\n和平村,525\n", encoding="utf-8")
    made = []
    for name in ("a", "b"):
        options = BuildOptions(out=office.root / name)
        build(Project(office.root), 2025, (), options, lambda _program: None)
        made.append([file.read_bytes() for file in sorted((office.root / name).rglob("*.*x"))])
    assert made[0] == made[1]
    assert len(made[0]) == 2


def test_names_are_matched_to_the_roster_whose_spelling_is_printed(office: DataOffice) -> None:
    office.roster("和平村（社区）", "李庄")
    office.program("p.xlsx", more=_ROSTER)
    rows = [["村（居）", "人口数"], ["和 平村\n(社区)", 525], ["v2", 743]]
    (office.folder / "p.xlsx").write_bytes(workbook(rows))
    assert office.cells() == {"v1": ["和平村（社区）", "525"], "v2": ["李庄", "743"]}


def test_an_id_column_names_the_units_where_names_repeat(office: DataOffice) -> None:
    office.roster("XX", "XX")
    office.program("p.xlsx", more=_ROSTER)
    (office.folder / "p.xlsx").write_bytes(workbook([["村（居）", "人口数"], ["XX", 1]]))
    assert ("unknown-unit", "p.xlsx#数据:2:1") in office.told()
    (office.folder / "p.xlsx").write_bytes(workbook([["编号", "人口数"], ["v2", 1], ["v1", 2]]))
    assert office.cells() == {"v2": ["XX", "1"], "v1": ["XX", "2"]}


def test_a_name_that_the_roster_has_not_is_reported_with_the_nearest(office: DataOffice) -> None:
    office.roster("和平村", "李庄")
    office.program("p.xlsx", more=_ROSTER)
    (office.folder / "p.xlsx").write_bytes(workbook([["村（居）", "人口数"], ["合平村", 1], ["李庄", 2]]))
    (found,) = office.found()
    assert str(found.span) == "content/2025/p.xlsx#数据:2:1"
    assert found.message.zh == "A2：名册“示例镇村（居）”里没有“合平村”"
    assert found.hint
    assert found.hint.zh == "改为“和平村”"


def test_a_unit_that_stands_twice_is_reported_at_both_cells(office: DataOffice) -> None:
    office.program("p.xlsx")
    (office.folder / "p.xlsx").write_bytes(workbook([*_ROWS, ["和平村", 1]]))
    assert office.told() == [
        ("duplicate-unit", "p.xlsx#数据:2:1"),
        ("duplicate-unit", "p.xlsx#数据:4:1"),
    ]


def test_inline_rows_lie_over_those_of_the_file_and_others_come_last(office: DataOffice) -> None:
    columns = "[{id: village, label: 村（居）, type: name}, {id: people, label: 人口数, type: count}, " + (
        "{id: quota, label: 任务数, type: count, formula: people * 0.85}]"
    )
    rows = "rows: [{id: 李庄, quota: {set: 631, reason: 照原文}}, {id: 王庄, village: 王庄, people: 100}]"
    office.program("p.xlsx", columns=columns, more=rows)
    (office.folder / "p.xlsx").write_bytes(workbook(_ROWS))
    assert office.cells() == {
        "和平村": ["和平村", "525", "446"],
        "李庄": ["李庄", "743", "631"],
        "王庄": ["王庄", "100", "85"],
    }
    (found,) = office.found()
    assert (found.id, found.span.line) == ("overridden-cell", DATA_LINE + 2)


def test_two_inline_rows_for_one_unit_are_refused(office: DataOffice) -> None:
    office.program("p.xlsx", more="rows: [{id: 李庄, people: 1}, {id: 李庄, people: 2}]")
    (office.folder / "p.xlsx").write_bytes(workbook(_ROWS))
    (found,) = office.found()
    assert (found.id, found.span.file, found.span.line) == (
        "duplicate-id",
        "content/2025/case.yaml",
        DATA_LINE + 2,
    )


def test_a_header_of_its_own_finds_a_column_of_another_name(office: DataOffice) -> None:
    columns = (
        "[{id: village, label: 村（居）, type: name, header: 单位名称}, "
        "{id: people, label: 人口, type: count}]"
    )
    office.program("p.xlsx", columns=columns)
    (office.folder / "p.xlsx").write_bytes(workbook([["单位名称", "人口"], ["甲", 5]]))
    assert office.cells() == {"甲": ["甲", "5"]}


def test_columns_of_the_same_label_are_told_apart_by_their_groups(office: DataOffice) -> None:
    columns = (
        "[{id: village, label: 村（居）, type: name}, {id: old, label: 人数, group: 2023年, type: count}, "
        "{id: people, label: 人数, group: 2024年, type: count}]"
    )
    office.program("p.xlsx", columns=columns)
    rows = [["村（居）", "2023年", "2024年"], [None, "人数", "人数"], ["甲", 5, 6]]
    (office.folder / "p.xlsx").write_bytes(workbook(rows, merged=["A1:A2"]))
    assert office.cells() == {"甲": ["甲", "5", "6"]}


def test_groups_of_the_roster_count_rows_of_a_file(office: DataOffice) -> None:
    office.roster("和平村", "李庄")
    more = "roster: villages\n    groups: [{id: east, label: 东片}]\n    subtotal: {}\n"
    more += "    rows: [{id: v1, group: east}, {id: v2, group: east}]"
    office.program("p.xlsx", more=more, text="{{ tables.villages.groups.east.people }}人。")
    (office.folder / "p.xlsx").write_bytes(workbook(_ROWS))
    assert office.told() == []
    assert office.cells() == {"v1": ["和平村", "525"], "v2": ["李庄", "743"]}


def test_a_column_that_inline_rows_fill_may_be_absent_from_the_file(office: DataOffice) -> None:
    columns = (
        "[{id: village, label: 村（居）, type: name}, {id: people, label: 人口数, type: count}, "
        "{id: remark, label: 备注, type: text}]"
    )
    office.program("p.xlsx", columns=columns, more="rows: [{id: 李庄, remark: 重点村}]")
    (office.folder / "p.xlsx").write_bytes(workbook(_ROWS))
    assert office.cells()["李庄"] == ["李庄", "743", "重点村"]
    office.program("p.xlsx", columns=columns)
    assert office.told() == [("missing-header", "p.xlsx#数据:1:1")]


def test_every_mistake_of_a_file_is_found_in_one_run(office: DataOffice) -> None:
    columns = (
        "[{id: village, label: 村（居）, type: name}, {id: people, label: 人口数, type: count}, "
        "{id: rate, label: 参保率, type: percent}, {id: day, label: 日期, type: date}]"
    )
    office.program("p.xlsx", columns=columns)
    rows = [
        ["村（居）", "人口数", "参保率", "日期"],
        ["甲", "五百", "85%", "2025-02-30"],
        ["乙", 5.5, 0.85, "2025-02-01"],
        ["丙", "#REF!", "8O%", None],
        ["丁", "1,234人", "８５％", "2025年3月1日"],
    ]
    (office.folder / "p.xlsx").write_bytes(workbook(rows))
    assert office.told() == [
        ("unreadable-value", "p.xlsx#数据:2:2"),
        ("impossible-date", "p.xlsx#数据:2:4"),
        ("count-not-whole", "p.xlsx#数据:3:2"),
        ("missing-unit", "p.xlsx#数据:3:3"),
        ("error-value", "p.xlsx#数据:4:2"),
        ("unreadable-value", "p.xlsx#数据:4:3"),
    ]
    assert all(found.message.zh.startswith(("B", "C", "D")) for found in office.found())


def test_an_empty_cell_is_located_in_the_file(office: DataOffice) -> None:
    office.program("p.xlsx")
    (office.folder / "p.xlsx").write_bytes(workbook([*_ROWS, ["王庄", None]]))
    (found,) = office.found()
    assert (found.id, str(found.span)) == ("missing-figure", "content/2025/p.xlsx#数据:4:2")
    assert found.message.zh.startswith("B4：")


def test_very_many_empty_cells_are_counted_only(office: DataOffice) -> None:
    office.program("p.xlsx")
    rows = [["村（居）", "人口数"], *([f"村{index}", None] for index in range(120))]
    (office.folder / "p.xlsx").write_bytes(workbook(rows))
    found = office.found()
    assert len(found) == 101
    assert "还有 20 处" in found[-1].message.zh


def test_a_table_whose_file_the_text_quotes_is_used(office: DataOffice) -> None:
    office.program("p.csv", text="{{ tables.villages.rows.和平村.people }}人。")
    page = (office.folder / "case.yaml").read_text(encoding="utf-8")
    (office.folder / "case.yaml").write_text(page[: page.index("  annexes")], encoding="utf-8")
    (office.folder / "p.csv").write_text("村（居）,人口数\n和平村,525\n", encoding="utf-8")
    assert office.told() == []


@pytest.mark.parametrize(
    ("data", "id"),
    [
        ("absent.xlsx", "missing-data"),
        ("../../../secret.csv", "misplaced-data"),
        ("/etc/passwd", "misplaced-data"),
        ("case.yaml", "data-format"),
        ('"{{ year }}.xlsx"', "braces-as-text"),
    ],
)
def test_a_file_that_cannot_be_had_is_reported_where_it_is_named(
    office: DataOffice, data: str, id: str
) -> None:
    (office.root.parent / "secret.csv").write_text("村（居）,人口数\n甲,1\n", encoding="utf-8")
    office.program(data)
    (found,) = office.found()
    assert (found.id, found.span.file, found.span.line) == (id, "content/2025/case.yaml", DATA_LINE)


def test_a_link_out_of_content_is_refused(office: DataOffice) -> None:
    secret = office.root.parent / "secret.csv"
    secret.write_text("村（居）,人口数\n甲,1\n", encoding="utf-8")
    (office.folder / "p.csv").symlink_to(secret)
    office.program("p.csv")
    assert [id for id, _ in office.told()] == ["misplaced-data"]


def test_data_files_are_no_strays_used_or_not(office: DataOffice) -> None:
    office.program("p.csv")
    (office.folder / "p.csv").write_text("村（居）,人口数\n和平村,525\n", encoding="utf-8")
    (office.folder / "spare.xlsx").write_bytes(b"not looked at")
    (office.root / "content" / "spare.csv").write_bytes(b"")
    assert office.told() == []


def test_computed_columns_take_no_header(office: DataOffice) -> None:
    columns = (
        "[{id: village, label: 村（居）, type: name}, "
        "{id: n, label: 数, type: count, formula: 1, header: 数}]"
    )
    office.program("p.csv", columns=columns)
    assert office.told()[0][0] == "column-type"


def test_formulas_read_the_file_and_name_its_cell_where_a_figure_is_missing(office: DataOffice) -> None:
    columns = (
        "[{id: village, label: 村（居）, type: name}, {id: people, label: 人口数, type: count}, "
        "{id: share, label: 户均, type: number, formula: 10 / people}]"
    )
    office.program("p.xlsx", columns=columns)
    (office.folder / "p.xlsx").write_bytes(workbook([*_ROWS, ["王庄", 0]]))
    (found,) = office.found()
    assert (found.id, str(found.span)) == ("division-by-zero", "content/2025/p.xlsx#数据:4:1")
