"""The Jinja environment of compiled templates: strict names, escaped text, no code run."""

from typing import Any, Final

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from docgen.renderers.word.compiled.seen import Seen, watching

_OF_DICT: Final = frozenset(dir(dict))


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


def environment(seen: Seen | None = None) -> SandboxedTemplates:
    """Return a new environment; filters may be added to it before a template is compiled."""
    made = SandboxedTemplates(undefined=StrictUndefined, autoescape=True)
    made.seen = seen or made.seen
    made.finalize = watching(made.seen)
    return made


def for_docxtpl(own: SandboxedTemplates) -> SandboxedTemplates:
    """Return an environment like `own` for docxtpl's own way, where any value may bring cells."""
    return own.overlay(finalize=None)
