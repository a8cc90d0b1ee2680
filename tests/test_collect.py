"""A round trip of 300 forms, filled in with every kind of human error, and what is said of each."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
import yaml
from click.testing import CliRunner, Result

from docgen.cli import main
from docgen.pipeline import BuildOptions, build
from docgen.project import Project
from docgen.returns import Collected, CollectOptions, collect, issue_forms
from tests.returned_forms import (
    BLANK,
    edited,
    error,
    fill,
    formula,
    insert_column,
    insert_row,
    number,
    text,
)

UNITS = 300
PROGRAM = """# 这一行注释要留着
id: case
label: 安康
year: 2025
targets: [{id: rate, label: 覆盖率, value: 85%}]
quota_tables:
  - id: progress
    title: 完成情况表
    roster: villages
    columns:
      - {id: village, label: 村（居）, type: name}
      - {id: people, label: 人数, type: count}
      - {id: quota, label: 目标, type: count, formula: people * targets.rate, round: largest-remainder}
      - {id: done, label: 完成数, type: count, input: true, min: "0", max: people}
      - {id: aided, label: 补贴人数, type: count, input: true, min: "0", max: done}
      - {id: premium, label: 保费, type: money, decimals: 2, input: true}
      - {id: liked, label: 满意度, type: percent, decimals: 1, input: true, min: "0", max: "100"}
      - {id: shown, label: 是否公示, type: choice, choices: [是, 否], input: true}
      - {id: day, label: 完成日期, type: date, input: true}
      - {id: remark, label: 备注, type: text, input: true, blank: ""}
      - {id: part, label: 完成率, type: percent, decimals: 1, formula: done / quota, total: formula, blank: —}
      - {id: place, label: 名次, type: count, total: false, formula: rank(part), blank: —}
    rows:
ROWS    total: {}

# 各村报来的数
results:
  - table: progress
    rows:
      - {id: v001, done: 1}  # 电话报来的
"""
GOOD = ("done", "aided", "premium", "liked", "shown", "day")


def people(unit: int) -> int:
    return 100 + unit * 37 % 900


def good(unit: int) -> dict[str, str]:
    """Return what a unit has to file, as the YAML holds it."""
    return {
        "done": str(people(unit) * 4 // 5),
        "aided": str(unit % 7),
        "premium": f"{unit * 100}.50",
        "liked": f"{90 + unit % 10}.5%",
        "shown": "是" if unit % 2 else "否",
        "day": f"2025-03-{unit % 28 + 1:02}",
    }


def filled(data: bytes, unit: int) -> bytes:
    """Return the form of a unit, filled in as it should be."""
    values = good(unit)
    return fill(
        data,
        D6=number(values["done"]),
        E6=number(values["aided"]),
        F6=number(values["premium"]),
        G6=number(float(values["liked"].rstrip("%")) / 100),
        H6=text(values["shown"]),
        I6=number(45716 + int(values["day"][-2:])),
    )


class Said(NamedTuple):
    """One remark: what, of which file, at which cell; A1 for a file as a whole."""

    id: str
    cell: str = "A1"
    file: str = "{}.xlsx"


class Outcome(NamedTuple):
    """What comes of one clerk's work."""

    files: dict[str, bytes]
    said: tuple[Said, ...] = ()
    lost: tuple[str, ...] = ()
    """The columns that are not taken."""
    values: dict[str, str] = {}  # noqa: RUF012 - never changed
    """Those that are taken with another value than the usual."""


def one(data: bytes, *said: Said, lost: tuple[str, ...] = (), **values: str) -> Outcome:
    return Outcome({"{}.xlsx": data}, said, lost, values)


# -- what clerks do -----------------------------------------------------------------------------------------


def renames_the_file(data: bytes) -> Outcome:
    return Outcome({"上报/最终版 (2) {}.xlsx": data})


def renames_the_sheet(data: bytes) -> Outcome:
    return one(edited(data, "xl/workbook.xml", lambda xml: xml.replace('name="完成情况表"', 'name="Sheet1"')))


def puts_a_sheet_before(data: bytes) -> Outcome:
    book = openpyxl.load_workbook(BytesIO(data))
    book.create_sheet("说明", 0)["A1"] = "请看第二张表"
    target = BytesIO()
    book.save(target)
    return one(target.getvalue())


def inserts_a_row(data: bytes) -> Outcome:
    return one(insert_row(data, 4))


