"""Formulas of an office's workbook that follow the rows of its table."""

import re
from collections.abc import Sequence
from typing import Final

from openpyxl.formula.tokenizer import Token, Tokenizer

from docgen.diagnostics import Mistake, Words
from docgen.patterns import regex
from docgen.records import record
from docgen.renderers.excel.office_template.growth import Rows, Run

_REFERENCE: Final = regex(
    r"(?P<sheet>(?:'(?:[^']|'')+'|[^'!\[\]:]+)!)?"
    r"(?P<column>\$?[A-Za-z]{1,3})?(?P<row>\$?[0-9]{1,7})"
    r"(?::(?P<last_column>\$?[A-Za-z]{1,3})?(?P<last_row>\$?[0-9]{1,7}))?"
)
_ADDING_UP: Final = frozenset(
    (
        *("SUM", "AVERAGE", "COUNT", "COUNTA", "MAX", "MIN", "PRODUCT", "SUBTOTAL", "MEDIAN"),
        *("STDEV", "STDEV.S", "STDEV.P", "STDEVP", "VAR", "VAR.S", "VAR.P", "VARP"),
    )
)
"""Functions over a column: Excel's own AutoSum writes `SUM(C5)` below a single row."""
_TAKING_SEVERAL: Final = _ADDING_UP | {
    *("AVERAGEA", "MAXA", "MINA", "SUMSQ", "GEOMEAN", "HARMEAN", "DEVSQ", "AVEDEV", "MODE", "MODE.SNGL"),
    *("CONCAT", "TEXTJOIN", "AND", "OR"),
}
"""Functions that take any number of ranges, one behind the other."""
_TAKING_UNIONS: Final = frozenset(
    (
        *("RANK", "RANK.EQ", "RANK.AVG", "LARGE", "SMALL"),
        *("PERCENTILE", "PERCENTILE.INC", "QUARTILE", "QUARTILE.INC"),
    )
)
"""Functions that take several ranges in parentheses in the place of one."""
_LOOKING_UP: Final = frozenset(
    ("VLOOKUP", "HLOOKUP", "LOOKUP", "XLOOKUP", "MATCH", "XMATCH", "INDEX", "ROW", "COLUMN", "COLUMNS")
)
"""Functions that look for one row: subtotals between the rows do not change what they find."""
_MOST_RANGES: Final = 250
"""How many ranges a function gets: Excel takes 255 arguments."""


@record
class _Moved:
    """A reference in its new place: the rows of each part, and the words around them."""

    found: re.Match[str]
    span: Run
    runs: Sequence[Run]

    @property
    def whole(self) -> str:
        """The reference without a gap."""
        return self._said(self.span)

    @property
    def parts(self) -> list[str]:
        """A reference for each of its parts."""
        return [self._said(run) for run in self.runs]

    def _said(self, run: Run) -> str:
        sheet, column, first, last_column, last = (
            self.found[each] or "" for each in ("sheet", "column", "row", "last_column", "last_row")
        )
        begin = f"{sheet}{column}{_moved(first, run[0])}"
        if not last and run[0] == run[1]:
            return begin
        return f"{begin}:{last_column or column}{_moved(last or first, run[1])}"


