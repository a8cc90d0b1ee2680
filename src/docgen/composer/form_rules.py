"""What a unit may type into a cell of its form: Excel's check of it, and the words that ask for it."""

from fractions import Fraction

from docgen.diagnostics import Mistake
from docgen.form import Check, Rule
from docgen.model.cells import cell_text, is_numeric, printed_scale, printed_unit, scale
from docgen.model.table import Column
from docgen.model.tables import EvaluatedTable
from docgen.model.values import Kind, Quantity, Rounding, round_to

_CHECKS: dict[str, Check] = {
    "count": "whole",
    "number": "decimal",
    "money": "decimal",
    "percent": "decimal",
    "date": "date",
    "choice": "list",
}
_ASKS = {
    "count": "填整数",
    "number": "填数字",
    "money": "填金额",
    "percent": "填百分比，如 85%",
    "date": "填日期，如 2025-3-1",
    "choice": "从下拉列表中选择",
    "text": "填文字",
    "name": "填文字",
}
_SHOWN_DECIMALS = 4


def is_required(column: Column) -> bool:
    """Whether units must fill the column in: all must be, save those with `blank`."""
    return column.blank is None


def rule_of(table: EvaluatedTable, row: int, column: Column) -> Rule:
    """Return what may be typed into a cell of the row."""
    least, most = (_bound(table, row, column, key) for key in ("min", "max"))
    words = [_ASKS[column.type]]
    if unit := printed_unit(column) if is_numeric(column) and column.type != "percent" else "":
        words.append(f"单位：{unit}")
    if column.decimals:
        words.append(f"最多 {column.decimals} 位小数")
    words += [f"不小于 {_shown(least, column)}"] if least is not None else []
    words += [f"不大于 {_shown(most, column)}"] if most is not None else []
    prompt = "，".join(words) + ("。" if is_required(column) else "。选填，没有就空着。")
    low, high = (None if bound is None else bound / scale(column) for bound in (least, most))
    check = _CHECKS.get(column.type, "text")
    return Rule(check, table.heading(column), prompt, low, high, column.choices)


def _bound(table: EvaluatedTable, row: int, column: Column, key: str) -> Fraction | None:
    """Return a limit, None where it follows from what the unit has yet to fill in."""
    try:
        return table.limit(row, column, key)
    except Mistake:
        return None


def _shown(amount: Fraction, column: Column) -> str:
    number = round_to(amount / printed_scale(column), _SHOWN_DECIMALS, Rounding.HALF_UP)
    free = column.model_copy(update={"decimals": None})
    return cell_text(Quantity(Kind.NUMBER, number * printed_scale(column), column.unit or ""), free)
