"""What units filed, written into the program's text: values in place, new rows behind, all else kept."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from docgen.decoder import decode
from docgen.diagnostics import DocgenError, Words
from docgen.formatter import format_text
from docgen.formatter.parts import Kind, comments
from docgen.model.program import Program
from docgen.patterns import regex
from docgen.reader import Source, read_text
from docgen.roller.tree import Node, tree

Cells = Mapping[str, str]
"""The filed values of one unit by column, as an author would type them."""
Filed = Mapping[str, Mapping[str, Cells]]
"""The filed values by table and unit."""

_PLAIN: Final = regex(r"[\w（“《㎡][\w（）“”《》、。；：·.%/+-]*(?: [\w（）“”《》、。；：·.%/+-]+)*")
_WORDS_OF_YAML: Final = frozenset({"null", "true", "false", "yes", "no", "on", "off"})


class _Edit(NamedTuple):
    start: int
    end: int
    new: str


def with_results(source: Source, filed: Filed) -> str:
    """Return the text of a program with `filed` in its `results`, comments and all else kept.

    Raises DocgenError rather than lose a comment or write what cannot be read.
    """
    text = source.text.replace("\r\n", "\n")
    edited = _Results(text).edited(filed)
    done = format_text(edited) if _is_formatted(text) else edited
    _require_whole(source, done, filed)
    return done.replace("\n", "\r\n") if "\r\n" in source.text else done


class _Results:
    """The edits of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._edits: list[_Edit] = []

    def edited(self, filed: Filed) -> str:
        root = tree(self._text)
        results = root.entries.get("results")
        if results is None:
            end = len(self._text.rstrip())
            self._insert(end, f"\n\nresults:{_tables(filed, 2)}")
        elif not results.items:
            self._fill(results, filed)
        else:
            for table, units in filed.items():
                self._add_units(results, table, units)
        made, at = [], 0
        for edit in sorted(self._edits, key=lambda edit: edit.start):
            made += [self._text[at : edit.start], edit.new]
            at = edit.end
        return "".join(made) + self._text[at:]

    def _fill(self, results: Node, filed: Filed) -> None:
        """Put tables into a `results` that is empty."""
        start = self._text.index(":", results.key_end or results.at) + 1
        self._edits.append(_Edit(start, max(start, results.end), _tables(filed, 2)))

    def _add_units(self, results: Node, table: str, units: Mapping[str, Cells]) -> None:
        item = next((item for item in results.items if _value(item, "table") == table), None)
        if item is None:
            last = results.items[-1]
            if results.in_brackets:
                self._insert(
                    last.end, f", {{table: {scalar(table)}, rows: [{', '.join(map(_row, units.items()))}]}}"
                )
            else:
                self._insert(self._line_end(last.end), _tables({table: units}, self._dash(last)))
            return
        rows = item.entries.get("rows")
        known = {_value(row, "id"): row for row in rows.items} if rows else {}
        fresh: list[tuple[str, Cells]] = []
        for unit, cells in units.items():
            if unit in known:
                self._set_cells(known[unit], cells)
            else:
                fresh.append((unit, cells))
        if fresh and rows:
            self._add_rows(rows, fresh)

    def _add_rows(self, rows: Node, fresh: Sequence[tuple[str, Cells]]) -> None:
        written = [_row(each) for each in fresh]
        if not rows.items:
            indent = self._indent(rows.at) + 2
            start = self._text.index(":", rows.key_end or rows.at) + 1
            lines = "".join(f"\n{' ' * indent}- {row}" for row in written)
            self._edits.append(_Edit(start, max(start, rows.end), lines))
        elif rows.in_brackets:
            self._insert(rows.items[-1].end, "".join(f", {row}" for row in written))
        else:
            last = rows.items[-1]
            indent = self._dash(last)
            self._insert(self._line_end(last.end), "".join(f"\n{' ' * indent}- {row}" for row in written))

    def _set_cells(self, row: Node, cells: Cells) -> None:
        last = list(row.entries.values())[-1]
        for column, text in cells.items():
            typed = row.entries.get(column)
            if typed is not None:
                self._set(typed, scalar(text))
            elif row.in_brackets:
                self._insert(last.end, f", {column}: {scalar(text)}")
            else:
                indent = last.at - self._line_start(last.at)
                self._insert(self._line_end(last.end), f"\n{' ' * indent}{column}: {scalar(text)}")

    def _set(self, typed: Node, new: str) -> None:
        """Replace a value; of one in the long form, what it is."""
        if typed.kind is Kind.MAPPING and "value" in typed.entries:
            typed = typed.entries["value"]
        if typed.end > typed.start:
            self._edits.append(_Edit(typed.start, typed.end, new))
        else:
            self._insert(self._text.index(":", typed.key_end or typed.at) + 1, f" {new}")

    def _insert(self, at: int, new: str) -> None:
        self._edits.append(_Edit(at, at, new))

    def _dash(self, item: Node) -> int:
        """Return the column of the dash before an item."""
        start = self._line_start(item.at)
        return self._text.rindex("-", start, item.at) - start

    def _indent(self, index: int) -> int:
        line = self._text[self._line_start(index) : index]
        return len(line) - len(line.lstrip(" "))

    def _line_start(self, index: int) -> int:
        return self._text.rfind("\n", 0, index) + 1

    def _line_end(self, index: int) -> int:
        end = self._text.find("\n", index)
        return len(self._text) if end < 0 else end


