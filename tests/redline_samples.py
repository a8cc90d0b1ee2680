"""Notices with random edits: what a year, a leader or a slip of the hand may change."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from docgen.document import Block, Document, Paragraph, Role, Run, Table
from tests.word_samples import annex, notice, paragraph, table

WORDS = st.text(alphabet="甲乙丙丁的工作于在。，；（）1234567890%元 a<&", min_size=1, max_size=25).filter(
    str.strip
)
_ROLES = st.sampled_from([Role.BODY, Role.HEADING_1, Role.HEADING_2, Role.HEADING_3])

Edit = Callable[[st.DataObject, Document], Document]


def edited(draw: st.DataObject, document: Document) -> Document:
    """Return the document after one to six random edits."""
    for _ in range(draw.draw(st.integers(1, 6))):
        document = draw.draw(st.sampled_from(EDITS))(draw, document)
    return document


def _flow(
    draw: st.DataObject, document: Document, change: Callable[[tuple[Block, ...]], tuple[Block, ...]]
) -> Document:
    """Change the body or the blocks of one attachment."""
    place = draw.draw(st.integers(-1, len(document.attachments) - 1))
    if place < 0:
        return replace(document, body=change(document.body))
    attachments = list(document.attachments)
    attachments[place] = replace(attachments[place], blocks=change(attachments[place].blocks))
    return replace(document, attachments=tuple(attachments))


def _add(draw: st.DataObject, document: Document) -> Document:
    def change(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        at = draw.draw(st.integers(0, len(blocks)))
        return (*blocks[:at], paragraph(draw.draw(_ROLES), draw.draw(WORDS)), *blocks[at:])

    return _flow(draw, document, change)


def _remove(draw: st.DataObject, document: Document) -> Document:
    def change(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        at = draw.draw(st.integers(0, len(blocks)))
        kept = (*blocks[:at], *blocks[at + 1 :])
        return kept or blocks

    return _flow(draw, document, change)


def _move(draw: st.DataObject, document: Document) -> Document:
    def change(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(draw.draw(st.permutations(blocks)))

    return _flow(draw, document, change)


def _reword(draw: st.DataObject, document: Document) -> Document:
    def change(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        at = draw.draw(st.integers(0, len(blocks)))
        return tuple(_reworded(draw, block) if place == at else block for place, block in enumerate(blocks))

    return _flow(draw, document, change)


def _reworded(draw: st.DataObject, block: Block) -> Block:
    if isinstance(block, Table):
        return _rows_changed(draw, block)
    return replace(block, runs=_cut(draw, block)) if isinstance(block, Paragraph) else block


def _cut(draw: st.DataObject, block: Paragraph) -> tuple[Run, ...]:
    """Replace some of the words; the first run keeps its look."""
    first, *others = block.runs or (Run(""),)
    at, to = sorted(draw.draw(st.tuples(*[st.integers(0, len(first.text))] * 2)))
    text = first.text[:at] + draw.draw(WORDS) + first.text[to:]
    return (replace(first, text=text), *others)


def _rows_changed(draw: st.DataObject, block: Table) -> Table:
    rows = list(block.rows)
    at = draw.draw(st.integers(1, len(rows)))
    width = len(block.columns)
    match draw.draw(st.sampled_from(["add", "remove", "move", "columns"])):
        case "remove" if len(rows) > 2:
            del rows[min(at, len(rows) - 1)]
        case "move":
            rows[1:] = draw.draw(st.permutations(rows[1:]))
        case "columns":
            return table(*([draw.draw(WORDS) for _ in range(width % 3 + 1)] for _ in range(len(rows))))
        case _:
            rows.insert(at, table(["名称"] * width, [draw.draw(WORDS) for _ in range(width)]).rows[1])
    return replace(block, rows=tuple(rows))


def _add_annex(draw: st.DataObject, document: Document) -> Document:
    at = draw.draw(st.integers(0, len(document.attachments)))
    content: list[Block] = [
        table(("单位", "目标", "备注"), *([draw.draw(WORDS), "12", ""] for _ in range(3)))
    ]
    if draw.draw(st.booleans()):
        content.append(paragraph(Role.BODY, draw.draw(WORDS)))
    fresh = annex(*content, title=draw.draw(WORDS))
    return replace(document, attachments=(*document.attachments[:at], fresh, *document.attachments[at:]))


def _remove_annex(draw: st.DataObject, document: Document) -> Document:
    at = draw.draw(st.integers(0, len(document.attachments)))
    return replace(document, attachments=(*document.attachments[:at], *document.attachments[at + 1 :]))


def _move_annexes(draw: st.DataObject, document: Document) -> Document:
    return replace(document, attachments=tuple(draw.draw(st.permutations(document.attachments))))


def _retitle(draw: st.DataObject, document: Document) -> Document:
    return replace(document, title=replace(document.title, runs=_cut(draw, document.title)))


def _drop_part(draw: st.DataObject, document: Document) -> Document:
    part = draw.draw(st.sampled_from(["head", "draft_note", "addressees", "signature", "note", "imprint"]))
    whole = notice(draw.draw(st.sampled_from(["明溪县人民政府", "明溪县财政局"])), "2026年4月1日")
    change: dict[str, Any] = {part: None if draw.draw(st.booleans()) else getattr(whole, part)}
    return replace(document, **change)


EDITS: list[Edit] = [
    _add,
    _remove,
    _move,
    _reword,
    _reword,
    _add_annex,
    _remove_annex,
    _move_annexes,
    _retitle,
    _drop_part,
]
