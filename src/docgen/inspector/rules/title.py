"""Mark, titles and addressees: centred or flush left, and what they end with (7.2.4, 7.3.1, 7.3.2)."""

from collections.abc import Iterator
from typing import Final

from docgen.diagnostics import Words
from docgen.document import Role
from docgen.inspector.elements import TITLES, Part
from docgen.inspector.remarks import Compared, Remark
from docgen.inspector.subject import Subject
from docgen.inspector.terms import both, ending, name
from docgen.patterns import regex

_CENTRED: Final = {
    Role.MARK: "mark.align",
    Role.TITLE: "title.align",
    Role.TEXT_TITLE: "text-title.align",
    Role.ANNEX_TITLE: "annex-title.align",
}
_ENDS: Final = regex(r"[。．.，,；;：:！!？?、]$")
_ALIGNMENTS: Final = {
    "left": Words("左对齐", "flush left"),
    "right": Words("右对齐", "flush right"),
    "both": Words("两端对齐", "justified"),
}
_CENTRE: Final = Words("开始 → 居中，首行缩进设为“无”", "Home → Center, without a first-line indent")


def find(subject: Subject) -> Iterator[Remark]:
    """Yield titles out of place and ends that lack their mark or have one too many."""
    for part in subject.anatomy.parts:
        if part.role in _CENTRED and part.line.floating is None:
            yield from centred(part, _CENTRED[part.role], subject)
    for role in TITLES:
        yield from _ending(subject.anatomy.of(role))
    for part in subject.anatomy.of(Role.ADDRESSEES)[-1:]:
        yield from _addressees(part)


def centred(part: Part, rule: str, subject: Subject) -> Iterator[Remark]:
    """Yield a remark when a line stands elsewhere than in the middle."""
    line = part.line
    start, end = subject.start(line), subject.end(line)
    # Blanks and tabs before a short line can bring it to the middle, too.
    middle = start >= line.face.size and abs(start - end) <= 2 * line.face.size
    if line.layout.align != "center" and not middle and part.role:
        what = Words(f"{name(part.role).zh}的位置", f"the place of {name(part.role).en}")
        seen = _ALIGNMENTS.get(line.layout.align, both(line.layout.align))
        yield Remark(rule, line, what, Compared(Words("居中", "centred"), seen), _CENTRE)


def _ending(parts: list[Part]) -> Iterator[Remark]:
    # The last line of each title is the one that the next in its text does not continue.
    last = {part.text: part for part in parts}
    for part in last.values():
        if part.role and (found := _ENDS.search(part.line.words)):
            what = Words(f"{name(part.role).zh}的末尾", f"the end of {name(part.role).en}")
            compared = Compared(Words("不加标点", "no mark"), both(f"“{found[0]}”"))
            fix = Words(f"删去“{found[0]}”", f"delete {found[0]}")
            yield Remark("title.punctuation", part.line, what, compared, fix)


def _addressees(part: Part) -> Iterator[Remark]:
    if not part.line.words.endswith("："):
        what = Words("主送机关的末尾", "the end of the addressees")
        wanted = Words("全角冒号“：”", "a full-width colon ：")
        compared = Compared(wanted, ending(part.line.words, Words("冒号", "colon")))
        fix = Words("在最后一个机关名称后面写“：”", "write ： behind the last office")
        yield Remark("addressees.colon", part.line, what, compared, fix)
