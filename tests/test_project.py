"""Folders of an office's repository."""

from pathlib import Path

import pytest

from docgen.diagnostics import DocgenError
from docgen.project import Project, starter_folder


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name in ("2024/ankang-care", "2025/ankang-care", "2025/accident-insurance"):
        file = tmp_path / "content" / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("id: x\n", encoding="utf-8")
    return Project(tmp_path)


def test_is_found_from_any_folder_below(project: Project) -> None:
    assert Project.find(project.content / "2025") == project


def test_a_folder_without_content_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(DocgenError) as caught:
        Project.find(tmp_path)
    assert str(tmp_path) in caught.value.message.zh
    assert caught.value.hint
    assert "docgen init" in caught.value.hint.zh


def test_lists_years_oldest_first_and_nothing_else(project: Project) -> None:
    for name in ("rosters", "20255", "２０２３", "draft"):
        (project.content / name).mkdir()
    (project.content / "2026").write_text("a file, not a year", encoding="utf-8")
    assert project.years() == [2024, 2025]


def test_lists_program_files_by_name(project: Project) -> None:
    (project.content / "2025" / "._ankang-care.yaml").write_bytes(b"macOS")
    (project.content / "2025" / "notes.txt").write_bytes(b"")
    names = [file.name for file in project.program_files(2025)]
    assert names == ["accident-insurance.yaml", "ankang-care.yaml"]


def test_an_unknown_year_names_those_there_are_nearest_first(project: Project) -> None:
    with pytest.raises(DocgenError, match="2026") as caught:
        project.program_files(2026)
    assert caught.value.hint
    assert caught.value.hint.zh == "现有年度：2025、2024"


def test_an_unknown_program_names_those_there_are_nearest_first(project: Project) -> None:
    with pytest.raises(DocgenError, match="ankang-car") as caught:
        project.program_file(2025, "ankang-car")
    assert caught.value.hint
    assert caught.value.hint.zh == "2025 年度现有：ankang-care、accident-insurance"


@pytest.mark.parametrize("name", ["../2024/ankang-care", "..", "/etc/passwd", "a\\b", "", "C:x"])
def test_a_program_name_cannot_lead_elsewhere(project: Project, name: str) -> None:
    with pytest.raises(DocgenError):
        project.program_file(2025, name)


def test_a_link_out_of_the_project_is_refused(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.yaml"
    secret.write_text("id: secret\n", encoding="utf-8")
    (project.content / "2025" / "secret.yaml").symlink_to(secret)
    with pytest.raises(DocgenError, match=r"content/2025/secret\.yaml leads out"):
        project.program_files(2025)


def test_the_offices_own_template_comes_first(project: Project) -> None:
    project.templates.mkdir()
    (project.templates / "notice.docx").write_bytes(b"our own")
    assert project.template("notice.docx") == b"our own"


def test_the_packaged_template_stands_in(project: Project) -> None:
    packaged = starter_folder() / "templates" / "notice.docx"
    assert project.template("notice.docx") == packaged.read_bytes()


@pytest.mark.parametrize("name", ["absent.docx", "../../secret", "/etc/passwd"])
def test_a_template_that_is_nowhere_or_elsewhere_is_refused(project: Project, name: str) -> None:
    with pytest.raises(DocgenError):
        project.template(name)


def test_shows_paths_from_the_root_with_slashes(project: Project) -> None:
    assert project.shown(project.content / "2025" / "ankang-care.yaml") == "content/2025/ankang-care.yaml"


def test_shows_paths_outside_whole(project: Project) -> None:
    outside = project.root.parent / "out" / "a.docx"
    assert project.shown(outside) == outside.as_posix()


def test_splits_lines_where_yaml_does(project: Project) -> None:
    (project.content / "x.yaml").write_bytes("\ufeffa: 1\r\nb: 2\rc: 3\nd:\x0b4\u2028e".encode())
    assert project.lines("content/x.yaml") == ["a: 1", "b: 2", "c: 3", "d:\x0b4", "e"]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", None])
def test_a_file_that_is_no_text_has_no_lines(project: Project, content: bytes | None) -> None:
    if content:
        (project.content / "x.yaml").write_bytes(content)
    assert project.lines("content/x.yaml") == []
