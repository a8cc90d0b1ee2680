"""What a file prints, as a digest, and the data it shows."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import cache
from operator import attrgetter
from typing import Any, Final

from docgen.diagnostics import Address
from docgen.document import Origin
from docgen.freshness.digest import digest, digest_of
from docgen.printed_rows import PlainCells

_DEPTH: Final = 2
"""Keys of a data path that are told: `quota_tables[0]`, not each of its cells."""


def content_digest(content: object, *, origins: bool) -> str:
    """Return the digest of all values in `content`, of the `origins` of its runs only where they matter."""
    texts: list[str] = []
    _add(content, texts.append, origins=origins)
    return digest(*texts)


def data_shown(content: object) -> tuple[str, ...]:
    """Return the data that the runs of `content` come from and that they read, sorted."""
    found = {address for origin in _origins(content) for address in (origin.at, *origin.reads)}
    return tuple(sorted({_shown(address) for address in found}))


def _add(value: Any, add: Callable[[str], None], *, origins: bool) -> None:
    kind = type(value)
    if kind is str:
        add(value)
    elif value is None or (kind is Origin and not origins):
        add("-")
    elif kind is Origin:
        _add((value.at, value.expression, value.reads), add, origins=origins)
    elif is_dataclass(kind):
        add(kind.__name__)
        for each in _values(kind)(value):
            _add(each, add, origins=origins)
    elif isinstance(value, tuple | list | PlainCells):
        add(f"({len(value)}")
        for each in value:
            _add(each, add, origins=origins)
    elif isinstance(value, Mapping):
        add(f"{{{len(value)}")
        for pair in value.items():
            _add(pair, add, origins=origins)
    elif kind is bytes:
        add(digest_of(value))
    elif kind is Fraction:
        add(f"{value.numerator}/{value.denominator}")
    else:
        # Numbers, dates and roles say all they are.
        add(f"{kind.__name__} {value!r}")


@cache
def _values(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    names = [each.name for each in fields(kind)]
    return attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)


def _origins(value: Any) -> Iterator[Origin]:
    kind = type(value)
    if kind is Origin:
        yield value
    elif isinstance(value, tuple | PlainCells):
        for each in value:
            yield from _origins(each)
    elif is_dataclass(kind):
        for each in _values(kind)(value):
            yield from _origins(each)


def _shown(address: Address) -> str:
    # A path that begins with a number is a cell of a data file.
    path = address.path[:_DEPTH] if address.path and isinstance(address.path[0], str) else ()
    keys = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    return f"{address.file}: {keys[1:]}" if keys else address.file
