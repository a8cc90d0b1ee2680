"""Finds the header of a sheet: below titles, in one row or several, with merged cells."""

from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import NamedTuple

from docgen.diagnostics import Severity, Words
from docgen.records import record
from docgen.rowfiles.cells import cell_name, cleaned, comparable, value_text
from docgen.rowfiles.grid import Grid
from docgen.rowfiles.report import Report, listed

_ROWS_SEARCHED = 60
_COLUMNS_SEARCHED = 500
_LEVELS = 3
_WIDEST_GROUP = 30
"""Columns that a group above them is looked for, where no merged cell tells its width."""


class Wanted(NamedTuple):
    """A column that is looked for."""

    key: str
    names: tuple[str, ...]
    """What its header may say, the best first."""
    fills: bool = False
    """Whether a merged cell's text holds for each row that it covers; a number would be counted twice."""
    needed: bool = True


@record(frozen=False)
class Header:
    """Where the header stands, and the column of each key, from 0."""

    top: int
    bottom: int
    columns: dict[str, int] = field(default_factory=dict)
    doubled: dict[str, list[int]] = field(default_factory=dict)
    """The columns that say the same, where a key finds several."""


def find_header(grid: Grid, wanted: Sequence[Wanted]) -> Header | None:
    """Return the rows in which most of the wanted headers stand; None when none of them does."""
    search = _Search(grid)
    found = [
        _matched(search, bottom - depth, bottom, wanted)
        for bottom in range(min(_ROWS_SEARCHED, len(grid.rows)))
        for depth in range(min(_LEVELS, bottom + 1))
    ]
    best = max(found, key=lambda header: (_score(header), header.top - header.bottom, -header.bottom))
    if not _score(best):
        return None
    columns = {*best.columns.values()}
    for area in grid.merged:
        if best.top <= area.top <= best.bottom and columns & {*range(area.left, area.right + 1)}:
            best.bottom = max(best.bottom, area.bottom)
    return best


def report_header(
    report: Report, grid: Grid, header: Header, wanted: Sequence[Wanted], ignored: Sequence[str]
) -> None:
    """Report the headers that are missing, that stand twice, and the columns that nothing asks for."""
    texts = dict(_Search(grid).texts(header.bottom))
    for column in wanted:
        if len(same := header.doubled.get(column.key, [])) > 1:
            cells = "、".join(cell_name(header.bottom + 1, place + 1) for place in same)
            words = Words(
                f"表头“{column.names[-1]}”有 {len(same)} 栏：{cells}",
                f"`{column.names[-1]}` is the header of {len(same)} columns: {cells}",
            )
            report.error("doubled-header", (header.bottom, same[1]), words, _QUALIFY)
        elif column.needed and column.key not in header.columns:
            _missing(report, grid, (header.bottom, 0), column, texts)
    used = {*header.columns.values(), *(place for same in header.doubled.values() for place in same)}
    known = {comparable(name) for name in ignored}
    spare = [place for place, text in texts.items() if place not in used and comparable(text) not in known]
    if spare:
        names = listed([f"“{texts[place]}”" for place in spare])
        words = Words(f"没有用到的栏：{names.zh}", f"columns that are not used: {names.en}")
        hint = Words(
            "不用的不必理会；要用的，在表格的栏里写 header", "to use one, write `header` in a column"
        )
        report.remark("unused-column", (header.bottom, spare[0]), (words, hint), Severity.HINT)


def no_header(report: Report, grid: Grid, wanted: Sequence[Wanted]) -> None:
    """Report that the sheet has none of the headers."""
    names = listed([f"“{column.names[0]}”" for column in wanted if column.needed])
    words = Words(f"这张表里找不到表头{names.zh}", f"the sheet has no header {names.en}")
    report.error("missing-header", (0, 0), words, _other_sheets(grid))


