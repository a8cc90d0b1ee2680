"""Proof of a form before it is written: read as it will be when it comes back, it says what was meant."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from docgen.diagnostics import Mistake, Words
from docgen.document import Cell
from docgen.form import Form, FormCell, FormSheet, RecordedCell
from docgen.renderers.excel.addresses import formula_text
from docgen.renderers.excel.values import held_value
from docgen.returned import Return, ReturnedCell, holds, read_return
from docgen.verifier.difference import difference, not_meant


def verify_form(name: str, data: bytes, form: Form) -> None:
    """Raise DocgenError when the workbook `name` is not `form`."""
    try:
        fault = next(_faults(read_return(data, name), form), None)
    except Mistake as mistake:
        fault = mistake.message
    if fault:
        raise not_meant(name, fault)


def _faults(found: Return, form: Form) -> Iterator[Words]:
    record = found.record
    meant = (form.program, str(form.year), form.unit, *(sheet.table for sheet, _ in form.sheets))
    if (record.program, record.year, record.unit, *record.sheets) != meant or not record.is_whole:
        yield difference("，".join(meant), "，".join((record.program, record.year, record.unit)))
        return
    for sheet, cells in form.sheets:
        read = found.sheets[sheet.table]
        if len(read) != 1 or read[0].cells.keys() != {column.id for column in sheet.columns}:
            yield difference(sheet.title, "，".join(each.name for each in read))
            return
        for column, each in zip(sheet.columns, cells, strict=True):
            recorded = record.sheets[sheet.table].cells[column.id]
            yield from _cell(read[0].cells[column.id], recorded, (sheet, each))


def _cell(got: ReturnedCell, recorded: RecordedCell, meant: tuple[FormSheet, FormCell]) -> Iterator[Words]:
    sheet, each = meant
    first_row = got.row - len(sheet.header)
    formula = formula_text(each.cell.formula, first_row) if each.cell.formula else None
    content = _content(each.cell)
    locked = holds(got, recorded.content) if recorded.use == "locked" else True
    if got.formula != formula or not holds(got, content) or not locked:
        yield difference(f"{content} ={formula}", f"{got.text} ={got.formula}")


def _content(cell: Cell) -> str:
    value = held_value(cell)
    if isinstance(value, Fraction):
        return repr(float(value))
    return value.isoformat() if isinstance(value, date) else value or ""
