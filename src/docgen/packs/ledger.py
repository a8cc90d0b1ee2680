"""Which packs are done: a line for each unit with its files' hashes, so that a run can go on."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from fractions import Fraction
from pathlib import Path
from typing import IO, Final

from docgen.records import record
from docgen.writer import place, refusal

_WHOLE: Final = ".docgen.packs.jsonl"
_PARTS: Final = ".docgen.packs.*-of-*.jsonl"
_STAGING: Final = ".docgen.staging"

Shard = tuple[int, int]
"""Which part of how many: 2, 5 is the second fifth of the units."""


@record
class Entry:
    """One unit's finished pack."""

    unit: str
    inputs: str
    """The hash of all that it was made from."""
    files: Mapping[str, str]
    """Names below the packs folder, with the SHA-256 of what was written."""
    figures: Mapping[str, Fraction] = field(default_factory=dict)

    def line(self) -> str:
        """Return it as a line of the ledger."""
        numbers = {id: str(number) for id, number in self.figures.items()}
        fields = {"unit": self.unit, "inputs": self.inputs, "files": dict(self.files), "figures": numbers}
        return json.dumps(fields, ensure_ascii=False) + "\n"


class Ledger:
    """The ledger of one packs folder; every shard writes a file of its own, and all are read."""

    def __init__(self, folder: Path, shard: Shard) -> None:
        self._folder = folder
        self._whole = folder / _WHOLE
        number, parts = shard
        self._own = self._whole if parts == 1 else folder / _PARTS.replace("*", "{}").format(number, parts)

    @contextmanager
    def writing(self) -> Iterator["Noting"]:
        """Yield what notes finished packs; a run that is killed keeps every line that was written.

        Raises DocgenError.
        """
        try:
            with self._own.open("ab+") as file:
                if file.tell() and not _ends_a_line(file):
                    file.write(b"\n")  # a run was killed in the middle of a line
                yield Noting(file)
        except OSError as error:
            raise refusal(error, self._own) from error

    def settle(self, units: Iterable[str], inputs: str) -> tuple[str, ...] | None:
        """Leave one line a unit, in order, and return the files that are of none of them any more.

        Where a unit has no line yet nothing is changed, and None returned: another shard is at work on it.
        """
        lines: dict[str, str] = {}
        current: dict[str, Mapping[str, str]] = {}
        files: set[str] = set()
        for entry in self.entries():
            files.update(entry.files)
            if entry.inputs == inputs:
                lines[entry.unit], current[entry.unit] = entry.line(), entry.files
        order = list(units)
        if not all(unit in lines for unit in order):
            return None
        parts = list(self._folder.glob(_PARTS))
        place(self._whole, "".join(lines[unit] for unit in order).encode(), self._folder / _STAGING)
        for part in parts:
            part.unlink(missing_ok=True)
        return tuple(sorted(files.difference(*(current[unit] for unit in order))))

    def entries(self) -> Iterator[Entry]:
        """Yield what the ledger holds; of a unit noted twice the later line counts."""
        for path in (self._whole, *sorted(self._folder.glob(_PARTS))):
            try:
                with path.open(encoding="utf-8", errors="replace") as file:
                    yield from (entry for line in file if (entry := _entry(line)))
            except FileNotFoundError:
                continue
            except OSError as error:
                raise refusal(error, path) from error


class Noting:
    """An open ledger."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def add(self, lines: Sequence[str]) -> None:
        """Note finished packs."""
        self._file.write("".join(lines).encode())
        self._file.flush()


def _ends_a_line(file: IO[bytes]) -> bool:
    file.seek(-1, os.SEEK_END)
    return file.read(1) == b"\n"


def _entry(line: str) -> Entry | None:
    """Return the entry on a line, None for one that is damaged or that a killed run left unfinished."""
    try:
        fields = json.loads(line)
        texts = (fields["unit"], fields["inputs"], *fields["files"], *fields["files"].values())
        figures = {id: Fraction(number) for id, number in fields["figures"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return None
    if not all(isinstance(text, str) for text in texts):
        return None
    return Entry(fields["unit"], fields["inputs"], fields["files"], figures)
