"""Printed pieces → runs and paragraphs."""

from collections.abc import Iterable

from docgen.diagnostics import Address
from docgen.document import Origin, Paragraph, Role, Run, RunRole
from docgen.model.evaluation import Evaluation
from docgen.model.scope import Printed


def runs(pieces: Iterable[Printed], role: RunRole | None = None) -> tuple[Run, ...]:
    """Return printed pieces as runs that remember their origin."""
    return tuple(
        Run(piece.text, role, Origin(piece.at, piece.expression, piece.reads))
        for piece in pieces
        if piece.text
    )


def literal(text: str, at: Address, role: RunRole | None = None) -> Run:
    """Return text that docgen puts itself (a mark, a colon) on behalf of the data at `at`."""
    return Run(text, role, Origin(at))


def title(evaluation: Evaluation, key: str, raw: str, role: Role) -> Paragraph:
    """Return a title; each line of the text is a printed line."""
    lines: list[Run] = []
    offset = 0
    for line in raw.split("\n"):
        at = evaluation.at(key, "title", offset=offset)
        if line.strip():
            lines.extend([literal("\n", at)] if lines else [])
            lines.extend(runs(evaluation.line(line, at)))
        offset += len(line) + 1
    return Paragraph(role, tuple(lines))
