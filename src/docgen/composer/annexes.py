"""附件: the list under a text, and each annex with its parts on pages of its own."""

from collections.abc import Iterator

from docgen.composer.benefits import benefits_table
from docgen.composer.inline import broken, literal, runs
from docgen.composer.issuers import document_number
from docgen.composer.outline import table_block
from docgen.diagnostics import Address
from docgen.document import Attachment, Block, Paragraph, Role
from docgen.model.evaluation import Evaluation
from docgen.model.names import annex_marks, annex_title
from docgen.model.text import Annex, Body, Part


def annex_note(evaluation: Evaluation, key: str, body: Body) -> tuple[Paragraph, ...]:
    """Return 附件说明: one annex without a number, several as 1. 2. (7.3.4: nothing after the name)."""
    several = len(body.annexes) > 1
    found: list[Paragraph] = []
    for index, annex in enumerate(body.annexes):
        at = evaluation.at(key, "annexes", index)
        title, title_at = annex_title(evaluation, annex, at)
        words = runs(evaluation.line(title, title_at))
        opening = ("" if index else "附件：") + (f"{index + 1}." if several else "")
        role = Role.ANNEX_NOTE_NEXT if index else Role.ANNEX_NOTE
        found.append(Paragraph(role, (literal(opening, at), *words)))
    return tuple(found)


def attachments(evaluation: Evaluation, key: str, body: Body) -> tuple[Attachment, ...]:
    """Return the annexes a text lists, in order."""
    marks = annex_marks(body.annexes)
    annexes = enumerate(zip(body.annexes, marks, strict=True))
    return tuple(
        _annex(evaluation, annex, mark, evaluation.at(key, "annexes", i)) for i, (annex, mark) in annexes
    )


def _annex(evaluation: Evaluation, annex: Annex, mark: str, at: Address) -> Attachment:
    title, title_at = annex_title(evaluation, annex, at)
    words = runs(evaluation.line(title, title_at)) if title else ()
    notice = evaluation.program.notice
    if notice and not annex.bound:
        # 7.3.7: what is not bound with the notice says first to which one it belongs.
        mark = document_number(evaluation, notice) + mark
    heading = Paragraph(Role.ANNEX_TITLE, broken(evaluation, words)) if annex.titled and words else None
    blocks: list[Block] = []
    for index, part in enumerate(annex.parts):
        blocks.extend(_part(evaluation, part, at._replace(path=(*at.path, "parts", index))))
    name = "".join(run.text for run in words)
    line = Paragraph(Role.ANNEX_MARK, (literal(mark, at),))
    return Attachment(line, heading, tuple(blocks), annex.id, name, annex.bound)


def _part(evaluation: Evaluation, part: Part, at: Address) -> Iterator[Block]:
    def place(key: str) -> Address:
        return at._replace(path=(*at.path, key))

    if part.caption:
        yield Paragraph(Role.CAPTION, runs(evaluation.line(part.caption, place("caption"))))
    if part.table:
        yield from table_block(evaluation, part.table, place("table"))
    if part.benefits:
        yield from benefits_table(evaluation, part.benefits, place("benefits"))
    for paragraph in evaluation.paragraphs(part.text, place("text")) if part.text else ():
        yield Paragraph(Role.BODY, runs(paragraph))
