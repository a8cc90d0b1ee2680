"""Two models of one type side by side, field by field; lists are compared by the ids of their entries."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Final, NamedTuple, TypeVar

from docgen.diagnostics import DataPath
from docgen.differ.change import Change, Kind, Matter
from docgen.differ.entries import Entry, paired
from docgen.differ.side import Side, is_kept_by_id, key_of
from docgen.differ.values import Difference, days, difference, text_of
from docgen.model.base import Model
from docgen.model.calendar import Calendar
from docgen.model.given import Given
from docgen.model.period import Period
from docgen.model.table import Fact
from docgen.model.text import Item
from docgen.model.values import DateRange, Value
from docgen.word_diff import only_numbers_differ, word_diff

T = TypeVar("T")

_UNNAMED: Final = frozenset({"value", "items", "parts", "terms", "outline", "entries"})
"""Fields that a report does not name: what holds them, or their entries, say enough."""
_ONE_DAY: Final = Period.model_fields["date"].title
"""The day of a deadline: 截止日期 says it already."""
_NOT_PRINTED: Final = frozenset(
    {"formula", "when", "type", "round", "reason", "id", "table", "benefits", "roster", "mark", "numbering"}
    | {"sum_to", "min", "max", "step", "blank"}
)
_HEADINGS: Final = frozenset({"heading", "lead"})
_APART: Final = frozenset({"quota_tables", "results"})
"""What evaluated tables say is compared there."""


class At(NamedTuple):
    """Where both sides of a comparison stand."""

    where: tuple[str, ...] = ()
    old: DataPath = ()
    new: DataPath = ()

    def into(self, *steps: str | int, label: str = "") -> "At":
        """Return a place further in, in both."""
        return self.entry(steps, steps, label)

    def entry(self, old: DataPath, new: DataPath, label: str) -> "At":
        """Return a place further in that each side has elsewhere."""
        return At((*self.where, label) if label else self.where, self.old + old, self.new + new)

    def at(self, places: tuple[int, int], label: str) -> "At":
        """Return the place of an entry of a list; -1 is the list itself, where a side has no such entry."""
        old, new = (() if place < 0 else (place,) for place in places)
        return self.entry(old, new, label)


class Differ:
    """Compares what two files say; a change of a number by more than `jump` of what it was is marked."""

    def __init__(self, old: Side, new: Side, jump: Fraction, calendar: Calendar) -> None:
        self.old = old
        self.new = new
        self._jump = jump
        self._calendar = calendar

    def models(self, old: Model, new: Model, at: At) -> Iterator[Change]:
        """Yield what changed between two models of one type."""
        for name, info in type(new).model_fields.items():
            values = self.old.named(name, getattr(old, name)), self.new.named(name, getattr(new, name))
            same = values[0] == values[1] and not isinstance(values[1], Model | tuple)
            if same or name in _APART or (name in _HEADINGS and _relaid(old, new)):
                continue
            if name == "reason" and getattr(old, "shown", None) != getattr(new, "shown", None):
                # It goes with the words that it gives the reason for.
                continue
            key = info.alias or name
            label = "" if key in _UNNAMED or info.title == _ONE_DAY else info.title or key
            if isinstance(values[0], tuple) and isinstance(values[1], tuple):
                yield from self._lists(values[0], values[1], at.into(key), label)
            else:
                yield from self._field(values, at.into(key, label=label), key)
        if isinstance(old, Fact) and isinstance(new, Fact) and (old.formula or new.formula):
            yield from self._computed(new, at)
        if _relaid(old, new):
            yield self.changed(Difference(Matter.SETTING, _heading_kind(old), _heading_kind(new)), at)

    def values(
        self, old: Value, new: Value, at: At, shown: tuple[str | None, str | None]
    ) -> Iterator[Change]:
        """Yield how two values differ, if they do."""
        if old != new:
            yield self.changed(difference(old, new, shown, self._calendar), at)
        elif shown[0] != shown[1]:
            yield from self.texts(shown[0] or text_of(old), shown[1] or text_of(new), at)

    def changed(self, found: Difference, at: At) -> Change:
        """Return a difference as a change."""
        worded = found.matter is Matter.WORDING
        return Change(
            Kind.CHANGED,
            found.matter,
            at.where,
            found.old,
            found.new,
            found.note,
            word_diff(found.old, found.new) if worded else (),
            found.share,
            jump=found.share is not None and abs(found.share) > self._jump,
            span=self.new.span(at.new),
        )

    def texts(self, old: str, new: str, at: At, name: str = "") -> Iterator[Change]:
        """Yield how two texts differ as printed, if they do."""
        before, after = (
            (old, new) if name in _NOT_PRINTED else (self.old.text(old, at.old), self.new.text(new, at.new))
        )
        if before == after:
            return
        pieces = word_diff(before, after)
        matter = Matter.FIGURE if only_numbers_differ(pieces) else Matter.WORDING
        if name in _NOT_PRINTED:
            matter = Matter.SETTING
        yield Change(Kind.CHANGED, matter, at.where, before, after, pieces=pieces, span=self.new.span(at.new))

    def came(self, kind: Kind, words: str, at: At, matter: Matter = Matter.ENTRY) -> Change:
        """Return an entry or a value that only one side has."""
        if kind is Kind.REMOVED:
            return Change(kind, matter, at.where, old=words, span=self.old.span(at.old))
        return Change(kind, matter, at.where, new=words, span=self.new.span(at.new))

    def moved(self, entry: Entry[T], at: At) -> Change:
        """Return an entry that stands elsewhere among its like."""
        old, new = (f"第{place + 1}" for place in entry.places)
        return Change(Kind.MOVED, Matter.ENTRY, at.where, old, new, span=self.new.span(at.new))

    # -- fields ---------------------------------------------------------------------------------------------

    def _field(self, values: tuple[object, object], at: At, name: str) -> Iterator[Change]:
        old, new = values
        match old, new:
            case Given(), Given():
                yield from self.values(old.value, new.value, at, (old.shown, new.shown))
            case Model(), Model():
                yield from self.models(old, new, at)
            case dict(), dict():
                for key in dict.fromkeys((*new, *old)):
                    yield from self._field((old.get(key), new.get(key)), at.into(key, label=key), name)
            case str(), str():
                yield from self.texts(old, new, at, name)
            case _, None:
                yield self.came(Kind.REMOVED, self._whole(self.old, old), at, _matter(old, name))
            case None, _:
                yield self.came(Kind.ADDED, self._whole(self.new, new), at, _matter(new, name))
            case _:
                found = Difference(Matter.SETTING, _setting(old), _setting(new))
                yield self.changed(found, at)

    def _computed(self, fact: Fact, at: At) -> Iterator[Change]:
        leaves = self.old.leaf("facts", fact.id), self.new.leaf("facts", fact.id)
        if leaves[0] and leaves[1]:
            yield from self.values(leaves[0].value, leaves[1].value, at, (leaves[0].shown, leaves[1].shown))

    @staticmethod
    def _whole(side: Side, value: object) -> str:
        return side.words(value) or (side.called(value) if isinstance(value, Model) else _setting(value))

    # -- lists ----------------------------------------------------------------------------------------------

    def _lists(
        self, old: tuple[object, ...], new: tuple[object, ...], at: At, label: str
    ) -> Iterator[Change]:
        before, after = (tuple(each for each in side if isinstance(each, Model)) for side in (old, new))
        if before or after:
            yield from self._entries(before, after, at, label)
        else:
            yield from self._lines(tuple(map(str, old)), tuple(map(str, new)), at.into(label=label))

    def _entries(
        self, old: tuple[Model, ...], new: tuple[Model, ...], at: At, label: str
    ) -> Iterator[Change]:
        words = None if is_kept_by_id((*old, *new)) else self._words
        for entry in paired(old, new, key_of, words):
            if entry.new is None or entry.old is None:
                yield self._lone(entry, at.into(label=label))
                continue
            called = self.new.called(entry.new)
            if entry.moved:
                yield self.moved(entry, at.into(label=label).at(entry.places, called))
            yield from self.models(entry.old, entry.new, at.at(entry.places, called))

    def _lone(self, entry: Entry[Model], at: At) -> Change:
        """Return an entry that only one side has."""
        kind, side, item = (
            (Kind.REMOVED, self.old, entry.old) if entry.new is None else (Kind.ADDED, self.new, entry.new)
        )
        assert item is not None  # noqa: S101 - an entry has a side
        change = self.came(kind, side.words(item), at.at(entry.places, side.called(item)))
        if not isinstance(item, Period) or kind is Kind.REMOVED:
            return change
        note = days(DateRange(item.first_day, item.last_day), self._calendar)
        return replace(change, matter=Matter.DATE, note=note)

    def _words(self, entry: Model) -> str:
        return self.new.called(entry) + self.new.words(entry)

    def _lines(self, old: tuple[str, ...], new: tuple[str, ...], at: At) -> Iterator[Change]:
        for entry in paired(old, new, lambda line: line, lambda line: line):
            here = at.at(entry.places, "")
            if entry.old is None:
                yield self.came(Kind.ADDED, self.new.text(entry.new or "", here.new), here)
            elif entry.new is None:
                yield self.came(Kind.REMOVED, self.old.text(entry.old, here.old), here)
            else:
                if entry.moved:
                    yield self.moved(entry, at.at(entry.places, self.new.text(entry.new, here.new)))
                yield from self.texts(entry.old, entry.new, here)


def _matter(value: object, name: str) -> Matter:
    if name in _NOT_PRINTED or isinstance(value, bool | int):
        return Matter.SETTING
    return Matter.WORDING if name == "as" else Matter.ENTRY


def _relaid(old: Model, new: Model) -> bool:
    """Return whether one heading has a line of its own on one side and runs into the text on the other."""
    if not (isinstance(old, Item) and isinstance(new, Item)):
        return False
    return bool(old.heading or old.lead) and (old.heading, old.lead) == (new.lead, new.heading)


def _heading_kind(item: Model) -> str:
    return "标题独占一行" if getattr(item, "heading", None) else "标题与正文同段"


def _setting(value: object) -> str:
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)
