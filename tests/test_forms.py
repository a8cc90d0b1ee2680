"""Fill-in forms: what a unit finds in its workbook, and what comes back from other programs than Excel."""

import multiprocessing
import re
import zipfile
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from docgen.cli import main
from docgen.diagnostics import Diagnostic, DocgenError, Mistake
from docgen.project import Project
from docgen.reader import read_text
from docgen.returned import read_return
from docgen.returns import CollectOptions, FormOptions, collect, issue_forms
from docgen.returns.results import scalar
from docgen.workers import Crew
from tests.clusters import local_cluster
from tests.office import convert, recalculate, schema_errors
from tests.packs_office import files_in
from tests.returned_forms import fill, number, text

EXAMPLE = Path(__file__).parents[1] / "examples" / "progress"
ROSTER = """id: towns
label: 各乡镇
entries: [{id: a, name: 甲镇}, {id: b, name: "乙/镇"}, {id: c, name: 丙镇}]
"""
HEAD = "id: case\nlabel: 安康\nyear: 2025\nquota_tables:\n"
NAME = "{id: town, label: 乡镇, type: name}"


def _office(folder: Path, *tables: str, more: str = "") -> Project:
    for name, words in (("2025/case.yaml", HEAD + "".join(tables) + more), ("rosters/towns.yaml", ROSTER)):
        file = folder / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words, encoding="utf-8")
    return Project(folder)


def _table(columns: str, *, id: str = "t", more: str = "    roster: towns\n") -> str:
    lines = "".join(f"      - {each.strip()}\n" for each in columns.strip().split("\n"))
    return f"  - id: {id}\n    title: {id}表\n    columns:\n      - {NAME}\n{lines}{more}"


def _forms(project: Project) -> dict[str, Path]:
    issued = issue_forms(project, 2025, ())
    assert issued.written, issued.diagnostics
    return {file.path.name.partition(" ")[0]: file.path for file in issued.written}


def _told(project: Project) -> list[Diagnostic]:
    """Return what is said of the returned files."""
    collected = collect(project, 2025, project.root / "returns", (), CollectOptions())
    return [found for found in collected.diagnostics if found.span.file.startswith("returns/")]


def _sheet(path: Path, *, values: bool = False) -> Worksheet:
    sheet: Worksheet = openpyxl.load_workbook(path, data_only=values).worksheets[0]
    return sheet


def _cells(sheet: Worksheet) -> Mapping[str, Any]:
    """Return the cells of the unit's row by the ids of their columns."""
    (row,) = (cell.row for line in sheet.iter_rows() for cell in line if str(cell.value).endswith(" /"))
    marks = [str(cell.value).split()[-1] for cell in sheet[1] if cell.value]
    return {id: sheet.cell(row or 0, column) for column, id in enumerate(marks, 1)}


@pytest.fixture
def form(tmp_path: Path) -> Path:
    issued = issue_forms(Project(EXAMPLE), 2025, (), FormOptions(tmp_path))
    assert not issued.diagnostics
    return next(file.path for file in issued.written if file.path.name.startswith("东风村"))


def test_each_unit_has_a_workbook_named_by_it(tmp_path: Path) -> None:
    paths = _forms(_office(tmp_path, _table("{id: n, label: 数, type: count, input: true}")))
    assert [path.name for path in paths.values()] == [
        "甲镇 安康填报表.xlsx",
        "乙／镇 安康填报表.xlsx",
        "丙镇 安康填报表.xlsx",
    ]
    assert {path.parent for path in paths.values()} == {tmp_path / "build" / "2025" / "case" / "forms"}


def test_only_what_is_to_be_filled_in_is_open(form: Path) -> None:
    sheet = _sheet(form)
    cells = _cells(sheet)
    assert sheet.protection.sheet
    assert not sheet.protection.password
    opened = {id for id, cell in cells.items() if not cell.protection.locked}
    assert opened == {"completed", "aided", "premium", "satisfied", "published", "finished", "remark"}
    assert {id for id, cell in cells.items() if cell.fill.fill_type} == opened


