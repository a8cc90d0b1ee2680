"""Document → Markdown, and what each part of it must read back as."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from docgen.document import Block, Document, Figure, Paragraph, Role, RowKind, Table
from docgen.patterns import regex

LEVELS: Final = {
    Role.TITLE: 1,
    Role.TEXT_TITLE: 1,
    Role.ANNEX_TITLE: 2,
    Role.HEADING_1: 2,
    Role.HEADING_2: 3,
    Role.HEADING_3: 4,
    Role.HEADING_4: 5,
}
"""The depth of the heading that a role becomes."""
_NEW_PAGE: Final = frozenset({Role.TEXT_TITLE, Role.ANNEX_MARK})
_MARKUP: Final = regex(
    r"[\\`*\[~$@]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?:^|(?<=\s))#|(?<=:)//|(?<=\bwww)\."
)
"""What can be markup anywhere in a line: of CommonMark, of GitHub's tables, links, mentions and formulas."""
_OPENING: Final = regex(r"^(?:>|[-+](?=\s|$)|-(?=[-\s]*$)|=(?==*$)|\d{1,9}(?=[.)](?:\s|$)))")
"""What makes a quotation, a list, a rule or a heading of the paragraph that it opens."""
_EDGES: Final = regex(r"^\s|\s$")
_BLANKS: Final = {"\t": "&#9;", "\u00a0": "&#160;"}


class Part(NamedTuple):
    """A heading (`level` 1 to 5), a paragraph (0) or a table (its rows) as a reader of Markdown sees it."""

    level: int
    text: str
    rows: tuple[tuple[str, ...], ...] = ()


def parts(document: Document) -> Iterator[Part]:
    """Yield what a reader of the page must find, in order; empty paragraphs are none."""
    for block in document.flow():
        if isinstance(block, Table):
            yield Part(0, "", flat_rows(block))
        elif block.text.strip():
            yield Part(_level(block), block.text)


def render(document: Document) -> bytes:
    """Return the page."""
    return ("\n\n".join(_written(document)) + "\n").encode()


def flat_rows(table: Table) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table without merged cells, its header rows made one: `目标 / 人数`."""
    grid = [[""] * len(table.columns) for _ in table.rows]
    for top, row in enumerate(table.rows):
        for left, cell in enumerate(row.cells):
            for below in range(cell.rows if cell else 0):
                for right in range(cell.columns if cell else 0):
                    grid[top + below][left + right] = cell.text if cell else ""
    header = [line for line, row in zip(grid, table.rows, strict=True) if row.kind is RowKind.HEADER]
    body = grid[len(header) :]
    names = (
        " / ".join(dict.fromkeys(text for text in column if text)) for column in zip(*header, strict=True)
    )
    top_line = tuple(names) if header else ("",) * len(table.columns)
    return (top_line, *map(tuple, body))


def _written(document: Document) -> Iterator[str]:
    first = True
    for block in document.flow():
        if not first and _starts_page(block):
            yield "---"
        if isinstance(block, Table):
            yield _table(block)
        elif block.text.strip():
            level = _level(block)
            yield "#" * level + " " + _escaped(block.text) if level else _paragraph(block.text)
        first = False


def _level(block: Paragraph | Figure) -> int:
    return LEVELS.get(block.role, 0) if isinstance(block, Paragraph) else 0


def _starts_page(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role in _NEW_PAGE


def _table(table: Table) -> str:
    head, *body = flat_rows(table)
    numbers = [
        place
        for place in range(len(table.columns))
        if any(
            line.role is Role.CELL_NUMBER
            for row in table.rows
            if (cell := row.cells[place]) and row.kind is not RowKind.HEADER
            for line in cell.paragraphs
        )
    ]
    rule = ["---:" if place in numbers else "---" for place in range(len(table.columns))]
    lines = ([*map(_cell, head)], rule, *([*map(_cell, row)] for row in body))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _paragraph(text: str) -> str:
    """Return `text` so that it opens neither a list nor anything else that is no paragraph."""
    return _OPENING.sub(_guarded, _escaped(text))


def _cell(text: str) -> str:
    return _escaped(text).replace("|", "\\|")


def _escaped(text: str) -> str:
    """Return `text` so that no character of it is markup; its line breaks become `<br>`."""
    return "<br>".join(_escaped_line(line) for line in text.split("\n"))


def _escaped_line(line: str) -> str:
    """Return one line; blanks at its ends, which Markdown drops, are written as numbers."""
    inner = _MARKUP.sub(lambda found: "".join(f"\\{character}" for character in found[0]), line)
    for blank, written in _BLANKS.items():
        inner = inner.replace(blank, written)
    inner = inner.replace("  ", " &#32;")
    return _EDGES.sub(lambda found: f"&#{ord(found[0])};", inner)


def _guarded(opening: re.Match[str]) -> str:
    if opening[0].isdigit():
        return opening[0] + "\\"
    return f"\\{opening[0]}"
