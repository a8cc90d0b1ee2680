"""Where a text is printed in a project's notices, and which line of which file it comes from."""

from collections.abc import Iterator, Sequence

from docgen.diagnostics import Address, Diagnostic, Words
from docgen.document import Provenance
from docgen.loader import Library
from docgen.pipeline import Composed, composed
from docgen.project import Project
from docgen.records import record
from docgen.tracer import Found, Source, find
from docgen.tracer.history import Change, History
from docgen.tracer.search import literal_offset
from docgen.writer import file_name

_AROUND = 12
"""How many characters on each side of the text an excerpt shows."""


@record
class Read:
    """A value that went into a printed one, as it was typed."""

    place: Provenance
    typed: str


@record
class Trace:
    """A run that prints the text or a part of it, and the data behind it."""

    text: str
    place: Provenance
    expression: str
    reads: tuple[Read, ...]
    change: Change | None


@record
class Answer:
    """One printed place of the text."""

    year: int
    program: str
    file: str
    where: Words
    excerpt: str
    formula: str
    """What Excel computes in the cell; empty elsewhere."""
    traces: tuple[Trace, ...]


@record
class Answers:
    """Every printed place, and the programs that could not be looked at."""

    answers: tuple[Answer, ...]
    diagnostics: tuple[Diagnostic, ...]


def where(project: Project, text: str, years: Sequence[int], *, part: bool = False) -> Answers:
    """Return every place in the notices of the years (of all when none is named) that prints `text`."""
    library, jobs = composed(project, years)
    history = History(project.root)
    found = (answer for job in jobs for answer in answers((library, history), job, text, part=part))
    return Answers(tuple(found), tuple(library.diagnostics))


def answers(
    sources: tuple[Library, History], job: Composed, text: str, *, part: bool = False
) -> Iterator[Answer]:
    """Yield every place in one notice that prints `text`."""
    library, history = sources
    for hit in find(job.document, text, part=part):
        yield _answer(library, history, job, hit, text)


def _answer(library: Library, history: History, job: Composed, hit: Found, text: str) -> Answer:
    stem, _, suffix = hit.spot.file.rpartition(".")
    folder = library.project.build / str(job.year) / job.program
    return Answer(
        job.year,
        job.program,
        library.project.shown(folder / file_name(stem, f".{suffix}")),
        hit.spot.where,
        _excerpt(hit, text),
        hit.spot.formula,
        tuple(_traces(library, history, hit)),
    )


def _traces(library: Library, history: History, hit: Found) -> Iterator[Trace]:
    for source in hit.sources:
        at = source.origin.at if source.origin.expression else _literal(library, source)
        place = library.place(at)
        reads = tuple(_read(library, read) for read in dict.fromkeys(source.origin.reads))
        change = history.change(place.span.file, place.span.line)
        yield Trace(source.run.text, place, source.origin.expression, reads, change)


def _literal(library: Library, source: Source) -> Address:
    """Return the address of the very character of a literal run that the text begins with."""
    at = source.origin.at
    file = library.sources.get(at.file)
    typed = file.typed(at.path) if file and not at.key else ""
    return at._replace(offset=literal_offset(typed, source.run, source.offset, at.offset)) if typed else at


def _read(library: Library, at: Address) -> Read:
    source = library.sources.get(at.file)
    return Read(library.place(at), source.typed(at.path) if source else "")


def _excerpt(hit: Found, text: str) -> str:
    """Return the words around the text in its paragraph."""
    words = hit.spot.line.text.replace("\n", "").replace("\t", " ")
    first = hit.sources[0] if hit.sources else None
    start = 0
    if first:
        for run in hit.spot.line.runs:
            if run is first.run:
                start += len(run.text[: first.offset].replace("\n", ""))
                break
            start += len(run.text.replace("\n", ""))
    end = start + len(text)
    before = "…" if start > _AROUND else ""
    after = "…" if end + _AROUND < len(words) else ""
    return f"{before}{words[max(0, start - _AROUND) : end + _AROUND]}{after}"
