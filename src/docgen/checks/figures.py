"""What is missing from tables, and what their workbooks cannot hold."""

from collections.abc import Iterator

from docgen.checks import Check, Remark, Subject
from docgen.diagnostics import Severity, Words
from docgen.document import paragraphs
from docgen.model.cells import is_numeric
from docgen.model.mistakes import nearest
from docgen.model.text import Item, Part
from docgen.model.values import Kind, Quantity, Text
from docgen.model.walk import walk

EXCEL_CELL = 32_767
"""Characters that a cell of a workbook holds."""
_TABLES = ("quota_tables",)


def _missing_figures(subject: Subject) -> Iterator[Remark]:
    asked_for = {finding.at for finding in subject.evaluation.findings if finding.id == "missing-cell"}
    for table in subject.evaluation.tables:
        for index, row in enumerate(table.rows):
            at, misnamed = table.at("rows", index), table.misnamed(row).values()
            for column in table.spec.columns:
                if not is_numeric(column) or column.formula or row.cells.get(column.id) is not None:
                    continue
                if column.id not in misnamed and at not in asked_for:
                    message = Words(f"{row.id} 缺“{column.label}”", f"`{row.id}` has no `{column.id}`")
                    hint = Words(
                        f"在这一行写上 {column.id}: 数字", f"write `{column.id}: number` in this row"
                    )
                    yield Remark(at, message, hint)


def _bare_targets(subject: Subject) -> Iterator[Remark]:
    for index, target in enumerate(subject.evaluation.program.targets):
        value = target.value.value
        if isinstance(value, Text) and "{{" in value.text:
            continue
        rate = target.label.endswith(("率", "比例", "占比"))
        if isinstance(value, Quantity) and (value.unit if not rate else value.kind is Kind.PERCENT):
            continue
        at = subject.evaluation.at("targets", index, "value", *target.value.inner[1:])
        seen = value.printed()
        unit = "%" if rate else "人"
        message = Words(
            f"目标“{target.label}”写成了“{seen}”，没有{'百分号' if rate else '单位'}",
            f"the target `{target.id}` is `{seen}`, without {'%' if rate else 'a unit'}",
        )
        yield Remark(
            at,
            message,
            Words(f"写上单位，例如 {seen}{unit}", f"write it with its unit, such as {seen}{unit}"),
        )


def _empty_tables(subject: Subject) -> Iterator[Remark]:
    for table in subject.evaluation.tables:
        if not table.rows:
            message = Words(f"表格“{table.spec.id}”没有一行数据", f"the table `{table.spec.id}` has no rows")
            yield Remark(table.at(), message, Words("在 rows 下逐行写", "write its `rows`"))


def _unused_tables(subject: Subject) -> Iterator[Remark]:
    program = subject.evaluation.program
    used = {value.table for _, value in walk(program) if isinstance(value, Item | Part)}
    runs = (run for paragraph in paragraphs(subject.document.flow()) for run in paragraph.runs)
    read = {at.path[1] for run in runs if run.origin for at in run.origin.reads if at.path[:1] == _TABLES}
    # With mistakes in the program it is not known what would be printed and read.
    whole = program.has_text and not subject.evaluation.findings
    for index, table in enumerate(program.quota_tables if whole else ()):
        if any(column.input for column in table.columns):
            continue  # it goes out as a form
        if table.id not in used and index not in read:
            message = Words(f"表格“{table.id}”没有印出，也没有被引用", f"the table `{table.id}` is not used")
            hint = Words(
                f"在附件里写 parts: [{{table: {table.id}}}]，不用就删去",
                f"write parts: [{{table: {table.id}}}] in an annex, or remove it",
            )
            yield Remark(subject.evaluation.at("quota_tables", index), message, hint)


def _long_cells(subject: Subject) -> Iterator[Remark]:
    for table in subject.evaluation.tables:
        for index in range(len(table.rows)):
            for cell in table.cells(index):
                if len(cell.text) > EXCEL_CELL:
                    message = Words(
                        f"这一格有 {len(cell.text)} 个字，Excel 的一格最多放 {EXCEL_CELL} 个",
                        f"this cell has {len(cell.text)} characters, a cell of Excel takes {EXCEL_CELL}",
                    )
                    hint = Words("分成几行写，或放到正文里", "write it in several rows, or in the text")
                    yield Remark(cell.at, message, hint)


def _missing_rows(subject: Subject) -> Iterator[Remark]:
    for table in subject.evaluation.tables:
        if table.roster is None or not table.rows:
            continue
        known = {entry.id: entry.name for entry in table.roster.entries}
        ids = {nearest(row.id, known) for row in table.rows}
        absent = [entry for entry in table.roster.entries if entry.id not in ids]
        if absent:
            names = "、".join(entry.name for entry in absent)
            message = Words(
                f"名册“{table.roster.label}”里的 {names} 不在表中",
                f"not in the table: {', '.join(e.id for e in absent)}",
            )
            yield Remark(table.at("rows"), message, Words("补上这些行", "add their rows"))


CHECKS = (
    Check(
        "bare-target",
        Severity.WARNING,
        what="目标只写了数字，没有百分号或单位。",
        why="85 和 85% 相差一百倍，分配表会照着算错。",
        example="value: 85",
        instead="value: 85%",
        find=_bare_targets,
    ),
    Check(
        "missing-figure",
        Severity.WARNING,
        what="表中应填数字的格是空的。",
        why="空格在合计里按 0 计，合计会偏小。",
        example="- {id: v01}",
        instead="- {id: v01, population: 525}",
        find=_missing_figures,
    ),
    Check(
        "missing-row",
        Severity.WARNING,
        what="名册里的单位没有出现在表中。",
        why="漏掉一个村，任务就少分一份。",
        example="名册有 20 个村，表中只有 19 行",
        instead="补上缺的一行",
        find=_missing_rows,
    ),
    Check(
        "empty-table",
        Severity.WARNING,
        what="表格没有一行数据。",
        why="印出来只有表头，合计是 0。",
        example="- {id: villages, title: 分配表, columns: [……]}",
        instead="在 rows 下逐行写",
        find=_empty_tables,
    ),
    Check(
        "long-cell",
        Severity.ERROR,
        what="一格里的文字超过 32767 个字。",
        why="Excel 的一格放不下，多出的字会丢。",
        example="remark: 几万字的说明",
        instead="分成几行写，或放到正文里",
        find=_long_cells,
    ),
    Check(
        "unused-table",
        Severity.WARNING,
        what="表格没有印在正文或附件里，文字也没有引用它。",
        why="写了表却忘了放进附件，发出去的文件就少一张表。",
        example="quota_tables 下有 villages，annexes 里没有它",
        instead="annexes: [{id: villages, parts: [{table: villages}]}]",
        find=_unused_tables,
    ),
)
