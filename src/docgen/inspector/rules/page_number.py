"""页码: its form, font, size, side and distance (7.5)."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from typing import Final, NamedTuple

from docgen.diagnostics import Words
from docgen.inspector.content import Line, Section
from docgen.inspector.remarks import Compared, Remark
from docgen.inspector.rules.page import geometry
from docgen.inspector.runs import PAGE
from docgen.inspector.subject import Subject
from docgen.inspector.terms import both, characters, family, in_characters, mm, size, within

_WHAT: Final = Words("页码", "the page number")
_DASHES: Final = "[—―]"
"""一字线, in either of its two codes."""
_SIDES: Final = {
    "left": Words("居左", "at the left"),
    "right": Words("居右", "at the right"),
    "center": Words("居中", "in the middle"),
}
_FORMAT: Final = "page-number.format"
_DIGITS: Final = frozenset({"decimal", "numberInDash"})
_BOTH_SIDES: Final = Words("单页居右、双页居左", "odd pages at the right, even pages at the left")
_SIDES_FIX: Final = Words(
    "双击页脚，勾选“奇偶页不同”，奇数页页码右对齐、偶数页左对齐",
    "open the footer, tick “Different Odd & Even Pages”, align right on odd and left on even pages",
)
_OPEN: Final = Words("双击页码进入页脚", "double-click the page number to open the footer")


class _Number(NamedTuple):
    """A page number in a footer."""

    section: Section
    pages: str
    """`default` for odd pages, or for all; `even`."""
    line: Line
    rest: tuple[Line, ...]
    """The lines of the footer below it."""


def find(subject: Subject) -> Iterator[Remark]:
    """Yield what is wrong with the page numbers."""
    numbers = [number for section in subject.content.sections for number in _numbers(section, subject)]
    if not numbers:
        fix = Words("插入 → 页码 → 页面底端，写成“— 1 —”", "Insert → Page Number → Bottom of Page, as — 1 —")
        compared = Compared(both("— 1 —"), Words("没有页码", "no page number"))
        yield Remark(_FORMAT, 1, _WHAT, compared, fix)
        return
    for number in numbers:
        yield from _form(number, subject)
        yield from _look(number, subject)
        yield from _inset(number, subject)
        yield from _distance(number, subject)
    yield from _sides(numbers, subject)


def _numbers(section: Section, subject: Subject) -> Iterator[_Number]:
    kinds = ("default", "even") if subject.content.differs_by_side else ("default",)
    for pages in kinds:
        lines = section.footers.get(pages, ())
        for place, line in enumerate(lines):
            if line.counts_pages:
                rest = tuple(each for each in lines[place + 1 :] if each.floating is None)
                yield _Number(section, pages, line, rest)
                break


def _form(number: _Number, subject: Subject) -> Iterator[Remark]:
    words = number.line.words
    if number.section.number_format == "numberInDash":
        words = f"- {PAGE} -"
    wanted = subject.profile.text(_FORMAT)
    if not _pattern(wanted).fullmatch(words) or number.section.number_format not in _DIGITS:
        fix = Words(
            f"{_OPEN.zh}，数字左右各写一条一字线“—”", f"{_OPEN.en}, write — on either side of the number"
        )
        yield Remark(_FORMAT, number.section.first, _WHAT, Compared(both(wanted), both(words)), fix)


def _pattern(wanted: str) -> re.Pattern[str]:
    """Return what a page number may read; whether blanks stand beside it nobody sees."""
    sides = (re.escape(side.strip()).replace("—", _DASHES) for side in wanted.split(PAGE))
    return re.compile(rf"\s?{PAGE}\s?".join(sides))


def _look(number: _Number, subject: Subject) -> Iterator[Remark]:
    profile = subject.profile
    for piece in number.line.pieces:
        if piece.text != PAGE:
            continue
        wanted = profile.text("page-number.font")
        if family(piece.face.latin, profile) != wanted:
            what = Words("页码的字体", "the font of the page number")
            compared = Compared(Words(f"半角{wanted}", wanted), both(piece.face.latin or "Times New Roman"))
            fix = Words(
                f"{_OPEN.zh}，选中数字，字体选“{wanted}”", f"{_OPEN.en}, select the digits, font {wanted}"
            )
            yield Remark("page-number.font", number.section.first, what, compared, fix)
        points = profile.points("page-number.size")
        if piece.face.size != points:
            what = Words("页码的字号", "the size of the page number")
            fix = Words(f"{_OPEN.zh}，字号选{size(points).zh}", f"{_OPEN.en}, size {size(points).en}")
            compared = Compared(size(points), size(piece.face.size))
            yield Remark("page-number.size", number.section.first, what, compared, fix)


def _side(number: _Number) -> str:
    """Return `left`, `right` or `center`: by frame, text box, tabs or alignment."""
    line = number.line
    tabs = len(line.text) - len(line.text.lstrip("\t"))
    stops = [kind for _, kind in line.layout.tabs]
    aligned = line.layout.align
    if 0 < tabs <= len(stops):
        aligned = stops[tabs - 1]
    placed = line.layout.frame or line.floating or aligned
    outer, inner = ("left", "right") if number.pages == "even" else ("right", "left")
    sides = {"outside": outer, "inside": inner, "both": "left", "end": "right"}
    return sides.get(placed, placed)


def _inset(number: _Number, subject: Subject) -> Iterator[Remark]:
    line, side = number.line, _side(number)
    if side not in ("left", "right") or "\t" in line.words or number.section.turned:
        return
    points = subject.start(line) if side == "left" else _right_inset(line, subject)
    wanted, seen = subject.number("page-number.inset"), points / line.face.size
    tolerance = subject.number("measure.inset")
    if abs(seen - wanted) > tolerance:
        what = Words("页码到版心边缘的距离", "the inset of the page number")
        count = characters(wanted)
        fix = Words(f"{_OPEN.zh}，段落 → 缩进 {count.zh}符", f"{_OPEN.en}, Paragraph: indent {count.en}")
        compared = in_characters(wanted, seen, tolerance)
        yield Remark("page-number.inset", number.section.first, what, compared, fix)


def _right_inset(line: Line, subject: Subject) -> Fraction:
    if line.layout.align == "right":
        return subject.end(line)
    # The box or frame ends with the words, whatever blanks are typed behind them.
    blanks = line.text[len(line.text.rstrip()) :]
    typed = sum(Fraction(1) if blank == "\u3000" else Fraction(1, 2) for blank in blanks)
    return line.layout.right + typed * line.face.size


def _distance(number: _Number, subject: Subject) -> Iterator[Remark]:
    section, line, profile = number.section, number.line, subject.profile
    if section.turned or line.layout.frame or line.floating is not None:
        return
    below = (each.pitch(section) + each.layout.before + each.layout.after for each in number.rest)
    dash = section.footer + sum(below, Fraction(0)) + line.layout.after + line.pitch(section) / 2
    foot = section.bottom + geometry(section, profile).inset
    wanted, seen = profile.points("page-number.distance"), foot - dash
    tolerance = profile.points("measure.page-number")
    if abs(seen - wanted) > tolerance:
        what = Words("页码到版心下边缘的距离", "the distance of the page number from the type area")
        compared = Compared(within(wanted, tolerance), both(mm(seen)))
        footer = section.footer + seen - wanted
        fix = Words(
            f"布局 → 页边距 → 版式，页脚改为 {mm(footer)}", f"Layout → Margins → Layout: footer {mm(footer)}"
        )
        yield Remark("page-number.distance", section.first, what, compared, fix)


def _sides(numbers: list[_Number], subject: Subject) -> Iterator[Remark]:
    for _, group in groupby(numbers, key=lambda number: number.section.number):
        own = list(group)
        section = own[0].section
        odd, even = _odd_and_even(own, subject)
        if not section.turned and (odd, even) != ("right", "left"):
            none = Words("没有", "none")
            odd_words, even_words = _SIDES.get(odd, none), _SIDES.get(even, none)
            seen = Words(
                f"单页{odd_words.zh}、双页{even_words.zh}",
                f"odd pages {odd_words.en}, even pages {even_words.en}",
            )
            yield Remark("page-number.side", section.first, _WHAT, Compared(_BOTH_SIDES, seen), _SIDES_FIX)


def _odd_and_even(numbers: list[_Number], subject: Subject) -> tuple[str, str]:
    sides = {number.pages: _side(number) for number in numbers}
    odd = sides.get("default", "")
    if subject.content.differs_by_side:
        return odd, sides.get("even", "")
    outside = any("outside" in (number.line.layout.frame, number.line.floating) for number in numbers)
    return odd, "left" if outside else odd
