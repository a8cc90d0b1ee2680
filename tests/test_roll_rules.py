"""Every field of a program says what becomes of it in another year."""

from collections.abc import Iterator
from typing import get_args

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from docgen.model.program import Program
from docgen.model.rolling import rule


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)


def _fields() -> dict[str, FieldInfo]:
    found: dict[str, FieldInfo] = {}
    waiting: list[type[BaseModel]] = [Program]
    seen: set[type[BaseModel]] = set()
    while waiting:
        model = waiting.pop()
        seen.add(model)
        for name, info in model.model_fields.items():
            found[f"{model.__name__}.{name}"] = info
            waiting += [inner for inner in _models(info.annotation) if inner not in seen]
    return found


@pytest.mark.parametrize("name", _fields())
def test_the_field_has_a_rule(name: str) -> None:
    assert rule(_fields()[name]), f"{name}: give it roll=Roll.…"
