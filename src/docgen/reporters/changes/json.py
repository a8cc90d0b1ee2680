"""For scripts: the whole report as one object."""

from collections.abc import Iterator

from docgen.differ import Change, ChangeReport, Comparison
from docgen.reporters.page import Lang, Piece


def json(report: ChangeReport, _lang: Lang) -> Iterator[Piece]:
    """Yield one object; numbers are exact in `share`, a fraction, and as printed elsewhere."""
    from json import dumps  # noqa: PLC0415 - only this format needs it

    found = {
        "old": report.old,
        "new": report.new,
        "jump": str(report.jump),
        "changed": report.changed,
        "programs": [_comparison(each) for each in report.comparisons],
        "untracked": [words._asdict() for words in report.untracked],
    }
    yield dumps(found, ensure_ascii=False, indent=2) + "\n", ""


def _comparison(comparison: Comparison) -> dict[str, object]:
    return {
        "label": comparison.label,
        "status": comparison.status,
        "old": comparison.old,
        "new": comparison.new,
        "changes": [_change(change) for change in comparison.changes],
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind,
        "matter": change.matter,
        "where": change.where,
        "old": change.old,
        "new": change.new,
        "note": change.note and change.note._asdict(),
        "share": None if change.share is None else str(change.share),
        "jump": change.jump,
        "cell": change.cell and change.cell._asdict(),
        "pieces": [piece._asdict() for piece in change.pieces],
        "span": change.span and change.span._asdict(),
    }
