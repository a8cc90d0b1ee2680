"""git's diff drivers: `git diff` shows the words of Word and Excel files in this repository."""

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docgen.diagnostics import DocgenError, Words
from docgen.history import git_config
from docgen.project import Project
from docgen.writer import write

_DRIVERS: Final = {"*.docx": "docgen-docx", "*.xlsx": "docgen-xlsx"}


def install(project: Project) -> Iterator[Words]:
    """Name the drivers in `.gitattributes` and set them up in the repository; yield what was done."""
    for driver in _DRIVERS.values():
        if not git_config(project, f"diff.{driver}.textconv", _command()):
            raise DocgenError(
                Words("这个文件夹不在 git 仓库里", "this folder is in no git repository"),
                Words("先运行 git init", "run git init first"),
            )
    path = project.root / ".gitattributes"
    old = path.read_text(encoding="utf-8") if path.is_file() else ""
    missing = [line for line in _lines() if not _names(old, line)]
    if missing:
        text = old if not old or old.endswith("\n") else f"{old}\n"
        write({path: (text + "".join(f"{line}\n" for line in missing)).encode()}, project.root)
        yield Words(
            ".gitattributes 已写上 Word 和 Excel 文件的比较方式，请提交它",
            ".gitattributes names the drivers of Word and Excel files: commit it",
        )
    yield Words(
        "git diff 会显示 Word 和 Excel 文件里的文字；别的电脑上也要运行一次 docgen diff --install-git",
        "git diff shows the words of Word and Excel files; run this once on each computer",
    )


def _command() -> str:
    # The interpreter by its path: git runs where no virtual environment is active.
    return f"{shlex.quote(Path(sys.executable).as_posix())} -m docgen text --textconv"


def _lines() -> Iterator[str]:
    for pattern, driver in _DRIVERS.items():
        yield f"{pattern} diff={driver}"


def _names(text: str, line: str) -> bool:
    pattern, attribute = line.split(" ")
    return bool(re.search(rf"^{re.escape(pattern)}\s.*\b{re.escape(attribute)}\b", text, re.MULTILINE))
