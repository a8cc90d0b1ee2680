"""Pictures of seals: which files docgen takes, from where, and on which papers it prints them."""

from pathlib import Path

import pytest

from docgen.diagnostics import Mistake, Severity
from docgen.model.png import pixels
from docgen.pipeline import BuildOptions, Outcome, build
from docgen.project import Project
from docgen.readers.docx import read
from tests.element_samples import png

AGENCIES = """agencies:
  - id: town
    name: 示例镇人民政府
    mark: 示例镇人民政府文件
    code: 示政发
    seal_picture: {picture}
    seal_width: 40
"""
NOTICE = """id: case
label: 检查
year: 2025
notice:
  issuer: town
  {rest}
  title: 示例镇人民政府关于开展检查的通知
  addressees: [各村（居）]
  text: 请认真执行。
  seal: true
"""
FINAL = "number: {serial: 3}\n  date: 2025-02-10"


def built(folder: Path, rest: str = FINAL, picture: str = "templates/seal.png") -> Outcome:
    """Return the outcome of building a sealed notice in an office whose seal lies at `picture`."""
    year = folder / "content" / "2025"
    year.mkdir(parents=True, exist_ok=True)
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "content" / "agencies.yaml").write_text(AGENCIES.format(picture=picture), encoding="utf-8")
    (year / "case.yaml").write_text(NOTICE.replace("{rest}", rest), encoding="utf-8")
    return build(Project(folder), 2025, (), BuildOptions(formats=("docx",)), lambda _program: None)


def seals(outcome: Outcome) -> int:
    """Return how many seals the built notice carries."""
    (file,) = outcome.written
    signature = read(file.path.read_bytes()).signature
    assert signature
    return len(signature.pictures)


def ids(outcome: Outcome) -> list[str]:
    return [found.id for found in outcome.diagnostics]


def test_a_registered_seal_is_printed_on_a_final_paper(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "seal.png").write_bytes(png())
    assert seals(built(tmp_path)) == 1


@pytest.mark.parametrize(
    "rest",
    ["number: {serial: 3}", "date: 2025-02-10", FINAL + "\n  draft: 送审稿"],
    ids=["undated", "unnumbered", "draft"],
)
def test_no_paper_is_sealed_before_it_is_final(tmp_path: Path, rest: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "seal.png").write_bytes(png())
    assert seals(built(tmp_path, rest)) == 0


def test_a_seal_keeps_its_shape(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "seal.png").write_bytes(png(30, 20))
    signature = read(built(tmp_path).written[0].path.read_bytes()).signature
    assert signature
    assert signature.pictures[0].width == 40
    assert float(signature.pictures[0].height) == pytest.approx(40 * 20 / 30, abs=0.001)


@pytest.mark.parametrize(
    "path", ["../seal.png", "/etc/passwd", "build/seal.png", "templates/../../seal.png", "seal.png"]
)
def test_a_picture_comes_from_the_offices_own_folders_only(tmp_path: Path, path: str) -> None:
    office = tmp_path / "office"
    for place in (tmp_path, office, office / "build"):
        place.mkdir(exist_ok=True)
        (place / "seal.png").write_bytes(png())
    outcome = built(office, picture=path)
    assert ids(outcome) == ["misplaced-picture"]
    assert outcome.diagnostics[0].span.file == "content/agencies.yaml"
    assert outcome.written == ()


def test_a_link_out_of_the_office_is_followed_by_nobody(tmp_path: Path) -> None:
    office = tmp_path / "office"
    (office / "templates").mkdir(parents=True)
    (tmp_path / "seal.png").write_bytes(png())
    (office / "templates" / "seal.png").symlink_to(tmp_path / "seal.png")
    assert ids(built(office)) == ["misplaced-picture"]


def test_a_missing_picture_is_told_at_its_path(tmp_path: Path) -> None:
    outcome = built(tmp_path)
    assert [(found.id, found.severity) for found in outcome.diagnostics] == [
        ("missing-picture", Severity.ERROR)
    ]
    assert outcome.diagnostics[0].span.line == 6


@pytest.mark.parametrize(
    ("data", "id"),
    [
        (b"", "not-a-png"),
        (b"\xff\xd8\xff\xe0 JFIF", "not-a-png"),
        (png()[:20], "not-a-png"),
        (png(0, 4), "not-a-png"),
        (png(colour=2), "opaque-picture"),
        (png(colour=0), "opaque-picture"),
        (png(colour=3), "opaque-picture"),
        (png(5000, 1), "picture-too-large"),
    ],
)
def test_what_is_no_seal_is_refused(data: bytes, id: str) -> None:
    with pytest.raises(Mistake) as caught:
        pixels(data)
    assert caught.value.id == id
    assert caught.value.hint


@pytest.mark.parametrize("data", [png(), png(colour=4), png(colour=3) + b"tRNS"])
def test_a_png_that_shows_the_words_below_is_taken(data: bytes) -> None:
    assert pixels(data) == (4, 4)
