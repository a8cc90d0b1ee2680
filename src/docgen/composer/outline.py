"""The outline: headings, run-in headings and numbered paragraphs, each with its mark."""

from collections.abc import Iterator

from docgen.chinese import list_mark
from docgen.composer.charts import charted
from docgen.composer.inline import literal, runs
from docgen.composer.tables import quota_table
from docgen.diagnostics import Address, Mistake, Words
from docgen.document import Block, Paragraph, Role, Run, RunRole
from docgen.model.evaluation import Evaluation
from docgen.model.mistakes import right_one
from docgen.model.text import NUMBERINGS, Body, Item
from docgen.records import record

_HEADINGS = (Role.HEADING_1, Role.HEADING_2, Role.HEADING_3, Role.HEADING_4, Role.HEADING_4)
_LEADS = (RunRole.LEAD_1, RunRole.LEAD_2, None, None, None)
_DEEPEST = len(NUMBERINGS)


@record
class _Level:
    """A depth of the outline: 1 for 一、; `marked` is False where the author asked for no marks."""

    number: int
    marked: bool = True

    def below(self, numbering: str | None) -> "_Level":
        if numbering == "无":
            return _Level(min(self.number + 1, _DEEPEST), marked=False)
        if numbering:
            return _Level(NUMBERINGS.index(numbering) + 1)
        return _Level(min(self.number + 1, _DEEPEST))


def blocks(evaluation: Evaluation, key: str, body: Body) -> tuple[Block, ...]:
    """Return the text before the first heading and the outline."""
    opening = _text(evaluation, body.text, evaluation.at(key, "text"))
    return (*opening, *_items(evaluation, body.outline, evaluation.at(key, "outline"), _Level(1)))


def table_block(evaluation: Evaluation, id: str, at: Address) -> Iterator[Block]:
    """Yield the quota table `id` with its unit line; an unknown one is reported at `at`."""
    table = evaluation.tables.get(id)
    if table is None:
        known = {table.spec.id: table.spec.title for table in evaluation.tables}
        words = Words(f"没有表格“{id}”", f"there is no table `{id}`")
        evaluation.report(Mistake("unknown-table", words, right_one(id, known, _NO_TABLES)), at)
        return
    if table.spec.unit_line:
        line = evaluation.line(table.spec.unit_line, table.at("unit_line"))
        yield Paragraph(Role.UNIT_LINE, runs(line))
    yield from charted(evaluation, table, quota_table(evaluation, table))


def _text(evaluation: Evaluation, raw: str | None, at: Address) -> Iterator[Paragraph]:
    for paragraph in evaluation.paragraphs(raw, at) if raw else ():
        yield Paragraph(Role.BODY, runs(paragraph))


def _items(evaluation: Evaluation, items: tuple[Item, ...], at: Address, level: _Level) -> Iterator[Block]:
    number = 0
    for index, item in enumerate(items):
        here = Address(at.file, (*at.path, index))
        holds = evaluation.holds(item.when, _part(here, "when"))
        if holds and (item.heading or item.lead or item.text):
            number += 1
        # What is not printed this time is composed, too: its mistakes are to be found.
        found = tuple(_with_items(evaluation, item, here, (level, number)))
        yield from found if holds else ()


def _with_items(
    evaluation: Evaluation, item: Item, at: Address, place: tuple[_Level, int]
) -> Iterator[Block]:
    yield from _item(evaluation, item, at, place)
    if item.table:
        yield from table_block(evaluation, item.table, _part(at, "table"))
    yield from _items(evaluation, item.items, _part(at, "items"), place[0].below(item.numbering))


def _item(evaluation: Evaluation, item: Item, at: Address, place: tuple[_Level, int]) -> Iterator[Block]:
    level, number = place
    automatic = list_mark(level.number, number) if level.marked and number else ""
    mark = automatic if item.mark is None else item.mark
    mark_at = at if item.mark is None else _part(at, "mark")
    text = list(_text(evaluation, item.text, _part(at, "text")))
    if item.heading:
        words = runs(evaluation.line(item.heading, _part(at, "heading")))
        yield Paragraph(_HEADINGS[level.number - 1], _marked(mark, mark_at, None, words))
        yield from text
        return
    opening: tuple[Run, ...] = ()
    role = None
    if item.lead:
        role = _LEADS[level.number - 1]
        opening = runs(evaluation.line(item.lead, _part(at, "lead")), role)
    if item.lead or text:
        first = text[0].runs if text else ()
        yield Paragraph(Role.BODY, (*_marked(mark, mark_at, role, opening), *first))
        yield from text[1:]


def _marked(mark: str, at: Address, role: RunRole | None, words: tuple[Run, ...]) -> tuple[Run, ...]:
    return (literal(mark, at, role), *words) if mark else words


_NO_TABLES = Words("还没有表格，先写在 quota_tables 下", "there are no tables yet: write one in quota_tables")


def _part(at: Address, key: str) -> Address:
    return Address(at.file, (*at.path, key))
