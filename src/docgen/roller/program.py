"""One program rolled forward: a walk over model and text together, each field by its rule."""

from collections.abc import Iterator
from typing import NamedTuple

from docgen.chinese import join
from docgen.diagnostics import Mistake
from docgen.formatter.parts import Kind
from docgen.model.base import Model
from docgen.model.given import Given
from docgen.model.mapping import Field
from docgen.model.names import deadline_value
from docgen.model.program import Deadline, Program, Target
from docgen.model.rolling import Roll
from docgen.model.table import NUMERIC, Column, QuotaTable
from docgen.model.values import Date, DateRange, read_value
from docgen.reader.scalar import place_in_scalar
from docgen.roller.days import DayMover, move_dates
from docgen.roller.edits import Edits
from docgen.roller.tree import Node, tree
from docgen.roller.years import Change, Move, shift_text

_NOT_MOVED = "日期没有改"
_LONGEST = 40

Remarks = list[str]
"""What a person should know of something that was moved, or could not be."""


class Rolled(NamedTuple):
    """A program's text for another year, and how many `as`, `mark` and `set` were taken out of it."""

    text: str
    as_issued: int


class Roller:
    """Rolls one program forward."""

    def __init__(self, text: str, mover: DayMover) -> None:
        """Take the program's text, without marks and with plain line ends."""
        self._text = text
        self._mover = mover
        self._start = mover.move.start
        self._own: frozenset[str] = frozenset()
        self._edits = Edits(text)
        self._as_issued = 0

    def run(self, program: Program) -> Rolled:
        """Return the text of `program`, as decoded from that text, moved to the other year."""
        self._own = frozenset(
            join(body.title) for body in (program.notice, program.plan, program.assignment) if body
        )
        for node, remarks in self._roll(program, tree(self._text)):
            if remarks:
                self._edits.mark(node, remarks)
        for comment in self._edits.comments:
            if f"{self._start}年" in comment.text.replace(" ", ""):
                self._edits.mark_above(comment.start, [f"注释里写着{self._start}年"])
        return Rolled(self._edits.apply(), self._as_issued)

    def _roll(self, model: Model, node: Node) -> Iterator[tuple[Node, Remarks]]:
        """Roll the fields of `model`; yield what is to be said, and where."""
        gone = []
        for name, info in type(model).model_fields.items():
            key = info.alias or name
            child, value = node.entries.get(key), getattr(model, name)
            if child is None:
                continue
            if isinstance(model, QuotaTable) and name == "data_year":
                yield child, list(_results_wanted(model, self._mover.move))
            if isinstance(model, QuotaTable) and name == "rows":
                yield child, self._roll_rows(model, child)
            elif info.roll in (Roll.BLANK, Roll.RESULTS):
                gone.append(key)
                self._as_issued += key in ("as", "mark")
            else:
                yield from self._roll_field(info, value, child)
        self._edits.remove(node, gone)

    def _roll_field(self, info: Field, value: object, node: Node) -> Iterator[tuple[Node, Remarks]]:
        match info.roll:
            case Roll.INCREMENT if isinstance(value, int):
                self._change(node, Change(0, node.value, str(value + self._mover.move.years)))
            case Roll.SHIFT:
                yield node, self._shift(value, node)
            case Roll.REVIEW if info.look:
                yield node, [info.look, *self._shift(value, node)]
            case Roll.REVIEW:
                yield from self._review_entries(value, node)
                return
        for inner, child in _pairs(value, node):
            if isinstance(inner, Model):
                yield from self._roll(inner, child)
            elif isinstance(inner, Given):
                self._forget_the_issued(child)

    def _review_entries(self, value: object, node: Node) -> Iterator[tuple[Node, Remarks]]:
        """Say everything about an entry of a list in one mark, with what it was."""
        for entry, child in _pairs(value, node):
            if isinstance(entry, Model):
                said = [remark for _, remarks in self._roll(entry, child) for remark in remarks]
                yield child, [_former(entry, self._start), *said]

    def _roll_rows(self, table: QuotaTable, node: Node) -> Remarks:
        """Empty the cells that belong to the old year; the others are for a person to look at."""
        remarks: Remarks = []
        kept = False
        for row in node.items:
            gone = []
            for column in table.columns:
                cell = row.entries.get(column.id)
                if cell and _belongs_to_its_year(table, column, cell):
                    gone.append(column.id)
                    self._as_issued += "set" in cell.entries
                elif cell:
                    kept = True
                    self._forget_the_issued(cell)
                    remarks += self._shift_cell(column, cell)
            self._edits.remove(row, gone)
        former = [f"各行是{self._start}年的数据"] if kept and not table.data_year else []
        return [*former, *remarks]

    def _shift_cell(self, column: Column, cell: Node) -> Remarks:
        node = cell.entries.get("value", cell)
        if column.type != "date" or node.kind is not Kind.SCALAR:
            return []
        try:
            value = read_value(node.value)
        except Mistake:
            return []
        return self._move_date(node, value) if isinstance(value, Date | DateRange) else []

    def _forget_the_issued(self, node: Node) -> None:
        """Leave of a value in the long form what is not there to reproduce an issued notice."""
        if "as" not in node.entries:
            return
        self._as_issued += 1
        if node.entries.keys() <= {"value", "as", "reason"} and self._edits.unwrap(
            node, node.entries["value"]
        ):
            return
        self._edits.remove(node, ["as", "reason"])

    def _shift(self, value: object, node: Node) -> Remarks:
        """Move the dates and the year of whatever stands at `node`."""
        if node.items:
            return [remark for inner, child in _pairs(value, node) for remark in self._shift(inner, child)]
        if isinstance(value, Given):
            return self._shift_given(value, node.entries.get("value", node))
        return self._shift_text(node) if node.kind is Kind.SCALAR else []

    def _shift_given(self, given: Given, node: Node) -> Remarks:
        value = given.value
        return self._move_date(node, value) if isinstance(value, Date | DateRange) else self._shift_text(node)

    def _move_date(self, node: Node, value: Date | DateRange) -> Remarks:
        try:
            moved = move_dates(node.value, value, self._mover)
        except (ValueError, OverflowError):
            return [_NOT_MOVED]
        return list(moved.remarks) if self._change(node, moved.change) else [_NOT_MOVED]

    def _shift_text(self, node: Node) -> Remarks:
        shifted = shift_text(node.value, self._mover.move, self._own)
        missed = [change.old for change in shifted.changes if not self._change(node, change)]
        return [*shifted.doubts, *(f"{old}年没有改" for old in missed)]

    def _change(self, node: Node, change: Change) -> bool:
        start = place_in_scalar(self._text, node.start, node.value, change.offset)
        return self._edits.replace(start, change.old, change.new)


def _pairs(value: object, node: Node) -> Iterator[tuple[object, Node]]:
    if isinstance(value, tuple):
        yield from zip(value, node.items, strict=False)
    else:
        yield value, node


def _former(entry: Model, year: int) -> str:
    match entry:
        case Target():
            words = f"{year}年为{entry.value.value.printed()}"
        case Deadline():
            words = f"原为{deadline_value(entry).printed()}"
        case _:
            words = f"{year}年的内容"
    return _one_line(words)


def _one_line(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _results_wanted(table: QuotaTable, move: Move) -> Iterator[str]:
    """Yield what a table of a past year's results must hold, and where formulas would take it from."""
    if table.data_year:
        yield f"表里应是{table.data_year + move.years}年的数"
    taken = [column.label for column in table.columns if "last_year" in (column.formula or "")]
    if taken:
        yield f"{_one_line('、'.join(taken))}取自{move.end - 1}年的方案，看那里是哪一年的数"


def _belongs_to_its_year(table: QuotaTable, column: Column, cell: Node) -> bool:
    counted = table.data_year is not None and (column.type in NUMERIC or column.type == "date")
    return counted or column.input or "set" in cell.entries
