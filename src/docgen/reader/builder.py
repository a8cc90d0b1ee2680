"""The parser's events → plain data with places, in one pass without recursion; aliases are refused."""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

import yaml

from docgen.diagnostics import Diagnostic, Severity
from docgen.patterns import regex
from docgen.reader import refusals
from docgen.reader.characters import unprintable_in_value
from docgen.reader.page import Page, shown
from docgen.reader.refusals import Refusal
from docgen.reader.slips import braces_slip
from docgen.reader.source import Data, Place

MAX_DEPTH = 64
MAX_ERRORS = 100
_TOO_DEEP = "exceeded maximum nesting depth"
_EMPTY = frozenset(("", "~", "null"))
_PROPERTY = regex(r"[&!][^\s,\[\]{}]*")
_Frame = tuple[dict[str, Data], list[Data] | None, list[Place], str | None]
"""An open container (mapping, or items), its places, and the key that waits once what it holds is closed."""


class Tree(NamedTuple):
    """What the builder made of a page."""

    data: Data
    places: Place
    diagnostics: list[Diagnostic]
    error: yaml.MarkedYAMLError | None


class _Stop(Exception):  # noqa: N818 - a way out of the loop, not an error
    """Reading on makes no sense: too deep, too many errors, or a second document."""


class _Event(Protocol):
    """An event as the parser makes it; PyYAML's own types leave the mark optional."""

    start_mark: yaml.Mark


class _Document(_Event, Protocol):
    version: object
    tags: object


class _Node(_Event, Protocol):
    anchor: str | None
    tag: str | None


class _Scalar(_Node, Protocol):
    value: str
    style: str | None
    implicit: tuple[bool, bool]


def event_reader(text: str) -> Callable[[], Any]:
    """Return what gives the next event of `text`, None behind the last; libyaml's where it is there."""
    next_event: Callable[[], Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text).get_event
    return next_event


def build(page: Page) -> Tree:
    """Return the data of `page` as far as it can be read, with every error up to there."""
    builder = _Builder(page)
    error = None
    try:
        builder.run()
    except yaml.MarkedYAMLError as problem:
        if problem.problem == _TOO_DEEP and problem.problem_mark:
            # libyaml from 0.2.6 on looks a thousand levels ahead and gives up before it tells of the first.
            return build(page._replace(text=page.text[: problem.problem_mark.index - 1]))
        error = problem
    except _Stop:
        pass
    data = builder.root[0] if builder.root else None
    return Tree(data, builder.root_places[-1], builder.diagnostics, error)


