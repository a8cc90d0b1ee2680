"""JSON Schema 2020-12 of every kind of content file, from the model, for editors to complete and explain."""

import json
from collections.abc import Callable
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from docgen.model.accepting import Before, Limits
from docgen.model.agencies import Agencies, Roster
from docgen.model.base import Model
from docgen.model.calendar import CalendarFile
from docgen.model.mapping import Field
from docgen.model.program import Program
from docgen.model.wordlists import Glossary, Phrases
from docgen.profiles.own import ProfileFile
from docgen.sealer.record import Sealed

_KINDS: dict[str, tuple[type[Model], str]] = {
    "program": (Program, "一年的方案（content/年份/编号.yaml）"),
    "agencies": (Agencies, "发文机关（content/agencies.yaml）"),
    "sealed": (Sealed, "封存记录（content/年份/sealed.yaml）"),
    "roster": (Roster, "名册（content/rosters/编号.yaml）"),
    "calendar": (CalendarFile, "放假和调休（content/calendar.yaml）"),
    "glossary": (Glossary, "统一用语（content/glossary.yaml）"),
    "phrases": (Phrases, "提法（content/phrases.yaml）"),
    "profile": (ProfileFile, "本单位的版式（templates/名称.yaml）"),
}
_BOUNDS = {"ge": "minimum", "le": "maximum", "min_length": "minItems"}
_SIMPLE = {str: "string", int: "integer", bool: "boolean"}

Schema = dict[str, Any]


def schemas() -> dict[str, str]:
    """Return each schema file's name and text, the same text on every run."""
    return {f"{kind}.schema.json": _text(model, title) for kind, (model, title) in _KINDS.items()}


def _text(model: type[Model], title: str) -> str:
    definitions: Schema = {}
    body = _mapping(model, definitions)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    named = {"$defs": dict(sorted(definitions.items()))} if definitions else {}
    return json.dumps(head | named | body, ensure_ascii=False, indent=2) + "\n"


def _mapping(model: type[Model], definitions: Schema) -> Schema:
    """Return the schema of a model's mapping; what its fields refer to comes to the `definitions`."""
    fields = {info.alias or name: info for name, info in model.model_fields.items()}
    required = [key for key, info in fields.items() if info.is_required()]
    return {
        "additionalProperties": False,
        "properties": {key: _field(info, definitions) for key, info in fields.items()},
        **({"required": required} if required else {}),
        "type": "object",
    }


def _field(info: Field, definitions: Schema) -> Schema:
    accepted = _accepted(info.annotation, definitions)
    said: Schema = {
        "title": info.title,
        "description": info.description,
        "examples": _in_order(list(info.examples)) or [_example(info.annotation)],
        **info.extra,
        **({"roll": info.roll} if info.roll else {}),
        **({"look": info.look} if info.look else {}),
    }
    if not info.is_required() and info.default not in (None, (), {}):
        said["default"] = info.default
    bounds = {_BOUNDS[name]: bound for name, bound in info.bounds.items()}
    if _without_none(info.annotation) is not info.annotation:
        # A key that has nothing to say is left out, never written empty: of null the schema does not speak.
        return dict(sorted(said.items())) | dict(sorted((accepted | bounds).items()))
    return dict(sorted((accepted | bounds | said).items()))


def _accepted(annotation: Any, definitions: Schema) -> Schema:
    annotation = _without_none(annotation)
    origin = get_origin(annotation)
    if origin is not None:
        return _COMPOSED[origin](get_args(annotation), definitions)
    if annotation in _SIMPLE:
        return {"type": _SIMPLE[annotation]}
    if issubclass(annotation, Model | Enum):
        return _reference(annotation, definitions)
    return _own(annotation)


def _marked(arguments: tuple[Any, ...], definitions: Schema) -> Schema:
    kind, first, *others = arguments
    if isinstance(first, Before):
        return _accepted(first.written, definitions)
    if hasattr(first, "json_schema"):
        return _own(first)
    accepted = _accepted(kind, definitions)
    for limits in (marker for marker in (first, *others) if isinstance(marker, Limits)):
        names = (
            ("maxLength", limits.max_length),
            ("minLength", limits.min_length),
            ("pattern", limits.pattern),
        )
        accepted |= {name: limit for name, limit in names if limit is not None}
    return dict(sorted(accepted.items()))


def _own(accepting: Any) -> Schema:
    """Return the schema of what knows its own."""
    schema: Schema = _in_order(accepting.json_schema())
    return schema


def _choices(options: tuple[Any, ...], _: Schema) -> Schema:
    return ({"enum": list(options)} if len(options) > 1 else {"const": options[0]}) | {"type": "string"}


def _either(options: tuple[Any, ...], definitions: Schema) -> Schema:
    return {"anyOf": [_accepted(each, definitions) for each in options]}


def _list(arguments: tuple[Any, ...], definitions: Schema) -> Schema:
    return {"items": _accepted(arguments[0], definitions), "type": "array"}


def _by_key(arguments: tuple[Any, ...], definitions: Schema) -> Schema:
    return {"additionalProperties": _accepted(arguments[1], definitions), "type": "object"}


_COMPOSED: dict[Any, Callable[[tuple[Any, ...], Schema], Schema]] = {
    Annotated: _marked,
    Literal: _choices,
    **dict.fromkeys((Union, UnionType), _either),
    **dict.fromkeys((tuple, list), _list),
    dict: _by_key,
}


def _reference(kind: Any, definitions: Schema) -> Schema:
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}  # while its own fields are looked at, one of which may refer to it
        own = _mapping(kind, definitions) if issubclass(kind, Model) else _choices((*kind,), definitions)
        definitions[kind.__name__] = own
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _in_order(schema: Any, *, of_keys: bool = False) -> Any:
    """Return a schema with its words sorted; authors' keys stay as they are."""
    if isinstance(schema, list):
        return [_in_order(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        word: _in_order(schema[word], of_keys=word == "properties")
        for word in (schema if of_keys else sorted(schema))
    }


def _without_none(annotation: Any) -> Any:
    """Return what a field takes that may be left empty; the same annotation for another."""
    inner = [each for each in get_args(annotation) if each is not type(None)]
    may_be_empty = get_origin(annotation) in (Union, UnionType) and len(inner) == 1
    return inner[0] if may_be_empty else annotation


def _example(annotation: Any) -> Any:
    """Return an example made of the examples of what the field holds."""
    kind = _without_none(annotation)
    if get_origin(kind) is tuple:
        return [_example(get_args(kind)[0])]
    fields = {info.alias or name: info for name, info in kind.model_fields.items()}
    wanted = [key for key, info in fields.items() if info.is_required()]
    wanted = wanted or [key for key in ("heading", "text") if key in fields]
    return {key: _first_example(fields[key]) for key in wanted}


def _first_example(info: Field) -> Any:
    return _in_order(info.examples[0]) if info.examples else _example(info.annotation)
