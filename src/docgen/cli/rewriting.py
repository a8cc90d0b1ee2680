"""What `fmt` and `schema` share: files put into the form they should have, or only compared with it."""

from collections.abc import Mapping
from pathlib import Path

import click

from docgen.cli.terminal import say, show_written
from docgen.diagnostics import Words
from docgen.project import Project
from docgen.reporters.page import Lang


def rewrite(files: Mapping[Path, bytes], project: Project, lang: Lang, *, check: bool) -> None:
    """Write those of `files` that differ; with `check` only name them and exit with 1."""
    stale = [path for path, data in files.items() if not path.is_file() or path.read_bytes() != data]
    if not check:
        from docgen.writer import write  # noqa: PLC0415 - --help needs nothing of it

        show_written([file for file in write(files) if file.status == "written"], project, lang)
        say(Words(f"改写了 {len(stale)} 个文件", f"{len(stale)} files rewritten"), lang)
        return
    for path in stale:
        say(Words(f"需要改写：{project.shown(path)}", f"would be rewritten: {project.shown(path)}"), lang)
    click.get_current_context().exit(bool(stale))