def inserts_a_column(data: bytes) -> Outcome:
    return one(insert_column(data, "C"))


def types_a_number_as_text(data: bytes) -> Outcome:
    return one(fill(data, D6=text("46")), done="46")


def types_full_width_digits(data: bytes) -> Outcome:
    return one(fill(data, D6=text("４６")), done="46")


def types_thousands_marks(data: bytes) -> Outcome:
    return one(fill(data, F6=text("1,234.50")), premium="1234.50")


def types_the_unit(data: bytes) -> Outcome:
    return one(fill(data, D6=text(" 46人 ")), done="46")


def types_another_unit_of_money(data: bytes) -> Outcome:
    return one(fill(data, F6=text("1.2万元")), premium="12000.00")


def types_a_date_in_words(data: bytes) -> Outcome:
    return one(fill(data, I6=text("2025年4月1日")), day="2025-04-01")


def types_a_remark(data: bytes) -> Outcome:
    return one(fill(data, J6=text("外出 3 人，#待核: 是")), remark="外出 3 人，#待核: 是")


def types_a_sum(data: bytes) -> Outcome:
    return one(fill(data, D6=formula("40+6", 46)), Said("typed-formula", "D6"), done="46")


def leaves_a_cell_blank(data: bytes) -> Outcome:
    return one(fill(data, E6=BLANK), Said("blank-cell", "E6"), lost=("aided",))


def leaves_all_blank(data: bytes) -> Outcome:
    return one(
        fill(data, **dict.fromkeys(("D6", "E6", "F6", "G6", "H6", "I6"), BLANK)),
        Said("empty-form", "D6"),
        lost=GOOD,
    )


def types_words_for_a_number(data: bytes) -> Outcome:
    return one(fill(data, D6=text("约四十")), Said("unreadable-value", "D6"), lost=("done",))


def types_half_a_person(data: bytes) -> Outcome:
    return one(fill(data, E6=number(2.5)), Said("count-not-whole", "E6"), lost=("aided",))


def types_too_much(data: bytes) -> Outcome:
    return one(fill(data, D6=number(99999)), Said("out-of-range", "D6"), lost=("done",))


def types_less_than_nothing(data: bytes) -> Outcome:
    return one(fill(data, E6=number(-1)), Said("out-of-range", "E6"), lost=("aided",))


def types_more_than_a_part_of_the_whole(data: bytes) -> Outcome:
    return one(fill(data, D6=number(3), E6=number(4)), Said("out-of-range", "E6"), lost=("aided",), done="3")


def types_a_bare_percentage(data: bytes) -> Outcome:
    return one(fill(data, G6=text("85")), Said("missing-unit", "G6"), lost=("liked",))


def types_a_percentage_a_hundredfold(data: bytes) -> Outcome:
    return one(fill(data, G6=number(85)), Said("unclear-percent", "G6"), lost=("liked",))


def types_too_many_decimals(data: bytes) -> Outcome:
    return one(fill(data, F6=number("12.345")), Said("too-many-decimals", "F6"), lost=("premium",))


def chooses_what_is_no_choice(data: bytes) -> Outcome:
    return one(fill(data, H6=text("已公示")), Said("unknown-choice", "H6"), lost=("shown",))


def types_a_day_that_is_none(data: bytes) -> Outcome:
    return one(fill(data, I6=text("2025-02-30")), Said("impossible-date", "I6"), lost=("day",))


def types_a_template_mark(data: bytes) -> Outcome:
    return one(fill(data, J6=text("{{ issuer }}")), Said("unprintable", "J6"))


def leaves_an_error(data: bytes) -> Outcome:
    return one(fill(data, D6=error("#DIV/0!")), Said("cell-error", "D6"), lost=("done",))


def changes_a_locked_number(data: bytes) -> Outcome:
    return one(fill(data, B6=number(5)), Said("changed-cell", "B6"))


def overwrites_a_formula(data: bytes) -> Outcome:
    return one(fill(data, K6=number(1)), Said("changed-formula", "K6"))


def changes_a_formula(data: bytes) -> Outcome:
    return one(fill(data, K6=formula("D6/B6", 0.8)), Said("changed-formula", "K6"))


def changes_a_heading(data: bytes) -> Outcome:
    return one(fill(data, D5=text("参保数")), Said("changed-heading", "D5"))


