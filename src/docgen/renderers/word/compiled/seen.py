"""What the values of a document bring into a template, seen as they are printed."""

from collections.abc import Callable
from threading import local
from typing import Any, Final

from markupsafe import Markup

from docgen.patterns import regex

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


def watching(seen: Seen) -> Callable[[Any], Any]:
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
