"""One table of a returned form: what the unit changed that it should have left, and what it filled in."""

from collections.abc import Iterator

from docgen.diagnostics import Diagnostic, Mistake, Severity, Words
from docgen.form import Form, FormSheet, RecordedSheet
from docgen.model.cells import in_column_unit
from docgen.model.row_names import Place
from docgen.model.table import NUMERIC, Column
from docgen.model.tables import EvaluatedTable
from docgen.returned import Return, ReturnedCell, ReturnedSheet, holds, same_formula
from docgen.returns.figures import Figure, figure
from docgen.returns.notes import RESEND, of_cell, of_file
from docgen.rowfiles.cells import comparable

_LEFT = Words("恢复这一格，或退回单位；docgen 不采用改过的内容", "put it back; what was changed is not used")
_EMPTY = Mistake(
    "empty-form",
    Words("这张表一格都没有填", "nothing at all is filled in"),
    Words("退回单位填报", "send it back to be filled in"),
)


def judge_sheet(
    table: EvaluatedTable, form: Form, returned: tuple[str, Return]
) -> Iterator[Figure | Diagnostic]:
    """Yield the figures of a unit in one table, and every remark about its sheet."""
    file, found = returned
    id = table.spec.id
    sheets = found.sheets.get(id, ())
    drawn = next(sheet for sheet, _ in form.sheets if sheet.table == id)
    if not sheets:
        yield of_file(file, _lost_sheet(drawn))
        return
    sheet = sheets[0]
    inputs = [column for column in table.spec.columns if column.input]
    if any(_texts(other, inputs) != _texts(sheet, inputs) for other in sheets[1:]):
        names = [other.name for other in sheets]
        yield of_file(file, _copied(drawn, names))
        return
    where = f"{file}#{sheet.name}"
    yield from _changed(where, sheet, drawn, found.record.sheets[id])
    if inputs[0].id in sheet.cells and not any(_texts(sheet, inputs)):
        yield of_cell((where, sheet.cells[inputs[0].id]), _EMPTY)
        return
    for column in inputs:
        cell = sheet.cells.get(column.id)
        if cell is None:
            yield of_file(where, _lost_column(column.label))
        else:
            yield from figure(column, (id, form.unit), (where, cell))


def _changed(
    where: str, sheet: ReturnedSheet, drawn: FormSheet, recorded: RecordedSheet
) -> Iterator[Diagnostic]:
    for column in drawn.columns:
        cell, was = sheet.cells.get(column.id), recorded.cells.get(column.id)
        if cell is None or was is None:
            if column.use != "input":
                yield of_file(where, _lost_column(column.heading))
            continue
        if comparable(column.heading) not in sheet.headings[column.id]:
            above = cell._replace(row=cell.row - 1)
            yield of_cell((where, above), _heading(column.heading))
        if was.use == "locked" and not holds(cell, was.content):
            yield of_cell((where, cell), _value(cell.text, was.content))
        if was.use == "formula" and sheet.tells_formulas and not same_formula(cell, was.content, sheet.cells):
            yield of_cell((where, cell), _formula(cell))


def miscomputed(table: EvaluatedTable, form: Form, returned: tuple[str, Return]) -> Iterator[Diagnostic]:
    """Yield an error for each cell that shows another result than the unit's figures give.

    For the kinds of files that do not tell formulas; `table` holds what the unit filed.
    """
    file, found = returned
    drawn = next(sheet for sheet, _ in form.sheets if sheet.table == table.spec.id)
    for sheet in found.sheets.get(table.spec.id, ())[:1]:
        told = not sheet.tells_formulas and not _has_typed_texts(sheet, table)
        for column in drawn.columns if told else ():
            cell = sheet.cells.get(column.id)
            if column.use != "formula" or cell is None:
                continue
            place = Place(row=table.row_numbers[form.unit])
            due = table.cell_or_empty(place, table.columns[column.id])
            number = in_column_unit(due.value, table.columns[column.id])
            if not holds(cell, due.text if number is None else repr(float(number))):
                yield of_cell((f"{file}#{sheet.name}", cell), _result(cell.text, due.text))


