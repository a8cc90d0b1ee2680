"""The words that an office goes by: its own lists, and what it has left on of the packaged ones."""

from typing import TypeVar

from docgen.decoder import decode
from docgen.model.base import Model
from docgen.model.wordlists import Glossary, Phrase, Phrases, Wording
from docgen.reader import read_text
from docgen.wordlists import packaged

M = TypeVar("M", bound=Model)


def wordings(own: Glossary | None) -> tuple[Wording, ...]:
    """Return the terms that content/glossary.yaml and the packaged list fix."""
    shipped = _shipped("glossary.yaml", Glossary).wordings
    if own is None:
        return shipped
    return (*own.wordings, *(entry for entry in shipped if entry.term not in own.off))


def phrases(own: Phrases | None) -> tuple[Phrase, ...]:
    """Return the standing phrases of content/phrases.yaml and of the packaged list."""
    shipped = _shipped("phrases.yaml", Phrases).phrases
    if own is None:
        return shipped
    return (*own.phrases, *(entry for entry in shipped if entry.text not in own.off))


def _shipped(name: str, model: type[M]) -> M:
    """Return a packaged list; every test run reads them, so that they are free of mistakes."""
    source, _ = read_text(packaged(name), name)
    assert source  # noqa: S101 - part of the package
    value, mistakes = decode(source, model)
    assert value and not mistakes  # noqa: S101
    return value
