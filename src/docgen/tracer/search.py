"""Where a text is printed: across runs and line breaks, a number only as a whole."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from docgen.document import Document, Origin, Paragraph, Run
from docgen.patterns import regex
from docgen.tracer.spots import Spot, spots

_BEFORE = r"(?<![0-9])(?<![0-9][.,])"
_AFTER = r"(?![0-9])(?![.,][0-9])"
_BLANK = regex(r"\s")
_JOINED = regex(r"(?<![0-9])\s+|\s+(?![0-9\s])")
"""Blanks and line breaks that make no difference; between two numbers they do."""


class Source(NamedTuple):
    """A run that prints a part of the text: its words, where they come from, and how far into them it is."""

    run: Run
    origin: Origin
    offset: int


class Found(NamedTuple):
    """A spot that prints the text, and the runs that make it up there."""

    spot: Spot
    sources: tuple[Source, ...]


def find(document: Document, text: str, *, part: bool = False) -> Iterator[Found]:
    """Yield every place of `text` in printed order; with `part` a number inside a longer one, too."""
    pattern = _pattern(text, part=part)
    for spot in spots(document):
        words, places = _printed(spot.line)
        for match in pattern.finditer(words):
            yield Found(spot, tuple(_sources(places[match.start() : match.end()])))


def literal_offset(typed: str, run: Run, offset: int, start: int) -> int:
    """Return where in the value `typed` the character `offset` of a literal run stands.

    `start` is where the run's paragraph begins; line ends and blanks at them are not printed.
    """
    kept = [place for place in range(len(typed)) if not _BLANK.match(typed[place])]
    squeezed = "".join(typed[place] for place in kept)
    words = _BLANK.sub("", run.text)
    before = len(_BLANK.sub("", run.text[:offset]))
    skipped = sum(place < start for place in kept)
    at = squeezed.find(words, skipped)
    return kept[at + before] if words and at >= 0 and at + before < len(kept) else start


def _pattern(text: str, *, part: bool) -> re.Pattern[str]:
    words = _JOINED.sub("", text.strip())
    before = _BEFORE if words[:1].isdigit() and not part else ""
    after = _AFTER if words[-1:].isdigit() and not part else ""
    return re.compile(before + re.escape(words) + after)


def _printed(line: Paragraph) -> tuple[str, list[tuple[Run, int]]]:
    """Return the words of a line without blanks between them, and run and offset of each character."""
    places = [(run, offset) for run in line.runs for offset in range(len(run.text))]
    dropped = {place for blank in _JOINED.finditer(line.text) for place in range(*blank.span())}
    kept = [places[place] for place in range(len(places)) if place not in dropped]
    return "".join(run.text[offset] for run, offset in kept), kept


def _sources(places: list[tuple[Run, int]]) -> Iterator[Source]:
    seen: list[Run] = []
    for run, offset in places:
        if run.origin and not any(run is other for other in seen):
            seen.append(run)
            yield Source(run, run.origin, offset)
