"""What is missing from tables, and what their workbooks cannot hold."""

from collections.abc import Iterator
from fractions import Fraction

from docgen.checks import Check, Remark, Subject
from docgen.diagnostics import Mistake, Severity, Words
from docgen.document import paragraphs
from docgen.model.cells import cell_text, is_numeric, of_column
from docgen.model.mistakes import nearest
from docgen.model.row_names import Place
from docgen.model.table import MADE, Column
from docgen.model.tables import EvaluatedTable
from docgen.model.text import Item, Part
from docgen.model.values import Kind, Quantity, Rounding, Text
from docgen.model.walk import walk

EXCEL_CELL = 32_767
"""Characters that a cell of a workbook holds."""
_PLAIN = 1_000
"""Characters of a text that cannot be too long for a cell, whatever it is printed as."""
_TABLES = ("quota_tables",)


def _missing_figures(subject: Subject) -> Iterator[Remark]:
    asked_for = {finding.at for finding in subject.evaluation.findings if finding.id == "missing-cell"}
    for table in subject.evaluation.tables:
        typed = [
            each for each in table.spec.columns if is_numeric(each) and not each.formula and not each.input
        ]
        for index, row in enumerate(table.rows):
            missing = [column for column in typed if row.cells.get(column.id) is None]
            if not missing:
                continue
            at, misnamed = table.row_address(index), table.misnamed(row).values()
            for column in missing:
                if column.id not in misnamed and at not in asked_for:
                    message = Words(f"{row.id} 缺“{column.label}”", f"`{row.id}` has no `{column.id}`")
                    cell = row.address(column.id)
                    hint = Words(
                        f"在这一行写上 {column.id}: 数字", f"write `{column.id}: number` in this row"
                    )
                    yield Remark(cell or at, message, _FILL_CELL if cell else hint)


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
        meant = f"{seen}{unit}"
        if rate and isinstance(value, Quantity):
            meant = f"{float(value.amount * 100):g}%" if value.amount <= 1 else meant
        elif isinstance(value, Text):
            meant = f"85{unit}"
        message = Words(
            f"目标“{target.label}”写成了“{seen}”，没有{'百分号' if rate else '单位'}",
            f"the target `{target.id}` is `{seen}`, without {'%' if rate else 'a unit'}",
        )
        yield Remark(
            at,
            message,
            Words(f"写上单位，例如 {meant}", f"write it with its unit, such as {meant}"),
        )


def _empty_tables(subject: Subject) -> Iterator[Remark]:
    for table in subject.evaluation.tables:
        if not table.rows:
            message = Words(f"表格“{table.spec.id}”没有一行数据", f"the table `{table.spec.id}` has no rows")
            yield Remark(table.at(), message, Words("在 rows 下逐行写", "write its `rows`"))


def _unused_tables(subject: Subject) -> Iterator[Remark]:
    program = subject.evaluation.program
    # With mistakes in the program it is not known what would be printed and read.
    if not program.has_text or subject.evaluation.findings:
        return
    used = {value.table for _, value in walk(program) if isinstance(value, Item | Part)}
    unprinted = [
        (index, table)
        for index, table in enumerate(program.quota_tables)
        # A table with columns to fill in goes out as a form.
        if table.id not in used and not any(column.input for column in table.columns)
    ]
    if not unprinted:
        return  # and no cell of a long table is looked at
    runs = (run for paragraph in paragraphs(subject.document.flow()) for run in paragraph.runs)
    reads = [at for run in runs if run.origin for at in run.origin.reads]
    read = {at.path[1] for at in reads if at.path[:1] == _TABLES}
    files = {at.file for at in reads}
    for index, table in unprinted:
        in_files = {at.file for row in table.rows[:1] if (at := row.address())}
        if index not in read and not in_files & files:
            message = Words(f"表格“{table.id}”没有印出，也没有被引用", f"the table `{table.id}` is not used")
            hint = Words(
                f"在附件里写 parts: [{{table: {table.id}}}]，不用就删去",
                f"write parts: [{{table: {table.id}}}] in an annex, or remove it",
            )
            yield Remark(subject.evaluation.at("quota_tables", index), message, hint)


