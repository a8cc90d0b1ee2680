"""The cells of a quota table: what an author typed, what a formula gave, and how either prints."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from docgen.diagnostics import Address, DataPath, Mistake, Sources, Words, listed
from docgen.model.base import read_flag
from docgen.model.given import LONG_FORM, read_literal, read_reason
from docgen.model.mistakes import no_single_value, right_one, unknown_key
from docgen.model.quantities import needed_decimals, total_of
from docgen.model.table import NUMERIC, Column
from docgen.model.values import (
    Date,
    Kind,
    Quantity,
    Text,
    Value,
    decimal_text,
    read_value,
    round_to,
    unit_scale,
)
from docgen.patterns import regex
from docgen.records import record

KINDS = {
    "serial": Kind.NUMBER,
    "name": Kind.TEXT,
    "group": Kind.TEXT,
    "text": Kind.TEXT,
    "choice": Kind.TEXT,
    "count": Kind.COUNT,
    "number": Kind.NUMBER,
    "money": Kind.MONEY,
    "percent": Kind.PERCENT,
    "date": Kind.DATE,
}
_BARE_NUMBER = regex(r"[-−+]?[0-9０-９,，.．]+")
_VAGUE = regex("左右|上下|以上|以下|以内|约|多|余|几|至|不足|近")
_PLAIN_COUNT = regex(r"[1-9][0-9]{0,11}")
_KEYS = {"set": "改定", **{key: LONG_FORM[key] for key in ("value", "as", "reason", "private")}}


@record
class EvaluatedCell:
    """One evaluated cell: its exact value and what it prints."""

    value: Value | None
    text: str
    at: Address
    expression: str = ""
    sources: Sources = ()
    computed: Value | None = None
    """What the column's formula gives where the author overrode it."""
    shown: str | None = None
    """The literal text printed in the value's stead."""
    reason: str | None = None

    @property
    def reads(self) -> tuple[Address, ...]:
        """The places of what it was computed from."""
        return listed(self.sources)


@record
class TypedCell:
    """A cell as typed: `overrides` when it replaces a formula's result."""

    value: Value | None
    shown: str | None = None
    reason: str | None = None
    overrides: bool = False
    private: bool = False
    inner: DataPath = ()


def is_numeric(column: Column) -> bool:
    """Whether the column holds numbers, so that it can be added up."""
    return column.type in NUMERIC


def scale(column: Column) -> Fraction:
    """Return how much 1 in a cell stands for: 10000 in a column of 万元 or 万人."""
    return Fraction(1) if column.type == "percent" else unit_scale(column.unit or "")


def printed_unit(column: Column) -> str:
    """Return the unit of the numbers a column prints: 元 for money without one, % for percent."""
    return {"percent": "%", "money": column.unit or "元"}.get(column.type, column.unit or "")


def read_cell(raw: object, column: Column) -> TypedCell:
    """Return the typed cell `raw` stands for.

    Raises Mistake.
    """
    if not isinstance(raw, Mapping):
        return TypedCell(_read(raw, column))
    for key in raw:
        if key not in _KEYS:
            raise unknown_key(str(key), _KEYS)
    if "set" in raw and "value" in raw:
        raise _TWO_VALUES
    overrides = "set" in raw
    key = "set" if overrides else "value"
    if overrides and not raw.get("reason"):
        raise _NO_REASON
    value, private = _read(raw.get(key), column), read_flag(raw.get("private", "false"))
    return TypedCell(value, read_literal(raw), read_reason(raw), overrides, private, (key,))


def cell_reader(column: Column) -> Callable[[str], Value | None]:
    """Return what reads the cells that most columns hold, as `read_cell` does; None for any other."""
    if column.type == "count" and not column.unit:
        plain = _PLAIN_COUNT.fullmatch
        return lambda raw: Quantity(Kind.COUNT, Fraction(int(raw)), "", 0) if plain(raw) else None
    if KINDS[column.type] is Kind.TEXT and not column.choices:
        return lambda raw: Text(raw) if raw and "{{" not in raw else None
    return lambda _: None


