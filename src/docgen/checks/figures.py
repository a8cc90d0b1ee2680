"""Figures that are missing from a table."""

from collections.abc import Iterator

from docgen.checks import Check, Remark, Subject
from docgen.diagnostics import Severity, Words
from docgen.model.cells import is_numeric


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


def _empty_tables(subject: Subject) -> Iterator[Remark]:
    for table in subject.evaluation.tables:
        if not table.rows:
            message = Words(f"表格“{table.spec.id}”没有一行数据", f"the table `{table.spec.id}` has no rows")
            yield Remark(table.at(), message, Words("在 rows 下逐行写", "write its `rows`"))


def _missing_rows(subject: Subject) -> Iterator[Remark]:
    for table in subject.evaluation.tables:
        if table.roster is None or not table.rows:
            continue
        ids = {row.id for row in table.rows}
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
)