@record
class Moves:
    """How formulas on the sheet `home` follow the rows of the sheet `sheet`."""

    sheet: str
    home: str
    rows: Rows
    spreads: bool = False
    """Whether SUM over one cell of a growing row becomes SUM over all: not in conditions on one cell."""

    def formula(self, text: str) -> str:
        """Return a formula, given without its `=`.

        Raises ValueError for one that cannot be read, and Mistake for one that cannot leave subtotals out.
        """
        tokens = _tokens(text)
        calls: list[str] = []
        for index, token in enumerate(tokens):
            if token.type == Token.FUNC:
                calls = [*calls, _function(token)] if token.subtype == Token.OPEN else calls[:-1]
            elif token.type == Token.OPERAND and token.subtype == Token.RANGE:
                call = calls[-1] if calls else ""
                token.value = self._operand(token.value, call, _alone(tokens, index))
        return "".join(token.value for token in tokens)

    def name(self, text: str) -> str:
        """Return what a name or a chart's series stands for: one cell of a growing row is a column."""
        return ",".join(self._parts(text)) if _REFERENCE.fullmatch(text) else self.formula(text)

    def ranges(self, text: str) -> str:
        """Return a list of ranges (`sqref`): each is wholly on the sheet, and grows with it."""
        return " ".join(part for each in text.split(" ") for part in self._parts(each))

    def references(self, text: str) -> str:
        """Return a range that has no gaps (`ref`), or several: each grows with the sheet."""
        moved = ((self._follow(each, True), each) for each in text.split(" "))
        return " ".join(found.whole if found else each for found, each in moved)

    def places(self, text: str) -> str:
        """Return a list of ranges where one cell stays one: what is selected, where a pane begins."""
        moved = ((self._follow(each, False), each) for each in text.split(" "))
        return " ".join(found.whole if found else each for found, each in moved)

    def _operand(self, text: str, call: str, alone: bool) -> str:
        moved = self._follow(text, self.spreads and alone and call in _ADDING_UP)
        if moved is None:
            return text
        if len(moved.runs) == 1:
            return moved.parts[0]
        if call in _LOOKING_UP:
            return moved.whole
        if len(moved.runs) > _MOST_RANGES:
            raise Mistake("too-many-groups", *_too_many(text, len(moved.runs)))
        if alone and call in _TAKING_SEVERAL:
            return ",".join(moved.parts)
        if alone and call in _TAKING_UNIONS:
            return f"({','.join(moved.parts)})"
        raise Mistake("one-range-only", *_one_range(text, call))

    def _parts(self, text: str) -> list[str]:
        moved = self._follow(text, True)
        return moved.parts if moved else [text]

    def _follow(self, text: str, spread: bool) -> _Moved | None:
        """Return where a reference is; None for one that is not to the sheet, or no reference to cells."""
        found = _REFERENCE.fullmatch(text)
        if not found or not self._is_meant(found["sheet"]) or not (found["column"] or found["last_row"]):
            return None
        first, last = found["row"], found["last_row"]
        (start, fixed), (end, end_fixed) = _read(first), _read(last or first)
        if not last and not spread:
            row = self.rows.single(start, fixed)
            return _Moved(found, (row, row), ((row, row),))
        if fixed == end_fixed:
            span = self.rows.span(start, end, fixed)
        else:
            span = self.rows.span(start, start, fixed)[0], self.rows.span(end, end, end_fixed)[1]
        return _Moved(found, span, self.rows.runs(start, end, span))

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


def _function(token: Token) -> str:
    return str(token.value[:-1].upper().removeprefix("_XLFN."))


def _alone(tokens: list[Token], index: int) -> bool:
    """Return whether a reference is a whole argument."""
    before, after = tokens[index - 1], tokens[index + 1] if index + 1 < len(tokens) else None
    opens = before.subtype == Token.OPEN or before.type == Token.SEP
    return opens and after is not None and (after.subtype == Token.CLOSE or after.type == Token.SEP)


def _read(row: str) -> tuple[int, bool]:
    return int(row.lstrip("$")), row.startswith("$")


def _moved(row: str, to: int) -> str:
    return f"${to}" if row.startswith("$") else str(to)


def _one_range(text: str, call: str) -> tuple[Words, Words]:
    what = Words(f"函数 {call} ", call) if call else Words("这里", "the formula")
    return (
        Words(
            f"{what.zh}只能用一个连续的区域，{text} 却被小计行隔成几段",
            f"{what.en} takes one range only, and subtotals part {text} into several",
        ),
        Words(
            "在小计行里按组算，合计处把小计行的这一格加起来；要连小计行一起算，区域就同时写上示例行和小计行",
            "compute it for each group in the row of subtotals and add that cell up; "
            "to count the subtotals in, let the range cover both rows",
        ),
    )


def _too_many(text: str, count: int) -> tuple[Words, Words]:
    return (
        Words(
            f"小计行把 {text} 隔成了 {count} 段，Excel 的函数最多用 {_MOST_RANGES} 段",
            f"subtotals part {text} into {count} ranges, and a function of Excel's takes {_MOST_RANGES}",
        ),
        Words(
            "合计写 {{ total.栏编号 }}，或者分成几张表",
            "type {{ total.COLUMN }} for the total, or split the table",
        ),
    )
