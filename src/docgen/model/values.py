"""Values as the rest of docgen knows them: their kinds, how they are read, rounded, printed and computed."""

from docgen.model.arithmetic import add, compare, divide, multiply, negate, subtract
from docgen.model.quantities import (
    UNIT_SCALES,
    Age,
    AgeLimit,
    Date,
    DateRange,
    Kind,
    Quantity,
    Rounding,
    Text,
    Value,
    decimal_text,
    in_unit,
    kind_of_unit,
    round_to,
    rounded,
    unit_scale,
)
from docgen.model.reading import read_value

__all__ = [
    "UNIT_SCALES",
    "Age",
    "AgeLimit",
    "Date",
    "DateRange",
    "Kind",
    "Quantity",
    "Rounding",
    "Text",
    "Value",
    "add",
    "compare",
    "decimal_text",
    "divide",
    "in_unit",
    "kind_of_unit",
    "multiply",
    "negate",
    "read_value",
    "round_to",
    "rounded",
    "subtract",
    "unit_scale",
]
