"""A build after each save, until it is told to stop."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from threading import Event
from typing import Final

from docgen.diagnostics import DocgenError, Words
from docgen.freshness import replayed
from docgen.outcome import BuildOptions, Outcome
from docgen.pipeline import build
from docgen.project import Project
from docgen.records import record

_QUIET: Final = 15
"""Milliseconds without a further change after which a save is over: editors write, rename and touch."""
_LONGEST: Final = 150
"""Milliseconds after which a build begins although changes keep coming."""
_BEFORE: Final = 500
"""Milliseconds after which it is seen whether anything was saved while the first build ran."""
_SHADOWS: Final = (".", "~$")
_PASSING: Final = ("~", ".tmp", ".swp")
"""How names begin and end of what editors put beside a file while it is open or being saved."""


@record
class Build:
    """The build that is done again and again."""

    project: Project
    year: int
    programs: Sequence[str]
    options: BuildOptions

    def outcome(self) -> Outcome | DocgenError:
        """Return what comes of building now; what keeps docgen from it can be mended meanwhile."""
        what = self.project, self.year, self.programs, self.options
        try:
            return replayed(*what) or build(*what, lambda _program: None)
        except DocgenError as error:
            return error


def watch(wanted: Build, told: Callable[[Outcome | DocgenError, float], None], stop: Event) -> None:
    """Build, and build again whenever a file of the office is saved, until `stop` is set.

    Calls `told` with what came of it and the seconds it took: the first time, and whenever a file was written
    or something else was found than before. Raises DocgenError where the office cannot be watched.
    """
    said: object = None
    for _ in _saves(wanted.project, stop):
        start = time.perf_counter()
        outcome = wanted.outcome()
        seconds = time.perf_counter() - start
        if _says(outcome) != said or _has_written(outcome):
            told(outcome, seconds)
        said = _says(outcome)
        wanted = replace(wanted, options=replace(wanted.options, force=False))


def _saves(project: Project, stop: Event) -> Iterator[None]:
    """Yield once, then after each save."""
    try:
        import watchfiles  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise _NOT_INSTALLED from error
    yield
    folders = [folder for folder in (project.content, project.templates) if folder.is_dir()]
    turns = watchfiles.watch(
        *folders,
        watch_filter=lambda _change, path: _matters(path),
        debounce=_LONGEST,
        step=_QUIET,
        stop_event=stop,
        rust_timeout=_BEFORE,
        yield_on_timeout=True,
    )
    first = True
    try:
        for changes in turns:
            if changes or first:
                yield
            first = False
    except OSError as error:
        raise _unwatchable(error) from error


def _matters(path: str) -> bool:
    name = PurePath(path).name
    return not name.startswith(_SHADOWS) and not name.endswith(_PASSING)


def _says(outcome: Outcome | DocgenError) -> object:
    if isinstance(outcome, DocgenError):
        return outcome.message, outcome.hint
    return outcome.diagnostics, outcome.notes


def _has_written(outcome: Outcome | DocgenError) -> bool:
    return isinstance(outcome, Outcome) and any(file.status == "written" for file in outcome.written)


def _unwatchable(error: OSError) -> DocgenError:
    return DocgenError(
        Words(f"没法监视文件夹：{error}", f"the folders cannot be watched: {error}"),
        Words(
            "设环境变量 WATCHFILES_FORCE_POLLING=1 再试，或不用 --watch",
            "set WATCHFILES_FORCE_POLLING=1, or build without --watch",
        ),
    )


_NOT_INSTALLED: Final = DocgenError(
    Words("--watch 要用 watchfiles，这台电脑上没有安装", "--watch needs watchfiles, which is not installed"),
    Words('请运行 pip install "docgen[watch]"', 'install it with: pip install "docgen[watch]"'),
)
