"""A thousand Word notices the whole way: evaluated, composed, rendered, verified and written."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path

import content
import rivals
from dialects import DOCXTPL, template
from harness import Comparison, Goal, Side

from docgen.project import Project
from docgen.renderers.word import render
from docgen.verifier import verify
from docgen.writer import write

_COUNT = 200
_NAIVE_SHARE = 0.25
_AT_A_TIME = 25


def comparisons(folder: Path) -> Iterator[Comparison]:
    """Yield the comparison with a docxtpl loop, and of two processes with one."""
    project = content.project(folder / "project", _COUNT)
    notices = _notices(project.root)
    data = [content.plain(notices.document(number)) for number in range(_COUNT)]
    path = folder / "docxtpl.docx"
    path.write_bytes(template(DOCXTPL))

    def naive() -> None:
        for number in range(int(_COUNT * _NAIVE_SHARE)):
            rivals.naive(path, data[number])

    yield Comparison(
        f"{_COUNT} notices, whole way (evaluate, compose, render, verify, write)",
        [Side("docgen", lambda: _whole(project.root, range(_COUNT))), Side("docxtpl", naive, _NAIVE_SHARE)],
        [Goal("docxtpl", 6)],
        remark="docxtpl renders only: it evaluates, checks and writes nothing.",
    )
    with ProcessPoolExecutor(2) as pool:

        def two() -> None:
            halves = [range(0, _COUNT, 2), range(1, _COUNT, 2)]
            list(pool.map(_whole, [project.root] * 2, halves))

        yield Comparison(
            f"{_COUNT} notices, whole way, two processes against one",
            [Side("two processes", two), Side("one process", lambda: _whole(project.root, range(_COUNT)))],
            [Goal("one process", 1.8)],
        )


@lru_cache(maxsize=1)
def _notices(root: Path) -> content.Notices:
    return content.Notices(Project.find(root))


def _whole(root: Path, numbers: range) -> None:
    notices = _notices(root)
    template = (root / "templates" / "notice.docx").read_bytes()
    out = root / "out" / str(numbers.start)
    for start in range(0, len(numbers), _AT_A_TIME):
        files: dict[Path, bytes] = {}
        for number in numbers[start : start + _AT_A_TIME]:
            document = notices.document(number)
            data = render(document, template)
            verify("notice.docx", data, document)
            files[out / f"{number}.docx"] = data
        write(files, out)
