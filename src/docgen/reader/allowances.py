"""Comments that allow a finding where it stands: `# 允许 check-id：缘由`, `# allow check-id: reason`."""

import re
from collections.abc import Iterator

import yaml

from docgen.diagnostics import Span
from docgen.patterns import regex
from docgen.reader.page import Page
from docgen.reader.source import Source
from docgen.records import record

_COMMENT = regex(
    r"(?:^|(?<=[ \t]))#[ \t]*(?:允许|allow)[ \t]+(?P<id>[a-z0-9][a-z0-9-]*)[ \t]*"
    r"(?:[:：][ \t]*(?P<reason>[^#\n]*))?",
    re.MULTILINE,
)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@record
class Allowance:
    """One comment: it holds for its own line, or for the next one when it stands alone."""

    check: str
    reason: str
    span: Span
    line: int
    """The line whose findings it allows."""


def allowances(source: Source) -> tuple[Allowance, ...]:
    """Return the allowances typed in a file; words inside a text are none."""
    found = list(_COMMENT.finditer(source.text))
    return tuple(_allowances(source, found)) if found else ()


def _allowances(source: Source, found: list[re.Match[str]]) -> Iterator[Allowance]:
    page = Page(source.file, source.text)
    texts = _text_bounds(source.text)
    for comment in found:
        if any(start <= comment.start() < end for start, end in texts):
            continue
        span = page.span(comment.start())
        alone = not page.line(comment.start())[: span.column - 1].strip()
        line = _next_line(source.text, span.line) if alone else span.line
        yield Allowance(comment["id"], (comment["reason"] or "").strip(), span, line)


def _text_bounds(text: str) -> list[tuple[int, int]]:
    """Return where each text of the file begins and ends; one of several lines begins behind its `|` line."""
    scalars = (token for token in yaml.scan(text, Loader=_LOADER) if isinstance(token, yaml.ScalarToken))
    return [(_beginning(text, scalar), scalar.end_mark.index) for scalar in scalars]


def _beginning(text: str, scalar: yaml.ScalarToken) -> int:
    start: int = scalar.start_mark.index
    return max(start, text.find("\n", start)) if scalar.style in ("|", ">") else start


def _next_line(text: str, line: int) -> int:
    """Return the next line that is more than a comment."""
    lines = text.split("\n")
    while line < len(lines) and lines[line].lstrip().startswith("#"):
        line += 1
    return line + 1
