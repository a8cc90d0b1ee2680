"""A thousand Word notices the whole way: evaluated, composed, rendered, verified and written."""

import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar
from xml.parsers import expat

import content
import rivals
from dialects import DOCXTPL, template
from harness import Comparison, Goal, Side

from docgen.collector import look_seldom
from docgen.project import Project
from docgen.renderers.ooxml import deflated, read_parts
from docgen.renderers.word import render
from docgen.verifier import verify
from docgen.writer import write

_COUNT = 1000
_NAIVE_SHARE = 0.1
_PARTS = 20
"""Parts of the work that processes are given, one after the other."""
_STEPS = 200
"""Notices whose steps are timed one by one."""

T = TypeVar("T")


def comparisons(folder: Path) -> Iterator[Comparison]:
    """Yield the comparison with a docxtpl loop, and of two processes with one."""
    look_seldom()  # as processes of docgen do; docxtpl is spared as much
    project = content.project(folder / "project", _COUNT)
    notices = _notices(project.root)
    few = int(_COUNT * _NAIVE_SHARE)
    data = [content.plain(notices.document(number)) for number in range(few)]
    path = folder / "docxtpl.docx"
    path.write_bytes(template(DOCXTPL))

    def naive() -> None:
        for number in range(few):
            rivals.naive(path, data[number])

    shares = _shares(notices, project.root)
    for words, evaluated in (("compose, render, verify, write", True), ("evaluated, too", False)):
        yield Comparison(
            f"{_COUNT:,} notices, whole way ({words})",
            [
                Side("docgen", partial(_whole, project.root, range(_COUNT), evaluated=evaluated)),
                Side("docxtpl", naive, _NAIVE_SHARE),
            ],
            [Goal("docxtpl", 6)] if evaluated else [],
            remark=f"docxtpl renders only: it evaluates, checks and writes nothing. {shares}",
        )
    spawn = multiprocessing.get_context("spawn")  # as docgen does
    with ProcessPoolExecutor(2, mp_context=spawn, initializer=look_seldom) as pool:

        def two() -> None:
            parts = [range(first, _COUNT, _PARTS) for first in range(_PARTS)]
            list(pool.map(_whole, [project.root] * _PARTS, parts))

        yield Comparison(
            f"{_COUNT:,} notices, whole way, two processes against one",
            [Side("two processes", two), Side("one process", partial(_whole, project.root, range(_COUNT)))],
            [Goal("one process", 1.8)],
        )


def _shares(notices: content.Notices, root: Path) -> str:
    """Say what each step takes of docgen's time, and what of it is neither Python nor to be spared."""
    template = (root / "templates" / "notice.docx").read_bytes()
    out = root / "out" / "steps"
    taken = dict.fromkeys(("evaluate", "compose", "render", "verify", "write", "deflate", "parse"), 0.0)

    def timed(step: str, work: Callable[[], T]) -> T:
        start = time.perf_counter()
        done = work()
        taken[step] += time.perf_counter() - start
        return done

    files: dict[Path, bytes] = {}
    for number in range(_STEPS):
        evaluation = timed("evaluate", partial(notices.evaluation, number))
        document = timed("compose", partial(notices.composed, evaluation))
        data = files[out / f"{number}.docx"] = timed("render", partial(render, document, template))
        timed("verify", partial(verify, "notice.docx", data, document))
        text = read_parts(data)["word/document.xml"]
        timed("deflate", partial(deflated, text))
        timed("parse", partial(expat.ParserCreate().Parse, text, True))
    timed("write", partial(write, files, out))
    each = {step: 1000 * seconds / _STEPS for step, seconds in taken.items()}
    steps = ", ".join(f"{step} {each[step]:.2f}" for step in taken if step not in ("deflate", "parse"))
    return (
        f"Milliseconds a notice: {steps}; zlib takes {each['deflate']:.2f} of rendering, "
        f"expat {each['parse']:.2f} of verifying."
    )


@lru_cache(maxsize=1)
def _notices(root: Path) -> content.Notices:
    return content.Notices(Project.find(root))


def _whole(root: Path, numbers: range, *, evaluated: bool = False) -> float:
    """Make notices whose files are not there yet, and return the seconds that it takes."""
    notices = _notices(root)
    evaluations = {number: notices.evaluation(number) for number in numbers if evaluated}
    template = (root / "templates" / "notice.docx").read_bytes()
    # A folder of its own: where files were deleted, ext4 is slow at making new ones.
    out = Path(tempfile.mkdtemp(dir=root))
    start = time.perf_counter()
    files: dict[Path, bytes] = {}
    for number in numbers:
        evaluation = evaluations.pop(number) if evaluated else notices.evaluation(number)
        document = notices.composed(evaluation)
        data = render(document, template)
        verify("notice.docx", data, document)
        files[out / f"{number}.docx"] = data
    write(files, out)
    return time.perf_counter() - start