def scalar(text: str) -> str:
    """Return `text` as a YAML value: plain where that reads the same, else in quotes."""
    if _PLAIN.fullmatch(text) and not text.endswith(":") and text.lower() not in _WORDS_OF_YAML:
        return text
    return json.dumps(text, ensure_ascii=False)


def _tables(filed: Filed, dash: int) -> str:
    return "".join(_table(table, units, dash) for table, units in filed.items())


def _table(table: str, units: Mapping[str, Cells], dash: int) -> str:
    indent = " " * dash
    rows = "".join(f"\n{indent}    - {_row(each)}" for each in units.items())
    return f"\n{indent}- table: {scalar(table)}\n{indent}  rows:{rows}"


def _row(unit: tuple[str, Cells]) -> str:
    id, cells = unit
    entries = {"id": id} | dict(cells)
    return "{" + ", ".join(f"{key}: {scalar(text)}" for key, text in entries.items()) + "}"


def _value(mapping: Node, key: str) -> str | None:
    node = mapping.entries.get(key)
    return node.value if node else None


def _is_formatted(text: str) -> bool:
    try:
        return format_text(text) == text
    except DocgenError:
        return False


def _require_whole(source: Source, done: str, filed: Filed) -> None:
    """Make sure that the text says what was filed, and still has every comment."""
    after, _ = read_text(done, source.file)
    program = decode(after, Program)[0] if after else None
    before, kept = (sorted(each.text.rstrip() for each in comments(text)) for text in (source.text, done))
    if program is None or kept != before or not frozenset(_listed(filed)) <= _held(program):
        raise DocgenError(
            Words(
                f"“{source.file}”的 results 写法特殊，填报的数没有写入",
                f"the results of {source.file} are written in an unusual way; nothing was taken over",
            ),
            Words(
                "把 results 改成 docgen fmt 的写法再试",
                "write them in the form that docgen fmt gives, then try again",
            ),
        )


_Listed = tuple[str, str, str, str]


def _listed(filed: Filed) -> Iterator[_Listed]:
    for table, units in filed.items():
        for unit, cells in units.items():
            for column, text in cells.items():
                yield table, unit, column, text


def _held(program: Program) -> frozenset[_Listed]:
    return frozenset(
        (result.table, row.id, column, str(cell.get("value") if isinstance(cell, Mapping) else cell))
        for result in program.results
        for row in result.rows
        for column, cell in row.cells.items()
    )
