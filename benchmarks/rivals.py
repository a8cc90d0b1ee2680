"""What people use instead: docxtpl as its manual shows it, docxtemplater and easy-template-x under node."""

import io
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from docxtpl import DocxTemplate

NODE: Final = Path(__file__).parent / "node"
ENGINES: Final = ("docxtemplater", "easy-template-x")


def naive(path: Path, data: dict[str, Any]) -> bytes:
    """Return a notice as a loop around docxtpl makes it: opened, filled and saved for every document."""
    word = DocxTemplate(path)
    word.render(data, autoescape=True)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def node_modules(folder: Path) -> Path | None:
    """Return where the engines for node are installed, in `folder` when nowhere yet; None without node."""
    given = os.environ.get("BENCHMARK_NODE_MODULES")
    if given:
        return Path(given)
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        return None
    shutil.copy(NODE / "package.json", folder)
    command = [npm, "install", "--no-audit", "--no-fund"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    return folder / "node_modules" if done.returncode == 0 else None


def by_node(
    engine: str, template: Path, notices: Sequence[dict[str, Any]], place: tuple[Path, int, Path | None]
) -> float:
    """Return the seconds that an engine takes; `place` is its modules, the count, where the last goes."""
    modules, count, out = place
    command = [
        "node",
        str(NODE / "render.js"),
        engine,
        str(template),
        str(count),
        *([str(out)] if out else []),
    ]
    done = subprocess.run(
        command,
        input=json.dumps(notices).encode(),
        capture_output=True,
        env={**os.environ, "NODE_PATH": str(modules)},
        check=True,
    )
    return float(done.stdout)
