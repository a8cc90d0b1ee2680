"""Slips kept on purpose: literal text, marks and cells that differ from what the data gives."""

from collections.abc import Iterator

from docgen.checks import Check, Remark, Subject
from docgen.composer.benefits import term_text
from docgen.diagnostics import DataPath, Severity, Words
from docgen.model.given import Given
from docgen.model.names import deadline_value
from docgen.model.program import Deadline, Term
from docgen.model.text import Item
from docgen.model.walk import walk


def _literal_texts(subject: Subject) -> Iterator[Remark]:
    for path, value in walk(subject.evaluation.program):
        normal = _normal_form(subject, value)
        shown = getattr(value, "shown", None)
        if normal is None or shown is None:
            continue
        yield _remark(subject, (*path, "as"), shown, normal)
    for table in subject.evaluation.tables:
        for _, _, cell in table.overridden():
            if cell.shown is not None and cell.value is not None:
                at = cell.at._replace(path=(*cell.at.path[:-1], "as"))
                yield Remark(at, *_words(cell.shown, cell.value.printed()))


def _normal_form(subject: Subject, value: object) -> str | None:
    if isinstance(value, Given):
        return value.value.printed()
    if isinstance(value, Deadline):
        return deadline_value(value).printed()
    if isinstance(value, Term):
        return term_text(subject.evaluation, value)
    return None


def _remark(subject: Subject, path: DataPath, shown: str, normal: str) -> Remark:
    return Remark(subject.evaluation.at(*path), *_words(shown, normal))


def _words(shown: str, normal: str) -> tuple[Words, Words]:
    message = Words(
        f"照原文印为“{shown}”，数据应印为“{normal}”",
        f"printed as issued, `{shown}`; the data says `{normal}`",
    )
    return message, Words("不是重现旧文的，删去 as", "drop `as` unless an issued notice is being reproduced")


def _marks(subject: Subject) -> Iterator[Remark]:
    for path, value in walk(subject.evaluation.program):
        if isinstance(value, Item) and value.mark is not None:
            message = Words(f"序号照原文印为“{value.mark}”", f"the mark is printed as issued, `{value.mark}`")
            hint = Words(
                "不是重现旧文的，删去 mark，由程序编号", "drop `mark` and let docgen number the item"
            )
            yield Remark(subject.evaluation.at(*path, "mark"), message, hint)


def _overrides(subject: Subject) -> Iterator[Remark]:
    for table in subject.evaluation.tables:
        for index, column, cell in table.overridden():
            if cell.computed is None or cell.value is None or cell.computed == cell.value:
                continue
            row, given, due = table.rows[index].id, cell.value.printed(), cell.computed.printed()
            message = Words(
                f"{row} 的“{column.label}”改定为 {given}，按算式应为 {due}（缘由：{cell.reason}）",
                f"`{column.id}` of `{row}` is set to {given}, its formula gives {due} ({cell.reason})",
            )
            hint = Words(f"确认无误后保留，否则改为 {due}", f"keep it if meant, or write {due}")
            yield Remark(cell.at, message, hint)


def _totals(subject: Subject) -> Iterator[Remark]:
    """Say what the rows would add up to without the overrides."""
    for table in subject.evaluation.tables:
        for column in table.spec.columns if table.spec.total else ():
            overridden = {row for row, other, cell in table.overridden() if other is column and cell.computed}
            if not overridden or not table.sums(column) or column.total == "formula":
                continue
            printed = table.total_leaf(None, column).value
            due = table.due_total(column)
            if printed == due:
                continue
            seen, meant = printed.printed(), due.printed()
            message = Words(
                f"“{column.label}”合计印为 {seen}，各行按算式相加应为 {meant}",
                f"the total of `{column.id}` is printed as {seen}, the rows by the formula add up to {meant}",
            )
            hint = Words("看各行改定的数，有误的改回", "look at the rows that are set, mend the wrong ones")
            yield Remark(table.at("total"), message, hint)


CHECKS = (
    Check(
        "as-issued-text",
        Severity.WARNING,
        what="数据旁边写了 as，印出的是另一段文字。",
        why="as 只为逐字重现已发公文；留在新文件里会盖住真正的数字。",
        example="limit: {value: 2000元, as: 2024元}",
        instead="limit: 2000元",
        find=_literal_texts,
    ),
    Check(
        "as-issued-mark",
        Severity.WARNING,
        what="条文的序号是照原文写死的。",
        why="增删条文后，写死的序号不会跟着变。",
        example="- {heading: 提高思想认识。, mark: (一)}",
        instead="- {heading: 提高思想认识。}",
        find=_marks,
    ),
    Check(
        "overridden-cell",
        Severity.WARNING,
        what="表中一格改定的数与算式结果不同。",
        why="改定的数会进入合计；少一个人，合计也就少一个人。",
        example="quota: {set: 631, reason: 照原文}",
        instead="删去 quota，由算式得出 632",
        find=_overrides,
    ),
    Check(
        "overridden-total",
        Severity.WARNING,
        what="合计里有改定的数，与各行按算式相加的结果不同。",
        why="一两格少算一个，合计也跟着少，单看合计很难发现。",
        example="两个村的目标改定少 1，合计 13634",
        instead="按算式各行相加为 13636",
        find=_totals,
    ),
)
