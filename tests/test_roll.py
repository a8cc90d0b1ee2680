"""`docgen new`, `docgen todo` and `docgen build --release`, on the real content and the gallery."""

import difflib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docgen.cli import main
from docgen.formatter import format_text
from docgen.pipeline import check
from docgen.project import Project

ROOT = Path(__file__).parents[1]
GALLERY = ROOT / "examples" / "gallery"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The repository's own content up to 2024."""
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("2025"))
    return tmp_path


def run(office: Path, *arguments: str) -> Result:
    done = CliRunner().invoke(main, ["-C", str(office), "--lang", "zh", *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def program(office: Path, year: int, name: str = "ankang-care") -> Path:
    return office / "content" / str(year) / f"{name}.yaml"


def changed(office: Path, start: int, end: int, name: str = "ankang-care") -> Iterator[tuple[str, str]]:
    """Yield the lines that went and those that came, without their indentation."""
    before, after = (program(office, year, name).read_text("utf-8").splitlines() for year in (start, end))
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield "\n".join(map(str.strip, before[a:b])), "\n".join(map(str.strip, after[c:d]))


def test_only_what_the_rules_say_changes(office: Path) -> None:
    assert run(office, "new", "2025", "--from", "2024").exit_code == 0
    found = list(changed(office, 2024, 2025))
    assert ("year: 2024", "year: 2025") in found
    assert ("mark: (二)", "") in found
    assert (
        "- {age: 70周岁以下, limit: {value: 2000元, as: 2024元, reason: 照原文}}",
        "- {age: 70周岁以下, limit: 2000元}",
    ) in found
    assert (
        "- {id: v02, population: 743, quota: {set: 631, reason: 照原文}}",
        "- {id: v02, population: 743}",
    ) in found
    assert (
        "- {id: drive, label: 推进时间, from: 2024-02-01, to: 2024-03-20, as: 2024年2月1日一2024年3月20日, "
        "reason: 照原文}",
        "- {id: drive, label: 推进时间, from: 2025-01-30, to: 2025-03-19}  "
        "# 待核：原为2024年2月1日—2024年3月20日；1月30日是春节放假",
    ) in found
    for old, new in found:
        assert "# 待核" in new or "as:" in old or "mark:" in old or "set:" in old or "year:" in old


def test_results_of_a_past_year_are_asked_for_and_number_and_date_taken_out(office: Path) -> None:
    run(office, "new", "2019", "--dates", "workday")
    found = dict(changed(office, 2018, 2019, "family-accident-insurance"))
    assert found["data_year: 2017"] == (
        "data_year: 2018  # 待核：表里应是2018年的数；完成户数取自2018年的方案，看那里是哪一年的数"
    )
    assert found["number: {serial: 2}"] == "number: {}"
    assert found["date: 2018-03-02"] == ""
    text = program(office, 2019, "family-accident-insurance").read_text("utf-8")
    assert "date: 2019-04-01}  # 待核：原为2018年3月31日；3月31日是星期日，顺延到4月1日" in text


def test_what_units_filled_in_stays_in_the_old_year(office: Path) -> None:
    shutil.rmtree(office / "content" / "2018")
    run(office, "new", "2018", "--from", "2017")
    text = program(office, 2018, "family-accident-insurance").read_text("utf-8")
    assert text.endswith("type: count, input: true}\n")
    assert "results:" not in text


def test_rolled_twice_it_builds_and_says_what_is_left(office: Path) -> None:
    run(office, "new", "2025")
    run(office, "new", "2026")
    text = program(office, 2026).read_text("utf-8")
    assert format_text(text) == text
    assert "2025年为85%" in text
    assert "2024年为85%" not in text
    built = run(office, "build", "2026", "--to", "docx")
    assert built.exit_code == 0
    assert "还有 7 处待核" in built.stderr


def test_todo_lists_each_place_with_file_and_line(office: Path) -> None:
    run(office, "new", "2025")
    listed = json.loads(run(office, "todo", "2025", "--format", "json").stdout)
    lines = program(office, 2025).read_text("utf-8").splitlines()
    places = [found["line"] for found in listed]
    assert len(places) == 8
    assert all("# 待核" in lines[line - 1] for line in places)


def test_todo_names_what_a_mark_stands_at(office: Path) -> None:
    run(office, "new", "2025")
    listed = run(office, "todo", "2025", "--format", "concise").stdout
    assert "待核：目标 · 参保覆盖率：2024年为85%" in listed
    assert "待核：指导思想：提法是否最新" in listed
    assert "待核：注释里写着2024年" in listed
    assert run(office, "todo", "2024").stdout == "没有待核的地方\n"


def test_release_is_refused_until_each_mark_is_deleted(office: Path) -> None:
    run(office, "new", "2025")
    refused = run(office, "build", "2025", "--release", "--format", "concise")
    assert refused.exit_code == 1
    assert refused.stdout.count("错误 [to-review]") == 8
    assert not (office / "build").exists()
    file = program(office, 2025)
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(line.partition("# 待核")[0].rstrip() + "\n" for line in lines), "utf-8")
    assert run(office, "build", "2025", "--release", "--to", "docx").exit_code == 0


def test_a_mark_typed_by_hand_counts(office: Path) -> None:
    file = program(office, 2024)
    file.write_text(file.read_text("utf-8") + "# 待核实：附件顺序\n", "utf-8")
    assert "待核：附件顺序" in run(office, "todo", "2024", "--format", "concise").stdout


def test_nothing_is_overwritten_and_nothing_written_beside_it(office: Path) -> None:
    run(office, "new", "2025")
    shutil.copy(program(office, 2024), program(office, 2024, "other"))
    before = program(office, 2025).read_bytes()
    refused = run(office, "new", "2025", "--from", "2024")
    assert refused.exit_code == 2
    assert "已经有 content/2025/ankang-care.yaml，不会覆盖" in refused.stderr
    assert program(office, 2025).read_bytes() == before
    assert not program(office, 2025, "other").exists()
    assert run(office, "new", "2025", "other", "--from", "2024").exit_code == 0


def test_with_a_mistake_in_one_program_none_is_written(office: Path) -> None:
    text = program(office, 2024).read_text("utf-8")
    program(office, 2024, "other").write_text(text.replace("premium:", "premum:", 1), "utf-8")
    refused = run(office, "new", "2025")
    assert refused.exit_code == 1
    assert "content/2024/other.yaml" in refused.stdout
    assert not (office / "content" / "2025").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("2024", "--from", "2024"), "不能从 2024 年度滚动到 2024 年度"),
        (("2023", "--from", "2024"), "不能从 2024 年度滚动到 2023 年度"),
        (("2010",), "没有比 2010 早的年度"),
        (("2025", "--from", "2022"), "没有 2022 年度"),
        (("2025", "ankang"), "2024 年度没有“ankang”"),
    ],
)
def test_what_cannot_be_rolled_is_said_with_what_to_type(
    office: Path, arguments: tuple[str, ...], words: str
) -> None:
    refused = run(office, "new", *arguments)
    assert refused.exit_code == 2
    assert words in refused.stderr
    assert "怎么改" in refused.stderr


