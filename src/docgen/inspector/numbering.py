"""Word's automatic numbers as the text that is printed."""

from dataclasses import field
from typing import Final

from docgen import chinese
from docgen.inspector.package import Element, W
from docgen.inspector.properties import Properties, flatten, is_on, whole
from docgen.records import record

_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_WIDE: Final = {ord("0") + digit: ord("０") + digit for digit in range(10)}
_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE: Final = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "ideographDigital",
        "japaneseDigitalTenThousand",
    }
)
_LEVELS: Final = 9
_MOST: Final = 32767
"""The largest number that Word counts to."""


@record
class Level:
    """One level of a list."""

    list: str
    """The list that counts, whatever number it is used under."""
    number: str
    place: int
    start: int
    formats: tuple[str, ...]
    """How the numbers of each level are written, this one's last."""
    text: str
    """What is printed, `%1` standing for the number of the first level."""
    layout: Properties = field(hash=False)


class Numbering:
    """Counts the automatic numbers of one file, in the order they are asked for."""

    def __init__(self, numbering: Element | None) -> None:
        root = Element("numbering") if numbering is None else numbering
        self._lists = {each.get(f"{W}abstractNumId", ""): each for each in root.iter(f"{W}abstractNum")}
        self._uses = {each.get(f"{W}numId", ""): each for each in root.iter(f"{W}num")}
        self._linked = {
            _value(each, "styleLink"): each for each in self._lists.values() if _value(each, "styleLink")
        }
        self._counts: dict[str, list[int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def level(self, number: str, place: int, style: str = "") -> Level | None:
        """Return a level of the list `number`; the one tied to `style` where there is such."""
        use = self._uses.get(number)
        if use is None:
            return None
        id = _value(use, "abstractNumId")
        levels = self._levels(id, use)
        tied = (each for each, element in levels.items() if style and _value(element, "pStyle") == style)
        place = next(tied, place)
        if place not in levels:
            return None
        element = levels[place]
        formats = (_value(levels[each], "numFmt") if each in levels else "" for each in range(place + 1))
        written = tuple("decimal" if is_on(_switch(element, "isLgl")) else each for each in formats)
        start = self._restart(use, place) or whole(_value(element, "start"), 1)
        layout = flatten(element.find(f"{W}pPr"))
        return Level(id, number, place, start, written, _value(element, "lvlText"), layout)

    def next(self, level: Level) -> str:
        """Count one more of `level` and return what Word prints for it."""
        counts = self._counts.setdefault(level.list, [0] * _LEVELS)
        fresh = (level.number, level.place) not in self._begun and self._restarts(level)
        self._begun.add((level.number, level.place))
        counts[level.place] = level.start if fresh or not counts[level.place] else counts[level.place] + 1
        counts[level.place + 1 :] = [0] * (_LEVELS - level.place - 1)
        text = level.text
        for place, format in enumerate(level.formats):
            text = text.replace(f"%{place + 1}", written(max(1, counts[place]), format))
        return text

    def _levels(self, id: str, use: Element) -> dict[int, Element]:
        found = self._lists.get(id)
        if found is not None and (link := _value(found, "numStyleLink")):
            found = self._linked.get(link, found)
        elements = () if found is None else found.findall(f"{W}lvl")
        levels = {whole(each.get(f"{W}ilvl")): each for each in elements}
        overrides = (each.find(f"{W}lvl") for each in use.findall(f"{W}lvlOverride"))
        levels |= {whole(each.get(f"{W}ilvl")): each for each in overrides if each is not None}
        return {place: element for place, element in levels.items() if 0 <= place < _LEVELS}

    def _restarts(self, level: Level) -> bool:
        use = self._uses[level.number]
        return self._restart(use, level.place) is not None

    def _restart(self, use: Element, place: int) -> int | None:
        for each in use.findall(f"{W}lvlOverride"):
            if whole(each.get(f"{W}ilvl")) == place and (start := _value(each, "startOverride")):
                return whole(start, 1)
        return None


def written(number: int, format: str) -> str:
    """Return a number in one of Word's formats; formats that notices do not use as digits."""
    number = min(number, _MOST)
    if format in _CHINESE:
        return chinese.numeral(number)
    match format:
        case "none" | "bullet":
            text = ""
        case "decimalFullWidth" | "decimalFullWidth2":
            text = str(number).translate(_WIDE)
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if number <= len(_CIRCLED):
            text = _CIRCLED[number - 1]
        case "ideographTraditional":
            text = _STEMS[(number - 1) % len(_STEMS)]
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            text = letter if format == "lowerLetter" else letter.upper()
        case _:
            text = str(number)
    return text


def _value(element: Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def _switch(element: Element, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val", "1")
