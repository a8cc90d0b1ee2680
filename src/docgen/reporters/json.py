"""For scripts: an array of objects, both languages in each."""

from collections.abc import Iterator

from docgen.reporters.page import Piece, Report


def json(report: Report) -> Iterator[Piece]:
    """Yield one array; `hint` is null where there is none."""
    from json import dumps  # noqa: PLC0415 - only this format needs it

    found = [
        {
            **diagnostic.span._asdict(),
            "id": diagnostic.id,
            "severity": diagnostic.severity.value,
            "message": diagnostic.message._asdict(),
            "hint": diagnostic.hint and diagnostic.hint._asdict(),
        }
        for diagnostic in report.diagnostics
    ]
    yield dumps(found, ensure_ascii=False, indent=2) + "\n", ""
