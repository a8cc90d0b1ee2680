"""Every field of a program says what becomes of it in another year."""

from collections.abc import Iterator
from typing import get_args

import pytest

from docgen.model.base import Model
from docgen.model.mapping import Field
from docgen.model.program import Program


def _models(annotation: object) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _fields() -> dict[str, Field]:
    found: dict[str, Field] = {}
    waiting: list[type[Model]] = [Program]
    seen: set[type[Model]] = set()
    while waiting:
        model = waiting.pop()
        seen.add(model)
        for name, info in model.model_fields.items():
            found[f"{model.__name__}.{name}"] = info
            waiting += [inner for inner in _models(info.annotation) if inner not in seen]
    return found


@pytest.mark.parametrize("name", _fields())
def test_the_field_has_a_rule(name: str) -> None:
    assert _fields()[name].roll, f"{name}: give it roll=Roll.…"
