"""Which packs are done: a line for each unit with its files' hashes, so that a run can go on."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Final

from docgen.writer import place

_NAME: Final = ".docgen.packs.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit's finished pack."""

    unit: str
    inputs: str
    """The hash of all that it was made from."""
    files: Mapping[str, str]
    """Paths below the packs folder, with the SHA-256 of what was written."""
    figures: Mapping[str, Fraction] = field(default_factory=dict)

    def is_whole(self, folder: Path) -> bool:
        """Whether its files are in `folder` just as they were written."""
        return all(_hash(folder / name) == sha for name, sha in self.files.items())

    def line(self) -> str:
        """Return it as a line of the ledger."""
        numbers = {id: str(number) for id, number in self.figures.items()}
        fields = {"unit": self.unit, "inputs": self.inputs, "files": dict(self.files), "figures": numbers}
        return json.dumps(fields, ensure_ascii=False) + "\n"


class Ledger:
    """The ledger of one packs folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _NAME
        self._folder = folder

    def done(self, inputs: str) -> set[str]:
        """Return the units whose packs were made from `inputs` and are still as they were written."""
        entries = (entry for entry in self.entries() if entry.inputs == inputs)
        return {entry.unit for entry in entries if entry.is_whole(self._folder)}

    def add(self, entry: Entry) -> None:
        """Note a finished pack; a run that is killed keeps every line that was written."""
        with self._path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(entry.line())

    def settle(self, units: Iterable[str], inputs: str) -> tuple[str, ...]:
        """Leave one line a unit, in order, and return the files that are of none of them any more."""
        lines: dict[str, str] = {}
        files: set[str] = set()
        for entry in self.entries():
            files |= entry.files.keys()
            if entry.inputs == inputs:
                lines[entry.unit] = entry.line()
        text = "".join(lines[unit] for unit in units)
        place(self._path, text.encode())
        current = {name for line in text.splitlines() if (kept := _entry(line)) for name in kept.files}
        return tuple(sorted(files - current))

    def entries(self) -> Iterator[Entry]:
        """Yield what the ledger holds; of a unit noted twice the later line counts."""
        try:
            with self._path.open(encoding="utf-8", errors="replace") as file:
                yield from (entry for line in file if (entry := _entry(line)))
        except FileNotFoundError:
            return


def _entry(line: str) -> Entry | None:
    """Return the entry on a line, None for one that a killed run left unfinished."""
    try:
        fields = json.loads(line)
        figures = {id: Fraction(number) for id, number in fields["figures"].items()}
        return Entry(fields["unit"], fields["inputs"], fields["files"], figures)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _hash(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
