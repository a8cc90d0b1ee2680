"""Excel formulas: readable, and rounding exactly as docgen rounds, in Excel's binary arithmetic."""

import math
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.diagnostics import Address, Mistake
from docgen.model.expressions import Leaf, Namespace, parse_expression
from docgen.model.spreadsheet import Reference, to_excel
from docgen.model.values import Kind, Quantity, Rounding, kind_of_unit, read_value, round_to

# -- a sheet, and Excel's way of computing ------------------------------------------------------------------


class _Cell(NamedTuple):
    name: str
    scale: int = 1
    unit: str = ""


_CELLS = {
    "a": _Cell("B3"),
    "b": _Cell("C3"),
    "w": _Cell("D3", 10000, "万元"),
}
_COLUMN = Reference("B3:B5", Fraction(1), "", many=True)
_NAMED = {"coverage": "85%", "premium": "100元", "share": "37.5%", "third": "1"}


def _refer(path: tuple[str, ...]) -> Quantity | Reference[str]:
    name = path[0]
    if name == "column":
        return _COLUMN
    if name in _CELLS:
        cell = _CELLS[name]
        return Reference(cell.name, Fraction(cell.scale), cell.unit)
    value = read_value(_NAMED[name])
    assert isinstance(value, Quantity)
    return value


def _excel(
    source: str, scale: int | Fraction = 1, rounding: Rounding | None = Rounding.HALF_UP, decimals: int = 0
) -> str:
    pieces = to_excel(parse_expression(source), _refer, Fraction(scale), rounding, decimals)
    return "".join(pieces)


def _round(number: float, decimals: float) -> float:
    """Excel's ROUND: half away from zero on the 15 digits that Excel shows."""
    shown = Decimal(f"{number:.15g}")
    return float(shown.quantize(Decimal(1).scaleb(-int(decimals)), ROUND_HALF_UP))


_FUNCTIONS = {
    "ROUND": _round,
    "INT": lambda number: float(math.floor(number)),
    "MOD": lambda number, divisor: number - divisor * math.floor(number / divisor),
    "SUM": lambda *numbers: math.fsum(_flat(numbers)),
    "MIN": lambda *numbers: min(_flat(numbers)),
    "MAX": lambda *numbers: max(_flat(numbers)),
    "IF": lambda condition, yes, no: yes if condition else no,
    "AND": lambda *conditions: all(conditions),
    "OR": lambda *conditions: any(conditions),
    "NOT": lambda condition: not condition,
    "TRUE": True,
    "FALSE": False,
}


def _flat(numbers: Sequence[object]) -> list[float]:
    flat: list[float] = []
    for number in numbers:
        flat += number if isinstance(number, list) else [float(str(number))]
    return flat


def _calculate(formula: str, sheet: dict[str, object]) -> Fraction:
    """Compute as Excel does, every number a binary fraction of double precision."""
    source = re.sub(r"B3:B5", "column", formula)
    source = re.sub(r"(?<![A-Z\d.])\d+(\.\d+)?", lambda number: repr(float(number[0])), source)
    source = source.replace("<>", "!=")
    source = re.sub(r"(?<![<>!])=", "==", source)
    result = eval(source, {"__builtins__": {}}, {**_FUNCTIONS, **sheet})
    return Fraction(repr(float(result)))


def _expected(source: str, typed: dict[str, Fraction]) -> Fraction:
    at = Address("program.yaml")
    leaves: dict[str, Namespace] = {name: Leaf(read_value(text), at) for name, text in _NAMED.items()}
    for name, cell in _CELLS.items():
        kind = kind_of_unit(cell.unit) if cell.unit else Kind.COUNT
        leaves[name] = Leaf(Quantity(kind, typed[name] * cell.scale, cell.unit), at)
    rows = {f"r{i}": Leaf(Quantity(Kind.COUNT, typed["a"] + i), at) for i in range(3)}
    leaves["column"] = _Group(dict(rows))
    value = parse_expression(source).evaluate(_Group(leaves)).value
    assert isinstance(value, Quantity)
    return value.amount


