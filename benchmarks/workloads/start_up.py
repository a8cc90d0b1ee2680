"""Programs from the shell: help, a build of one program, a build with nothing to do."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import content
from dialects import DOCXTPL, template
from harness import Comparison, Goal, Side

_SCRIPT = """\
import io, json, sys
from docxtpl import DocxTemplate
from openpyxl import Workbook
from openpyxl.styles import Border, Font, Side
data = json.load(open(sys.argv[1], encoding="utf-8"))
word = DocxTemplate(sys.argv[2])
word.render(data, autoescape=True)
word.save(sys.argv[3] + ".docx")
book = Workbook()
sheet = book.active
thin = Side(style="thin")
for row in [["序号", "承储地区", "规模", "配额指标", "备注"], *[list(r.values()) for r in data["rows"]]]:
    sheet.append(row)
for cells in sheet.iter_rows():
    for cell in cells:
        cell.font, cell.border = Font(name="仿宋"), Border(thin, thin, thin, thin)
book.save(sys.argv[3] + ".xlsx")
"""
_HELP_ROUNDS = 15
_BYTE_CODE = str(Path(tempfile.gettempdir(), "docgen-benchmark-byte-code"))


def comparisons(folder: Path) -> Iterator[Comparison]:
    """Yield what a user waits for."""
    project = content.project(folder / "project", 1)
    (document,) = content.Notices(project).documents()
    (folder / "data.json").write_text(json.dumps(content.plain(document)), encoding="utf-8")
    (folder / "docxtpl.docx").write_bytes(template(DOCXTPL))
    (folder / "bare.py").write_text(_SCRIPT, encoding="utf-8")
    names = [str(folder / name) for name in ("data.json", "docxtpl.docx", "bare")]
    bare = Side("bare docxtpl and openpyxl", _run(sys.executable, str(folder / "bare.py"), *names))
    docgen = (sys.executable, "-m", "docgen", "-C", str(project.root))
    source = project.root / "content" / "2025" / "quota-0.yaml"
    text = source.read_text(encoding="utf-8")
    stocks = count(1001)

    def changed(*options: str) -> None:
        source.write_text(text.replace("stock: 1000", f"stock: {next(stocks)}"), encoding="utf-8")
        _run(*docgen, "build", "2025", *options)()

    yield Comparison(
        "`docgen --help` against `python -c 'import click'`",
        [
            Side("docgen --help", _run(*docgen, "--help")),
            Side("import click", _run(sys.executable, "-c", "import click")),
        ],
        [Goal("import click", 0.5)],
        rounds=_HELP_ROUNDS,
    )
    yield Comparison(
        "one changed program, cold: `docgen build` (YAML, checks, Word, Excel, verify)",
        [Side("docgen build", changed), bare],
        [Goal("bare docxtpl and openpyxl", 1)],
        remark="The script reads JSON and renders; it reads no YAML, checks nothing and verifies nothing.",
    )
    yield Comparison(
        "one changed program, cold, `--to docx`",
        [Side("docgen build --to docx", lambda: changed("--to", "docx")), bare],
    )
    yield Comparison(
        "one program, cold: `docgen check`",
        [Side("docgen check", _run(*docgen, "check", "2025")), bare],
        [Goal("bare docxtpl and openpyxl", 1)],
    )
    yield Comparison(
        "one unchanged program, cold: `docgen build` with nothing to do",
        [Side("docgen build", _run(*docgen, "build", "2025")), bare],
        [Goal("bare docxtpl and openpyxl", 2)],
    )


def _run(*command: str) -> Callable[[], None]:
    # Byte code is kept, as it is after an installation.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    own = {"PYTHONPATH": str(content.ROOT / "src"), "PYTHONPYCACHEPREFIX": _BYTE_CODE}

    def work() -> None:
        subprocess.run(command, check=True, capture_output=True, env=kept | own)

    return work
