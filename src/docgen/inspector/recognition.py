"""What each line of a .docx is: the name of a style of ours says it, else its position and its words."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from docgen.document import Role
from docgen.inspector import wording
from docgen.inspector.attached import name_attached
from docgen.inspector.content import Content, Line, visible
from docgen.inspector.elements import IMPRINT, ISSUERS, MARKS, NUMBERS, Anatomy, Part
from docgen.inspector.naming import LARGE, Naming
from docgen.inspector.terms import is_red

_HEAD: Final = 12
"""Among how many lines the document number is looked for."""
_LAYOUT_LINES: Final = 8
"""How many lines a table may have that only lays out head or imprint."""
_CELLS: Final = frozenset({Role.CELL_HEAD, Role.CELL_TEXT, Role.CELL_CENTER, Role.CELL_NUMBER})


def recognise(content: Content) -> Anatomy:
    """Return what each visible line is; those in tables only when they are head or imprint."""
    naming = Naming(list(_flowing(content)))
    _Recogniser(naming).run(content.lines)
    floating = (Part(line, Role.MARK) for line in content.floating if line.number <= _HEAD and _is_mark(line))
    return Anatomy(content, (*floating, *naming.parts()))


class _Recogniser:
    """Names the lines from the head to the imprint."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming

    def run(self, lines: Sequence[Line]) -> None:
        """Name imprint, head, title, addressees, signature, list of annexes, body, texts and annexes."""
        self._imprint()
        start = self._addressees(self._title(self._head()))
        end = self._end(start)
        signature = self._signature(start, end)
        self._naming.annex_list(start, signature)
        self._naming.body(start, end)
        name_attached(self._naming, end, lines)

    def _imprint(self) -> None:
        naming = self._naming
        if naming.find(*IMPRINT) is not None:
            return
        places = range(len(naming))
        copies = [at for at in places if naming.reads(at, wording.COPY_TO)]
        printed = [at for at in places if naming.reads(at, wording.PRINTED_BY)]
        if copies and not printed and naming.reads(copies[-1] + 1, wording.PRINTED_UNENDED):
            printed = [copies[-1] + 1]
        for found, role in ((copies, Role.COPY_TO), (printed, Role.PRINTED_BY)):
            # A sentence of the notice's first lines can tell when something was printed.
            if found and found[-1] > _HEAD // 2:
                naming.name(found[-1], role)
        first = naming.find(*IMPRINT) or 0
        if first and naming.reads(first - 1, wording.MAIN_TO):
            naming.name(first - 1, Role.MAIN_TO)

    def _head(self) -> int:
        """Name mark and number; return where the title may stand."""
        naming = self._naming
        number = naming.find(*NUMBERS)
        if number is None:
            near = range(min(_HEAD, len(naming)))
            number = next((at for at in near if not naming.roles[at] and is_number(naming.words(at))), None)
        if number is None:
            return self._mark_alone()
        self._marks(number)
        following = number + 1
        while following < len(naming) and (self._label(following) or self._signs(following)):
            following += 1
        return following

    def _mark_alone(self) -> int:
        naming = self._naming
        marked = naming.find(*MARKS)
        if marked is None and len(naming) and not naming.roles[0] and _is_mark(naming.lines[0]):
            naming.name(0, Role.MARK)
            marked = 0
        return 0 if marked is None else marked + 1

    def _marks(self, number: int) -> None:
        """Name what stands above the number, and the number by what its mark is."""
        naming = self._naming
        unnamed = [at for at in range(number) if naming.roles[at] is None and not self._signs(at)]
        labels = {at: label for at in unnamed if (label := self._label(at))}
        marks = [at for at in unnamed if at not in labels]
        for at, label in labels.items():
            naming.name(at, label)
        letter = len(marks) == 1 and not naming.words(marks[0]).endswith("文件")
        letter = letter and naming.lines[number].layout.align == "right"
        for at in marks:
            naming.name(at, Role.LETTER_MARK if letter else Role.JOINT_MARK if marks[1:] else Role.MARK)
        signed = any(wording.SIGNER.search(line.words) for line in naming.lines[: number + 3])
        role = Role.LETTER_NUMBER if letter else Role.SIGNED_NUMBER if signed else Role.NUMBER
        naming.name(number, role)

    def _label(self, at: int) -> Role | None:
        """Return what a line beside the mark is when it is none of it."""
        labels = {
            Role.COPY_NUMBER: wording.COPY_NUMBER,
            Role.SECRECY: wording.SECRECY,
            Role.URGENCY: wording.URGENCY,
        }
        return next((role for role, pattern in labels.items() if self._naming.reads(at, pattern)), None)

    def _signs(self, at: int) -> bool:
        return wording.SIGNER.match(self._naming.words(at)) is not None

    def _title(self, at: int) -> int:
        """Name the title; return where the addressees may stand."""
        naming = self._naming
        styled = naming.find(Role.TITLE)
        if styled is not None:
            at = styled
            while at < len(naming) and naming.roles[at] is Role.TITLE:
                at += 1
        elif at < len(naming) and not naming.opens_annex(at):
            at = naming.title(at, Role.TITLE)
        while at < len(naming) and self._is_note_of_title(at):
            at += 1
        return at

    def _is_note_of_title(self, at: int) -> bool:
        naming = self._naming
        if naming.reads(at, wording.DRAFT_NOTE):
            naming.name(at, Role.DRAFT_NOTE)
        return naming.roles[at] is Role.DRAFT_NOTE or naming.reads(at, wording.NOTE)

    def _addressees(self, at: int) -> int:
        """Name the addressees; return where the body begins."""
        naming = self._naming
        styled = naming.find(Role.ADDRESSEES)
        if styled is not None:
            return styled + 1
        if at < len(naming) and naming.roles[at] is None and wording.names_offices(naming.words(at)):
            naming.name(at, Role.ADDRESSEES)
            return at + 1
        return at

    def _end(self, start: int) -> int:
        """Return the first line that no longer belongs to the notice itself."""
        return next((at for at in range(start, len(self._naming)) if self._ends(at)), len(self._naming))

    def _ends(self, at: int) -> bool:
        naming = self._naming
        if naming.roles[at] in (*IMPRINT, Role.TEXT_TITLE) or naming.opens_annex(at):
            return True
        # What stands on a new page below the date is a text that the notice issues.
        return naming.lines[at].new_page and any(map(naming.is_date, range(max(0, at - 2), at)))

    def _signature(self, start: int, end: int) -> int:
        """Name issuers, date and note; return where they begin, `end` when there are none."""
        naming = self._naming
        date = next((at for at in range(start, end) if naming.is_date(at)), None)
        if date is None:
            return end
        naming.name(date, Role.DATE)
        if date + 1 < end and naming.reads(date + 1, wording.NOTE):
            naming.name(date + 1, Role.NOTE)
        first = date
        while first > start and self._is_issuer(first - 1, nearest=first == date):
            first -= 1
            naming.name(first, Role.ISSUER)
        return first

    def _is_issuer(self, at: int, *, nearest: bool) -> bool:
        if self._naming.roles[at] is not None:
            return self._naming.roles[at] in ISSUERS
        line = self._naming.lines[at]
        far = line.layout.align in ("right", "center") or _start(line) >= 6 * line.face.size
        return wording.names_issuer(line.words) and (nearest or far)


