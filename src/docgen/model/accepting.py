"""What a field's annotation accepts: plain data → value, or every fault in it with its path.

Understood are what content files need: text with `Limits`, whole numbers, choices, enumerations, lists as
tuples, mappings, models, `None` where a field may be left empty, and the markers below.
"""

import re
from collections.abc import Callable, Mapping
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from docgen.diagnostics import DataPath, Mistake
from docgen.patterns import regex

__all__ = ["Before", "By", "Check", "Fault", "Limits", "Refused", "reader", "refused", "refusing", "within"]

T = TypeVar("T")
R = TypeVar("R")
Read = Callable[[Any], Any]

_WHOLE = regex(r"([+-]?)0*([0-9]+(?:_[0-9]+)*)(?:\.0+)?", re.ASCII)
_LONGEST_NUMBER = 4000


class Fault(NamedTuple):
    """What is not accepted: its kind, where it stands, what was seen there."""

    kind: str
    path: DataPath
    seen: object
    limit: Any = None
    """What it breaks: the least, the most, the pattern, the choices."""
    mistake: Mistake | None = None
    """What is to be said of it, where its kind alone does not tell."""


class Refused(Exception):  # noqa: N818 - what was read is refused; nothing failed
    """Every fault of a value."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults)
        self.faults = faults

    def below(self, *steps: str | int) -> list[Fault]:
        """Return the faults as seen from further up."""
        return [fault._replace(path=(*steps, *fault.path)) for fault in self.faults]


class Limits(NamedTuple):
    """Annotation: how long a text is, and of which characters."""

    pattern: str | None = None
    min_length: int | None = None
    max_length: int | None = None


class Check(NamedTuple):
    """Annotation: `read` has the last word on a value; the Mistake it raises is told."""

    read: Read


class Before(NamedTuple):
    """Annotation: `read` brings what authors may write, a `written`, into the form that is accepted."""

    read: Read
    written: Any


class By(NamedTuple):
    """Annotation: `read` alone decides; the Mistake it raises is told."""

    read: Read


def refused(mistake: Mistake, *inner: str | int) -> Refused:
    """Return the error by which a reader hands `mistake` to the decoder."""
    return Refused(Fault("mistake", inner, None, mistake=mistake))


def refusing(read: Callable[[T], R]) -> Callable[[T], R]:
    """Return `read` with the Mistake it raises handed to the decoder."""

    def reading(raw: T) -> R:
        try:
            return read(raw)
        except Mistake as mistake:
            raise refused(mistake) from None

    return reading


def within(step: str, read: Callable[[T], R], raw: T) -> R:
    """Return `read(raw)`; the Mistake it raises stands at `step`."""
    try:
        return read(raw)
    except Mistake as mistake:
        raise refused(mistake, step) from None


def reader(annotation: Any, bounds: Mapping[str, int]) -> Read:
    """Return what reads plain data as `annotation`, within the `bounds` of its field."""
    origin = get_origin(annotation)
    if origin is not None:
        return _COMPOSED[origin](get_args(annotation), bounds)
    if annotation is str:
        return _text(Limits())
    if annotation is int:
        return _whole(bounds)
    if issubclass(annotation, Enum):
        return _choice({each.value: each for each in annotation})
    read: Read = annotation.read
    return read


def _marked(arguments: tuple[Any, ...], bounds: Mapping[str, int]) -> Read:
    kind, first, *others = arguments
    if isinstance(first, Limits):
        return _then(_text(first), others)
    if isinstance(first, By):
        return refusing(first.read)
    if isinstance(first, Before):
        inner, prepare = _then(reader(kind, bounds), others), first.read
        return lambda raw: inner(prepare(raw))
    read: Read = first.read
    return read


def _then(read: Read, markers: list[Any]) -> Read:
    steps = [_text(marker) if isinstance(marker, Limits) else refusing(marker.read) for marker in markers]
    if not steps:
        return read

    def reading(raw: Any) -> Any:
        value = read(raw)
        for step in steps:
            value = step(value)
        return value

    return reading


def _or_none(arguments: tuple[Any, ...], bounds: Mapping[str, int]) -> Read:
    (inner,) = (each for each in arguments if each is not type(None))
    read = reader(inner, bounds)
    return lambda raw: None if raw is None else read(raw)


def _text(limits: Limits) -> Read:
    least, most = limits.min_length or 0, limits.max_length
    pattern = regex(limits.pattern.removesuffix("$") + r"\Z") if limits.pattern else None

    def reading(raw: Any) -> str:
        if not isinstance(raw, str):
            raise Refused(Fault("text", (), raw))
        if most is not None and len(raw) > most:
            raise Refused(Fault("long", (), raw, most))
        if len(raw) < least:
            raise Refused(Fault("short", (), raw))
        if pattern is not None and not pattern.search(raw):
            raise Refused(Fault("pattern", (), raw, limits.pattern))
        return raw

    return reading


def _whole(bounds: Mapping[str, int]) -> Read:
    least, most = bounds.get("ge"), bounds.get("le")

    def reading(raw: Any) -> int:
        if isinstance(raw, int) and not isinstance(raw, bool):
            number = raw
        else:
            found = _WHOLE.fullmatch(raw.strip()) if isinstance(raw, str) else None
            if not found or len(found[2]) > _LONGEST_NUMBER:
                raise Refused(Fault("whole", (), raw))
            number = int(found[1] + found[2])
        if most is not None and number > most:
            raise Refused(Fault("high", (), raw, most))
        if least is not None and number < least:
            raise Refused(Fault("low", (), raw, least))
        return number

    return reading


def _choice(options: Mapping[Any, Any]) -> Read:
    def reading(raw: Any) -> Any:
        if isinstance(raw, str) and raw in options:
            return options[raw]
        raise Refused(Fault("choice", (), raw, tuple(options)))

    return reading


def _list(arguments: tuple[Any, ...], bounds: Mapping[str, int]) -> Read:
    read, least = reader(arguments[0], {}), bounds.get("min_length", 0)

    def reading(raw: Any) -> tuple[Any, ...]:
        if not isinstance(raw, list | tuple):
            raise Refused(Fault("list", (), raw))
        if len(raw) < least:
            raise Refused(Fault("few", (), raw))
        try:
            return tuple([read(entry) for entry in raw])
        except Refused:
            raise Refused(*_faults(read, enumerate(raw))) from None

    return reading


def _mapping(arguments: tuple[Any, ...], _: Mapping[str, int]) -> Read:
    read = reader(arguments[1], {})

    def reading(raw: Any) -> dict[str, Any]:
        if not isinstance(raw, Mapping):
            raise Refused(Fault("mapping", (), raw))
        try:
            return {key: read(value) for key, value in raw.items()}
        except Refused:
            raise Refused(*_faults(read, raw.items())) from None

    return reading


def _faults(read: Read, entries: Any) -> list[Fault]:
    """Return the faults of all entries, each below its key or position."""
    found: list[Fault] = []
    for step, entry in entries:
        try:
            read(entry)
        except Refused as refusal:
            found += refusal.below(step)
    return found


_COMPOSED: dict[Any, Callable[[tuple[Any, ...], Mapping[str, int]], Read]] = {
    Annotated: _marked,
    Literal: lambda options, _: _choice({each: each for each in options}),
    **dict.fromkeys((Union, UnionType), _or_none),
    tuple: _list,
    dict: _mapping,
}
