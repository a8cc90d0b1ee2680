"""What `docgen init` writes."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from docgen import starter_repository
from docgen.cli import main
from docgen.diagnostics import DocgenError
from docgen.project import Project
from docgen.schema import schemas


@pytest.fixture
def office(tmp_path: Path) -> Path:
    starter_repository.create(tmp_path / "office")
    return tmp_path / "office"


def test_returns_every_file_that_it_wrote(tmp_path: Path) -> None:
    written = starter_repository.create(tmp_path / "office")
    assert sorted(written) == sorted(path for path in (tmp_path / "office").rglob("*") if path.is_file())


def test_an_empty_folder_is_fine(tmp_path: Path) -> None:
    assert starter_repository.create(tmp_path)


def test_brings_content_templates_and_schema(office: Path) -> None:
    project = Project.find(office)
    assert project.years() == [starter_repository.YEAR]
    assert project.program_files(starter_repository.YEAR)
    assert (project.content / "agencies.yaml").is_file()
    assert {path.name for path in project.schema.iterdir()} == set(schemas())
    assert list(project.templates.glob("*.docx"))


def test_a_folder_with_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(DocgenError, match="not empty"):
        starter_repository.create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_of_that_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "office").write_text("mine", encoding="utf-8")
    with pytest.raises(DocgenError):
        starter_repository.create(tmp_path / "office")


def test_the_editor_knows_the_schema_of_every_content_file(office: Path) -> None:
    settings = json.loads((office / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    schemas = settings["yaml.schemas"]
    assert all((office / schema).is_file() for schema in schemas)
    known = {file for pattern in schemas.values() for file in office.glob(pattern)}
    assert known == set(office.rglob("*.yaml"))


def test_the_wheel_packs_what_is_copied() -> None:
    pyproject = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    packed = pyproject["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert packed == {part: f"docgen/starter/{part}" for part in starter_repository.PARTS}


def test_the_editor_s_task_reads_every_finding_of_a_check(office: Path) -> None:
    program = next((office / "content" / "2025").glob("*.yaml"))
    program.write_text(program.read_text(encoding="utf-8") + "extra: 1\n", encoding="utf-8")
    task = json.loads((office / ".vscode" / "tasks.json").read_text(encoding="utf-8"))["tasks"][0]
    command = task["command"].split()[1:]
    lines = CliRunner().invoke(main, ["-C", str(office), *command]).output.splitlines()
    pattern = task["problemMatcher"]["pattern"]
    (found,) = [match for line in lines if (match := re.match(pattern["regexp"], line))]
    assert found[pattern["file"]] == f"content/2025/{program.name}"
    assert found[pattern["code"]] == "unknown-key"
    assert "extra" in found[pattern["message"]]
