"""`docgen check --fix`: what needs no thought is mended where it was typed, all else stays byte for byte."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from docgen import pipeline
from docgen.diagnostics import Diagnostic
from docgen.pipeline import Outcome
from docgen.project import Project
from docgen.reader import Data, Source, read, read_text
from docgen.records import record
from docgen.writer import write

_MARK = b"\xef\xbb\xbf"
_ROUNDS = 10
"""One mend may uncover another; more rounds than this are never needed."""


@record
class Mended:
    """What was changed, in order, and what a check finds after it."""

    mends: tuple[Diagnostic, ...]
    outcome: Outcome


def mend(project: Project, years: Sequence[int]) -> Mended:
    """Mend the programs of `years` until nothing mechanical is left to do."""
    done: list[Diagnostic] = []
    for _ in range(_ROUNDS):
        outcome = pipeline.check(project, years)
        found = sorted((each for each in outcome.diagnostics if each.mend), key=lambda each: each.span)
        files: dict[Path, bytes] = {}
        here: list[Diagnostic] = []
        for path in dict.fromkeys(project.root / each.span.file for each in found):
            data, applied = _mended(path, [each for each in found if project.root / each.span.file == path])
            if applied:
                files[path] = data
                here += applied
        if not files:
            break
        write(files)
        done += here
    return Mended(tuple(done), outcome)


def _mended(path: Path, found: Sequence[Diagnostic]) -> tuple[bytes, list[Diagnostic]]:
    """Return the bytes of a file with what could be mended.

    A mend that would change the file's shape is left out.
    """
    data = path.read_bytes()
    mark = _MARK if data.startswith(_MARK) else b""
    text = data[len(mark) :].decode()
    source, _ = read(path, found[0].span.file)
    if source is None:
        return data, []
    applied = list(_apart(text, found))
    if not _keeps_shape(source, _changed(text, applied)):
        applied = [place for place in applied if _keeps_shape(source, _changed(text, [place]))]
    return mark + _changed(text, applied).encode(), [each for _, each in applied]


def _apart(text: str, found: Sequence[Diagnostic]) -> Iterator[tuple[int, Diagnostic]]:
    """Yield the mends with their places, as far as they can be typed there and do not overlap."""
    free = 0
    for each in found:
        start = _index(text, each)
        seen = each.mend.seen if each.mend else ""
        if start >= free and text.startswith(seen, start):
            free = start + len(seen)
            yield start, each


def _changed(text: str, mends: Sequence[tuple[int, Diagnostic]]) -> str:
    pieces: list[str] = []
    place = 0
    for start, each in mends:
        assert each.mend  # noqa: S101 - only what can be mended comes here
        pieces += [text[place:start], each.mend.new]
        place = start + len(each.mend.seen)
    return "".join((*pieces, text[place:]))


def _index(text: str, found: Diagnostic) -> int:
    start = 0
    for _ in range(found.span.line - 1):
        start = text.index("\n", start) + 1
    return start + found.span.column - 1


def _keeps_shape(before: Source, text: str) -> bool:
    after, _ = read_text(text, before.file)
    return after is not None and _shape(before.data) == _shape(after.data)


def _shape(data: Data) -> object:
    """Return keys and lists without the texts: a mend changes words, never structure."""
    if isinstance(data, dict):
        return {key: _shape(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_shape(value) for value in data]
    return data is None
