"""Document → proof, and from a slip in the proof back to the data that printed it."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import field
from itertools import accumulate

from docgen.diagnostics import Address, DataPath, Mend
from docgen.document import Document, Paragraph, Run, Table
from docgen.model.evaluation import Evaluation
from docgen.model.values import Date
from docgen.model.walk import texts
from docgen.printed_rows import PlainCells
from docgen.proof import Line, Proof, Slip
from docgen.reader import Data, Source
from docgen.records import record

_AS_ISSUED = frozenset({"as", "mark", "reason"})
"""What is typed under these keys is meant as it stands: it is reported, never mended."""


@record
class Place:
    """Where a slip was typed, and how it can be mended there."""

    at: Address
    mend: Mend | None = None


_Runs = tuple[Run, ...] | tuple[PlainCells, int]
"""The runs of a line, or the cell that has them: few lines are asked for theirs."""


def _runs(found: _Runs) -> tuple[Run, ...]:
    match found:
        case PlainCells() as cells, int(place):
            cell = cells[place]
            return cell.paragraphs[0].runs if cell else ()
    return found


@record
class PrintedProof:
    """The proof of a program's notice."""

    proof: Proof
    source: Source
    runs: tuple[_Runs, ...] = field(repr=False)

    def place(self, slip: Slip) -> Place:
        """Return where the first character of `slip` was typed."""
        run, start = self._run(slip)
        seen = run.text[start : start + slip.end - slip.start]
        if run.origin is None:
            return Place(Address(self.source.file))
        if run.origin.expression and slip.in_text:
            return Place(run.origin.at)
        at, exact = self._read(run, start, seen) if run.origin.expression else self._typed(run, start, seen)
        whole = exact and len(seen) == slip.end - slip.start and at.path[-1] not in _AS_ISSUED
        return Place(at, Mend(seen, slip.mend) if whole and slip.mend is not None else None)

    def literal(self, slip: Slip) -> bool:
        """Return whether the first character of `slip` was typed as it is printed."""
        run, _ = self._run(slip)
        return run.origin is not None and not run.origin.expression

    def _run(self, slip: Slip) -> tuple[Run, int]:
        """Return the run that holds the first character of `slip`, and how far into it that stands."""
        runs = _runs(self.runs[slip.line])
        starts = [0, *accumulate(len(run.text) for run in runs)]
        index = min(bisect_right(starts, slip.start) - 1, len(runs) - 1)
        return runs[index], slip.start - starts[index]

    def _typed(self, run: Run, start: int, seen: str) -> tuple[Address, bool]:
        """Return where characters of literal text were typed, and whether exactly there."""
        assert run.origin  # noqa: S101 - the caller has asked
        at = run.origin.at
        if at.file != self.source.file:
            return at._replace(offset=at.offset + start), False
        value = _value(self.source.data, at.path)
        if isinstance(value, str) and value.startswith(seen, at.offset + start):
            return at._replace(offset=at.offset + start), True
        return _inside(value, at, (run.text, start, seen)) or (at, False)

    def _read(self, run: Run, start: int, seen: str) -> tuple[Address, bool]:
        """Return where characters that an expression has read were typed, and whether exactly there."""
        assert run.origin  # noqa: S101 - the caller has asked
        for read in run.origin.reads:
            # A value in its long form prints what stands beside it under `as`.
            path = read.path[:-1] if read.path[-1:] == ("value",) else read.path
            value = _value(self.source.data, path) if read.file == self.source.file else None
            if found := _inside(value, Address(read.file, path), (run.text, start, seen)):
                return found
        return (run.origin.reads[0] if len(run.origin.reads) == 1 else run.origin.at), False


def printed_proof(source: Source, evaluation: Evaluation, document: Document) -> PrintedProof:
    """Return the proof of a composed program."""
    found = [(line, runs) for line, runs in _lines(document) if line.text.strip()]
    program, office = evaluation.program, evaluation.office
    given = program.notice.date.value if program.notice and program.notice.date else None
    proof = Proof(
        tuple(line for line, _ in found),
        program.year,
        given.day if isinstance(given, Date) else None,
        office.wordings,
        office.phrases,
    )
    return PrintedProof(proof, source, tuple(runs for _, runs in found))


def _lines(document: Document) -> Iterator[tuple[Line, _Runs]]:
    tables = 0
    for block in document.flow():
        if isinstance(block, Table):
            yield from _cells(block, tables)
            tables += 1
        elif isinstance(block, Paragraph):
            yield Line(block.role, block.text), block.runs


def _cells(table: Table, number: int) -> Iterator[tuple[Line, _Runs]]:
    for cells in (row.cells for row in table.rows):
        if type(cells) is PlainCells:
            for place, (role, text) in enumerate(zip(cells.roles, cells.texts, strict=True)):
                yield Line(role, text, number), (cells, place)
        else:
            for paragraph in (paragraph for cell in cells if cell for paragraph in cell.paragraphs):
                yield Line(paragraph.role, paragraph.text, number), paragraph.runs


def _value(data: Data, path: DataPath) -> Data:
    for step in path:
        inside = isinstance(data, dict) and step in data
        if not inside and not (isinstance(data, list) and isinstance(step, int) and step < len(data)):
            return None
        data = data[step]  # type: ignore[index]
    return data


def _inside(value: Data, at: Address, printed: tuple[str, int, str]) -> tuple[Address, bool] | None:
    """Return where characters stand in the texts of `value`; what is printed as issued comes first.

    `printed` is the run, the place of the characters in it, and the characters.
    """
    if value is None:
        return None
    run, start, seen = printed
    found = sorted(texts(value), key=lambda entry: "as" not in entry[0])
    for path, text in found:
        if (whole := text.find(run)) >= 0:
            return Address(at.file, (*at.path, *path), whole + start), True
    places = ((path, text.find(seen)) for path, text in found)
    return next(
        ((Address(at.file, (*at.path, *path), offset), False) for path, offset in places if offset >= 0), None
    )
