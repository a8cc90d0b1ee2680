"""The JSON Schemas: fresh, in Chinese, with an example for each field, and true of our own content."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from docgen.schema import schemas

ROOT = Path(__file__).parents[1]
CONTENT = sorted((ROOT / "content").rglob("*.yaml"))


class _Editor(yaml.SafeLoader):
    """Reads YAML as an editor's language server does: dates stay text."""


_Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith("timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize("name", schemas())
def test_the_schema_file_is_fresh(name: str) -> None:
    written = (ROOT / "schema" / name).read_text(encoding="utf-8")
    assert written == schemas()[name], "run: docgen schema"


@pytest.mark.parametrize("name", schemas())
def test_the_schema_is_valid_2020_12(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schemas()[name]))


def _fields(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    schema = json.loads(schemas()[name])
    for owner, definition in {**schema.get("$defs", {}), "": schema}.items():
        for key, field in definition.get("properties", {}).items():
            yield f"{owner}.{key}", field


@pytest.mark.parametrize("name", schemas())
def test_every_field_has_a_chinese_title_a_description_and_an_example(name: str) -> None:
    for key, field in _fields(name):
        assert not field["title"].isascii(), key
        assert not field["description"].isascii(), key
        assert field["examples"], key


@pytest.mark.parametrize("file", CONTENT, ids=lambda file: file.stem)
def test_our_own_content_satisfies_the_schema_it_names(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    first = text.partition("\n")[0]
    assert first.startswith("# yaml-language-server: $schema=")
    schema = (file.parent / first.partition("=")[2]).resolve()
    assert schema.parent == ROOT / "schema"
    jsonschema.validate(yaml.load(text, _Editor), json.loads(schema.read_text(encoding="utf-8")))