def _has_typed_texts(sheet: ReturnedSheet, table: EvaluatedTable) -> bool:
    """Whether a number was typed as text, which leaves what follows from it blank."""
    numbers = (each for each in table.spec.columns if each.input and each.type in NUMERIC - {"percent"})
    return any(isinstance(sheet.cells[each.id].raw, str) for each in numbers if each.id in sheet.cells)


def outdated(form: Form, returned: tuple[str, Return]) -> Iterator[Diagnostic]:
    """Yield a warning for each table whose locked figures are others by now than when the form was sent."""
    file, found = returned
    for sheet, cells in form.sheets:
        recorded, read = found.record.sheets[sheet.table], found.sheets.get(sheet.table)
        for column, each in zip(sheet.columns, cells, strict=True):
            was = recorded.cells.get(column.id)
            if not read or was is None or was.use != "locked" or each.rule or each.cell.formula:
                continue
            cell = ReturnedCell(1, 1, was.content, None)
            if not holds(cell, each.cell.text) and column.id in read[0].cells:
                mistake = _outdated(column.heading, was.content, each.cell.text)
                place = (f"{file}#{read[0].name}", read[0].cells[column.id])
                yield of_cell(place, mistake, Severity.WARNING)


def _texts(sheet: ReturnedSheet, inputs: list[Column]) -> list[str]:
    cells = (sheet.cells.get(column.id) for column in inputs)
    return [cell.text if cell else "" for cell in cells]


def _lost_sheet(drawn: FormSheet) -> Mistake:
    words = Words(
        f"找不到“{drawn.title}”的表：工作表，或隐藏的第一行、最后一栏被删了",
        f"the sheet of `{drawn.table}` is gone, or its hidden first row or last column",
    )
    return Mistake("missing-sheet", words, RESEND)


def _copied(drawn: FormSheet, names: list[str]) -> Mistake:
    words = Words(
        f"“{drawn.title}”有几张工作表，填的不一样：{'、'.join(names)}",
        f"there are several sheets of `{drawn.table}` that differ: {', '.join(names)}",
    )
    return Mistake("copied-sheet", words, Words("只留一张", "keep one of them"))


def _lost_column(label: str) -> Mistake:
    words = Words(f"“{label}”这一栏不见了", f"the column `{label}` is gone")
    return Mistake("missing-column", words, RESEND)


def _heading(due: str) -> Mistake:
    words = Words(f"栏名被改了，原来是“{due}”", f"the heading was changed, it was `{due}`")
    return Mistake("changed-heading", words, _LEFT)


def _value(seen: str, due: str) -> Mistake:
    words = Words(
        f"锁定的格被改成“{seen}”，原来是“{due}”", f"a locked cell was changed from {due} to `{seen}`"
    )
    return Mistake("changed-cell", words, _LEFT)


def _formula(cell: ReturnedCell) -> Mistake:
    if cell.formula is None:
        words = Words(f"算式被改成了数“{cell.text}”", f"the formula was overwritten with `{cell.text}`")
    else:
        words = Words(f"算式被改成了 ={cell.formula}", f"the formula was changed to ={cell.formula}")
    return Mistake("changed-formula", words, _LEFT)


def _result(seen: str, due: str) -> Mistake:
    words = Words(
        f"这一格是“{seen}”，按所填的数应为“{due}”，算式可能被改过",
        f"the cell holds `{seen}`, the figures give `{due}`: its formula may have been changed",
    )
    return Mistake("changed-formula", words, _LEFT)


def _outdated(heading: str, was: str, is_: str) -> Mistake:
    words = Words(
        f"发表时“{heading}”是“{was}”，现在是“{is_}”", f"`{heading}` was {was} in the form and is {is_} by now"
    )
    hint = Words("填报的数按现在的数核对；必要时重发", "figures are checked against the present data")
    return Mistake("outdated-form", words, hint)