def _read(raw: object, column: Column) -> Value | None:
    if raw is None or raw == "":
        return None
    if not isinstance(raw, str):
        raise no_single_value(raw)
    if KINDS[column.type] is Kind.TEXT:
        return _chosen(raw, column) if column.choices else Text(raw)
    unit = (column.unit or "元") if column.type == "money" else ""
    text = raw + unit if _BARE_NUMBER.fullmatch(raw.strip()) else raw
    value = read_value(text, KINDS[column.type])
    if isinstance(value, Quantity):
        if vague := _VAGUE.search(value.unit):
            raise _not_exact(raw, vague[0])
        if column.type == "count" and value.amount.denominator == 1 and column.decimals is None:
            value = replace(value, decimals=0 if unit_scale(value.unit) == 1 else value.decimals)
        _require_decimals(value, column, raw)
    return value


def _not_exact(raw: str, seen: str) -> Mistake:
    words = Words(f"“{raw}”不是确数（“{seen}”）", f"`{raw}` is no exact number (`{seen}`)")
    return Mistake("unreadable-value", words, Words("表里写确数，说明写在备注栏", "write the number alone"))


def _chosen(raw: str, column: Column) -> Text:
    if raw not in column.choices:
        words = Words(f"“{raw}”不在本栏的选项里", f"`{raw}` is none of the column's choices")
        none = Words("在 choices 里写上选项", "write `choices`")
        raise Mistake("unknown-choice", words, right_one(raw, dict.fromkeys(column.choices, ""), none))
    return Text(raw)


def _require_decimals(value: Quantity, column: Column, raw: str) -> None:
    if column.decimals is None:
        return
    shown = value.amount / printed_scale(column)
    if round_to(shown, column.decimals, column.round) != shown:
        words = Words(
            f"“{raw}”的小数位多于本栏的 {column.decimals} 位",
            f"`{raw}` has more than the column's {column.decimals} decimals",
        )
        raise Mistake(
            "too-many-decimals",
            words,
            Words("改数字，或改本栏的 decimals", "mend it, or the column's `decimals`"),
        )


def as_column_value(value: Value | bool, column: Column) -> Value:
    """Return a formula's result if it is of the column's kind, not rounded.

    Raises Mistake when the result is of another kind than the column.
    """
    if isinstance(value, bool) or (isinstance(value, Quantity) != is_numeric(column)):
        raise _wrong_result(value, column)
    if isinstance(value, Quantity):
        kind = KINDS[column.type]
        if value.kind is not kind and Kind.MONEY in (value.kind, kind):
            raise _wrong_result(value, column)
    return value


def fit(value: Value | bool, column: Column) -> Value:
    """Return a formula's result as the column holds it: in its unit, rounded by its rule.

    Raises Mistake when the result is of another kind than the column.
    """
    result = as_column_value(value, column)
    return fitting(column)(result) if isinstance(result, Quantity) else result


def fitting(column: Column) -> Callable[[Quantity], Quantity]:
    """Return what gives a formula's result the column's unit and rounds it by its rule."""
    scale, decimals, kind = printed_scale(column), decimals_of(column), KINDS[column.type]
    unit, plain, rounding = "%" if kind is Kind.PERCENT else (column.unit or ""), scale == 1, column.round

    def fitted(value: Quantity) -> Quantity:
        amount = round_to(value.amount if plain else value.amount / scale, decimals, rounding)
        return Quantity(kind, amount if plain else amount * scale, unit, decimals)

    return fitted


def of_column(amount: Fraction, column: Column) -> Quantity:
    """Return a computed amount as the column prints it."""
    kind = KINDS[column.type]
    unit = "%" if kind is Kind.PERCENT else (column.unit or "")
    return Quantity(kind, amount, unit, decimals_of(column))


def of_bound(value: Value | bool, column: Column) -> Fraction:
    """Return the amount that a bound of the column stands for; a bare number is in the column's unit.

    Raises Mistake when it is no number.
    """
    if _is_bare(value) and isinstance(value, Quantity):
        return value.amount * printed_scale(column)
    result = as_column_value(value, column)
    # A share of something is no number of people, whichever of the two the column holds.
    if not isinstance(result, Quantity) or (result.kind is Kind.PERCENT) != (column.type == "percent"):
        raise _wrong_result(value, column)
    return result.amount


def _is_bare(value: Value | bool) -> bool:
    return isinstance(value, Quantity) and value.kind is Kind.NUMBER and not value.unit


def decimals_of(column: Column) -> int:
    """Return how many decimals a computed cell of the column has."""
    if column.decimals is not None:
        return column.decimals
    return 2 if column.type == "money" else 0


def cell_text(value: Value | None, column: Column) -> str:
    """Return what the cell prints: numbers in the column's unit and without it, percent with %."""
    return cell_printer(column)(value)


