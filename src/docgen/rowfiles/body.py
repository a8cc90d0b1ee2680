"""The rows below a header: units kept, totals, notes and blank lines left out, and each of it told."""

from collections.abc import Sequence
from dataclasses import field
from typing import NamedTuple

from docgen.diagnostics import Severity, Words
from docgen.patterns import regex
from docgen.reader.characters import unprintable_name
from docgen.records import record
from docgen.rowfiles.cells import Fault, cell_name, comparable, value_text
from docgen.rowfiles.grid import Grid
from docgen.rowfiles.header import Header, Wanted
from docgen.rowfiles.report import Report, listed

_TOTAL = regex(r".{0,12}(?:合计|总计|小计|共计|累计)(?:\(.*\)|:)?")
_NOTE = regex(
    r"(?:注|备注|说明|填表人?|填报人|填报单位|制表人?|审核人?|负责人|联系人|联系电话|单位|日期)\d*[:.、]"
)
_COUNTING = frozenset({"栏次", "行次"})
_BRACES = regex(r"\{\{|\}\}|\{%|\{#|｛｛|｝｝")


class SheetRow(NamedTuple):
    """A unit's row: its place from 1 and its cells as texts by key; empty cells are left out."""

    line: int
    cells: dict[str, str]


@record(frozen=False)
class _Skipped:
    totals: list[tuple[int, int]] = field(default_factory=list)
    notes: list[tuple[int, int]] = field(default_factory=list)

    def add(self, row: int, raw: Sequence[object]) -> None:
        """Keep a row that no column of the table has a cell in."""
        kept = self.totals if _is_total(_first_text(raw)) else self.notes
        kept.append((row, _first_column(raw)))


def read_body(
    grid: Grid, header: Header, wanted: Sequence[Wanted], units: Sequence[str], report: Report
) -> list[SheetRow]:
    """Return the rows of units; `units` are the keys that name one, the first that a row has counts."""
    _fill_merged(grid, header, wanted)
    columns = tuple(header.columns.items())
    named = [key for key in units if key in header.columns]
    unit_column = header.columns[named[0]]
    # A long printed table repeats its header on every page.
    said = _header_texts(grid, header)
    skipped = _Skipped()
    rows: list[SheetRow] = []
    for index in range(header.bottom + 1, len(grid.rows)):
        raw = grid.rows[index]
        cells, faulty = _texts(raw, columns)
        if not cells and not faulty:
            if any(map(value_text, raw)):
                # In a column that nothing asks for: a line below the table, and no row of it.
                skipped.add(index, raw)
            continue
        label = next((cells[key] for key in named if key in cells), "")
        if _is_total(label or _first_text(raw)):
            skipped.totals.append((index, _first_column(raw)))
        elif not faulty and all(map(_is_note, cells.values())):
            skipped.notes.append((index, _first_column(raw)))
        elif faulty or any(comparable(text) not in said[key] for key, text in cells.items()):
            _report_faults(report, index, raw, faulty)
            if label:
                rows.append(SheetRow(index + 1, cells))
            else:
                report.error("missing-name", (index, unit_column), *_no_name(cells))
    _report_skipped(report, skipped)
    _report_hidden(report, grid, {row.line - 1 for row in rows} if grid.hidden else set())
    return rows


def _texts(
    raw: Sequence[object], columns: Sequence[tuple[str, int]]
) -> tuple[dict[str, str], list[tuple[int, str]]]:
    """Return a row's cells as texts, and those that no text can be made of with what is wrong."""
    cells: dict[str, str] = {}
    faulty: list[tuple[int, str]] = []
    width = len(raw)
    for key, column in columns:
        value = raw[column] if column < width else ""
        if value == "" or value is None:
            continue
        if type(value) is Fault:
            faulty.append((column, value.seen))
            continue
        text = value_text(value)
        if text:
            cells[key] = text
            if not text.isalnum() and (unprintable_name(text) or _BRACES.search(text)):
                faulty.append((column, text))
    return cells, faulty


def _fill_merged(grid: Grid, header: Header, wanted: Sequence[Wanted]) -> None:
    """Write the text of a merged cell into each row that it covers, once where it covers several columns."""
    filling = sorted(
        header.columns[entry.key] for entry in wanted if entry.fills and entry.key in header.columns
    )
    for area in grid.merged:
        column = next((place for place in filling if area.left <= place <= area.right), None)
        if column is None or area.top <= header.bottom:
            continue
        value = grid.at(area.top, area.left)
        for row in grid.rows[area.top : area.bottom + 1]:
            row.extend([""] * (column + 1 - len(row)))
            row[column] = value


