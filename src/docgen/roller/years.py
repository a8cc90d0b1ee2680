"""The years that stand in a text: those that move on, and what a person must look at."""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from docgen.patterns import regex

_FIGURES = "〇一二三四五六七八九"
_ZEROS = "〇○零"
_FILLED = regex(r"\{\{.*?\}\}", re.DOTALL)
_CITED = regex(r"《[^《》]*》|[（(]?[^\s，。；：、（）()《》]{1,12}〔\d{4}〕\d+号[）)]?")
_YEAR = regex(
    r"(?<![0-9０-９〔.])(?P<year>[12]\d{3}|[一二][〇○零一二三四五六七八九]{3})(?= ?(?:年|学年|届|级|秋|春))"
)
_DAY = r"(?:\d{1,2}月(?:\d{1,2}[日号])?)?"
_TO = r" ?[至到—\-–－~～] ?"
_OPEN_BEFORE = regex(rf"(?:早在|自从|自|从|截至|截止|到|至|\d年{_DAY}{_TO})\s*$")
_OPEN_AFTER = regex(rf" ?(?:学年|届|级|秋|春|年(?:以来|起|以后|之后|后|{_DAY}{_TO}[12]\d{{3}}年))")
_FULL_DATE = regex(r" ?年(\d{1,2})月(\d{1,2})[日号]")
_DAY_OF_YEAR = regex(r"(?<![\d年])(?:\d{1,2})月\d{1,2}[日号]")
_ORDINAL = regex(r"第[0-9〇零一二三四五六七八九十百]+(?:次|届|期|批|轮)")
_BASIS = regex(
    r"(?:根据|依据|贯彻)[^，。；\n《〔]{2,40}?(?:文件|通知|要求|精神|部署|安排|规定|决定)(?![^，。；\n]{0,2}[《〔])"
)
_MOST_SHOWN = 3
_LONGEST = 14


class Change(NamedTuple):
    """Characters of a text that become others."""

    offset: int
    old: str
    new: str


class Move(NamedTuple):
    """From which year to which a program is rolled."""

    start: int
    end: int

    @property
    def years(self) -> int:
        """How many years it moves."""
        return self.end - self.start


class Shifted(NamedTuple):
    """What moving a text changes, and what is left to a person, in words for a mark."""

    changes: tuple[Change, ...] = ()
    doubts: tuple[str, ...] = ()


def shift_text(text: str, move: Move, own: Collection[str] = ()) -> Shifted:
    """Return what moving `text` changes: only its own year, and only where nothing speaks against it.

    `own` are the titles that the program itself gives; who cites them cites nothing of others.
    """
    filled = [found.span() for found in _FILLED.finditer(text)]
    cited = [found for found in _CITED.finditer(text) if not _within(found.start(), filled)]
    literal = [found[0] for found in cited if "{{" not in found[0] and found[0].strip("《》") not in own]
    quoted = [found.span() for found in cited]
    years = [found for found in _YEAR.finditer(text) if not _within(found.start(), filled + quoted)]
    changed = [found for found in years if _moves(text, found, move)]
    changes = tuple(Change(found.start(), found[0], _moved(found[0], move)) for found in changed)
    left = [f"{found[0]}{text[found.end() :].lstrip()[0]}" for found in years if found not in changed]
    days = [found[0] for found in _DAY_OF_YEAR.finditer(text) if not _within(found.start(), quoted)]
    dates = [
        f"{change.new}年{day[1]}月{day[2]}日"
        for change in changes
        if (day := _FULL_DATE.match(text, change.offset + len(change.old)))
    ]
    doubts = (
        _doubt("引用的{}是否有新文件", literal),
        _doubt("{}没有改", left),
        _doubt("{}只改了年份", dates),
        _doubt("文中日期{}", days),
        _doubt("{}是否顺延", [found[0] for found in _ORDINAL.finditer(text)]),
        _doubt("{}有无变化", [found[0] for found in _BASIS.finditer(text)]),
    )
    return Shifted(changes, tuple(filter(None, doubts)))


def year_in(typed: str) -> int:
    """Return the year that four figures stand for, 2025 or 二〇二五."""
    return int(
        "".join(str(_FIGURES.find(figure)) if figure in _FIGURES else figure for figure in _plain(typed))
    )


def _plain(typed: str) -> str:
    return "".join("0" if figure in _ZEROS else figure for figure in typed)


def _moves(text: str, found: re.Match[str], move: Move) -> bool:
    if year_in(found[0]) != move.start or _OPEN_AFTER.match(text, found.end()):
        return False
    return not _OPEN_BEFORE.search(text, max(0, found.start() - 20), found.start())


def _moved(typed: str, move: Move) -> str:
    if typed.isascii():
        return str(move.end)
    zero = next((figure for figure in typed if figure in _ZEROS), _FIGURES[0])
    return "".join(zero if figure == "0" else _FIGURES[int(figure)] for figure in str(move.end))


def _within(index: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= index < end for start, end in spans)


def _doubt(words: str, seen: Iterable[str]) -> str:
    once = list(dict.fromkeys(_short(piece) for piece in seen))
    shown = "、".join(once[:_MOST_SHOWN]) + ("等" if len(once) > _MOST_SHOWN else "")
    return words.format(shown.replace("》、《", "》《")) if once else ""


def _short(piece: str) -> str:
    line = "".join(piece.split()).strip("（）()")
    if len(line) <= _LONGEST:
        return line
    return f"{line[: _LONGEST - 2]}…" + ("》" if line.endswith("》") else "")
