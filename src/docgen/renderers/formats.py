"""The output formats: every package beside this module has a `FORMAT`, found by itself."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from docgen.diagnostics import DocgenError, Mistake, Words
from docgen.document import Document

Templates = Callable[[str], bytes]
"""Returns a file of `templates/` by its name."""


class Part(NamedTuple):
    """One file of a document in some format."""

    stem: str
    """Its name, before characters that Windows forbids are replaced."""
    content: object
    """What of the document decides its bytes, beside its templates: a tree of values."""
    render: Callable[[Templates], bytes]
    """Templates by name → its bytes; raises Mistake for a fault in the format's own."""
    shows_origins: bool = True
    """Whether its bytes may tell where a run comes from."""


class Format(NamedTuple):
    """One output format."""

    name: str
    """Its file ending, without the dot."""
    template: str
    """The file in `templates/` that holds its look; empty for a format without one."""
    parts: Callable[[Document], Iterable[Part]]
    """Document → its files, each to be rendered on its own."""
    shows_places: bool = False
    """Whether it prints `Document.places`."""


@cache
def formats() -> dict[str, Format]:
    """Return all formats by name."""
    package = importlib.import_module("docgen.renderers")
    modules = pkgutil.iter_modules([str(Path(str(package.__file__)).parent)])
    packages = (f"docgen.renderers.{each.name}" for each in modules if each.ispkg)
    found = (importlib.import_module(package).FORMAT for package in packages)
    return {format.name: format for format in found}


def render(name: str, document: Document, templates: Templates) -> Iterable[tuple[str, bytes]]:
    """Return stem and bytes of each file of `document` in the format `name`.

    Raises DocgenError that names the template when it has a fault.
    """
    return tuple((part.stem, render_part(name, part, templates)) for part in formats()[name].parts(document))


def render_part(name: str, part: Part, templates: Templates) -> bytes:
    """Return the bytes of one of a format's files; raises DocgenError as `render` does."""
    try:
        return part.render(templates)
    except Mistake as mistake:
        raise faulty_template(formats()[name].template, mistake) from mistake


def faulty_template(name: str, mistake: Mistake) -> DocgenError:
    """Return what stops a build when the template `name` has a fault."""
    zh, en = mistake.message
    return DocgenError(
        Words(f"模板“{name}”有误：{zh}", f"the template {name} has a fault: {en}"), mistake.hint
    )
