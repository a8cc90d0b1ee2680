"""Printed pieces → runs and paragraphs."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Final

from docgen.composer.title_lines import title_lines
from docgen.diagnostics import Address, Mistake, Words
from docgen.document import Origin, Paragraph, Role, Run, RunRole
from docgen.model.evaluation import Evaluation
from docgen.model.scope import Printed
from docgen.model.values import Text

TITLE_CHARACTERS: Final = 20
"""Characters of 2 号 in a line of the type area."""


def runs(pieces: Iterable[Printed], role: RunRole | None = None) -> tuple[Run, ...]:
    """Return printed pieces as runs that remember their origin."""
    return tuple(
        [
            Run(piece.text, role, Origin(piece.at, piece.expression, piece.reads))
            for piece in pieces
            if piece.text
        ]
    )


def literal(text: str, at: Address, role: RunRole | None = None) -> Run:
    """Return text that docgen puts itself (a mark, a colon) on behalf of the data at `at`."""
    return Run(text, role, Origin(at))


def listed(
    evaluation: Evaluation, names: tuple[str, ...], at: Address, comma: str = "，"
) -> tuple[tuple[Run, ...], ...]:
    """Return the names of the list at `at`, each with its comma; the last has none."""
    places = [at._replace(path=(*at.path, index)) for index in range(len(names))]
    words = [runs(evaluation.line(name, place)) for name, place in zip(names, places, strict=True)]
    between = zip(words[:-1], places, strict=False)
    return (*((*name, literal(comma, place)) for name, place in between), *words[-1:])


def title(evaluation: Evaluation, key: str, raw: str, role: Role) -> Paragraph:
    """Return a title: each line of the text is a printed line, a single one too long is broken at meaning."""
    lines: list[Run] = []
    offset = 0
    for line in raw.split("\n"):
        at = evaluation.at(key, "title", offset=offset)
        if line.strip():
            lines.extend([literal("\n", at)] if lines else [])
            lines.extend(runs(evaluation.line(line, at)))
        offset += len(line) + 1
    if not any(run.text.strip() for run in lines) and not evaluation.findings:
        evaluation.report(_NO_TITLE, evaluation.at(key, "title"))
    found = tuple(lines)
    return Paragraph(role, found if any("\n" in run.text for run in found) else broken(evaluation, found))


def broken(evaluation: Evaluation, words: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return the words of a title with the line breaks that its length asks for."""
    text = "".join(run.text for run in words)
    lines = title_lines(text, TITLE_CHARACTERS, _names(evaluation))
    ends = [*accumulate(len(line) for line in lines)][:-1]
    found: list[Run] = []
    start = 0
    for run in words:
        cuts = [end - start for end in ends if start <= end < start + len(run.text)]
        for first, last in pairwise((0, *cuts, len(run.text))):
            found.extend([replace(run, text="\n", origin=run.origin)] if first or 0 in cuts else [])
            found.extend([replace(run, text=run.text[first:last])] if last > first else [])
        start += len(run.text)
    return tuple(found)


def _names(evaluation: Evaluation) -> frozenset[str]:
    """Return what the office's data knows as names: no line of a title ends inside one."""
    office, program = evaluation.office, evaluation.program
    facts = (fact.value.value for fact in program.facts if fact.value)
    return frozenset(
        (
            program.label,
            *(agency.name for agency in office.agencies.values()),
            *(entry.name for roster in office.rosters.values() for entry in roster.entries),
            *(value.text for value in facts if isinstance(value, Text)),
        )
    )


_NO_TITLE = Mistake(
    "missing-title",
    Words("标题印出来是空的", "the title prints nothing"),
    Words("写上标题的文字", "write the words of the title"),
)
