"""The output formats: every module or package beside this one that has a `FORMAT`, found by itself."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from docgen.diagnostics import DocgenError, Mistake, Words
from docgen.document import Document


class Format(NamedTuple):
    """One output format."""

    name: str
    """Its file ending, without the dot."""
    template: str
    """The file in `templates/` that holds its look; empty for a format without one."""
    render: Callable[[Document, bytes], Iterable[tuple[str, bytes]]]
    """Document and template → stem and bytes of each file; raises Mistake for a fault in the template."""
    shows_places: bool = False
    """Whether it prints `Document.places`."""


@cache
def formats() -> dict[str, Format]:
    """Return all formats by name."""
    package = importlib.import_module("docgen.renderers")
    modules = pkgutil.iter_modules([str(Path(str(package.__file__)).parent)])
    found = (
        getattr(importlib.import_module(f"docgen.renderers.{each.name}"), "FORMAT", None) for each in modules
    )
    return {format.name: format for format in found if format}


def render(name: str, document: Document, template: Callable[[str], bytes]) -> Iterable[tuple[str, bytes]]:
    """Return stem and bytes of each file of `document` in the format `name`.

    Raises DocgenError that names the template when it has a fault.
    """
    format = formats()[name]
    try:
        return tuple(format.render(document, template(format.template) if format.template else b""))
    except Mistake as mistake:
        zh, en = mistake.message
        words = Words(
            f"模板“{format.template}”有误：{zh}", f"the template {format.template} has a fault: {en}"
        )
        raise DocgenError(words, mistake.hint) from mistake
