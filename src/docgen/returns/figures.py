"""The figures that units filled in: each read from its cell, or what is wrong with it."""

import unicodedata
from collections.abc import Iterator

from docgen.diagnostics import Diagnostic, Mistake, Severity, Words
from docgen.model.cells import cell_text, is_numeric, read_cell
from docgen.model.table import Column
from docgen.model.values import Date, Quantity, Text, Value
from docgen.records import record
from docgen.returned import ReturnedCell
from docgen.returns.notes import MEND, of_cell
from docgen.rowfiles.cells import Fault, comparable

_ZERO = Words("没有的填 0", "where there is none, 0 is wanted")
_MOST_PERCENT = 10
"""1000%: more was typed as a plain number into a cell that shows percent."""


@record
class Figure:
    """One figure of one unit."""

    table: str
    unit: str
    column: Column
    value: Value
    text: str
    """As the program's file holds it."""
    place: tuple[str, ReturnedCell]


def figure(
    column: Column, key: tuple[str, str], place: tuple[str, ReturnedCell]
) -> Iterator[Figure | Diagnostic]:
    """Yield the figure in a cell, if it holds one, and what there is to say of it.

    `key` is its table and unit, `place` the file and sheet with the cell.
    """
    _, cell = place
    try:
        value = _read(cell, column)
    except Mistake as mistake:
        yield of_cell(place, mistake)
        return
    if value is None:
        if column.blank is None:
            yield of_cell(place, _blank(column))
        return
    if cell.formula is not None:
        yield of_cell(place, _formula(cell), Severity.WARNING)
    yield Figure(*key, column, value, _text(value, column), place)


def same(one: Value | None, other: Value | None) -> bool:
    """Whether two values of a column are the same, however typed."""
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return one.amount == other.amount
    return one == other


def _read(cell: ReturnedCell, column: Column) -> Value | None:
    if isinstance(cell.raw, Fault):
        raise _fault(cell.raw, cell.formula)
    text = cell.text
    if not text:
        return None
    if "{{" in text or "{%" in text or any(_is_control(each) for each in text):
        raise _unprintable(text)
    value = read_cell(_choice(text, column), column).value
    if isinstance(value, Quantity):
        if column.type == "percent" and abs(value.amount) >= _MOST_PERCENT:
            raise _unclear_percent(text)
        _require_unit(value, column, text)
    return value


def _choice(text: str, column: Column) -> str:
    """Return the choice that was meant, whatever its blanks and widths are."""
    return next((each for each in column.choices if comparable(each) == comparable(text)), text)


def _text(value: Value, column: Column) -> str:
    if isinstance(value, Date):
        return value.day.isoformat()
    if isinstance(value, Text):
        return value.text
    return cell_text(value, column)


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Cn", "Co") and character not in "\n\t"


def _require_unit(value: Quantity, column: Column, text: str) -> None:
    if value.unit and column.unit and column.type in ("count", "number") and value.unit != column.unit:
        words = Words(
            f"“{text}”的单位与本栏的“{column.unit}”不同", f"`{text}` is not in the column's {column.unit}"
        )
        raise Mistake("unit-mismatch", words, Words("只填数字", "the number alone is wanted"))


def _blank(column: Column) -> Mistake:
    words = Words(f"“{column.label}”没有填", f"`{column.id}` is not filled in")
    return Mistake("blank-cell", words, _ZERO if is_numeric(column) else None)


def _formula(cell: ReturnedCell) -> Mistake:
    words = Words(
        f"填的是算式 ={cell.formula}，已按它的结果 {cell.text} 收下",
        f"a formula was typed, ={cell.formula}; its result {cell.text} is taken",
    )
    return Mistake("typed-formula", words, Words("核对这个数", "look at the number"))


def _fault(fault: Fault, formula: str | None) -> Mistake:
    if fault.seen:
        words = Words(f"这一格是错误值 {fault.seen}", f"the cell holds the error {fault.seen}")
        return Mistake("cell-error", words, MEND)
    words = Words(f"算式 ={formula or ''} 没有存下结果", f"the formula ={formula or ''} has no saved result")
    hint = Words("用 Excel 或 WPS 打开，保存一次", "open it in Excel or WPS and save it")
    return Mistake("cell-error", words, hint)


def _unclear_percent(text: str) -> Mistake:
    shown = text.removesuffix("%")
    words = Words(f"“{text}”太大，看不出是百分之几", f"{text} is too large to be a percentage")
    less = shown.removesuffix("00")
    hint = Words(f"如果是百分之 {less}，填 {less}%", f"for {less} percent {less}% is wanted")
    return Mistake("unclear-percent", words, hint)


def _unprintable(text: str) -> Mistake:
    shown = "".join("□" if _is_control(each) else each for each in text)
    words = Words(f"“{shown}”里有不能印出的字符或双花括号", f"`{shown}` holds control characters or braces")
    return Mistake("unprintable", words, Words("删去它们", "remove them"))
