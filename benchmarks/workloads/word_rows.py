"""A notice with a long annex table: time grows with the rows, and no faster."""

from collections.abc import Iterator
from pathlib import Path

import content
import rivals
from dialects import DOCXTPL, template
from harness import Comparison, Goal, Side
from proof import require_text

from docgen.renderers.word.compiled.template import CompiledTemplate

_GOALS = {100: 0.0, 1_000: 6.0, 10_000: 8.0}
_TIMES = {100: 40, 1_000: 10, 10_000: 3}


def comparisons(folder: Path) -> Iterator[Comparison]:
    """Yield the comparison with docxtpl at each length, and of each length with the next."""
    (document,) = content.Notices(content.project(folder / "project", 1)).documents()
    short = content.plain(document)
    tagged = template(DOCXTPL)
    path = folder / "docxtpl.docx"
    path.write_bytes(tagged)
    compiled = CompiledTemplate(tagged)
    lengths = {rows: {**short, "rows": (short["rows"] * (rows // 20 + 1))[:rows]} for rows in _GOALS}
    for rows, data in lengths.items():
        require_text(compiled.render(data), content.text_of(data))

        def ours(data: dict[str, object] = data, times: int = _TIMES[rows]) -> None:
            for _ in range(times):
                compiled.render(data)

        def naive(data: dict[str, object] = data) -> None:
            rivals.naive(path, data)

        yield Comparison(
            f"one Word table of {rows:,} rows",
            [Side("docgen", ours, _TIMES[rows]), Side("docxtpl", naive)],
            [Goal("docxtpl", _GOALS[rows])] if _GOALS[rows] else [],
        )
    yield Comparison(
        "10,000 rows against ten times 1,000",
        [
            Side("10,000 rows", lambda: _times(compiled, lengths[10_000], 3)),
            Side("10 × 1,000 rows", lambda: _times(compiled, lengths[1_000], 30)),
        ],
        [Goal("10 × 1,000 rows", 0.8)],
    )


def _times(compiled: CompiledTemplate, data: dict[str, object], count: int) -> None:
    for _ in range(count):
        compiled.render(data)
