"""One tag of a template: what it says once its slips of typing are mended, and which slips those were."""

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from typing import Final, NamedTuple

from docgen.diagnostics import Words
from docgen.patterns import regex
from docgen.records import record
from docgen.renderers.word.tags import MEANINGS
from docgen.renderers.word.template_faults.fault import Fault, Spot, fault_at

KEYWORDS: Final = ("if", "elif", "else", "endif")
"""All that may follow `{%`."""

_WIDE: Final = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_WIDE_QUOTES: Final = {code: _WIDE[code] for code in map(ord, "＂＇")}
_CURLY: Final = str.maketrans("“”‘’", "\"\"''")
_STRING: Final = regex(r"""("[^"]*"|'[^']*')""")
# What docxtpl knows a level by: one blank, and no other white space, behind it.
_LEVEL: Final = regex("(p|tr|tc|r) ")
_KNOWN: Final = f"(?:{'|'.join([*KEYWORDS, *MEANINGS])})\\b"
_MEANT_LEVEL: Final = regex(rf"\s*(?!{_KNOWN})(p|tr|tc|r)\s*(?={_KNOWN})", re.IGNORECASE)


class Slip(Enum):
    """A slip of typing: its id and what is said of it."""

    WIDE = ("full-width-tag", Words("用了全角字符", "has full-width characters"))
    HIDDEN = ("hidden-character-in-tag", Words("夹着看不见的字符", "holds a character that nobody sees"))
    SPACED = ("spaced-braces", Words("的两个括号之间有空格", "has a blank between its braces"))
    UNLIKE = (
        "unlike-braces",
        Words("前后的括号不成对", "ends with braces of another kind than it begins with"),
    )
    DASH = ("dash-in-tag", Words("的括号里面有一个减号", "has a dash inside its braces"))
    LEVEL = (
        "misspelt-prefix",
        Words(
            "开头的写法不对：括号后面紧跟 p（或 tr、tc），再空一格",
            "begins wrong: p (or tr, tc) follows the braces at once, then one blank",
        ),
    )


@record(eq=False)
class Tag:
    """One tag as it was meant."""

    at: Spot
    kind: str
    """`{` prints, `%` decides, `#` is a remark."""
    level: str
    """What the tag takes the place of: a paragraph `p`, a row `tr`, a cell `tc`, a run `r`; or nothing."""
    words: str
    """What stands between the braces, without the level."""
    curly: bool = False
    """True when it was typed with curly quotes, which docxtpl mends."""
    whole: bool = True
    """False when it does not end in its own paragraph."""

    @property
    def keyword(self) -> str:
        """The first word of a tag that decides, else nothing."""
        return (self.words.split() or [""])[0] if self.kind == "%" else ""

    def spelled(self, words: str | None = None, level: str | None = None) -> str:
        """Return the tag as it should be typed, with other words or of another level where given."""
        level = self.level if level is None else level
        return f"{{{self.kind}{level} {(words or self.words).strip()} {closing(self.kind)}"


class Braces(NamedTuple):
    """What a tag begins and ends with, as typed; an end that is missing is empty."""

    begin: str
    end: str


def closing(kind: str) -> str:
    """Return the braces that end a tag of a kind."""
    return ("}" if kind == "{" else kind) + "}"


def kind_of(begin: str) -> str:
    """Return the kind of tag that `begin`, two braces as typed, begins."""
    return begin.translate(_WIDE)[-1]


def read_tag(at: Spot, braces: Braces, inner: str, whole: bool = True) -> tuple[Tag, list[Fault]]:
    """Return the tag of which `inner` is typed between the braces, and the faults in its typing."""
    kind = kind_of(braces.begin)
    slips = list(_slips_of(braces)) if braces.end else []
    if kind == "#":
        tag = Tag(at, kind, "", inner.strip(), whole=whole)
    else:
        visible = _visible(inner)
        if visible != inner.translate({9: None, 10: None}):
            slips.append(Slip.HIDDEN)
        words = _half_width(visible)
        if words != visible.translate(_CURLY):
            slips.append(Slip.WIDE)
        # docxtpl and Jinja take a dash at the braces as an order to join this paragraph to its neighbour.
        if words != words.strip("-+"):
            slips.append(Slip.DASH)
            words = words.strip("-+")
        level, words, meant = _level(words)
        if meant:
            slips.append(Slip.LEVEL)
        tag = Tag(at, kind, level, words, curly=visible != visible.translate(_CURLY), whole=whole)
    return tag, [_fault(tag, slip) for slip in dict.fromkeys(slips)]


def _slips_of(braces: Braces) -> Iterator[Slip]:
    typed = braces.begin + braces.end
    if any(ord(character) in _WIDE for character in typed):
        yield Slip.WIDE
    if " " in typed or "\u3000" in typed:
        yield Slip.SPACED
    if closing(kind_of(braces.begin))[0] != braces.end.translate(_WIDE)[0]:
        yield Slip.UNLIKE


def _visible(inner: str) -> str:
    # docxtpl drops the tabs and breaks that split a tag.
    return "".join(each for each in inner if unicodedata.category(each) not in ("Cc", "Cf"))


def _half_width(words: str) -> str:
    """Return `words` with straight quotes, and half-width outside of strings."""
    pieces = _STRING.split(words.translate(_CURLY).translate(_WIDE_QUOTES))
    return "".join(piece if place % 2 else piece.translate(_WIDE) for place, piece in enumerate(pieces))


def _level(words: str) -> tuple[str, str, bool]:
    """Return level and words, and whether the level is typed so that docxtpl misses it."""
    if exact := _LEVEL.match(words):
        return exact[1], words[exact.end() :].strip(), False
    if meant := _MEANT_LEVEL.match(words):
        return meant[1].lower(), words[meant.end() :].strip(), True
    return "", words.strip(), False


def _fault(tag: Tag, slip: Slip) -> Fault:
    id, what = slip.value
    right = tag.spelled()
    return fault_at(
        tag.at,
        id,
        Words(f"标签“{tag.at.text}”{what.zh}", f"the tag {tag.at.text} {what.en}"),
        Words(f"请重新打成 {right}", f"type {right}"),
    )