def test_what_must_be_filled_in_has_a_star(form: Path) -> None:
    words = [cell.value for row in _sheet(form).iter_rows() for cell in row]
    assert {"*合计", "*保费（元）", "*是否公示", "备注", "完成率", "村（居）"} <= set(words)
    assert "已参保人数" in words  # the heading of two columns


def test_excel_asks_for_what_may_be_typed(form: Path) -> None:
    sheet = _sheet(form)
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    cells = _cells(sheet)
    done = rules[cells["completed"].coordinate]
    assert (done.type, done.operator, done.formula1, done.formula2) == ("whole", "between", "0", "743")
    assert done.prompt == "填整数，不小于 0，不大于 743。"
    assert done.error == "请填整数，不小于 0，不大于 743。"
    liked = rules[cells["satisfied"].coordinate]
    assert (liked.type, liked.formula1, liked.formula2) == ("decimal", "0", "1")
    assert "不大于 100%" in (liked.prompt or "")
    assert rules[cells["published"].coordinate].formula1 == '"是,否"'
    assert rules[cells["finished"].coordinate].type == "date"
    assert "选填" in (rules[cells["remark"].coordinate].prompt or "")
    # As many as completed, which is not filled in yet.
    assert rules[cells["aided"].coordinate].operator == "greaterThanOrEqual"


def test_what_follows_from_the_units_own_figures_is_computed_live(form: Path) -> None:
    cells, values = _cells(_sheet(form)), _cells(_sheet(form, values=True))
    assert cells["rate"].value == '=IF(COUNT(D8,C8)<2,"—",IFERROR(ROUND(D8/C8,3),"—"))'
    assert values["rate"].value == "—"
    assert cells["quota"].value == 632
    assert "place" not in cells  # a rank follows from what the others file


def test_the_hidden_sheet_says_whose_form_it_is(form: Path) -> None:
    book = openpyxl.load_workbook(form)
    assert [sheet.sheet_state for sheet in book] == ["visible", "veryHidden"]
    rows = list(book["_docgen"].iter_rows(values_only=True))
    assert [row[:2] for row in rows[1:4]] == [
        ("program", "ankang-care"),
        ("year", "2025"),
        ("unit", "dongfeng"),
    ]
    assert ("cell", "progress", "population", "B8", "locked", "743") in rows
    assert re.fullmatch("[0-9a-f]{32}", str(rows[-1][1]))


def test_what_has_been_filed_stands_in_the_form(tmp_path: Path) -> None:
    issued = issue_forms(Project(EXAMPLE), 2025, (), FormOptions(tmp_path))
    (path,) = (file.path for file in issued.written if file.path.name.startswith("和平村"))
    cells = _cells(_sheet(path))
    assert (cells["completed"].value, cells["published"].value) == (446, "是")


def test_a_program_with_two_forms_has_a_sheet_for_each_that_has_the_unit(tmp_path: Path) -> None:
    column = "{id: n, label: 数, type: count, input: true}"
    some = "    roster: towns\n    rows: [{id: a}]\n"
    paths = _forms(_office(tmp_path, _table(column), _table(column, id="u", more=some)))
    names = {unit: openpyxl.load_workbook(path).sheetnames for unit, path in paths.items()}
    assert names["甲镇"] == ["t表", "u表", "_docgen"]
    assert names["丙镇"] == ["t表", "_docgen"]


def test_choices_that_excel_cannot_list_come_from_the_hidden_sheet(tmp_path: Path) -> None:
    column = '{id: n, label: 数, type: choice, input: true, choices: ["甲,乙", 丙]}'
    path = _forms(_office(tmp_path, _table(column)))["甲镇"]
    (rule,) = _sheet(path).data_validations.dataValidation
    found = re.fullmatch(r"_docgen!\$D\$(\d+):\$D\$(\d+)", str(rule.formula1))
    assert found
    hidden = openpyxl.load_workbook(path)["_docgen"]
    assert [hidden.cell(row, 4).value for row in range(int(found[1]), int(found[2]) + 1)] == ["甲,乙", "丙"]


