"""Every file under tests/cases is built; its comments say what must be found where, or what must be printed.

`#! id words` on a line: a diagnostic of that id is expected there, and its Chinese words hold these;
`#! @12 id words`: it is expected on line 12, which cannot hold a comment itself.
`#= words` anywhere: the Word notice holds the words exactly; `#=x words`: they are a cell of a workbook.
Nothing else may be reported; a file without errors must build.
"""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from docgen.diagnostics import Diagnostic, Severity
from docgen.pipeline import Outcome
from tests.outputs import sheet_texts, word_text
from tests.small_office import CASES, built

FILES = sorted(file for file in CASES.glob("*/*.yaml") if file.parent.name != "office")
_NOTE = re.compile(r"#(?P<kind>!|=x|=) +(?:@(?P<line>[0-9]+) +)?(?P<words>.*?) *(?=#!|#=|$)", re.MULTILINE)
_PROGRAMMING = re.compile(r"None|True|False|Traceback|Error|<class|object at")


@dataclass(frozen=True, slots=True)
class _Notes:
    """What a case expects: diagnostics as (line, id, words), words in Word, cells in a workbook."""

    diagnostics: tuple[tuple[int, str, str], ...]
    printed: tuple[str, ...]
    cells: tuple[str, ...]


def _notes(text: str) -> _Notes:
    diagnostics: list[tuple[int, str, str]] = []
    words: dict[str, list[str]] = {"=": [], "=x": []}
    for note in _NOTE.finditer(text):
        line = int(note["line"] or text.count("\n", 0, note.start()) + 1)
        if note["kind"] == "!":
            id, _, said = note["words"].partition(" ")
            diagnostics.append((line, id, said.strip()))
        else:
            words[note["kind"]].append(note["words"])
    return _Notes(tuple(diagnostics), tuple(words["="]), tuple(words["=x"]))


@pytest.mark.parametrize("case", FILES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_each_mistake_is_reported_once_at_its_line_and_nothing_is_lost(case: Path, tmp_path: Path) -> None:
    data = case.read_bytes()
    outcome, out = built(data, tmp_path)
    text = data.decode("utf-8")
    notes = _notes(text)
    _require_diagnostics(outcome, notes)
    for diagnostic in outcome.diagnostics:
        _require_readable(diagnostic, text.split("\n"))
    if any(diagnostic.severity is Severity.ERROR for diagnostic in outcome.diagnostics):
        assert not list(out.rglob("*.*x"))
        return
    printed = word_text(next(out.rglob("*.docx")))
    assert [words for words in notes.printed if words not in printed] == []
    cells = [cell for book in out.rglob("*.xlsx") for cell in sheet_texts(book)]
    assert [words for words in notes.cells if words not in cells] == []


def _require_diagnostics(outcome: Outcome, notes: _Notes) -> None:
    said = {
        found: f"{found.message.zh} → {found.hint.zh if found.hint else ''}" for found in outcome.diagnostics
    }
    found = Counter((diagnostic.span.line, diagnostic.id) for diagnostic in outcome.diagnostics)
    expected = Counter((line, id) for line, id, _ in notes.diagnostics)
    assert not expected - found, f"not reported: {list(expected - found)}; reported: {list(said.values())}"
    surplus = found - expected
    assert not surplus, [(at, text) for at, text in said.items() if (at.span.line, at.id) in surplus]
    for line, id, words in notes.diagnostics:
        here = [text for at, text in said.items() if (at.span.line, at.id) == (line, id)]
        assert any(words in text for text in here), f"{words!r} not in {here}"


def _require_readable(diagnostic: Diagnostic, lines: list[str]) -> None:
    """Each message says in both languages what is and what to type, at a place that exists."""
    assert diagnostic.span.file == "content/2025/case.yaml"
    assert diagnostic.span.column <= len(lines[diagnostic.span.line - 1]) + 1
    assert diagnostic.hint
    for zh, en in (diagnostic.message, diagnostic.hint):
        assert re.search(r"[\u4e00-\u9fff]", zh)
        assert en
        assert not _PROGRAMMING.search(zh)
        assert len(zh) <= 300