def is_number(words: str) -> bool:
    """Return whether `words` are a document number, alone or with 签发人 behind it."""
    return wording.whole(wording.NUMBER, wording.SIGNER.split(words)[0].strip()) is not None


def _start(line: Line) -> Fraction:
    blanks = len(line.text) - len(line.text.lstrip())
    return line.layout.left + line.layout.first + blanks * line.face.size / 2


def _is_mark(line: Line) -> bool:
    red = is_red(line.face.colour) and line.face.size >= LARGE
    named = line.words.endswith("文件") and len(line.words) <= 30
    return bool(line.words) and (named or red)


def _flowing(content: Content) -> Iterator[Line]:
    """Yield the visible lines outside tables, and those of tables that only lay out head or imprint."""
    kept = _layout_tables(content)
    for line in visible(content.lines):
        own = line.style is not None and line.style not in _CELLS
        if not line.table or line.table in kept or own:
            yield line


def _layout_tables(content: Content) -> set[int]:
    tables: dict[int, list[Line]] = {}
    for line in visible(content.lines):
        if line.table:
            tables.setdefault(line.table, []).append(line)
    return {table for table, lines in tables.items() if len(lines) <= _LAYOUT_LINES and _lays_out(lines)}


def _lays_out(lines: Sequence[Line]) -> bool:
    patterns = (wording.COPY_TO, wording.PRINTED_BY)
    return any(
        is_number(line.words) or any(wording.whole(pattern, line.words) for pattern in patterns)
        for line in lines
    )
