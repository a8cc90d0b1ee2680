"""The gallery in examples/gallery, built; `python -m tests.gallery` draws its page pictures anew."""

import io
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pypdfium2

from docgen.pipeline import BuildOptions, Outcome, build
from docgen.project import Project
from docgen.renderers.pdf import convert

ROOT: Final = Path(__file__).parents[1]
FOLDER: Final = ROOT / "examples" / "gallery"
PICTURES: Final = ROOT / "docs" / "images" / "gallery"
YEAR: Final = 2025
_DOTS_PER_INCH: Final = 56
_BETWEEN: Final = 6
_SECONDS: Final = 180


def built(out: Path) -> Outcome:
    """Return the outcome of building the whole gallery into `out`."""
    return build(Project(FOLDER), YEAR, (), BuildOptions(out=out), lambda _program: None)


def notices(outcome: Outcome) -> dict[str, Path]:
    """Return the Word file of each program."""
    return {file.path.parent.name: file.path for file in outcome.written if file.path.suffix == ".docx"}


def pdfs(files: Sequence[Path]) -> list[pypdfium2.PdfDocument]:
    """Return the printed pages of Word files, all from one run of LibreOffice."""
    made = convert([(file.name, file.read_bytes()) for file in files], _SECONDS)
    return [pypdfium2.PdfDocument(pdf) for pdf in made]


def draw() -> None:
    """Write a picture of the pages of each notice, side by side."""
    with TemporaryDirectory() as folder:
        found = notices(built(Path(folder)))
        for name, pdf in zip(found, pdfs(list(found.values())), strict=True):
            pages = [page.render(scale=_DOTS_PER_INCH / 72).to_pil() for page in pdf]
            (PICTURES / f"{name}.png").write_bytes(_side_by_side(pages))


def _side_by_side(pages: Sequence[Any]) -> bytes:
    from PIL import Image  # noqa: PLC0415 - only drawing needs it

    width = sum(page.width for page in pages) + _BETWEEN * (len(pages) + 1)
    height = max(page.height for page in pages) + 2 * _BETWEEN
    sheet, left = Image.new("RGB", (width, height), "#c8c8c8"), _BETWEEN
    for page in pages:
        sheet.paste(page, (left, _BETWEEN))
        left += page.width + _BETWEEN
    buffer = io.BytesIO()
    sheet.quantize(64).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


if __name__ == "__main__":
    PICTURES.mkdir(parents=True, exist_ok=True)
    draw()
