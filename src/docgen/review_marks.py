"""待核: the comments by which a file says what a person must still confirm."""

from collections.abc import Iterator
from typing import NamedTuple

from docgen.decoder import titles
from docgen.diagnostics import DataPath, Diagnostic, Severity, Words
from docgen.formatter.parts import comments
from docgen.model.program import Program
from docgen.patterns import regex
from docgen.reader import Data, Source
from docgen.reader.page import Page
from docgen.reader.source import Place, beginning

ID = "to-review"
"""The id under which marks are reported."""

_WORD = "待核"
_MARK = regex(rf"#[ \t]*{_WORD}(?:实|对)?[：:，, \t]*(?P<words>.*)")
_NAMES = ("label", "heading", "lead", "title", "id")
"""The keys by whose words an entry of a list is known."""

_HINT = Words("核对、改好以后，删去“# 待核”这条注释", "once it is right, delete the comment “# 待核”")


class ReviewMark(NamedTuple):
    """One mark, from its # to the end of the comment."""

    start: int
    end: int
    words: str


def review_mark(words: str) -> str:
    """Return the comment that asks a person to look at something."""
    return f"# {_WORD}：{words}"


def review_marks(text: str) -> Iterator[ReviewMark]:
    """Yield the marks in the text of a YAML file."""
    if _WORD not in text:
        return
    for comment in comments(text):
        found = _MARK.search(comment.text)
        if found:
            start = comment.start + found.start()
            yield ReviewMark(start, comment.start + len(comment.text), found["words"])


def without_marks(text: str) -> str:
    """Return `text` without its marks; a line that held nothing else goes, too."""
    kept, at = [], 0
    for mark in review_marks(text):
        line_start = text.rfind("\n", 0, mark.start) + 1
        if text[line_start : mark.start].strip():
            kept.append(text[at : mark.start].rstrip(" \t"))
            at = mark.end
        else:
            kept.append(text[at:line_start])
            at = _next_line(text, mark.end)
    return "".join(kept) + text[at:]


def to_review(source: Source, severity: Severity) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each mark in a program's file, with the title of what it stands at."""
    page = Page(source.file, source.text)
    begun = {} if not (marks := list(review_marks(source.text))) else _begun(source)
    for mark in marks:
        path = begun.get(_marked_line(page, mark.start), ())
        zh, en = " · ".join(_titles(source.data, path)), ".".join(map(str, path))
        words = Words(
            "：".join(filter(None, ("待核", zh, mark.words))),
            ": ".join(filter(None, ("to review", en, mark.words))),
        )
        yield Diagnostic(ID, severity, page.span(mark.start), words, _HINT)


def _titles(data: Data, path: DataPath) -> Iterator[str]:
    """Yield what an author calls each step of `path`: a field by its title, an entry by its own name."""
    for step, title in zip(path, titles(Program, path), strict=True):
        if isinstance(data, dict):
            data = data[str(step)]
            yield title
        elif isinstance(data, list):
            data = data[int(step)]
            entry = data if isinstance(data, dict) else {}
            names = (entry.get(key) for key in _NAMES)
            yield next((" ".join(name.split()) for name in names if isinstance(name, str)), title)


def _begun(source: Source) -> dict[int, DataPath]:
    """Return for each line, by its start, the outermost value that begins in it."""
    found: dict[int, DataPath] = {}
    for path, place in _entries(source.data, source.places, ()):
        found.setdefault(source.text.rfind("\n", 0, place) + 1, path)
    return found


def _entries(data: Data, place: Place, path: DataPath) -> Iterator[tuple[DataPath, int]]:
    """Yield where each entry below `data` begins, outer ones first."""
    if isinstance(place, int):
        return
    if isinstance(data, dict):
        for index, (key, value) in enumerate(data.items()):
            yield (*path, key), beginning(place[1 + 2 * index])
            yield from _entries(value, place[2 + 2 * index], (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield (*path, index), beginning(place[1 + index])
            yield from _entries(value, place[1 + index], (*path, index))


def _marked_line(page: Page, mark: int) -> int:
    """Return the start of the line that a mark is about: its own, or the one below when it stands alone."""
    start, _ = page.bounds(mark)
    return start if page.text[start:mark].strip() else _next_line(page.text, start)


def _next_line(text: str, index: int) -> int:
    end = text.find("\n", index)
    return len(text) if end < 0 else end + 1