def cell_printer(column: Column) -> Callable[[Value | None], str]:
    """Return what prints the cells of a column, as `cell_text` does."""
    scale, decimals, sign = printed_scale(column), column.decimals, "%" if column.type == "percent" else ""
    plain, printed_decimals = scale == 1 and not decimals, _decimals_printed(column)

    def text(value: Value | None) -> str:
        if value is None:
            return ""
        if not isinstance(value, Quantity):
            return value.printed()
        amount = value.amount
        if plain and amount.denominator == 1 and (decimals == 0 or not value.decimals):
            return str(amount.numerator) + sign  # what most cells hold, printed fast
        return decimal_text(amount / scale, printed_decimals(value)) + sign

    return text


def number_format(value: Value | None, column: Column) -> str:
    """Return the Excel format code that prints `value` as `cell_text` does."""
    if isinstance(value, Date):
        return 'yyyy"年"m"月"d"日"'
    if not isinstance(value, Quantity):
        return "General"
    return format_of(cell_text(value, column), column)


def format_of(text: str, column: Column) -> str:
    """Return the Excel format code of a number that the column prints as `text`."""
    return printed_format(len(text.rstrip("%").partition(".")[2]), column)


def printed_format(decimals: int, column: Column) -> str:
    """Return the Excel format code of numbers that the column prints with so many decimals."""
    places = f"0.{'0' * decimals}" if decimals else "0"
    return f"{places}%" if column.type == "percent" else places


def in_column_unit(value: Value | None, column: Column) -> Fraction | None:
    """Return the number an Excel cell holds: 万元 in a column of 万元, 0.85 for 85%; None for text."""
    return value.amount / scale(column) if isinstance(value, Quantity) else None


def added(values: list[Value], column: Column) -> Quantity:
    """Return the sum of a column's values."""
    quantities = [value for value in values if isinstance(value, Quantity)]
    amount = total_of([value.amount for value in quantities])
    printed = _decimals_printed(column)
    decimals = max((printed(value) or 0 for value in quantities), default=0)
    decimals = decimals if column.decimals is None else column.decimals
    return Quantity(
        KINDS[column.type], amount, column.unit or ("%" if column.type == "percent" else ""), decimals
    )


def hidden(cell: EvaluatedCell, text: str) -> EvaluatedCell:
    """Return `cell` as the public edition prints it."""
    return replace(cell, text=text, shown=text, value=None)


def _decimals_printed(column: Column) -> Callable[[Quantity], int | None]:
    """Return what tells how many decimals a cell prints: as typed, if in the column's unit.

    5000元 in a column of 万元 prints as many as it needs.
    """
    scale = printed_scale(column)
    alike: dict[str, bool] = {}
    """Whether 1 of a unit is 1 of the column's."""

    def decimals(value: Quantity) -> int | None:
        if column.decimals is not None:
            return column.decimals
        if value.unit not in alike:
            alike[value.unit] = unit_scale(value.unit) == scale
        return value.decimals if alike[value.unit] else needed_decimals(value.amount / scale)

    return decimals


def printed_scale(column: Column) -> Fraction:
    """Return how much 1 of what a cell prints stands for: 1/100 for percent, 10000 in a column of 万元."""
    return Fraction(1, 100) if column.type == "percent" else scale(column)


def _wrong_result(value: Value | bool, column: Column) -> Mistake:
    seen = value.printed() if not isinstance(value, bool) else "是" if value else "否"
    words = Words(
        f"算式得到“{seen}”，与本栏的类型（{KINDS[column.type].words.zh}）不符",
        f"the formula gives `{seen}`, which is no {column.type}",
    )
    hint = Words("改算式，或改本栏的 type", "mend the formula or the column's `type`")
    if column.type == "money" and isinstance(value, Quantity) and value.kind is not Kind.MONEY:
        hint = Words(
            "算式里的金额写上单位并加单引号，如 quota * '600元'",
            "write amounts in a formula with their unit in quotes: quota * '600元'",
        )
    return Mistake("wrong-result", words, hint)


_TWO_VALUES = Mistake(
    "two-values",
    Words("“value”和“set”只能写一个", "`value` and `set` exclude each other"),
    Words("改定算式结果用 set，照写数据用 value", "`set` overrides a formula, `value` is data"),
)
_NO_REASON = Mistake(
    "no-reason",
    Words("改定（set）要写明缘由（reason）", "an override needs its `reason`"),
    Words("加上 reason: ……", "add `reason: …`"),
)
