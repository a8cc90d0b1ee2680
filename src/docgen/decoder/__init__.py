"""Source → typed model, or diagnostics: every mistake of the file at once, in the author's words."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from docgen.decoder.fields import keys, titles
from docgen.decoder.wording import Seen, word
from docgen.diagnostics import DataPath, Diagnostic, Mistake, Severity, Words
from docgen.model.base import MISTAKE
from docgen.model.mistakes import nearest
from docgen.reader import Source

__all__ = ["decode", "titles"]

M = TypeVar("M", bound=BaseModel)

_UNKNOWN = "extra_forbidden"


def decode(source: Source, model: type[M]) -> tuple[M | None, tuple[Diagnostic, ...]]:
    """Return `source` as `model`, or None with a diagnostic for each mistake in it."""
    try:
        return model.model_validate(source.data), ()
    except ValidationError as error:
        found = _without_echoes(model, error.errors(include_url=False))
        return None, tuple(_diagnostic(source, model, details) for details in found)


def _without_echoes(model: type[BaseModel], found: Iterable[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Leave out what follows from others: a key missing because misspelt, a list short of its bad items."""
    found = list(found)
    misspelt: set[DataPath] = set()
    for details in found:
        if details["type"] == _UNKNOWN:
            *parent, key = _path(details)
            near = nearest(str(key), keys(model, tuple(parent)))
            misspelt.add((*parent, near or ""))
    for details in found:
        filled = details["type"] == "too_short" and details["input"]
        if not filled and not (details["type"] == "missing" and _path(details) in misspelt):
            yield details


def _diagnostic(source: Source, model: type[BaseModel], details: ErrorDetails) -> Diagnostic:
    context = details.get("ctx", {})
    path = (*_path(details), *context.get("inner", ()))
    mistake: Mistake = context["mistake"] if details["type"] == MISTAKE else word(Seen(model, path, details))
    at_key = mistake.id == "unknown-key"
    title = " · ".join(titles(model, path[:-1] if at_key else path))
    english = ".".join(str(step) for step in path)
    message = Words(
        f"{title}：{mistake.message.zh}" if title else mistake.message.zh,
        f"{english}: {mistake.message.en}" if english else mistake.message.en,
    )
    span = source.span(path, mistake.offset, key=at_key)
    return Diagnostic(mistake.id, Severity.ERROR, span, message, mistake.hint)


def _path(details: ErrorDetails) -> DataPath:
    return tuple(step for step in details["loc"] if not _is_tag(step))


def _is_tag(step: str | int) -> bool:
    """Whether pydantic put the name of a validator, not of the author's key, into the path."""
    return isinstance(step, str) and ("[" in step or step.startswith("function-"))