def deletes_a_column(data: bytes) -> Outcome:
    return one(
        fill(data, F1=BLANK, F6=BLANK, F5=text("*保费")), Said("missing-column", "A1"), lost=("premium",)
    )


def deletes_the_hidden_row(data: bytes) -> Outcome:
    book = openpyxl.load_workbook(BytesIO(data))
    book.worksheets[0].delete_rows(1)
    target = BytesIO()
    book.save(target)
    return one(target.getvalue(), Said("missing-sheet"), lost=GOOD)


def sends_it_twice(data: bytes) -> Outcome:
    return Outcome({"{}.xlsx": data, "{}再.xlsx": data}, (Said("same-return", file="{}再.xlsx"),))


def sends_two_that_differ(data: bytes) -> Outcome:
    other = fill(data, D6=number(1))
    said = tuple(Said("two-returns", file=file) for file in ("{}.xlsx", "{}改.xlsx"))
    return Outcome({"{}.xlsx": data, "{}改.xlsx": other}, said, GOOD)


def alters_the_hidden_sheet(data: bytes) -> Outcome:
    changed = edited(data, "xl/worksheets/sheet2.xml", lambda xml: xml.replace(">2025<", ">2024<", 1))
    return one(changed, Said("altered-record"), lost=GOOD)


def copies_the_cells_into_a_new_file(data: bytes) -> Outcome:
    book = openpyxl.load_workbook(BytesIO(data))
    del book["_docgen"]
    target = BytesIO()
    book.save(target)
    return one(target.getvalue(), Said("not-a-form"), lost=GOOD)