class _Group:
    def __init__(self, members: dict[str, Namespace]) -> None:
        self._members = members

    def member(self, name: str) -> Namespace:
        return self._members[name]

    def names(self) -> Sequence[str]:
        return tuple(self._members)


# -- how formulas read --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "formula"),
    [
        ("a * coverage", "ROUND(B3*85/100,0)"),
        ("a * 0.85", "ROUND(B3*85/100,0)"),
        ("a * '85%'", "ROUND(B3*85/100,0)"),
        ("a * (1 - coverage)", "ROUND(B3*15/100,0)"),
        ("a - a * coverage", "ROUND((B3*100-B3*85)/100,0)"),
        ("a * coverage + b", "ROUND((B3*85+C3*100)/100,0)"),
        ("a * 0.5 + 3", "ROUND((B3*5+30)/10,0)"),
        ("a / 0.85", "ROUND(B3*100/85,0)"),
        ("a / b", "ROUND(B3/C3,0)"),
        ("a / (b * 2)", "ROUND(B3/(C3*2),0)"),
        ("a / (b / 2)", "ROUND(B3*2/C3,0)"),
        ("a * (1 / 3)", "ROUND(B3/3,0)"),
        ("a - (b - 1)", "ROUND(B3-(C3-1),0)"),
        ("a - (b + 1) * 2", "ROUND(B3-(C3+1)*2,0)"),
        ("(a + b) + 1", "ROUND(B3+C3+1,0)"),
        ("-(a + b) * 3", "ROUND(-(B3+C3)*3,0)"),
        ("a - -5", "ROUND(B3-(-5),0)"),
        ("a * 1", "ROUND(B3,0)"),
        ("sum(column)", "ROUND(SUM(B3:B5),0)"),
        ("sum(column) - sum(a, b)", "ROUND(SUM(B3:B5)-SUM(B3,C3),0)"),
        ("max(a * coverage, b)", "ROUND(MAX(B3*85,C3*100)/100,0)"),
        ("min(column, 10)", "ROUND(MIN(MIN(B3:B5),10),0)"),
        ("round(a * coverage) * 2", "ROUND(ROUND(B3*85/100,0)*2,0)"),
        ("a if b > 3 else 0", "ROUND(IF(ROUND(C3-3,8)>0,B3,0),0)"),
        ("1 if a == b or not a != 0 else 2", "ROUND(IF(OR(ROUND(B3-C3,8)=0,NOT(ROUND(B3-0,8)<>0)),1,2),0)"),
        ("1 if 0 < a <= 5 else 2", "ROUND(IF(AND(ROUND(0-B3,8)<0,ROUND(B3-5,8)<=0),1,2),0)"),
    ],
)
def test_prints_formulas_that_read_well(source: str, formula: str) -> None:
    assert _excel(source) == formula


@pytest.mark.parametrize(
    ("source", "scale", "formula"),
    [
        ("a * premium", 10000, "ROUND(B3*100/10000,2)"),
        ("a * premium * coverage", 10000, "ROUND(B3*100*85/1000000,2)"),
        ("w * coverage", 10000, "ROUND(D3*85/100,2)"),
        ("w", 1, "ROUND(D3*10000,2)"),
        ("w + premium", 10000, "ROUND((D3*10000+100)/10000,2)"),
        ("round(w * 1.5, 1) * 2", 10000, "ROUND(ROUND(D3*15/10,1)*2,2)"),
        ("round((a * premium)|wan, 1)", 10000, "ROUND(ROUND(B3*100/10000,1),2)"),
        ("a / b", Fraction(1, 100), "ROUND(B3*100/C3,2)"),
    ],
)
def test_prints_the_result_in_the_unit_of_its_column(
    source: str, scale: int | Fraction, formula: str
) -> None:
    assert _excel(source, scale, decimals=2) == formula


@pytest.mark.parametrize(
    ("rounding", "formula"),
    [
        (None, "B3*85/100"),
        (Rounding.FLOOR, "INT(ROUND(B3*85/10,8))/10"),
        (Rounding.CEIL, "-INT(-ROUND(B3*85/10,8))/10"),
        (
            Rounding.HALF_EVEN,
            "(INT(ROUND((B3*85+5)/10,8))-(MOD(ROUND((B3*85+5)/10,8),2)=1))/10",
        ),
    ],
)
def test_prints_every_rule_of_rounding(rounding: Rounding | None, formula: str) -> None:
    assert _excel("a * coverage", 1, rounding, 1) == formula


