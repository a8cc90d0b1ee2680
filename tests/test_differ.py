"""Two programs compared: random rows come, go, move and change, and nothing else is said."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.alignment import longest_in_order
from docgen.comparer import Request, compare_editions
from docgen.differ import Comparison, Kind, Matter
from docgen.project import Project
from tests.small_office import CASES

ROWS = st.dictionaries(
    st.sampled_from([f"v{number}" for number in range(8)]), st.integers(0, 999), min_size=1
)
HEAD = """id: {id}
label: 试验
year: 2025
targets: [{{id: share, label: 覆盖率, value: {share}%}}]
quota_tables:
  - id: t
    title: 分配表
    columns:
      - {{id: village, label: 村, type: name}}
      - {{id: people, label: 人数, type: count}}
      - {{id: quota, label: 目标, type: count, formula: people * targets.share, round: half-up}}
    total: {{label: 合计}}
    rows:
"""
TEXT = """plan:
  title: 方案
  text: 覆盖率{{{{ targets.share }}}}。
  outline: {outline}
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    for file in (CASES / "office").rglob("*.yaml"):
        target = folder / "content" / file.relative_to(CASES / "office")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    (folder / "content" / "2025").mkdir()
    return folder


def program(rows: dict[str, int], share: int = 50, outline: str = "[]") -> str:
    lines = "".join(
        f"      - {{id: {id}, village: 村{id}, people: {people}}}\n" for id, people in rows.items()
    )
    return HEAD.format(id="case", share=share) + lines + TEXT.format(outline=outline)


def compared(office: Path, old: str, new: str) -> Comparison:
    paths = [office / "content" / "2025" / f"{name}.yaml" for name in ("old", "new")]
    for path, text in zip(paths, (old, new), strict=True):
        path.write_text(text, encoding="utf-8")
    found = compare_editions(Project(office), Request(str(paths[0]), str(paths[1])))
    assert not found.diagnostics
    (comparison,) = found.report.comparisons
    return comparison


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(ROWS, ROWS, st.randoms())
def test_rows_come_go_move_and_change_by_their_ids(
    office: Path, old: dict[str, int], new: dict[str, int], random: Random
) -> None:
    shuffled = list(new.items())
    random.shuffle(shuffled)
    comparison = compared(office, program(old), program(dict(shuffled)))
    rows = {kind: {each.where[-1] for each in comparison.changes if each.kind is kind} for kind in Kind}
    assert rows[Kind.ADDED] == {f"村{id}" for id in new.keys() - old.keys()}
    assert rows[Kind.REMOVED] == {f"村{id}" for id in old.keys() - new.keys()}
    changed = {f"村{id}" for id in old.keys() & new.keys() if old[id] != new[id]}
    assert rows[Kind.CHANGED] - {"合计"} == changed
    places = [list(old).index(id) for id, _ in shuffled if id in old]
    assert len(rows[Kind.MOVED]) == len(places) - len(longest_in_order(places))


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(ROWS)
def test_a_program_has_no_change_against_itself(office: Path, rows: dict[str, int]) -> None:
    assert compared(office, program(rows), program(rows)).changes == ()


def test_a_target_that_rises_from_nothing_has_no_share(office: Path) -> None:
    found = compared(office, program({"v1": 100}, share=0), program({"v1": 100}, share=10))
    (quota,) = [change for change in found.changes if change.where == ("目标", "村v1")]
    assert (quota.old, quota.new, quota.share, quota.jump) == ("0", "10", None, False)


def test_a_tiny_change_is_said_as_a_number(office: Path) -> None:
    found = compared(office, program({"v1": 90000}), program({"v1": 90001}))
    (people,) = [change for change in found.changes if change.where == ("人数", "村v1")]
    assert people.note
    assert people.note.zh == "+1"


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("[{text: 甲乙丙丁。}]", "[{text: 甲乙丙丁。}, {text: 戊己庚。}]", [Kind.ADDED]),
        ("[{text: 甲乙丙。}, {text: 丁戊。}]", "[{text: 丁戊。}, {text: 甲乙丙。}]", [Kind.MOVED]),
        ("[{heading: 甲, text: 一二三。}]", "[{heading: 甲, text: 一二四。}]", [Kind.CHANGED]),
        ("[{text: 各村要高度重视工作。}]", "[{text: 各村要更加重视工作。}]", [Kind.CHANGED]),
    ],
)
def test_items_without_ids_are_known_by_heading_or_likeness(
    office: Path, old: str, new: str, kinds: list[Kind]
) -> None:
    rows = {"v1": 1}
    found = compared(office, program(rows, outline=old), program(rows, outline=new))
    assert [change.kind for change in found.changes] == kinds


def test_the_chart_holds_all_rows_of_a_column_that_changed(office: Path) -> None:
    found = compared(office, program({"v1": 10, "v2": 20}), program({"v1": 10, "v2": 30}))
    assert [(series.column, [bar.label for bar in series.bars]) for series in found.series] == [
        ("人数", ["村v1", "村v2"]),
        ("目标", ["村v1", "村v2"]),
    ]


def test_the_matters_come_in_the_reviewers_order(office: Path) -> None:
    found = compared(office, program({"v1": 10}, outline="[{text: 甲。}]"), program({"v2": 10}, share=60))
    assert [matter for matter, _ in found.by_matter()] == [Matter.FIGURE, Matter.ENTRY]