def sends_half_a_file(data: bytes) -> Outcome:
    return one(data[: len(data) // 2], Said("damaged-data"), lost=GOOD)


def sets_a_password(data: bytes) -> Outcome:
    locked = b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")
    return one(locked, Said("encrypted-data"), lost=GOOD)


def saves_with_macros(data: bytes) -> Outcome:
    return Outcome({"{}.xlsm": data}, (Said("macro-file", file="{}.xlsm"),), GOOD)


def sends_an_archive(data: bytes) -> Outcome:
    return Outcome({"{}.zip": data}, (Said("packed-file", file="{}.zip"),), GOOD)


def adds_a_photograph(data: bytes) -> Outcome:
    return Outcome({"{}.xlsx": data, "{}.jpg": b"\xff\xd8"}, (Said("not-a-form", file="{}.jpg"),))


def sends_nothing(data: bytes) -> Outcome:
    return Outcome({}, (), GOOD)


CLERKS: tuple[Callable[[bytes], Outcome], ...] = (
    renames_the_file,
    renames_the_sheet,
    puts_a_sheet_before,
    inserts_a_row,
    inserts_a_column,
    types_a_number_as_text,
    types_full_width_digits,
    types_thousands_marks,
    types_the_unit,
    types_another_unit_of_money,
    types_a_date_in_words,
    types_a_remark,
    types_a_sum,
    leaves_a_cell_blank,
    leaves_all_blank,
    types_words_for_a_number,
    types_half_a_person,
    types_too_much,
    types_less_than_nothing,
    types_more_than_a_part_of_the_whole,
    types_a_bare_percentage,
    types_a_percentage_a_hundredfold,
    types_too_many_decimals,
    chooses_what_is_no_choice,
    types_a_day_that_is_none,
    types_a_template_mark,
    leaves_an_error,
    changes_a_locked_number,
    overwrites_a_formula,
    changes_a_formula,
    changes_a_heading,
    deletes_a_column,
    deletes_the_hidden_row,
    sends_it_twice,
    sends_two_that_differ,
    alters_the_hidden_sheet,
    copies_the_cells_into_a_new_file,
    sends_half_a_file,
    sets_a_password,
    saves_with_macros,
    sends_an_archive,
    adds_a_photograph,
    sends_nothing,
)


class Trip(NamedTuple):
    """The round trip: what came of it, and what should have."""

    folder: Path
    collected: Collected
    outcomes: dict[int, Outcome]


def clerk_of(unit: int) -> Callable[[bytes], Outcome] | None:
    """Return who fills in a unit's form; every third makes a mistake, each kind more than once."""
    return CLERKS[unit // 3 % len(CLERKS)] if unit % 3 == 0 else None


def office(folder: Path, units: int = UNITS) -> Project:
    rows = "".join(f"      - {{id: v{unit:03}, people: {people(unit)}}}\n" for unit in range(1, units + 1))
    entries = "".join(f"  - {{id: v{unit:03}, name: 第{unit}村}}\n" for unit in range(1, units + 1))
    for name, words in (
        ("2025/case.yaml", PROGRAM.replace("ROWS", rows)),
        ("rosters/villages.yaml", f"id: villages\nlabel: 各村\nentries:\n{entries}"),
    ):
        file = folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words, encoding="utf-8")
    return Project(folder)


def forms_of(project: Project) -> dict[int, bytes]:
    issued = issue_forms(project, 2025, ())
    assert not issued.diagnostics
    return {unit: file.path.read_bytes() for unit, file in enumerate(issued.written, 1)}


def collected_from(project: Project, *, dry_run: bool = False) -> Collected:
    return collect(project, 2025, project.root / "returns", (), CollectOptions(dry_run=dry_run))


def put(project: Project, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        target = project.root / "returns" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


@pytest.fixture(scope="module")
def trip(tmp_path_factory: pytest.TempPathFactory) -> Trip:
    folder = tmp_path_factory.mktemp("trip")
    project = office(folder)
    outcomes: dict[int, Outcome] = {}
    for unit, data in forms_of(project).items():
        clerk, done = clerk_of(unit), filled(data, unit)
        outcomes[unit] = clerk(done) if clerk else one(done)
        put(project, {name.format(unit): content for name, content in outcomes[unit].files.items()})
    return Trip(folder, collected_from(project), outcomes)


def results(folder: Path) -> dict[str, dict[str, str]]:
    words = (folder / "content" / "2025" / "case.yaml").read_text(encoding="utf-8")
    (filed,) = yaml.load(words, yaml.BaseLoader)["results"]
    return {row.pop("id"): row for row in filed["rows"]}


def due(outcomes: dict[int, Outcome]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what the results have to hold."""
    for unit, outcome in outcomes.items():
        kept = {id: value for id, value in (good(unit) | outcome.values).items() if id not in outcome.lost}
        if kept:
            yield f"v{unit:03}", kept


# -- what comes of it ---------------------------------------------------------------------------------------


def test_every_kind_of_error_is_made_more_than_once() -> None:
    made = [clerk_of(unit) for unit in range(1, UNITS + 1)]
    assert len(CLERKS) > 25
    assert all(made.count(clerk) >= 2 for clerk in CLERKS)


def test_every_error_is_told_at_its_cell_and_nothing_else_is(trip: Trip) -> None:
    wanted = {
        (said.id, f"returns/{said.file.format(unit)}", said.cell)
        for unit, outcome in trip.outcomes.items()
        for said in outcome.said
    }
    told = {
        (found.id, found.span.file.partition("#")[0], address(found.span.line, found.span.column))
        for found in trip.collected.diagnostics
        if found.id != "missing-return"
    }
    assert told == wanted


def address(line: int, column: int) -> str:
    return f"{chr(ord('A') + column - 1)}{line}"


def test_who_sent_nothing_is_named_in_one_remark(trip: Trip) -> None:
    (found,) = [found for found in trip.collected.diagnostics if found.id == "missing-return"]
    silent = [unit for unit in trip.outcomes if clerk_of(unit) is sends_nothing]
    assert all(f"第{unit}村" in found.message.zh for unit in silent)
    assert found.span.file == "content/2025/case.yaml"


def test_every_good_figure_is_in_the_results_and_no_other(trip: Trip) -> None:
    assert results(trip.folder) == dict(due(trip.outcomes))


def test_what_is_taken_is_told_with_what_was_there(trip: Trip) -> None:
    assert len(trip.collected.taken) == sum(len(values) for _, values in due(trip.outcomes))
    first = trip.collected.taken[0]
    assert (first.unit, first.column, first.old, first.new) == ("第1村", "完成数", "1", good(1)["done"])


def test_comments_stay_and_the_file_keeps_its_form(trip: Trip) -> None:
    words = (trip.folder / "content" / "2025" / "case.yaml").read_text(encoding="utf-8")
    assert words.startswith("# 这一行注释要留着\n")
    assert re.search(r"- \{id: v001, done: 109, aided: 1, .*\}  # 电话报来的\n", words)
    assert words.count("#") == 3 + sum(clerk_of(unit) is types_a_remark for unit in trip.outcomes)


def test_the_progress_workbook_adds_up_what_was_filed(trip: Trip) -> None:
    book = openpyxl.load_workbook(
        trip.folder / "build" / "2025" / "case" / "progress" / "完成情况表.xlsx", data_only=True
    )
    rows = [row for row in book.worksheets[0].iter_rows(values_only=True) if row[0]]
    done = {row[0]: row[3] for row in rows}
    filed = results(trip.folder)
    assert done["合计"] == sum(int(values.get("done", 0)) for values in filed.values())
    unheard = [f"第{unit}村" for unit in trip.outcomes if f"v{unit:03}" not in filed]
    assert {name for name, value in done.items() if value == "未报"} == set(unheard)


def test_a_second_collection_changes_nothing(trip: Trip) -> None:
    file = trip.folder / "content" / "2025" / "case.yaml"
    before = file.read_bytes()
    again = collected_from(Project(trip.folder))
    assert not again.taken
    assert [written.status for written in again.written] == ["unchanged"]
    assert file.read_bytes() == before
    assert set(again.diagnostics) == set(trip.collected.diagnostics)


# -- one thing at a time ------------------------------------------------------------------------------------


def _run(project: Project, *arguments: str) -> Result:
    start = ["--lang", "zh", "-C", str(project.root)]
    return CliRunner().invoke(main, [*start, "collect", "2025", str(project.root / "returns"), *arguments])


def _sent(folder: Path, units: int = 2) -> Project:
    project = office(folder, units)
    put(project, {f"{unit}.xlsx": filled(data, unit) for unit, data in forms_of(project).items()})
    return project


def test_a_dry_run_shows_the_difference_and_writes_nothing(tmp_path: Path) -> None:
    project = _sent(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    found = _run(project, "--dry-run")
    assert found.exit_code == 0
    assert "+++ b/content/2025/case.yaml" in found.output
    assert "+      - {id: v002, done: 139, aided: 2, " in found.output
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_all_filed_ends_with_0_and_says_what_was_taken(tmp_path: Path) -> None:
    found = _run(_sent(tmp_path))
    assert found.exit_code == 0
    assert "第1村 完成数：1 → 109" in found.output
    assert "写入了 12 个数" in found.output


def test_a_unit_that_is_missing_ends_with_1(tmp_path: Path) -> None:
    project = _sent(tmp_path)
    (tmp_path / "returns" / "2.xlsx").unlink()
    found = _run(project)
    assert found.exit_code == 1
    assert "还有 1 个单位没有报全：第2村" in found.output


def test_late_returns_complete_what_is_there(tmp_path: Path) -> None:
    project = _sent(tmp_path)
    late = tmp_path / "returns" / "2.xlsx"
    data = late.read_bytes()
    late.unlink()
    collected_from(project)
    (tmp_path / "returns" / "1.xlsx").unlink()
    late.write_bytes(data)
    assert not collected_from(project).diagnostics
    assert results(tmp_path) == {f"v{unit:03}": good(unit) for unit in (1, 2)}


def test_a_build_does_not_take_the_progress_workbook_for_a_leftover(tmp_path: Path) -> None:
    project = _sent(tmp_path)
    file = tmp_path / "content" / "2025" / "case.yaml"
    file.write_text(
        file.read_text(encoding="utf-8") + "plan: {title: 方案, text: 如下。}\n", encoding="utf-8"
    )
    collected_from(project)
    outcome = build(project, 2025, (), BuildOptions(), lambda _: None)
    assert not outcome.notes


def test_a_folder_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    found = _run(office(tmp_path, 1))
    assert found.exit_code == 2
    assert "没有文件夹" in found.output


@pytest.mark.parametrize(
    ("change", "file", "wrong"),
    [
        (("year: 2025", "year: 2026"), "2026/case.yaml", "wrong-year"),
        (("id: case", "id: other"), "2025/other.yaml", "wrong-program"),
    ],
)
def test_a_form_of_another_year_or_program_is_refused(
    tmp_path: Path, change: tuple[str, str], file: str, wrong: str
) -> None:
    project, other = _sent(tmp_path / "office"), office(tmp_path / "other", 2)
    moved = other.content / "2025" / "case.yaml"
    words = moved.read_text(encoding="utf-8").replace(*change, 1)
    moved.unlink()
    (other.content / file).parent.mkdir(exist_ok=True)
    (other.content / file).write_text(words, encoding="utf-8")
    issued = issue_forms(other, int(file[:4]), ())
    put(project, {"1.xlsx": issued.written[0].path.read_bytes()})
    told = collected_from(project).diagnostics
    assert [found.id for found in told if found.span.file == "returns/1.xlsx"] == [wrong]


def test_a_form_sent_before_its_columns_changed_is_refused(tmp_path: Path) -> None:
    project = _sent(tmp_path)
    file = tmp_path / "content" / "2025" / "case.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("label: 完成数", "label: 参保数"), encoding="utf-8"
    )
    assert {found.id for found in collected_from(project).diagnostics} == {"wrong-version", "missing-return"}


def test_a_form_sent_before_a_table_was_added_is_refused(tmp_path: Path) -> None:
    project = _sent(tmp_path)
    file = tmp_path / "content" / "2025" / "case.yaml"
    more = """  - id: staff
    title: 人员表
    roster: villages
    columns:
      - {id: village, label: 村（居）, type: name}
      - {id: number, label: 人数, type: count, input: true}

# 各村报来的数
"""
    words = file.read_text(encoding="utf-8").replace("\n# 各村报来的数\n", f"\n{more}")
    file.write_text(words, encoding="utf-8")
    assert {found.id for found in collected_from(project).diagnostics} == {"wrong-version", "missing-return"}


def test_a_figure_that_changed_since_the_form_was_sent_is_told(tmp_path: Path) -> None:
    project = _sent(tmp_path)
    file = tmp_path / "content" / "2025" / "case.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("people: 174", "people: 175"), encoding="utf-8")
    told = collected_from(project).diagnostics
    assert {(found.id, found.severity) for found in told} == {("outdated-form", "warning")}
    assert "B6：发表时“人数”是“174”，现在是“175”" in [found.message.zh for found in told]


def test_a_unit_that_left_the_roster_is_named(tmp_path: Path) -> None:
    project = _sent(tmp_path, 3)
    file = tmp_path / "content" / "2025" / "case.yaml"
    file.write_text(re.sub(r".*id: v003.*\n", "", file.read_text(encoding="utf-8")), encoding="utf-8")
    assert "unknown-unit" in {found.id for found in collected_from(project).diagnostics}


def test_a_cell_that_the_table_itself_holds_is_not_hidden(tmp_path: Path) -> None:
    project = _sent(tmp_path)
    file = tmp_path / "content" / "2025" / "case.yaml"
    words = file.read_text(encoding="utf-8").replace("people: 174}", "people: 174, done: 5}")
    file.write_text(words, encoding="utf-8")
    (found,) = collected_from(project).diagnostics
    assert (found.id, found.span.file) == ("typed-in-rows", "returns/2.xlsx#完成情况表")


@pytest.mark.parametrize(
    "results_before",
    [
        "",
        "results: []\n",
        "results: [{table: progress, rows: [{id: v001, done: 5}]}]\n",
        "results:\n  - table: progress\n    rows:\n      - id: v001  # 甲\n        done: 5\n        # 尾\n",
        "results:\n  - table: progress\n    rows:\n      - {id: v001, done: {value: 5, private: true}}\n# 末",
    ],
)
def test_results_are_taken_whatever_way_they_are_written(tmp_path: Path, results_before: str) -> None:
    project = _sent(tmp_path)
    file = tmp_path / "content" / "2025" / "case.yaml"
    words = file.read_text(encoding="utf-8")
    file.write_text(words[: words.index("results:")] + results_before, encoding="utf-8")
    assert not collected_from(project).diagnostics
    filed = results(tmp_path)
    held = filed["v001"]["done"]
    assert (held["value"] if isinstance(held, dict) else held) == good(1)["done"]
    assert filed["v002"] == good(2)
    kept = re.findall(r"# .", results_before)
    assert all(comment in file.read_text(encoding="utf-8") for comment in kept)


def test_findings_go_through_every_reporter(tmp_path: Path) -> None:
    project = _sent(tmp_path)
    put(project, {"1.xlsx": fill(filled((tmp_path / "returns/1.xlsx").read_bytes(), 1), D6=text("约四十"))})
    for reporter in ("concise", "json", "github", "sarif"):
        found = _run(project, "--format", reporter, "--dry-run")
        assert found.exit_code == 1
        assert "unreadable-value" in found.output
        assert "约四十" in found.output