class _Builder:
    __slots__ = (
        "_frames",
        "_items",
        "_key",
        "_mapping",
        "_page",
        "_places",
        "diagnostics",
        "root",
        "root_places",
    )

    def __init__(self, page: Page) -> None:
        self._page = page
        self.diagnostics: list[Diagnostic] = []
        self.root: list[Data] = []
        self.root_places: list[Place] = [0]
        self._frames: list[_Frame] = []
        self._places = self.root_places
        self._items: list[Data] | None = self.root
        """The open list; None inside a mapping."""
        self._mapping: dict[str, Data] = {}
        self._key: str | None = None
        """The key that waits for its value; None in a mapping means that a key comes next."""

    def run(self) -> None:
        """Take every event of the page."""
        actions: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.MappingStartEvent: self._open,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        # Measured: most events are scalars, and get_event() is a tenth faster than yaml.parse().
        next_event, scalar, kind_scalar = event_reader(self._page.text), self._scalar, yaml.ScalarEvent
        while (event := next_event()) is not None:
            kind = type(event)
            if kind is kind_scalar:
                scalar(event)
            elif kind in actions:
                actions[kind](event)

    def _scalar(self, event: _Scalar) -> None:
        start = event.start_mark.index
        value = event.value
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if event.style == '"':
            self._check_characters(start, value)
        if self._key is not None:
            self._mapping[self._key] = None if value in _EMPTY and event.implicit[0] else value
            self._key = None
        elif self._items is not None:
            self._items.append(None if value in _EMPTY and event.implicit[0] else value)
        else:
            refused = not value or value in self._mapping or value == "<<"
            self._key = self._checked_key(event) if refused else value
        self._places.append(start)

    def _checked_key(self, event: _Scalar) -> str:
        start = event.start_mark.index
        if event.value in self._mapping:
            self._refuse(start, refusals.duplicate_key(shown(event.value), self._line_of(event.value)))
        elif not event.value:
            self._refuse(start, refusals.EMPTY_KEY)
        elif event.implicit[0]:
            self._refuse(start, refusals.MERGE_KEY)
        else:
            return event.value
        return _spare_key(start)

    def _check_characters(self, start: int, value: str) -> None:
        for diagnostic in unprintable_in_value(self._page, start, value):
            self._report(diagnostic)

    def _line_of(self, key: str) -> int:
        place = self._places[1 + 2 * list(self._mapping).index(key)]
        return self._page.span(place).line if isinstance(place, int) else 0

    def _open(self, event: _Node) -> None:
        start = event.start_mark.index
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if len(self._frames) >= MAX_DEPTH:
            self._refuse(start, refusals.NESTING)
            raise _Stop
        items: list[Data] | None = [] if isinstance(event, yaml.SequenceStartEvent) else None
        mapping: dict[str, Data] = {}
        places: list[Place] = [start]
        waiting = None
        if self._key is None and self._items is None:
            waiting = self._refused_key(start)
            self._places.append(start)
        else:
            self._put(mapping if items is None else items, places)
        self._frames.append((self._mapping, self._items, self._places, waiting))
        self._mapping, self._items, self._places, self._key = mapping, items, places, None

    def _put(self, value: Data, place: Place) -> None:
        if self._key is not None:
            self._mapping[self._key] = value
            self._key = None
        elif self._items is not None:
            self._items.append(value)
        self._places.append(place)

    def _close(self, _event: yaml.Event) -> None:
        self._mapping, self._items, self._places, self._key = self._frames.pop()

    def _alias(self, event: _Node) -> None:
        start = event.start_mark.index
        self._refuse(start, refusals.alias(f"*{event.anchor}"))
        if self._key is None and self._items is None:
            self._key = _spare_key(start)
            self._places.append(start)
        else:
            self._put(None, start)

    def _document(self, event: _Document) -> None:
        start = event.start_mark.index
        if self.root:
            self._refuse(start, refusals.SEVERAL_DOCUMENTS)
            raise _Stop
        if event.version or event.tags:
            self._refuse(start, refusals.DIRECTIVE)

    def _refused_key(self, start: int) -> str:
        """Report a mapping or list in a key's place, once with all that it holds."""
        if self._frames[-1][3] is None:
            slip = braces_slip(self._page, start)
            if slip:
                self._report(slip.diagnostic)
            else:
                self._refuse(start, refusals.CONTAINER_KEY)
        return _spare_key(start)

    def _refuse_properties(self, event: _Node) -> None:
        text, index = self._page.text, event.start_mark.index
        while found := _PROPERTY.match(text, index):
            seen = shown(found[0])
            self._refuse(index, refusals.tag(seen) if seen[0] == "!" else refusals.alias(seen))
            index = found.end()
            while text[index : index + 1].isspace():
                index += 1

    def _refuse(self, start: int, refusal: Refusal) -> None:
        self._report(self._page.error(refusal.id, start, refusal.message, refusal.hint))

    def _report(self, diagnostic: Diagnostic) -> None:
        self.diagnostics.append(diagnostic)
        if len(self.diagnostics) >= MAX_ERRORS:
            more = refusals.TOO_MANY
            last = diagnostic.span
            self.diagnostics.append(Diagnostic(more.id, Severity.ERROR, last, more.message, more.hint))
            raise _Stop


def _spare_key(start: int) -> str:
    """Return a key that nothing else uses, in place of a refused one: such a file gives no Source."""
    return f"\0{start}"