def _missing(report: Report, grid: Grid, at: tuple[int, int], column: Wanted, texts: dict[int, str]) -> None:
    name = column.names[0]
    words = Words(f"没有表头是“{name}”的栏", f"no column has the header `{name}`")
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    near = get_close_matches(name, list(texts.values()), n=1, cutoff=0.4)
    hint = _other_sheets(grid)
    if near:
        place = next(place for place, text in texts.items() if text == near[0])
        cell = cell_name(at[0] + 1, place + 1)
        hint = Words(
            f"如果就是 {cell} 的“{near[0]}”，在表格的这一栏写 header: {near[0]}",
            f"if it is `{near[0]}` in {cell}, write `header: {near[0]}` in the column",
        )
    report.error("missing-header", at, words, hint)


def _other_sheets(grid: Grid) -> Words:
    if grid.others:
        names = listed(grid.others)
        return Words(
            f"检查表头；另有工作表：{names.zh}，在文件名后写 #工作表名",
            f"check the header; other sheets: {names.en}; write #SHEET behind the file's name",
        )
    return Words(
        "检查表头，或在表格的栏里用 header 写明它", "check the header, or name it with `header` in the column"
    )


class _Search:
    """The texts of a sheet's upper rows, with merged cells filled."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self.width = min(_COLUMNS_SEARCHED, max(len(row) for row in grid.rows[: 2 * _ROWS_SEARCHED]))
        self._covered = {
            (row, column): (area.top, area.left)
            for area in grid.merged
            if area.top < _ROWS_SEARCHED
            for row in range(area.top, min(area.bottom, area.top + _LEVELS) + 1)
            for column in range(area.left, min(area.right, self.width) + 1)
        }
        self._known: dict[tuple[int, int], str] = {}

    def text(self, row: int, column: int) -> str:
        """Return what the cell says, made comparable; a covered one says what its merged cell does."""
        at = self._covered.get((row, column), (row, column))
        if at not in self._known:
            self._known[at] = comparable(value_text(self._grid.at(*at)))
        return self._known[at]

    def names(self, top: int, bottom: int, column: int) -> set[str]:
        """Return what the header in these rows may be called: its own words, and with those above it."""
        levels: list[str] = []
        for row in range(top, bottom + 1):
            text = self.text(row, column) or (self._left(row, bottom, column) if row < bottom else "")
            if text and text not in levels[-1:]:
                levels.append(text)
        return {"".join(levels[level:]) for level in range(len(levels))}

    def texts(self, row: int) -> Iterator[tuple[int, str]]:
        """Yield the headers of a row as they are written, by column."""
        for column in range(self.width):
            at = self._covered.get((row, column), (row, column))
            raw = self._grid.at(*at)
            if isinstance(raw, str) and cleaned(raw):
                yield column, " ".join(cleaned(raw).split())

    def _left(self, row: int, bottom: int, column: int) -> str:
        """Return the group that an empty upper cell belongs to, where the file tells of no merged cells."""
        if self._grid.merged or not self.text(bottom, column):
            return ""
        nearby = range(column, max(-1, column - _WIDEST_GROUP), -1)
        return next((text for place in nearby if (text := self.text(row, place))), "")


def _matched(search: _Search, top: int, bottom: int, wanted: Sequence[Wanted]) -> Header:
    places: dict[str, list[int]] = {}
    for column in range(search.width):
        for name in search.names(top, bottom, column):
            places.setdefault(name, []).append(column)
    header = Header(top, bottom)
    for entry in wanted:
        found = next((places[name] for name in map(comparable, entry.names) if name in places), [])
        if len(found) == 1:
            header.columns[entry.key] = found[0]
        elif found:
            header.doubled[entry.key] = found
    return header


def _score(header: Header) -> int:
    return 2 * len(header.columns) + len(header.doubled)


_QUALIFY = Words(
    "改其中一个表头；上面有栏组的，把栏组也写上，如 header: 2024年人数",
    "change one of them; where a group stands above, write both: `header: 2024年人数`",
)
