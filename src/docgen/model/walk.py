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
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from texts(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from texts(value, (*path, index))