def _first_column(raw: Sequence[object]) -> int:
    return next((column for column, value in enumerate(raw) if value not in ("", None)), 0)


def _first_text(raw: Sequence[object]) -> str:
    return next((value for value in raw if isinstance(value, str) and value.strip()), "")


def _is_total(label: str) -> bool:
    return "计" in label and bool(_TOTAL.fullmatch(comparable(label)))


def _is_note(label: str) -> bool:
    text = comparable(label)
    return text in _COUNTING or bool(_NOTE.match(text))


def _header_texts(grid: Grid, header: Header) -> dict[str, set[str]]:
    lines = range(header.top, header.bottom + 1)
    said = {key: [grid.at(line, column) for line in lines] for key, column in header.columns.items()}
    return {key: {comparable(value_text(text)) for text in texts} for key, texts in said.items()}


def _report_faults(
    report: Report, row: int, raw: Sequence[object], faulty: Sequence[tuple[int, str]]
) -> None:
    for column, seen in faulty:
        value = raw[column]
        if not isinstance(value, Fault):
            report.error(*_unprintable(seen, (row, column)))
        elif seen:
            words = Words(f"这一格是错误值 {seen}", f"the cell holds the error {seen}")
            report.error("error-value", (row, column), words, _MEND_FORMULA)
        else:
            words = Words("这一格的公式没有保存结果", "the formula of this cell was saved without its result")
            report.error("no-result", (row, column), words, _SAVE_AGAIN)


def _unprintable(text: str, at: tuple[int, int]) -> tuple[str, tuple[int, int], Words, Words]:
    braces = _BRACES.search(text)
    if braces:
        words = Words(
            f"数据文件里的字照原样印出，不能有“{braces[0]}”",
            f"texts are printed as typed: no `{braces[0]}`",
        )
        return "braces-as-text", at, words, Words("删去它，写上要印的字", "write what is to be printed")
    name = unprintable_name(text) or Words("看不见的控制字符", "control character")
    words = Words(f"这一格里有{name.zh}，公文里印不出来", f"a {name.en}, which no notice can print")
    return "unprintable-character", at, words, Words("重新输入这一格", "type the cell again")


def _no_name(cells: dict[str, str]) -> tuple[Words, Words]:
    seen = "、".join(list(cells.values())[:3])
    words = Words(
        f"这一行有数（{seen}）没有名称" if seen else "这一行没有名称", f"the row ({seen}) has no name"
    )
    return words, Words(
        "写上名称；不是数据的行请删去，合计行写上“合计”", "write it; remove the row if it is no data"
    )


def _report_skipped(report: Report, skipped: _Skipped) -> None:
    for id, cells, what in (
        ("skipped-total", skipped.totals, Words("合计行", "total rows")),
        ("skipped-note", skipped.notes, Words("说明行", "notes")),
    ):
        if cells:
            names = listed([cell_name(row + 1, column + 1) for row, column in cells])
            words = Words(f"没有读入{what.zh}：{names.zh}", f"{what.en} are not read: {names.en}")
            report.remark(id, cells[0], (words, _SKIPPED_HINTS[id]), Severity.HINT)


def _report_hidden(report: Report, grid: Grid, read: set[int]) -> None:
    hidden = [row for row in grid.hidden if row in read]
    if hidden:
        names = listed([str(row + 1) for row in hidden])
        words = Words(f"隐藏的行也读入了：第 {names.zh} 行", f"hidden rows are read, too: {names.en}")
        hint = Words("取消隐藏核对一遍，不要的行请删去", "show them and look; remove those not meant")
        report.remark("hidden-row", (hidden[0], 0), (words, hint), Severity.WARNING)


_SKIPPED_HINTS = {
    "skipped-total": Words("合计由表格的 total 算出", "the table's `total` adds up"),
    "skipped-note": Words("要印的说明写进方案的文字", "write what is to be printed into the program"),
}
_MEND_FORMULA = Words("改好这一格的公式，或填上数字", "mend the formula, or type the number")
_SAVE_AGAIN = Words("用 Excel 或 WPS 打开，保存一次", "open the file in Excel or WPS and save it")
