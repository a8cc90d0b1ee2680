"""An office whose program goes to as many units as a test wants, and what its packs hold."""

from pathlib import Path

from docgen.packs import Packed, PackOptions, make_packs
from docgen.project import Project
from docgen.workers import Crew

PROGRAM = """id: case
label: 安康
year: 2025
targets: [{id: rate, label: 覆盖率, value: 85%}]
quota_tables:
  - id: villages
    title: 分配表
    columns:
      - {id: village, label: 村（居）, type: name}
      - {id: people, label: 人数, type: count}
      - {id: quota, label: 目标, type: count, formula: people * targets.rate, round: largest-remainder}
      - {id: fund, label: 经费（万元）, type: money, unit: 万元, formula: "quota * '12元'"}
    rows:
ROWS    total: {}
packs: {table: villagesMORE}
assignment:
  title: 任务书
  text: |
    {{ unit.village }}：目标{{ unit.quota }}人，经费{{ unit.fund }}，全镇{{ tables.villages.total.quota }}人。
  annexes: [{id: villages, parts: [{table: villages}]}]
plan: {title: 方案, text: 印发如下方案。, annexes: [{id: villages, parts: [{table: villages}]}]}
"""


def office(folder: Path, units: int, more: str = "") -> Project:
    rows = "".join(
        f"      - {{id: v{number}, village: 第{number}村, people: {37 * number % 911 + 20}}}\n"
        for number in range(1, units + 1)
    )
    file = folder / "content" / "2025" / "case.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(PROGRAM.replace("ROWS", rows, 1).replace("MORE", more), encoding="utf-8")
    return Project(folder)


def made(project: Project, **options: object) -> Packed:
    given: dict[str, object] = {"formats": ("docx",), "crew": Crew(jobs=1)} | options
    return make_packs(project, 2025, (), PackOptions(**given), lambda *_: None)  # type: ignore[arg-type]


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
