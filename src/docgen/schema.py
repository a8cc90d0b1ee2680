"""JSON Schema 2020-12 of every kind of content file, from the model, for editors to complete and explain."""

import json

from pydantic import BaseModel

from docgen.model.agencies import Agencies, Roster
from docgen.model.program import Program

_KINDS: dict[str, tuple[type[BaseModel], str]] = {
    "program": (Program, "一年的方案（content/年份/编号.yaml）"),
    "agencies": (Agencies, "发文机关（content/agencies.yaml）"),
    "roster": (Roster, "名册（content/rosters/编号.yaml）"),
}


def schemas() -> dict[str, str]:
    """Return each schema file's name and text, the same text on every run."""
    return {f"{kind}.schema.json": _text(model, title) for kind, (model, title) in _KINDS.items()}


def _text(model: type[BaseModel], title: str) -> str:
    schema = model.model_json_schema(by_alias=True)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    body = {key: value for key, value in schema.items() if key != "title"}
    return json.dumps(head | body, ensure_ascii=False, indent=2) + "\n"
