"""Source → typed model, or diagnostics: every mistake of the file at once, in the author's words."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from docgen.decoder.fields import keys, titles
from docgen.decoder.wording import Seen, word
from docgen.diagnostics import DataPath, Diagnostic, Severity, Words
from docgen.model.accepting import Fault, Refused
from docgen.model.base import Model
from docgen.model.mistakes import nearest
from docgen.reader import Source

__all__ = ["decode", "titles"]

M = TypeVar("M", bound=Model)

MAX_REPORTED = 100
"""Mistakes of one file that are told; more of them have one cause."""


def decode(source: Source, model: type[M]) -> tuple[M | None, tuple[Diagnostic, ...]]:
    """Return `source` as `model`, or None with a diagnostic for each mistake in it."""
    try:
        return model.read(source.data), ()
    except Refused as refusal:
        found = tuple(_without_echoes(model, refusal.faults))
        reported = tuple(_diagnostic(source, model, fault) for fault in found[:MAX_REPORTED])
        rest = len(found) - len(reported)
        return None, (*reported, _unreported(reported[-1], rest)) if rest else reported


def _without_echoes(model: type[Model], faults: Iterable[Fault]) -> Iterator[Fault]:
    """Leave out the keys that are missing because they are misspelt."""
    faults = list(faults)
    misspelt: set[DataPath] = set()
    for fault in faults:
        if fault.kind == "unknown":
            *parent, key = fault.path
            near = nearest(str(key), keys(model, tuple(parent)))
            misspelt.add((*parent, near or ""))
    for fault in faults:
        if not (fault.kind == "missing" and fault.path in misspelt):
            yield fault


def _unreported(last: Diagnostic, rest: int) -> Diagnostic:
    words = Words(f"错误太多，还有 {rest} 处没有列出", f"too many errors: {rest} more are not listed")
    hint = Words("先改好上面这些，再检查一次", "mend those above, then check again")
    return Diagnostic("too-many-errors", Severity.ERROR, last.span, words, hint)


def _diagnostic(source: Source, model: type[Model], fault: Fault) -> Diagnostic:
    path = fault.path
    mistake = fault.mistake or word(Seen(model, fault))
    at_key = mistake.id == "unknown-key"
    title = " · ".join(titles(model, path[:-1] if at_key else path))
    english = ".".join(str(step) for step in path)
    message = Words(
        f"{title}：{mistake.message.zh}" if title else mistake.message.zh,
        f"{english}: {mistake.message.en}" if english else mistake.message.en,
    )
    span = source.span(path, mistake.offset, key=at_key)
    return Diagnostic(mistake.id, Severity.ERROR, span, message, mistake.hint)
