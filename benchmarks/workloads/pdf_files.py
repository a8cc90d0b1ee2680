"""Twenty Word files to PDF, where LibreOffice is installed."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import content
from harness import Comparison, Goal, Side

from docgen.diagnostics import DocgenError
from docgen.renderers.pdf import convert, find_soffice
from docgen.renderers.word import render

_COUNT = 20
_SECONDS = 600.0


def comparisons(folder: Path) -> Iterator[Comparison]:
    """Yield the comparison with a bare call over all files."""
    try:
        soffice = find_soffice()
    except DocgenError:
        return
    project = content.project(folder / "project", _COUNT)
    template = project.template("notice.docx")
    files = [
        (f"{number}.docx", render(document, template))
        for number, document in enumerate(content.Notices(project).documents())
    ]
    for name, data in files:
        (folder / name).write_bytes(data)
    command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    paths = [str(folder / name) for name, _ in files]

    def bare() -> None:
        out = folder / "bare"
        subprocess.run(
            [*command, "--convert-to", "pdf", "--outdir", str(out), *paths], check=True, capture_output=True
        )
        made = list(out.glob("*.pdf"))
        assert len(made) == _COUNT
        for path in made:
            path.unlink()

    yield Comparison(
        f"{_COUNT} Word files to PDF",
        [Side("docgen", lambda: _convert(files)), Side("one soffice call", bare)],
        [Goal("one soffice call", 1.4)],
        rounds=3,
    )


def _convert(files: list[tuple[str, bytes]]) -> None:
    made = convert(files, _SECONDS)
    assert len(made) == len(files) and all(data.startswith(b"%PDF") for data in made)
