"""One unit's fill-in form as an Excel workbook: a blank drawn once, the unit's cells put in as XML."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache

from docgen.document import Cell
from docgen.form import (
    RECORD_SHEET,
    Form,
    FormCell,
    FormSheet,
    RecordedCell,
    RecordedSheet,
    Rule,
    choice_lines,
    formula_content,
    record_lines,
)
from docgen.renderers.excel.addresses import formula_text
from docgen.renderers.excel.form_blank import RULES, Blank, BlankSheet, Gap, draw_blank
from docgen.renderers.excel.values import escaped, stored
from docgen.renderers.ooxml import Package
from docgen.renderers.xml_text import escape, quoteattr

_LONGEST_TITLE = 32
_LONGEST_PROMPT = 220
_LONGEST_LIST = 250
_FURTHEST = 10**12
_Line = tuple[str, ...]


def form_workbook(form: Form, template: bytes) -> bytes:
    """Return the workbook of one unit's form, drawn in the looks of the office's `annex.xlsx`.

    The same bytes for the same form in whatever process; the blank that a program's units share is drawn
    once in each.
    """
    blank = _blank(f"{form.label}填报表", tuple(sheet for sheet, _ in form.sheets), template)
    lines = record_lines(form, dict(_recorded(form, blank)))
    package = Package(blank.parts)
    for drawn, (sheet, cells) in zip(blank.sheets, form.sheets, strict=True):
        own = {address: (each, drawn.first_row) for address, each in zip(drawn.cells, cells, strict=True)}
        rules = _rules(drawn, (sheet, cells), lines)
        package[drawn.part] = "".join(
            piece if isinstance(piece, str) else _filled(piece, (own, form.name, rules))
            for piece in drawn.pieces
        ).encode()
    rows = "".join(_record_row(number, line) for number, line in enumerate(lines, 1))
    package[blank.record.part] = "".join(
        piece if isinstance(piece, str) else f"<sheetData>{rows}</sheetData>" for piece in blank.record.pieces
    ).encode()
    return package.packed()


@lru_cache(maxsize=8)
def _blank(title: str, sheets: tuple[FormSheet, ...], template: bytes) -> Blank:
    return draw_blank(title, sheets, template)


def _recorded(form: Form, blank: Blank) -> Iterator[tuple[str, RecordedSheet]]:
    for drawn, (sheet, cells) in zip(blank.sheets, form.sheets, strict=True):
        ids = [column.id for column in sheet.columns]
        recorded = {
            column.id: _recorded_cell(address, each, ids)
            for column, address, each in zip(sheet.columns, drawn.cells, cells, strict=True)
        }
        yield sheet.table, RecordedSheet(sheet.version, drawn.name, recorded)


def _recorded_cell(address: str, each: FormCell, ids: Sequence[str]) -> RecordedCell:
    if each.rule:
        return RecordedCell(address, "input", "")
    if each.cell.formula:
        return RecordedCell(address, "formula", formula_content(each.cell.formula, ids))
    return RecordedCell(address, "locked", _content(each.cell))


def _content(cell: Cell) -> str:
    """Return what the record says of a locked cell."""
    return cell.value.isoformat() if isinstance(cell.value, date) else stored(cell).text


def _filled(gap: Gap, given: tuple[dict[str, tuple[FormCell, int]], str, str]) -> str:
    cells, name, rules = given
    if gap.address == RULES.address:
        return rules
    if gap.address not in cells:
        return _text(gap, f"填报单位：{name}")
    each, first_row = cells[gap.address]
    return _cell(gap, each.cell, first_row)


def _cell(gap: Gap, cell: Cell, first_row: int) -> str:
    value = stored(cell)
    opening = f'<c r="{gap.address}" s="{gap.style}"'
    if cell.formula:
        formula = escape(formula_text(cell.formula, first_row))
        type = ' t="str"' if value.is_text else ""
        return f"{opening}{type}><f>{formula}</f><v>{escape(value.text)}</v></c>"
    if not value.text:
        return f"{opening}/>"
    return _text(gap, value.text) if value.is_text else f"{opening}><v>{value.text}</v></c>"


def _text(gap: Gap, text: str) -> str:
    words = escape(escaped(text))
    return (
        f'<c r="{gap.address}" s="{gap.style}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'
    )


def _record_row(number: int, line: _Line) -> str:
    cells = (_text(Gap(f"{chr(65 + place)}{number}"), text) for place, text in enumerate(line) if text)
    return f'<row r="{number}">{"".join(cells)}</row>'


def _rules(drawn: BlankSheet, given: tuple[FormSheet, tuple[FormCell, ...]], lines: Sequence[_Line]) -> str:
    sheet, cells = given
    rules = [
        _rule(address, each.rule, _choices((sheet.table, column.id), each.rule, lines))
        for address, column, each in zip(drawn.cells, sheet.columns, cells, strict=True)
        if each.rule
    ]
    return f'<dataValidations count="{len(rules)}">{"".join(rules)}</dataValidations>'


def _rule(address: str, rule: Rule, choices: str) -> str:
    said = {
        "promptTitle": rule.title[:_LONGEST_TITLE],
        "prompt": rule.prompt[:_LONGEST_PROMPT],
        "errorTitle": "填的内容不对",
        "error": f"请{rule.prompt}"[:_LONGEST_PROMPT],
    }
    words = " ".join(f"{key}={quoteattr(text)}" for key, text in said.items())
    common = f'allowBlank="1" showInputMessage="1" showErrorMessage="1" {words} sqref="{address}"'
    if rule.check == "text":
        return f"<dataValidation {common}/>"
    if rule.check == "list":
        return f'<dataValidation type="list" {common}><formula1>{escape(choices)}</formula1></dataValidation>'
    operator, bounds = _bounds(rule)
    formulas = "".join(
        f"<formula{number}>{bound}</formula{number}>" for number, bound in enumerate(bounds, 1)
    )
    return f'<dataValidation type="{rule.check}" operator="{operator}" {common}>{formulas}</dataValidation>'


def _bounds(rule: Rule) -> tuple[str, tuple[str, ...]]:
    least, most = (bound if bound is None else _number(bound) for bound in (rule.least, rule.most))
    if least is not None and most is not None:
        return "between", (least, most)
    if least is not None:
        return "greaterThanOrEqual", (least,)
    if most is not None:
        return "lessThanOrEqual", (most,)
    # Without limits the check is of the kind alone.
    return "between", ("1", "2958465") if rule.check == "date" else (f"-{_FURTHEST}", f"{_FURTHEST}")


def _number(bound: Fraction | date) -> str:
    return stored(Cell((), bound)).text


def _choices(place: tuple[str, str], rule: Rule, lines: Sequence[_Line]) -> str:
    """Return the choices as Excel lists them: in quotes, or where that cannot be, out of the hidden sheet."""
    listed = ",".join(rule.choices)
    if not any(mark in choice for choice in rule.choices for mark in ',"') and len(listed) <= _LONGEST_LIST:
        return f'"{listed}"'
    if not rule.choices:
        return ""
    first = lines.index(choice_lines(*place, rule.choices)[0]) + 1
    return f"{RECORD_SHEET}!$D${first}:$D${first + len(rule.choices) - 1}"
