"""What changed, for whoever reads it: a person at a terminal, a pull request, a script, a leader."""

from collections.abc import Callable, Iterable

from docgen.differ import ChangeReport
from docgen.reporters.changes.html import html
from docgen.reporters.changes.json import json
from docgen.reporters.changes.markdown import markdown
from docgen.reporters.changes.text import text
from docgen.reporters.page import Lang, Piece

FORMATS: dict[str, Callable[[ChangeReport, Lang], Iterable[Piece]]] = {
    "text": text,
    "md": markdown,
    "json": json,
    "html": html,
}
"""A format by the name that `--format` takes."""
