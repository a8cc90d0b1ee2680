"""A program as a sequence: every model and every given value in it, with its data path."""

from collections.abc import Iterator

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
    waiting: list[tuple[DataPath, object]] = [(path, data)]
    while waiting:
        here, value = waiting.pop()
        if isinstance(value, str):
            yield here, value
        elif isinstance(value, dict):
            waiting.extend([((*here, key), inner) for key, inner in reversed(value.items())])
        elif isinstance(value, list):
            waiting.extend([((*here, index), value[index]) for index in range(len(value) - 1, -1, -1)])
