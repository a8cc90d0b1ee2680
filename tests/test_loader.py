"""The files that programs share: what is wrong with them is said once, at its place."""

from pathlib import Path

from docgen.diagnostics import Diagnostic
from docgen.loader import Library
from docgen.pipeline import check
from docgen.project import Project

_AGENCY = "{id: town, name: 示例镇人民政府, mark: 示例镇人民政府文件, code: 示政发}"
_PROGRAM = """id: case
label: 安康
year: 2025
quota_tables:
  - id: villages
    title: 分配表
    roster: villages
    columns: [{id: village, label: 村（居）, type: name}, {id: people, label: 人数, type: count}]
    rows: [{id: heping, people: 1}]
notice:
  issuer: town
  title: 示例镇人民政府关于开展工作的通知
  addressees: [各村（居）]
  text: 请认真执行。
  annexes: [{id: villages, parts: [{table: villages}]}]
"""


def _project(root: Path, **files: str) -> Project:
    for name, text in files.items():
        path = root / "content" / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Project(root)


def _found(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[str, int, str]]:
    return [(found.span.file.removeprefix("content/"), found.span.line, found.id) for found in diagnostics]


def test_a_mistake_in_a_shared_file_is_reported_once_and_not_again_by_who_needs_it(tmp_path: Path) -> None:
    project = _project(
        tmp_path,
        agencies=f"agencies:\n  - {_AGENCY.replace('name', 'nmae')}\n",
        rosters__villages="id: villages\nlabel: 村\nentries:\n  - {id: heping, name: }\n",
        **{"2025__case": _PROGRAM},
    )
    assert _found(check(project, (2025,)).diagnostics) == [
        ("agencies.yaml", 2, "unknown-key"),
        ("rosters/villages.yaml", 4, "missing-value"),
    ]


def test_reports_a_repeated_agency_and_a_repeated_roster_entry(tmp_path: Path) -> None:
    project = _project(
        tmp_path,
        agencies=f"agencies:\n  - {_AGENCY}\n  - {_AGENCY}\n",
        rosters__villages="id: villages\nlabel: 村\nentries:\n  - {id: a, name: 甲}\n  - {id: a, name: 乙}\n",
    )
    library = Library(project)
    library.office()
    assert _found(tuple(library.diagnostics)) == [
        ("agencies.yaml", 3, "duplicate-id"),
        ("rosters/villages.yaml", 5, "duplicate-id"),
    ]


def test_reports_a_roster_whose_id_is_not_its_file_name(tmp_path: Path) -> None:
    project = _project(tmp_path, rosters__towns="id: villages\nlabel: 村\nentries: [{id: a, name: 甲}]\n")
    library = Library(project)
    office = library.office()
    assert _found(tuple(library.diagnostics)) == [("rosters/towns.yaml", 1, "misplaced-file")]
    assert office.incomplete


def test_reports_expressions_in_names_that_are_printed_as_typed(tmp_path: Path) -> None:
    agency = _AGENCY.replace("示例镇人民政府,", '"{{ town }}人民政府",')
    project = _project(
        tmp_path,
        agencies=f"agencies:\n  - {agency}\n",
        rosters__villages='id: villages\nlabel: 村\nentries: [{id: a, name: "{{ 村 }}"}]\n',
    )
    library = Library(project)
    library.office()
    assert _found(tuple(library.diagnostics)) == [
        ("agencies.yaml", 2, "braces-as-text"),
        ("rosters/villages.yaml", 3, "braces-as-text"),
    ]


def test_a_project_without_agencies_and_rosters_says_where_to_write_them(tmp_path: Path) -> None:
    diagnostics = check(_project(tmp_path, **{"2025__case": _PROGRAM}), (2025,)).diagnostics
    assert {(found.id, found.hint and found.hint.zh) for found in diagnostics} == {
        ("unknown-roster", "还没有名册，先在 content/rosters 里建一个"),
        ("unknown-agency", "先在 content/agencies.yaml 里登记"),
    }
