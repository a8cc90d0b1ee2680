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

MAX_REPORTED = 100
"""Mistakes of one file that are told; more of them have one cause."""

_UNKNOWN = "extra_forbidden"


def decode(source: Source, model: type[M]) -> tuple[M | None, tuple[Diagnostic, ...]]:
    """Return `source` as `model`, or None with a diagnostic for each mistake in it."""
    try:
        return model.model_validate(source.data), ()
    except ValidationError as error:
        found = tuple(_without_echoes(model, error.errors(include_url=False)))
        reported = tuple(_diagnostic(source, model, details) for details in found[:MAX_REPORTED])
        rest = len(found) - len(reported)
        return None, (*reported, _unreported(reported[-1], rest)) if rest else reported


def _without_echoes(model: type[BaseModel], found: Iterable[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Leave out what follows from others: a key missing because misspelt, a list short of its bad items."""
    found = list(found)
    misspelt: set[DataPath] = set()
    for details in found:
        if details["type"] == _UNKNOWN:
            *parent, key = details["loc"]
            near = nearest(str(key), keys(model, tuple(parent)))
            misspelt.add((*parent, near or ""))
    for details in found:
        filled = details["type"] == "too_short" and details["input"]
        if not filled and not (details["type"] == "missing" and details["loc"] in misspelt):
            yield details


def _unreported(last: Diagnostic, rest: int) -> Diagnostic:
    words = Words(f"错误太多，还有 {rest} 处没有列出", f"too many errors: {rest} more are not listed")
    hint = Words("先改好上面这些，再检查一次", "mend those above, then check again")
    return Diagnostic("too-many-errors", Severity.ERROR, last.span, words, hint)


def _diagnostic(source: Source, model: type[BaseModel], details: ErrorDetails) -> Diagnostic:
    context = details.get("ctx", {})
    path = (*details["loc"], *context.get("inner", ()))
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
