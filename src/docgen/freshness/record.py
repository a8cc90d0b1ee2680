"""What earlier builds have made and from what, kept beside their output in `build/.docgen.2025.json`.

Each entry is true for ever: from inputs with this digest came these findings, and files of these bytes.
Whether it is of use is seen by looking at the inputs and the files; what is damaged is as good as absent.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from docgen.diagnostics import Diagnostic, DocgenError, Mend, Severity, Span, Words
from docgen.freshness.digest import digest_of
from docgen.records import record
from docgen.writer import place


@record
class MadeFile:
    """One file of the output."""

    name: str
    content: str
    """The digest of what of the document it prints."""
    templates: Mapping[str, str]
    """The digest of each file that it was made with, by name."""
    data: tuple[str, ...]
    """The data that it shows, as `content/2025/name.yaml: targets[0]`."""
    bytes: str
    """The digest of the file itself."""
    size: int

    def is_whole(self, folder: Path) -> bool:
        """Return whether the file is in `folder` as it was made: nobody has edited or removed it."""
        path = folder / self.name
        with suppress(OSError):
            if not path.is_symlink() and path.is_file() and path.stat().st_size == self.size:
                return digest_of(path.read_bytes()) == self.bytes
        return False


@record
class MadeProgram:
    """What was found in one program, and its files by format."""

    inputs: str
    diagnostics: tuple[Diagnostic, ...]
    marks: tuple[Diagnostic, ...]
    """What a person must still confirm."""
    files: Mapping[str, tuple[MadeFile, ...]] = field(default_factory=dict)
    notes: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)
    """How its files, built in these formats, differ from the sealed ones, where its year is sealed."""
    open: tuple[Diagnostic, ...] = ()
    """What shows that its notice is a draft."""

    def notes_on(self, formats: Sequence[str]) -> tuple[Words, ...]:
        """Return what there is to say of its files in these formats."""
        return self.notes.get(",".join(formats), ())

    def with_notes(self, formats: Sequence[str], notes: tuple[Words, ...]) -> "MadeProgram":
        """Return the program with what there is to say of its files in these formats."""
        return replace(self, notes={**self.notes, ",".join(formats): notes})

    def has_notes_on(self, formats: Sequence[str]) -> bool:
        """Return whether it is known what there is to say of its files in these formats."""
        return ",".join(formats) in self.notes


@record
class Shared:
    """What was found in the files that all programs share."""

    inputs: str
    diagnostics: tuple[Diagnostic, ...]


@record
class Losses:
    """What the PDF files of some programs do not show on this computer."""

    inputs: str
    notes: tuple[Words, ...]


@record
class Record:
    """All that is known of the builds of one year."""

    shared: Shared | None = None
    losses: Losses | None = None
    programs: Mapping[str, MadeProgram] = field(default_factory=dict)

    def with_program(self, name: str, made: MadeProgram) -> "Record":
        """Return the record with a program made; from the same inputs, files of other formats stay known."""
        before = self.programs.get(name)
        if before and before.inputs == made.inputs:
            made = replace(made, files={**before.files, **made.files}, notes={**before.notes, **made.notes})
        return replace(self, programs={**self.programs, name: made})


def record_file(out: Path, year: int, *, public: bool) -> Path:
    """Return where the record of a year is kept in the output folder."""
    return out / f".docgen.{year}{'.public' if public else ''}.json"


def load_record(file: Path) -> Record:
    """Return what is known of the builds of a year; nothing where that cannot be read."""
    with suppress(OSError, ValueError, LookupError, TypeError, AttributeError):
        check, _, data = file.read_bytes().partition(b"\n")
        if check.decode("ascii") == digest_of(data):
            return _record(json.loads(data))
    return Record()


def save_record(record: Record, file: Path) -> None:
    """Keep `record` for the next build; where that cannot be, the next build does all of its work."""
    data = json.dumps(_plain_record(record), indent=1, sort_keys=True).encode("ascii")
    with suppress(DocgenError):
        place(file, digest_of(data).encode("ascii") + b"\n" + data, file.parent)


def _plain_record(record: Record) -> dict[str, Any]:
    shared, losses = record.shared, record.losses
    return {
        "shared": shared and {"inputs": shared.inputs, "found": _plain_all(shared.diagnostics)},
        "losses": losses and {"inputs": losses.inputs, "notes": losses.notes},
        "programs": {name: _plain_program(made) for name, made in record.programs.items()},
    }


def _plain_program(made: MadeProgram) -> dict[str, Any]:
    return {
        "inputs": made.inputs,
        "found": _plain_all(made.diagnostics),
        "marks": _plain_all(made.marks),
        "open": _plain_all(made.open),
        "notes": dict(made.notes),
        "files": {
            format: [
                {
                    "name": file.name,
                    "content": file.content,
                    "templates": dict(file.templates),
                    "data": file.data,
                    "bytes": file.bytes,
                    "size": file.size,
                }
                for file in files
            ]
            for format, files in made.files.items()
        },
    }


def _plain_all(diagnostics: Sequence[Diagnostic]) -> list[list[Any]]:
    return [[each.id, each.severity, each.span, each.message, each.hint, each.mend] for each in diagnostics]


def _record(plain: dict[str, Any]) -> Record:
    shared, losses = plain["shared"], plain["losses"]
    return Record(
        shared and Shared(shared["inputs"], _diagnostics(shared["found"])),
        losses and Losses(losses["inputs"], tuple(Words(*note) for note in losses["notes"])),
        {name: _program(made) for name, made in plain["programs"].items()},
    )


def _program(plain: dict[str, Any]) -> MadeProgram:
    return MadeProgram(
        plain["inputs"],
        _diagnostics(plain["found"]),
        _diagnostics(plain["marks"]),
        {
            format: tuple(MadeFile(**{**file, "data": tuple(file["data"])}) for file in files)
            for format, files in plain["files"].items()
        },
        {formats: tuple(Words(*note) for note in notes) for formats, notes in plain["notes"].items()},
        _diagnostics(plain["open"]),
    )


def _diagnostics(plain: list[list[Any]]) -> tuple[Diagnostic, ...]:
    return tuple(
        Diagnostic(
            id, Severity(severity), Span(*span), Words(*message), hint and Words(*hint), mend and Mend(*mend)
        )
        for id, severity, span, message, hint, mend in plain
    )
