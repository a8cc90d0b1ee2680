"""Documents into verified files: rendered where what they print has changed, else left as they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from docgen.document import Document
from docgen.freshness import Losses, MadeFile, MadeProgram, Memory, losses_inputs
from docgen.freshness.content import content_digest, data_shown
from docgen.freshness.digest import digest, digest_of
from docgen.freshness.origin import docgen_itself
from docgen.loader import Library
from docgen.model.evaluation import Evaluation
from docgen.outcome import BuildOptions
from docgen.records import record
from docgen.writer import file_name

if TYPE_CHECKING:
    from docgen.renderers.formats import Part

Known = Mapping[str, tuple[MadeFile, ...]]
"""Files by format that are in their places as they were made."""

PDF_SECONDS = 120
"""How long LibreOffice may take for one notice before it is given up."""


@record
class Composed:
    """A program of a year as it will be printed."""

    year: int
    file: Path
    evaluation: Evaluation
    document: Document

    @property
    def program(self) -> str:
        """What the program is called: the stem of its file."""
        return self.file.stem


@record
class BuiltFile:
    """A file of the output."""

    program: Path
    """The file of its program."""
    path: Path
    format: str
    made: MadeFile
    data: bytes | None
    """None where the file is in its place already."""

    def contents(self) -> bytes:
        """Return its bytes, those of its place where it is there."""
        return self.path.read_bytes() if self.data is None else self.data


class Press:
    """Makes the files of programs, one program after another."""

    def __init__(self, library: Library, options: BuildOptions) -> None:
        self._library = library
        self._options = options

    def files(self, job: Composed, known: Known = MappingProxyType({})) -> Iterator[BuiltFile]:
        """Yield each file of a program; its Word file, too, where only a PDF is wanted.

        Those that are among the `known` ones are not made.
        """
        from docgen.renderers.formats import formats  # noqa: PLC0415 - only what is printed needs them

        folder = (self._options.out or self._library.project.build) / str(job.year) / job.program
        edition = "（公开稿）" if self._options.public else ""
        for format in dict.fromkeys("docx" if name == "pdf" else name for name in self._options.formats):
            document = job.document
            if formats()[format].shows_places:
                document = replace(document, places=self._library.places(document))
            for part in formats()[format].parts(document):
                path = folder / file_name(f"{part.stem}{edition}", f".{format}")
                content = digest(docgen_itself(), content_digest(part.content, origins=part.shows_origins))
                made, data = _found(known, (format, path.name, content)), None
                if made is None or not self._is_current(made):
                    data, templates = self._rendered(document, format, part)
                    made = MadeFile(path.name, content, templates, (), digest_of(data), len(data))
                made = replace(made, data=data_shown(part.content))
                yield BuiltFile(job.file, path, format, made, data)

    def _is_current(self, made: MadeFile) -> bool:
        template = self._library.project.template
        return all(digest_of(template(name)) == was for name, was in made.templates.items())

    def _rendered(self, document: Document, format: str, part: "Part") -> tuple[bytes, dict[str, str]]:
        """Return the verified bytes of a file, and the digest of each template that it was made with."""
        from docgen.renderers.formats import render_part  # noqa: PLC0415
        from docgen.verifier import verify  # noqa: PLC0415 - reads Word and Excel

        templates: dict[str, str] = {}

        def template(name: str) -> bytes:
            data = self._library.project.template(name)
            templates[name] = digest_of(data)
            return data

        data = render_part(format, part, template)
        verify(f"{part.stem}.{format}", data, document)
        return data, templates


def pdfs(files: Sequence[BuiltFile], memory: Memory) -> Iterator[BuiltFile]:
    """Yield the PDF of each Word file; those to be made come from one run of LibreOffice."""
    from docgen.freshness.computer import computer  # noqa: PLC0415 - only PDF needs LibreOffice
    from docgen.renderers.pdf import convert  # noqa: PLC0415

    here = computer()
    notices = [file for file in files if file.format == "docx"]
    contents = [digest(here, file.made.bytes) for file in notices]
    known = [
        _found(memory.files(file.program), ("pdf", _pdf(file).name, content))
        for file, content in zip(notices, contents, strict=True)
    ]
    missing = [
        (file.path.name, file.contents()) for file, made in zip(notices, known, strict=True) if not made
    ]
    fresh = iter(convert(missing, PDF_SECONDS * len(missing)))
    for file, content, made in zip(notices, contents, known, strict=True):
        name = _pdf(file).name
        if made:
            yield BuiltFile(file.program, _pdf(file), "pdf", made, None)
        else:
            data = next(fresh)
            its = MadeFile(name, content, {}, file.made.data, digest_of(data), len(data))
            yield BuiltFile(file.program, _pdf(file), "pdf", its, data)


def losses(files: Sequence[BuiltFile], programs: Sequence[MadeProgram], memory: Memory) -> Losses:
    """Return what the PDF files of `programs` do not show as Word does."""
    from docgen.renderers.pdf_losses import losses as lost  # noqa: PLC0415

    inputs = losses_inputs(programs)
    known = memory.losses(inputs)
    if known is None:
        known = lost([file.contents() for file in files if file.format == "docx"])
    return Losses(inputs, known)


def _found(known: Known, wanted: tuple[str, str, str]) -> MadeFile | None:
    """Return the known file of this format, name and content."""
    format, name, content = wanted
    same = (each for each in known.get(format, ()) if (each.name, each.content) == (name, content))
    return next(same, None)


def _pdf(file: BuiltFile) -> Path:
    return file.path.with_suffix(".pdf")
