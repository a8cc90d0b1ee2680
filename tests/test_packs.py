"""A pack for every unit: its own figures, together the table's, and a run that can be broken off."""

import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from docgen.cli import main
from docgen.diagnostics import DocgenError
from docgen.project import Project
from docgen.returns import FormOptions, issue_forms
from docgen.workers import Crew
from tests.outputs import word_text
from tests.packs_office import files_in, made, office


def test_each_unit_gets_its_own_figures_in_text_and_table(tmp_path: Path) -> None:
    made(office(tmp_path, 3))
    text = word_text(tmp_path / "build" / "2025" / "case" / "packs" / "第2村" / "任务书.docx")
    assert "第2村：目标80人，经费0.10万元，全镇240人。" in text
    assert "第1村" not in text
    assert "合计" not in text


def test_all_packs_add_back_to_the_table(tmp_path: Path) -> None:
    (packs,) = made(office(tmp_path, 7)).programs
    assert packs.made == 7
    assert packs.sums == {"人数": "1176", "目标": "1000", "经费（万元）": "1.2"}


def test_a_pack_may_be_one_zip(tmp_path: Path) -> None:
    made(office(tmp_path, 2, ", zip: true"), formats=("docx", "xlsx"))
    with zipfile.ZipFile(tmp_path / "build" / "2025" / "case" / "packs" / "第1村.zip") as archive:
        assert sorted(archive.namelist()) == ["任务书.docx", "附件 分配表.xlsx"]


def test_the_units_own_form_goes_with_its_paper(tmp_path: Path) -> None:
    project = office(tmp_path, 2, ", form: true")
    file = tmp_path / "content" / "2025" / "case.yaml"
    typed = "      - {id: done, label: 完成数, type: count, input: true, max: people}\n    rows:\n"
    file.write_text(file.read_text(encoding="utf-8").replace("    rows:\n", typed), encoding="utf-8")
    made(project)
    folder = tmp_path / "build" / "2025" / "case" / "packs" / "第2村"
    assert sorted(path.name for path in folder.iterdir()) == ["任务书.docx", "第2村 安康填报表.xlsx"]
    form = folder / "第2村 安康填报表.xlsx"
    issued = issue_forms(project, 2025, (), FormOptions(tmp_path / "forms"))
    assert form.read_bytes() == issued.written[1].path.read_bytes()


def test_a_form_that_has_nothing_to_fill_in_is_a_mistake(tmp_path: Path) -> None:
    packed = made(office(tmp_path, 2, ", form: true"))
    assert [found.id for found in packed.diagnostics] == ["no-form"]


def test_what_is_done_is_not_made_again(tmp_path: Path) -> None:
    project = office(tmp_path, 4)
    made(project)
    (packs,) = made(project).programs
    assert (packs.made, packs.kept) == (0, 4)


def test_a_changed_figure_or_a_deleted_file_is_made_again(tmp_path: Path) -> None:
    project = office(tmp_path, 4)
    made(project)
    folder = tmp_path / "build" / "2025" / "case" / "packs"
    (folder / "第3村" / "任务书.docx").unlink()
    assert made(project).programs[0].made == 1
    file = tmp_path / "content" / "2025" / "case.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("people: 57", "people: 58"), encoding="utf-8")
    assert made(project).programs[0].made == 4


def test_processes_make_the_same_bytes_as_one(tmp_path: Path) -> None:
    for folder, jobs in (("a", 1), ("b", 2)):
        made(office(tmp_path / folder, 5), crew=Crew(jobs=jobs))
    assert files_in(tmp_path / "a" / "build") == files_in(tmp_path / "b" / "build")


def test_shards_together_make_all(tmp_path: Path) -> None:
    project = office(tmp_path / "a", 5)
    first, second = (made(project, shard=(number, 2)).programs[0] for number in (1, 2))
    assert (first.made, second.made, first.sums) == (3, 2, {})
    assert second.sums["人数"] == "655"
    made(office(tmp_path / "b", 5))
    assert files_in(tmp_path / "a" / "build") == files_in(tmp_path / "b" / "build")


def test_a_run_that_is_killed_goes_on_and_ends_with_the_same_bytes(tmp_path: Path) -> None:
    made(office(tmp_path / "whole", 120), crew=Crew(jobs=2))
    office(tmp_path / "killed", 120)
    ledger = tmp_path / "killed" / "build" / "2025" / "case" / "packs" / ".docgen.packs.jsonl"
    command = [sys.executable, "-m", "docgen", "packs", "2025", "--to", "docx", "--jobs", "2"]
    run = subprocess.Popen(command, cwd=tmp_path / "killed", env=os.environ, stdout=subprocess.DEVNULL)
    while not ledger.exists() or ledger.read_bytes().count(b"\n") < 30:
        assert run.poll() is None
        time.sleep(0.01)
    run.send_signal(signal.SIGKILL)
    run.wait()
    done = ledger.read_bytes().count(b"\n")
    (packs,) = made(Project(tmp_path / "killed"), crew=Crew(jobs=2)).programs
    assert packs.kept >= done
    assert packs.made + packs.kept == 120
    assert packs.made > 0
    assert files_in(tmp_path / "killed" / "build") == files_in(tmp_path / "whole" / "build")


def test_a_unit_that_left_the_table_leaves_its_files_to_a_person(tmp_path: Path) -> None:
    project = office(tmp_path, 3)
    made(project)
    file = tmp_path / "content" / "2025" / "case.yaml"
    lines = [line for line in file.read_text(encoding="utf-8").split("\n") if "第3村" not in line]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert made(project).programs[0].left_behind == ("第3村/任务书.docx",)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{table: villages}\nassignment", "{table: vilages}\nassignment", "没有表格“vilages”"),
        ("unit.quota", "unit.qouta", "没有“unit.qouta”"),
        ("packs: {table: villages}\n", "", "没有写分送"),
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_mistakes_are_reported_before_anything_is_made(
    tmp_path: Path, old: str, new: str, words: str, jobs: int
) -> None:
    project = office(tmp_path, 2)
    file = tmp_path / "content" / "2025" / "case.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    packed = made(project, crew=Crew(jobs=jobs))
    assert words in packed.diagnostics[0].message.zh
    assert packed.programs == ()
    assert not (tmp_path / "build").exists()


def test_a_year_without_packs_says_what_to_write(tmp_path: Path) -> None:
    project = office(tmp_path, 2)
    file = tmp_path / "content" / "2025" / "case.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("packs:")] + text[text.index("plan:") :], encoding="utf-8")
    with pytest.raises(DocgenError, match="no program has"):
        made(project)


def test_the_command_says_what_was_made_and_that_it_adds_up(tmp_path: Path) -> None:
    office(tmp_path, 2)
    done = CliRunner().invoke(main, ["--lang", "zh", "-C", str(tmp_path), "packs", "2025", "--jobs", "1"])
    assert done.exit_code == 0
    assert "新做 2 份，已有 0 份" in done.output
    assert "各单位相加与总表一致：目标 " in done.output
