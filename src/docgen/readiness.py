"""What keeps a notice from going out: an open number, an open date, a title that says draft."""

from collections.abc import Iterator

from docgen.diagnostics import Address, Finding, Severity, Words
from docgen.document import Document
from docgen.model.evaluation import Evaluation
from docgen.sealer.printed import date_of, number_of

_OPEN = "\u3000"
"""What stands in a number or a date that is not known yet."""


def open_places(evaluation: Evaluation, document: Document) -> Iterator[Finding]:
    """Yield an error for each place that is filled in before a notice is issued."""
    number, date, note = number_of(document), date_of(document), document.draft_note
    if _OPEN in number:
        words = Words(f"文号没有填，印成“{number}”", f"the number is open: it is printed as {number!r}")
        yield _error("open-number", evaluation.at("notice", "number"), words, _NUMBER)
    if _OPEN in date:
        words = Words(f"成文日期没有填，印成“{date}”", f"the date is open: it is printed as {date!r}")
        yield _error("open-date", evaluation.at("notice", "date"), words, _DATE)
    if note and (origin := note.runs[0].origin):
        words = Words(f"还标着{note.text}", f"it is still marked as a draft: {note.text}")
        yield _error("still-a-draft", origin.at, words, _DRAFT)


def _error(id: str, at: Address, message: Words, hint: Words) -> Finding:
    return Finding(id, Severity.ERROR, at, message, hint)


_NUMBER = Words(
    "编了号写 number: {serial: 12}；还是稿子就不加 --release，也不封存",
    "write `number: {serial: 12}`; of a draft build no release, and do not seal it",
)
_DATE = Words(
    "签发以后写 date: 2025-02-10；还是稿子就不加 --release，也不封存",
    "write `date: 2025-02-10`; of a draft build no release, and do not seal it",
)
_DRAFT = Words("定稿了就删去 draft 这一行", "remove `draft` once it is final")
