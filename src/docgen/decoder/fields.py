"""The fields of a model along a data path: what an author may write there, and what it is called."""

from collections.abc import Iterator
from typing import NamedTuple, get_args, get_origin

from docgen.diagnostics import DataPath
from docgen.model.base import Model
from docgen.model.given import LONG_FORM
from docgen.model.mapping import Field

_OTHER_KEYS = {"id": "编号", **LONG_FORM}
"""Keys of rows and of values in the long form, which are no models, with their titles."""


class Home(NamedTuple):
    """A field whose entries may hold a key."""

    key: str
    title: str


def field_at(model: type[Model], path: DataPath) -> Field | None:
    """Return the field that `path` leads to, list positions left aside; None where the model has none."""
    here: object = model
    info = None
    for step in path:
        if isinstance(step, str):
            info = _field(here, step)
            here = info.annotation if info else None
    return info


def keys(model: type[Model], path: DataPath) -> dict[str, str]:
    """Return the keys that may stand below `path`, each with its Chinese title."""
    info = field_at(model, path)
    here: object = info.annotation if info else model if not path else None
    return {
        info.alias or name: info.title for inner in _models(here) for name, info in inner.model_fields.items()
    }


def required(info: Field | None) -> list[str]:
    """Return the keys that an entry of the field cannot do without."""
    found = _models(info.annotation if info else None)
    return [
        field.alias or name
        for model in found
        for name, field in model.model_fields.items()
        if field.is_required()
    ]


def titles(model: type[Model], path: DataPath) -> tuple[str, ...]:
    """Return the Chinese titles of the fields along `path`, with the position of list entries (第2项)."""
    found: list[str] = []
    here: object = model
    for step in path:
        if isinstance(step, int):
            found.append(f"第{step + 1}项")
            continue
        info = _field(here, step)
        found.append(info.title if info else _OTHER_KEYS.get(step, step))
        here = info.annotation if info else None
    return tuple(found)


def homes(model: type[Model], key: str) -> list[Home]:
    """Return the fields of all models below `model` whose entries may hold `key`."""
    found: list[Home] = []
    seen: set[type[Model]] = {model}
    waiting = [model]
    while waiting:
        for name, info in waiting.pop(0).model_fields.items():
            for inner in _models(info.annotation):
                if _field(inner, key):
                    found.append(Home(info.alias or name, info.title))
                if inner not in seen:
                    seen.add(inner)
                    waiting.append(inner)
    return list(dict.fromkeys(found))


def _field(here: object, key: str) -> Field | None:
    for model in _models(here):
        for name, info in model.model_fields.items():
            if (info.alias or name) == key:
                return info
    return None


def _models(annotation: object) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    elif get_origin(annotation) is not None:
        for argument in get_args(annotation):
            yield from _models(argument)
