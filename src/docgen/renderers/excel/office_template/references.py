"""Where rows go when a sample row becomes many, and formulas that follow them there."""

import re
from dataclasses import dataclass
from typing import Final, Protocol

from openpyxl.formula.tokenizer import Token, Tokenizer

_REFERENCE: Final = re.compile(
    r"(?P<sheet>(?:'(?:[^']|'')+'|[^'!\[\]:]+)!)?"
    r"(?P<column>\$?[A-Za-z]{1,3})?(?P<row>\$?[0-9]{1,7})"
    r"(?::(?P<last_column>\$?[A-Za-z]{1,3})?(?P<last_row>\$?[0-9]{1,7}))?"
)
_ADDING_UP: Final = frozenset(
    (
        *("SUM", "AVERAGE", "COUNT", "COUNTA", "MAX", "MIN", "PRODUCT", "SUBTOTAL", "MEDIAN"),
        *("STDEV", "STDEV.S", "STDEV.P", "VAR", "VAR.S", "VAR.P"),
    )
)
"""Functions over a column: Excel's own AutoSum writes `SUM(C5)` below a single row."""


class Rows(Protocol):
    """A way of rows from the template's sheet to the filled one."""

    def single(self, row: int, fixed: bool) -> int:
        """Return where the row of a reference is; `fixed` for one with a `$`."""

    def span(self, first: int, last: int, fixed: bool) -> tuple[int, int]:
        """Return where the rows of a range are; `fixed` where both ends have a `$`."""


@dataclass(frozen=True, slots=True)
class Growth:
    """The rows `top` to `bottom` of a template become `count` rows; what stands below moves down."""

    top: int
    bottom: int
    count: int

    @property
    def extra(self) -> int:
        """By how many rows what stands below moves down."""
        return self.count - (self.bottom - self.top + 1)

    def single(self, row: int, fixed: bool = False) -> int:  # noqa: ARG002 - part of the protocol
        """Return where a row is; a row that becomes many is where the first of them is."""
        if row > self.bottom:
            return row + self.extra
        return min(row, self.top)

    def span(self, first: int, last: int, fixed: bool = False) -> tuple[int, int]:  # noqa: ARG002
        """Return where a range is: one over the growing rows grows with them."""
        end = self.top + self.count - 1 if self.top <= last <= self.bottom else self.single(last)
        return self.single(first), end


@dataclass(frozen=True, slots=True)
class Copy:
    """The row `target` as a copy of the template's row `source`, in a group of rows."""

    growth: Growth
    source: int
    target: int
    group: tuple[int, int]
    """First and last row of data of its group."""
    subtotal: int
    """The row of its group's subtotal."""

    def single(self, row: int, fixed: bool) -> int:
        """Return the row a reference means: its own, its neighbour above, its group's, or a fixed one."""
        if fixed or row > self.growth.bottom:
            return self.growth.single(row)
        if self.growth.top <= row != self.source:
            return self.group[0] if self.target == self.subtotal else self.subtotal
        return row + self.target - self.source

    def span(self, first: int, last: int, fixed: bool) -> tuple[int, int]:
        """Return the rows of a range; in a subtotal, one over the sample row is over the group."""
        if fixed:
            return self.growth.span(first, last)
        grows = self.growth.top <= first <= self.growth.bottom
        if self.target == self.subtotal and grows and first == last != self.source:
            return self.group
        return self.single(first, False), self.single(last, False)


@dataclass(frozen=True, slots=True)
class Moves:
    """How formulas on the sheet `home` follow the rows of the sheet `sheet`."""

    sheet: str
    home: str
    rows: Rows
    spreads: bool = False
    """Whether SUM over one cell of a growing row becomes SUM over all: not in conditions on one cell."""

    def formula(self, text: str) -> str:
        """Return a formula, given without its `=`; raise ValueError for one that cannot be read."""
        tokens = _tokens(text)
        calls: list[str] = []
        for index, token in enumerate(tokens):
            if token.type == Token.FUNC:
                calls = [*calls, token.value[:-1].upper()] if token.subtype == Token.OPEN else calls[:-1]
            elif token.type == Token.OPERAND and token.subtype == Token.RANGE:
                alone = self.spreads and bool(calls) and calls[-1] in _ADDING_UP and _alone(tokens, index)
                token.value = self._reference(token.value, alone)
        return "".join(token.value for token in tokens)

    def name(self, text: str) -> str:
        """Return what a name or a chart's series stands for: one cell of a growing row is a column."""
        return self._reference(text, True) if _REFERENCE.fullmatch(text) else self.formula(text)

    def references(self, text: str) -> str:
        """Return a list of ranges (`sqref`): each is wholly on the sheet, and grows with it."""
        return " ".join(self._reference(each, True) for each in text.split(" "))

    def places(self, text: str) -> str:
        """Return a list of ranges where one cell stays one: what is selected, where a pane begins."""
        return " ".join(self._reference(each, False) for each in text.split(" "))

    def _reference(self, text: str, spread: bool) -> str:
        found = _REFERENCE.fullmatch(text)
        if not found or not self._is_meant(found["sheet"]) or not (found["column"] or found["last_row"]):
            return text
        sheet, column, first, last_column = (
            found[each] or "" for each in ("sheet", "column", "row", "last_column")
        )
        last = found["last_row"]
        if not last and not spread:
            return f"{sheet}{column}{_moved(first, self.rows.single(*_read(first)))}"
        (start, fixed), (end, end_fixed) = _read(first), _read(last or first)
        if fixed == end_fixed:
            start, end = self.rows.span(start, end, fixed)
        else:
            start, end = self.rows.single(start, fixed), self.rows.single(end, end_fixed)
        begin = f"{sheet}{column}{_moved(first, start)}"
        return (
            begin
            if not last and start == end
            else f"{begin}:{last_column or column}{_moved(last or first, end)}"
        )

    def _is_meant(self, prefix: str | None) -> bool:
        if not prefix:
            return self.home == self.sheet
        return prefix[:-1].strip("'").replace("''", "'").casefold() == self.sheet.casefold()


def far_references(text: str, top: int, bottom: int) -> list[str]:
    """Return the references of a growing row's formula that would run away when it is copied down.

    Without a `$` it may refer to growing rows and, as a running total does, to the row above them.
    """
    found: list[str] = []
    for token in _tokens(text):
        match = _REFERENCE.fullmatch(token.value) if token.subtype == Token.RANGE else None
        for end in (match["row"], match["last_row"]) if match and not match["sheet"] else ():
            if end and not end.startswith("$") and not (top - 1 <= int(end) <= bottom):
                found.append(token.value)
    return list(dict.fromkeys(found))


def _tokens(text: str) -> list[Token]:
    try:
        return list(Tokenizer(f"={text}").items)
    except Exception as error:  # the tokenizer raises IndexError and others beside its own
        raise ValueError(text) from error


def _alone(tokens: list[Token], index: int) -> bool:
    """Return whether a reference is a whole argument."""
    before, after = tokens[index - 1], tokens[index + 1] if index + 1 < len(tokens) else None
    opens = before.subtype == Token.OPEN or before.type == Token.SEP
    return opens and after is not None and (after.subtype == Token.CLOSE or after.type == Token.SEP)


def _read(row: str) -> tuple[int, bool]:
    return int(row.lstrip("$")), row.startswith("$")


def _moved(row: str, to: int) -> str:
    return f"${to}" if row.startswith("$") else str(to)
