"""Builds one program in the small office of tests/cases/office, as `docgen build 2025` would."""

from pathlib import Path

from docgen.pipeline import BuildOptions, Outcome, build
from docgen.project import Project

CASES = Path(__file__).parent / "cases"


def built(data: bytes, folder: Path) -> tuple[Outcome, Path]:
    """Return the outcome of building `data` as content/2025/case.yaml, and the folder of what was written."""
    office = CASES / "office"
    for file in office.rglob("*.yaml"):
        target = folder / "content" / file.relative_to(office)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    target = folder / "content" / "2025" / "case.yaml"
    target.parent.mkdir(parents=True)
    target.write_bytes(data)
    return build(Project(folder), 2025, (), BuildOptions(), lambda _program: None), folder / "build"