def test_a_year_without_programs_is_told(office: Path) -> None:
    (office / "content" / "2025").mkdir()
    refused = run(office, "new", "2026")
    assert refused.exit_code == 2
    assert "2025 年度没有方案" in refused.stderr


def test_a_year_that_the_offices_calendar_completes_is_known(office: Path) -> None:
    assert "放假安排还不知道" not in run(office, "new", "2026").stdout
    assert "2027 年的放假安排还不知道" in run(office, "new", "2027").stdout
    program(office, 2027).unlink()
    (office / "content" / "calendar.yaml").write_text("years: [2027]\n", "utf-8")
    run(office, "new", "2027")
    assert "放假安排还不知道" not in program(office, 2027).read_text("utf-8")


def test_the_example_of_the_guide_is_what_comes_out(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "roll-forward.md").read_text("utf-8")
    before, after = re.findall(r"```yaml\n(year: .*?)```", guide, re.DOTALL)
    for folder in ("content/2025", "content/2026"):
        (tmp_path / folder).mkdir(parents=True)
    program(tmp_path, 2025, "case").write_text(completed(before), "utf-8")
    assert run(tmp_path, "new", "2026").exit_code == 0
    assert program(tmp_path, 2026, "case").read_text("utf-8") == completed(after)


def completed(example: str) -> str:
    """Return an example of the guide with the keys that it leaves out."""
    keys = "notice:\n  issuer: town\n  addressees: [各村]\n  text: 请认真执行。\n"
    return "id: case\nlabel: 安康\n" + example.replace("notice:\n", keys)


def test_the_whole_gallery_rolls_and_builds(tmp_path: Path) -> None:
    shutil.copytree(GALLERY, tmp_path, ignore=shutil.ignore_patterns("build"), dirs_exist_ok=True)
    assert run(tmp_path, "new", "2026").exit_code == 0
    for file in (tmp_path / "content" / "2026").iterdir():
        text = file.read_text("utf-8")
        assert format_text(text) == text, file.name
    diagnostics = check(Project(tmp_path), (2026,)).diagnostics
    assert not [found for found in diagnostics if found.severity == "error"]
