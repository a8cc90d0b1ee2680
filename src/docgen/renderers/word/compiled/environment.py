"""The Jinja environment of compiled templates: strict names, escaped text, no code run."""

from collections.abc import Callable
from threading import local
from typing import Any, Final

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from docgen.patterns import regex

_OF_DICT: Final = frozenset(dir(dict))
DRAWING: Final = "<wp:docPr"
_CELLS: Final = regex(r"<w:t(?:bl|r|c)[ >/]")


class NeedsDocxtplError(Exception):
    """Raised in filling when a value needs the pass over the finished tree that only docxtpl makes."""


class SoundMarkup(Markup):
    """XML of our own making: its tables have the grid of their cells, no pass over them is needed."""

    __slots__ = ()


class Seen(local):
    """What a document has printed so far, for each thread its own."""

    markup = False
    """Whether a value was XML that is not ours."""
    drawing = False
    """Whether a value may hold a drawing."""


class SandboxedTemplates(SandboxedEnvironment):
    """The sandbox, with a quick way to the items of plain dicts."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.seen = Seen()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return `obj.attribute`; Jinja asks a dict for an attribute first, in vain for most names."""
        if type(obj) is dict and attribute not in _OF_DICT:
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def environment() -> SandboxedTemplates:
    """Return a new environment; filters may be added to it before a template is compiled."""
    made = SandboxedTemplates(undefined=StrictUndefined, autoescape=True)
    made.finalize = _watching(made.seen)
    return made


def for_docxtpl(own: SandboxedTemplates) -> SandboxedTemplates:
    """Return an environment like `own` for docxtpl's own way, where any value may bring cells."""
    return own.overlay(finalize=None)


def _watching(seen: Seen) -> Callable[[Any], Any]:
    """Return what sees every value that is printed: whether one is XML of its own is noted in `seen`."""

    def finalize(value: Any) -> Any:
        kind = type(value)
        if kind is str:
            return value
        if kind is SoundMarkup:
            seen.drawing = seen.drawing or DRAWING in value
        elif hasattr(value, "__html__"):
            seen.markup = seen.drawing = True
            if _CELLS.search(str(value)):
                raise NeedsDocxtplError
        return value

    return finalize