def test_texts_that_look_like_formulas_stay_texts(tmp_path: Path) -> None:
    rows = "    rows: [{id: x, town: '=1+1', note: '<&> x'}]\n"
    columns = "{id: note, label: 说明, type: text}\n{id: n, label: 数, type: count, input: true}"
    (path,) = _forms(_office(tmp_path, _table(columns, more=rows))).values()
    cells = _cells(_sheet(path))
    assert cells["town"].data_type == "s"
    assert cells["note"].value == "<&> x"


def _many(folder: Path) -> Project:
    """Write an office with two programs that twelve villages fill in."""
    rows = "".join(f"      - {{id: v{number}, town: 第{number}村}}\n" for number in range(1, 13))
    table = _table("{id: n, label: 数, type: count, input: true}", more=f"    rows:\n{rows}")
    project = _office(folder, table)
    year = folder / "content" / "2025"
    text = (year / "case.yaml").read_text(encoding="utf-8")
    (year / "more.yaml").write_text(text.replace("id: case", "id: more"), encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the forms of two programs, made by one process."""
    folder = tmp_path_factory.mktemp("many")
    assert len(issue_forms(_many(folder), 2025, ()).written) == 24
    return files_in(folder / "build")


def test_two_processes_make_the_same_forms(tmp_path: Path, many: dict[str, bytes]) -> None:
    _many(tmp_path)
    done = CliRunner().invoke(main, ["--lang", "en", "-C", str(tmp_path), "forms", "2025", "--jobs", "2"])
    assert (done.exit_code, "24 forms, 24 written" in done.output) == (0, True)
    assert files_in(tmp_path / "build") == many


def test_threads_and_a_cluster_make_the_same_forms(tmp_path: Path, many: dict[str, bytes]) -> None:
    with ThreadPoolExecutor(3) as executor:
        options = FormOptions(tmp_path / "threads", Crew(executor=executor))
        issue_forms(_many(tmp_path), 2025, (), options)
    with local_cluster() as address:
        issue_forms(Project(tmp_path), 2025, (), FormOptions(tmp_path / "dask", Crew(cluster=address)))
    assert files_in(tmp_path / "threads") == many
    assert files_in(tmp_path / "dask") == many


def test_hands_that_see_other_content_make_no_forms(tmp_path: Path) -> None:
    project = _many(tmp_path)
    file = tmp_path / "content" / "2025" / "case.yaml"
    text = file.read_text(encoding="utf-8").replace("第3村", "第三村")
    edit = partial(file.write_text, text, encoding="utf-8")
    context = multiprocessing.get_context("spawn")
    with (
        ProcessPoolExecutor(1, mp_context=context, initializer=edit) as pool,
        pytest.raises(DocgenError, match="sees other content"),
    ):
        issue_forms(project, 2025, (), FormOptions(crew=Crew(executor=pool)))
    assert not project.build.exists()


def test_forms_have_the_same_bytes_on_every_run(tmp_path: Path) -> None:
    one, two = (issue_forms(Project(EXAMPLE), 2025, (), FormOptions(tmp_path / name)) for name in ("a", "b"))
    assert [file.path.read_bytes() for file in one.written] == [
        file.path.read_bytes() for file in two.written
    ]


def test_a_program_without_forms_ends_with_2(tmp_path: Path) -> None:
    project = _office(tmp_path, _table("{id: n, label: 数, type: count}"))
    found = CliRunner().invoke(main, ["--lang", "zh", "-C", str(project.root), "forms", "2025"])
    assert found.exit_code == 2
    assert "没有要填报的表" in found.output


def test_mistakes_of_the_program_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    project = _office(tmp_path, _table("{id: n, label: 数, type: count, input: true, max: peple}"))
    found = CliRunner().invoke(main, ["--lang", "zh", "-C", str(project.root), "forms", "2025"])
    assert found.exit_code == 1
    assert "unknown-name" in found.output
    assert not (tmp_path / "build").exists()


def test_a_form_is_sound_by_the_open_xml_sdk(form: Path, tmp_path: Path) -> None:
    assert schema_errors(form.read_bytes(), "xlsx", tmp_path) == []


def test_libreoffice_computes_what_docgen_does(form: Path, tmp_path: Path) -> None:
    data = fill(form.read_bytes(), D8=number(600))
    path = tmp_path / "computed.xlsx"
    path.write_bytes(recalculate(data, tmp_path))
    assert _cells(_sheet(path, values=True))["rate"].value == pytest.approx(0.949)


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_form_saved_as_another_kind_of_file_is_collected(tmp_path: Path, kind: str) -> None:
    columns = (
        "{id: people, label: 人数, type: count}\n"
        "{id: done, label: 完成, type: count, input: true, max: people}\n"
        "{id: liked, label: 满意度, type: percent, input: true}\n"
        "{id: day, label: 日期, type: date, input: true}\n"
        "{id: rate, label: 完成率, type: percent, decimals: 1, formula: done / people, blank: —}"
    )
    rows = "    roster: towns\n    rows: [{id: a, people: 500}, {id: b, people: 400}]\n"
    project = _office(tmp_path, _table(columns, more=rows))
    (tmp_path / "returns").mkdir()
    for unit, path in _forms(project).items():
        done = fill(path.read_bytes(), C6=text("446人") if unit == "甲镇" else number(401), D6=number(0.85))
        done = fill(done, E6=number(45717), **({"F6": number(1)} if unit != "甲镇" else {}))
        (tmp_path / unit).mkdir()
        (tmp_path / "returns" / f"{unit}.{kind}").write_bytes(convert(done, "xlsx", kind, tmp_path / unit))
    told = _told(project)
    assert [(found.id, found.span.line, found.span.column) for found in told] == [("out-of-range", 6, 3)]
    words = (tmp_path / "content" / "2025" / "case.yaml").read_text(encoding="utf-8")
    assert "{id: a, done: 446, liked: 85%, day: 2025-03-01}" in words
    assert "{id: b, liked: 85%, day: 2025-03-01}" in words


def test_an_overwritten_result_in_an_old_file_is_told(tmp_path: Path) -> None:
    columns = (
        "{id: people, label: 人数, type: count}\n"
        "{id: done, label: 完成, type: count, input: true}\n"
        "{id: rate, label: 完成率, type: percent, decimals: 1, formula: done / people, blank: —}"
    )
    project = _office(tmp_path, _table(columns, more="    roster: towns\n    rows: [{id: a, people: 500}]\n"))
    (tmp_path / "returns").mkdir()
    (path,) = _forms(project).values()
    data = fill(path.read_bytes(), C6=number(400), D6=number(1))
    (tmp_path / "returns" / "a.xls").write_bytes(convert(data, "xlsx", "xls", tmp_path))
    (found,) = _told(project)
    assert (found.id, found.span.line, found.span.column) == ("changed-formula", 6, 4)
    assert "按所填的数应为“80.0%”" in found.message.zh


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn", "Cf", "Zl", "Zp")), min_size=1))
def test_any_text_that_is_filed_reads_the_same_from_the_yaml(words: str) -> None:
    for line in (f"a: {scalar(words)}\n", f"a: [{{b: {scalar(words)}, c: d}}]\n"):
        source, wrong = read_text(line, "x.yaml")
        assert source is not None, wrong
        held = source.data["a"]
        assert (held[0]["b"] if isinstance(held, list) else held) == words  # type: ignore[index,call-overload]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    issued = issue_forms(Project(EXAMPLE), 2025, (), FormOptions(tmp_path_factory.mktemp("sent")))
    return issued.written[0].path.read_bytes()


@given(st.integers(min_value=0), st.binary(min_size=1, max_size=8))
def test_a_damaged_form_is_told_or_read_but_never_a_crash(sent: bytes, place: int, damage: bytes) -> None:
    at = place % len(sent)
    try:
        found = read_return(sent[:at] + damage + sent[at + len(damage) :], "a.xlsx")
    except Mistake as mistake:
        assert mistake.hint or mistake.message
    else:
        assert found.record.sheets.keys() == found.sheets.keys()


def test_a_form_holds_nothing_but_its_own_unit(form: Path) -> None:
    with zipfile.ZipFile(form) as package:
        words = b"".join(package.read(name) for name in package.namelist()).decode(errors="replace")
    assert "东风村" in words
    assert not any(other in words for other in ("和平村", "红星村", "heping"))