def _long_cells(subject: Subject) -> Iterator[Remark]:
    for table in subject.evaluation.tables:
        for column in table.spec.columns:
            if is_numeric(column) or column.type in MADE:
                continue
            for index in range(len(table.rows)):
                typed = table.raw(index, column)
                if isinstance(typed, str) and 0 < len(typed) <= _PLAIN and "{{" not in typed:
                    continue  # it prints as it is, or as a date
                cell = table.cell_or_empty(Place(row=index), column)
                if len(cell.text) > EXCEL_CELL:
                    message = Words(
                        f"这一格有 {len(cell.text)} 个字，Excel 的一格最多放 {EXCEL_CELL} 个",
                        f"this cell has {len(cell.text)} characters, a cell of Excel takes {EXCEL_CELL}",
                    )
                    hint = Words("分成几行写，或放到正文里", "write it in several rows, or in the text")
                    yield Remark(cell.at, message, hint)


def _out_of_range(subject: Subject) -> Iterator[Remark]:
    for table in subject.evaluation.tables:
        for column in table.spec.columns:
            # Numbers that are shared out are made to keep the bounds.
            if column.round is not Rounding.LARGEST_REMAINDER and (column.min or column.max):
                yield from _beyond(table, column)


def _beyond(table: EvaluatedTable, column: Column) -> Iterator[Remark]:
    for row in range(len(table.rows)):
        cell = table.cell_or_empty(Place(row=row), column)
        for key, sign in (("min", 1), ("max", -1)):
            limit = _limit(table, row, column, key)
            if limit is None or not isinstance(cell.value, Quantity) or cell.reason:
                continue
            if (cell.value.amount - limit) * sign < 0:
                bound, id = cell_text(of_column(limit, column), column), table.rows[row].id
                side = "小于下限" if sign > 0 else "大于上限"
                zh = f"{id} 的“{column.label}”是 {cell.text}，{side} {bound}"
                en = f"`{column.id}` of `{id}` is {cell.text}, its `{key}` is {bound}"
                hint = Words(f"改这个数，或改本栏的 {key}", f"mend it, or the column's `{key}`")
                yield Remark(cell.at, Words(zh, en), hint)


def _limit(table: EvaluatedTable, row: int, column: Column, key: str) -> Fraction | None:
    try:
        return table.limit(row, column, key)
    except Mistake:
        return None  # it is reported where it stands


def _ungrouped_rows(subject: Subject) -> Iterator[Remark]:
    for table in subject.evaluation.tables:
        groups = {group.id: group.label for group in table.spec.groups}
        for index, row in enumerate(table.rows if groups else ()):
            if table.group_of(index) not in groups:
                message = Words(f"{row.id} 没有归入任何一组", f"`{row.id}` is in no group")
                known = "、".join(f"{id}（{label}）" for id, label in groups.items())
                hint = Words(f"在这一行写上 group，可用的有：{known}", f"write `group`: {', '.join(groups)}")
                yield Remark(table.row_address(index), message, hint)


def _missing_rows(subject: Subject) -> Iterator[Remark]:
    for table in subject.evaluation.tables:
        if table.roster is None or not table.rows:
            continue
        known = {entry.id: entry.name for entry in table.roster.entries}
        ids = {row.id if row.id in known else nearest(row.id, known) for row in table.rows}
        absent = [entry for entry in table.roster.entries if entry.id not in ids]
        if absent:
            names = "、".join(entry.name for entry in absent)
            message = Words(
                f"名册“{table.roster.label}”里的 {names} 不在表中",
                f"not in the table: {', '.join(e.id for e in absent)}",
            )
            at = table.at("data" if table.spec.data else "rows")
            yield Remark(at, message, Words("补上这些行", "add their rows"))


_FILL_CELL = Words("在数据文件的这一格填上数字", "type the number into this cell of the data file")
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
        "out-of-range",
        Severity.ERROR,
        what="表中的数超出本栏写明的下限或上限。",
        why="完成数大于总数、目标小于保底数，多半是填错了行或多打了一位。",
        example="{id: completed, max: population}，而 completed: 5250、population: 525",
        instead="completed: 525",
        find=_out_of_range,
    ),
    Check(
        "ungrouped-row",
        Severity.WARNING,
        what="表格分了组，有的行却不在任何一组里。",
        why="不在组里的行排在最后，不进任何一组的小计。",
        example="groups 有 east、west，而 {id: v09} 没写 group",
        instead="- {id: v09, group: west}",
        find=_ungrouped_rows,
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
