"""JSON Schema 2020-12 of every kind of content file, from the model, for editors to complete and explain."""

import json
from typing import Any

from pydantic import BaseModel

from docgen.model.agencies import Agencies, Roster
from docgen.model.calendar import CalendarFile
from docgen.model.program import Program
from docgen.model.wordlists import Glossary, Phrases
from docgen.profiles.own import ProfileFile
from docgen.sealer.record import Sealed

_KINDS: dict[str, tuple[type[BaseModel], str]] = {
    "program": (Program, "一年的方案（content/年份/编号.yaml）"),
    "agencies": (Agencies, "发文机关（content/agencies.yaml）"),
    "sealed": (Sealed, "封存记录（content/年份/sealed.yaml）"),
    "roster": (Roster, "名册（content/rosters/编号.yaml）"),
    "calendar": (CalendarFile, "放假和调休（content/calendar.yaml）"),
    "glossary": (Glossary, "统一用语（content/glossary.yaml）"),
    "phrases": (Phrases, "提法（content/phrases.yaml）"),
    "profile": (ProfileFile, "本单位的版式（templates/名称.yaml）"),
}
_NOTHING = {"type": "null"}

Schema = dict[str, Any]


def schemas() -> dict[str, str]:
    """Return each schema file's name and text, the same text on every run."""
    return {f"{kind}.schema.json": _text(model, title) for kind, (model, title) in _KINDS.items()}


def _text(model: type[BaseModel], title: str) -> str:
    schema = model.model_json_schema(by_alias=True)
    definitions = schema.get("$defs", {})
    for definition in (schema, *definitions.values()):
        # The class's name and docstring are for programmers; authors read the fields' own words.
        definition.pop("title", None)
        definition.pop("description", None)
        for field in definition.get("properties", {}).values():
            _without_null(field)
            field["examples"] = field.get("examples") or [_example(field, definitions)]
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return json.dumps(head | schema, ensure_ascii=False, indent=2) + "\n"


def _without_null(field: Schema) -> None:
    """Take out pydantic's null: a key that has nothing to say is left out, never written empty."""
    options = [option for option in field.get("anyOf", ()) if option != _NOTHING]
    if len(options) < len(field.get("anyOf", ())):
        del field["anyOf"]
        field.update(options[0] if len(options) == 1 else {"anyOf": options})
    if field.get("default", ...) in (None, [], {}):
        del field["default"]


def _example(field: Schema, definitions: Schema) -> Any:
    """Return an example made of the examples of what the field holds."""
    if field.get("type") == "array":
        return [_example(field["items"], definitions)]
    name = field["$ref"].rpartition("/")[2]
    inner = definitions[name]
    wanted = inner.get("required") or [key for key in ("heading", "text") if key in inner["properties"]]
    return {key: _first_example(inner["properties"][key], definitions) for key in wanted}


def _first_example(field: Schema, definitions: Schema) -> Any:
    return field["examples"][0] if field.get("examples") else _example(field, definitions)
