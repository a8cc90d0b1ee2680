"""Every file under tests/cases is built; its comments say what must be found where, or what must be printed.

`#! id words` on a line: a diagnostic of that id, whose Chinese message or hint holds the words, is expected on that line.
`#= words` anywhere: the words must stand in the Word notice (and in a workbook, for `#=x words`) exactly.
A file without `#!` must build without an error.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen.diagnostics import Diagnostic, Severity
from docgen.pipeline import BuildOptions, Outcome, build
from docgen.project import Project
from tests.outputs import sheet_texts, word_text

CASES = Path(__file__).parent / "cases"
FILES = sorted(CASES.glob("*/*.yaml"))
_EXPECTED = re.compile(r"#! *([a-z-]+) *([^\n]*)")
_PRINTED = re.compile(r"#= *([^\n]*)")
_IN_WORKBOOK = re.compile(r"#=x *([^\n]*)")


def _annotated(case: Path) -> str:
    data = case.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _expected(case: Path) -> list[tuple[int, str, str]]:
    lines = re.split(r"\r\n|\n", _annotated(case))
    return [
        (number, match[1], match[2].strip())
        for number, line in enumerate(lines, 1)
        for match in _EXPECTED.finditer(line)
    ]


def _built(case: Path, folder: Path) -> tuple[Outcome, Path]:
    office = CASES / "office"
    for file in office.rglob("*.yaml"):
        target = folder / "content" / file.relative_to(office)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    target = folder / "content" / "2025" / "case.yaml"
    target.parent.mkdir(parents=True)
    target.write_bytes(case.read_bytes())
    outcome = build(Project(folder), 2025, (), BuildOptions(), lambda program: None)
    return outcome, folder / "build"


def _errors(outcome: Outcome) -> Iterator[Diagnostic]:
    return (found for found in outcome.diagnostics if found.severity is Severity.ERROR)


@pytest.mark.parametrize("case", FILES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_each_mistake_is_reported_at_its_line_and_nothing_is_lost(case: Path, tmp_path: Path) -> None:
    outcome, out = _built(case, tmp_path)
    expected = _expected(case)
    found = [(diagnostic.span.line, diagnostic.id) for diagnostic in outcome.diagnostics]
    for line, id, words in expected:
        assert (line, id) in found, f"{line} {id} not in {found}"
        said = [
            f"{diagnostic.message.zh} {diagnostic.hint.zh if diagnostic.hint else ''}"
            for diagnostic in outcome.diagnostics
            if (diagnostic.span.line, diagnostic.id) == (line, id)
        ]
        assert any(words in text for text in said), f"{words!r} not in {said}"
    errors = {(diagnostic.span.line, diagnostic.id) for diagnostic in _errors(outcome)}
    unexpected = errors - {(line, id) for line, id, _ in expected}
    assert not unexpected
    for diagnostic in outcome.diagnostics:
        assert diagnostic.span.file.startswith("content/")
        assert diagnostic.message.zh
        assert diagnostic.message.en
    if errors:
        assert not list(out.rglob("*.docx"))
        return
    text = _annotated(case)
    words = word_text(next(out.rglob("*.docx")))
    for match in _PRINTED.finditer(text):
        if not match[0].startswith("#=x"):
            assert match[1] in words
    cells = [cell for book in out.rglob("*.xlsx") for cell in sheet_texts(book)]
    for match in _IN_WORKBOOK.finditer(text):
        assert match[1] in cells
