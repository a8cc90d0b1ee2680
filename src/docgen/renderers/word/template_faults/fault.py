"""A fault of a Word template: what is wrong, where, and how it is repaired."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from docgen.diagnostics import Diagnostic, Mistake, Severity, Span, Words
from docgen.records import record
from docgen.renderers.word.template_faults.lines import DOCUMENT, Line

_AROUND: Final = 30
"""How many characters of a long paragraph are quoted on either side of the fault."""


class Spot(NamedTuple):
    """Some characters of a paragraph."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        """The characters as they stand in the template."""
        return self.line.text[self.start : self.end]


class Place(NamedTuple):
    """A spot by numbers: the part, the paragraph in it (from 0) and its characters (from 0)."""

    part: str
    paragraph: int
    start: int
    end: int


NOWHERE: Final = Place(DOCUMENT, 0, 0, 0)
"""The place of what concerns the template as a whole: its first paragraph."""


@record
class Fault:
    """One fault; `line` is the number of the paragraph in the template, from 1."""

    id: str
    severity: Severity
    message: Words
    hint: Words
    line: int = 1
    place: Place = NOWHERE

    def diagnostic(self, file: str) -> Diagnostic:
        """Return the fault for the reporters; the line is the paragraph, the column its character."""
        span = Span(file, self.line, self.place.start + 1)
        return Diagnostic(self.id, self.severity, span, self.message, self.hint)


def fault_at(spot: Spot, id: str, what: Words, repair: Words, severity: Severity = Severity.ERROR) -> Fault:
    """Return a fault that quotes the words of its paragraph."""
    where, words = spot.line.where, _quoted(spot)
    message = Words(
        f"{where.zh}{f'“{words}”' if words else '没有文字的'}一段：{what.zh}",
        f"{where.en or 'the paragraph '}{repr(words) if words else 'without words'}: {what.en}",
    )
    place = Place(spot.line.part, spot.line.index, spot.start, spot.end)
    return Fault(id, severity, message, repair, spot.line.number, place)


def faulty(reason: str, near: str = "") -> Mistake:
    """Return the mistake of a tag that Jinja refuses in filling, with its paragraph where that is known."""
    zh = f"模板里“{near}”一段的标签写错了：{reason}" if near else f"模板里有标签写错了：{reason}"
    return Mistake(
        "faulty-tag",
        Words(zh, f"faulty tag in the template: {near!r}: {reason}"),
        Words("请对照 docgen 自带的模板改正", "compare with the template that comes with docgen"),
    )


def refuse(faults: Iterable[Fault]) -> None:
    """Raise one `Mistake` that tells every error among `faults`, each with its repair."""
    if errors := [fault for fault in faults if fault.severity is Severity.ERROR]:
        raise _refusal(errors)


def _refusal(faults: Sequence[Fault]) -> Mistake:
    if len(faults) == 1:
        return Mistake(faults[0].id, faults[0].message, faults[0].hint)
    listed = [_listed(number, fault) for number, fault in enumerate(faults, 1)]
    zh, en = ("".join(each) for each in zip(*listed, strict=True))
    return Mistake(faults[0].id, Words(f"共 {len(faults)} 处{zh}", f"{len(faults)} places{en}"), _MARK)


def _listed(number: int, fault: Fault) -> Words:
    zh, en = (f"第 {fault.line} 段，", f"paragraph {fault.line}, ") if fault.place != NOWHERE else ("", "")
    return Words(
        f"\n  {number}. {zh}{fault.message.zh}\n     怎么改：{fault.hint.zh}",
        f"\n  {number}. {en}{fault.message.en}\n     fix: {fault.hint.en}",
    )


_MARK: Final = Words(
    "运行 docgen template check --mark 副本.docx，会另存一份模板，每一处错误旁边都有批注",
    "docgen template check --mark COPY.docx writes a copy with a comment at each fault",
)


def _quoted(spot: Spot) -> str:
    text, start, end = spot.line.text, max(0, spot.start - _AROUND), spot.end + _AROUND
    words = ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
    return words.replace("\n", " ").replace("\t", " ").strip()
