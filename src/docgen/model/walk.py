"""A program as a sequence: every model and every given value in it, with its data path."""

from collections.abc import Iterable, Iterator

from docgen.diagnostics import DataPath
from docgen.model.base import Model
from docgen.model.given import Given


def walk(value: object, path: DataPath = ()) -> Iterator[tuple[DataPath, object]]:
    """Yield each model and each `Given` below `value` with its path, outer ones first."""
    if isinstance(value, Model):
        yield path, value
        for name, info in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*path, info.alias or name))
    elif isinstance(value, tuple):
        for index, entry in enumerate(value):
            yield from walk(entry, (*path, index))
    elif isinstance(value, Given):
        yield path, value


def texts(data: object, path: DataPath = ()) -> Iterator[tuple[DataPath, str]]:
    """Yield each text of plain data as read from a file, with its path."""
    below = [iter([(path, data)])]
    while below:
        for here, value in below[-1]:
            if isinstance(value, str):
                yield here, value
            elif isinstance(value, dict | list):
                below.append(_inside(here, value))
                break
        else:
            below.pop()


def _inside(path: DataPath, data: dict[str, object] | list[object]) -> Iterator[tuple[DataPath, object]]:
    entries: Iterable[tuple[str | int, object]] = data.items() if isinstance(data, dict) else enumerate(data)
    return (((*path, key), value) for key, value in entries)
