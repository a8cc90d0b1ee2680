"""Slips that the parser takes for text or a name: `title:安康`, full-width indents."""

from collections.abc import Iterator
from itertools import islice

from docgen.diagnostics import Diagnostic
from docgen.patterns import regex
from docgen.reader.builder import MAX_ERRORS
from docgen.reader.page import Page
from docgen.reader.slips import flow_slip, line_slip
from docgen.reader.source import Data, Place

# Each begins with one fixed character, which the engine finds fast.
_SUSPECTS = tuple(regex(mark) for mark in (r":[^ \t\r\n/]", "：", "\u3000", "\u00a0", r"\n *-[^ \t\r\n\d.-]"))
# Only names as docgen has them: `一是：……` is a sentence.
_ENTRY = regex(r"[ \t]*(?:- +)*(?P<name>[a-z][a-z0-9_]+)(?::(?=[^ \t\r\n/])|：)")
_FLOW_ENTRY = regex(r"[{,][ \t]*(?P<name>[a-z][a-z0-9_]+)(?::(?=[^ \t\r\n/])|：)")
_DASH = regex(r" *(?P<name>-)[^ \t\r\n\d.-]")
_WIDE_INDENT = regex(r"[ \t]*(?P<name>[\u3000\u00a0])")


def hidden_slips(page: Page, data: Data, places: Place) -> list[Diagnostic]:
    """Return an error for each slip that stands where a name or a value of `data` begins."""
    of_line, of_key = _suspects(page)
    if not of_line and not of_key:
        return []
    starts = (
        start for start, is_key in _scalars(data, places) if start in of_line or (is_key and start in of_key)
    )
    slips = (line_slip(page, start) or flow_slip(page, start) for start in starts)
    return [slip.diagnostic for slip in islice(filter(None, slips), MAX_ERRORS)]


def _suspects(page: Page) -> tuple[set[int], set[int]]:
    """Return where a scalar would be a slip: any scalar, and a key."""
    of_line: set[int] = set()
    of_key: set[int] = set()
    for start, end in set(_suspect_lines(page)):
        if entry := _ENTRY.match(page.text, start, end) or _DASH.match(page.text, start, end):
            of_line.add(entry.start("name"))
        if wide := _WIDE_INDENT.match(page.text, start, end):
            of_key.add(wide.start("name"))
        of_key.update(match.start("name") for match in _FLOW_ENTRY.finditer(page.text, start, end))
    return of_line, of_key


def _suspect_lines(page: Page) -> Iterator[tuple[int, int]]:
    for suspect in _SUSPECTS:
        end = 0
        while found := suspect.search(page.text, end):
            start, end = page.bounds(found.end() - 1)
            yield start, end


def _scalars(data: Data, places: Place) -> Iterator[tuple[int, bool]]:
    """Yield where each key and each scalar value begins, and whether it is a key."""
    open_values: list[tuple[Data, Place]] = [(data, places)]
    while open_values:
        value, place = open_values.pop()
        if isinstance(place, int):
            yield place, False
        elif isinstance(value, list):
            open_values += zip(value, place[1:], strict=True)
        elif isinstance(value, dict):
            starts = place[1::2]
            yield from ((start, True) for start in starts if isinstance(start, int))
            open_values += zip(value.values(), place[2::2], strict=True)