def test_keeps_references_apart_from_text() -> None:
    cell = object()
    pieces = to_excel(
        parse_expression("n * 0.85"), lambda path: Reference(cell), Fraction(1), Rounding.HALF_UP, 0
    )
    assert pieces == ("ROUND(", cell, "*85/100,0)")


# -- rounding alike -----------------------------------------------------------------------------------------

_SHAPES = [
    "a * coverage",
    "a * share",
    "-a * coverage",
    "a * (1 - coverage)",
    "a - a * share",
    "a * coverage + b * share",
    "a * 0.35 - b",
    "(a + b) * coverage / 2",
    "a / 8",
    "(a + b) / 8 - 3.125",
    "max(a - b, 0) * 0.5",
    "min(a * coverage, b) * 0.1",
    "sum(column) * 0.25",
    "round(a * share, 1) * 0.5",
    "a * 0.5 if a * coverage >= b else -b * 0.5",
    "0.5 if a * 0.1 == b * 0.1 else 1.5",
]


@given(
    st.sampled_from(_SHAPES),
    st.integers(-20000, 20000),
    st.integers(-20000, 20000),
    st.sampled_from(Rounding),
    st.integers(0, 2),
)
def test_rounds_whole_numbers_as_docgen_does(
    source: str, a: int, b: int, rounding: Rounding, decimals: int
) -> None:
    formula = _excel(source, 1, rounding, decimals)
    sheet: dict[str, object] = {"B3": float(a), "C3": float(b), "column": [a + 0.0, a + 1.0, a + 2.0]}
    exact = _expected(source, {"a": Fraction(a), "b": Fraction(b), "w": Fraction(0)})
    assert _calculate(formula, sheet) == round_to(exact, decimals, rounding)


@given(
    st.sampled_from(
        ["w * coverage", "w * share", "w - w * coverage", "w + premium", "w * 0.5", "a * premium"]
    ),
    st.integers(-200000, 200000),
    st.sampled_from(Rounding),
    st.integers(0, 2),
)
def test_rounds_wan_yuan_as_docgen_does(source: str, cents: int, rounding: Rounding, decimals: int) -> None:
    typed = Fraction(cents, 100)
    formula = _excel(source, 10000, rounding, decimals)
    exact = _expected(source, {"a": Fraction(cents), "b": Fraction(0), "w": typed})
    calculated = _calculate(formula, {"B3": float(cents), "D3": float(typed)})
    assert calculated == round_to(exact / 10000, decimals, rounding)


@pytest.mark.parametrize("rounding", Rounding)
@pytest.mark.parametrize("a", [-30, -10, 10, 30, 50, 70])
def test_agrees_on_exact_halves(a: int, rounding: Rounding) -> None:
    formula = _excel("a * coverage", 1, rounding)
    assert _calculate(formula, {"B3": float(a)}) == round_to(Fraction(a * 85, 100), 0, rounding)


# -- what Excel cannot say ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "id"),
    [
        ("premium|daxie", "not-in-excel"),
        ("'文字'", "not-in-excel"),
        ("a > 3", "not-in-excel"),
        ("true + 1", "not-in-excel"),
        ("column * 2", "not-in-excel"),
        ("a if b else 0", "not-in-excel"),
        ("'2024-02-01'", "not-in-excel"),
        ("round(w if a > 3 else a)", "not-in-excel"),
        ("a * 123456789.123 * (0.123456789 * 1.123456789)", "not-in-excel"),
        ("a / 0", "division-by-zero"),
    ],
)
def test_refuses_what_excel_cannot_say(source: str, id: str) -> None:
    with pytest.raises(Mistake) as caught:
        _excel(source)
    assert caught.value.id == id


def test_takes_powers_of_ten_as_scales_only() -> None:
    with pytest.raises(ValueError, match="power of ten"):
        _excel("a", 12)
