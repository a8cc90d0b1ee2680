"""Chinese numerals, dates, amounts in words, list marks, and how typed lines become prose."""

import datetime
from collections.abc import Iterator
from fractions import Fraction

from docgen.diagnostics import Mistake, Words

LARGEST = 9999_9999_9999
"""The largest number that is spelt in characters."""

_FIGURES = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_CAPITAL_FIGURES = "零壹贰叁肆伍陆柒捌玖"
_CAPITAL_UNITS = ("", "拾", "佰", "仟")
_SECTIONS = ("", "万", "亿")
_YEAR_FIGURES = "〇一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def numeral(n: int) -> str:
    """Return `n` in Chinese characters: 十二, 一百零三.

    Raises Mistake below 0 and above 9999_9999_9999.
    """
    spelt = _spell(n, _FIGURES, _UNITS)
    return spelt[1:] if spelt.startswith("一十") else spelt


def digits(n: int) -> str:
    """Return the digits of `n`, 0 or more, one by one, as years are read: 二〇一八."""
    return "".join(_YEAR_FIGURES[int(digit)] for digit in str(n))


def list_mark(level: int, n: int) -> str:
    """Return the mark of item `n`: 一、 （一） 1. （1） on levels 1 to 4 (7.3.3), ① on level 5.

    Raises Mistake past ⑳: the next circled numbers are missing from the fonts of official documents.
    """
    if n < 1:
        raise ValueError(f"list items count from 1, not {n}")
    match level:
        case 1:
            return f"{numeral(n)}、"
        case 2:
            return f"（{numeral(n)}）"
        case 3:
            return f"{n}."
        case 4:
            return f"（{n}）"
        case 5:
            return _circled(n)
        case _:
            raise ValueError(f"lists have levels 1 to 5, not {level}")


def _circled(n: int) -> str:
    if n > len(_CIRCLED):
        raise Mistake(
            "list-too-long",
            Words(f"带圈序号只到⑳，这里是第 {n} 项", f"circled numbers end at ⑳, this is item {n}"),
            Words("把这一层分成两条，或并入上一层", "split the list in two, or move items one level up"),
        )
    return _CIRCLED[n - 1]


def date(day: datetime.date) -> str:
    """Return 2018年3月2日 (7.3.5.4: Arabic digits, full year, no leading zero)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_date(day: datetime.date) -> str:
    """Return 二〇一八年三月二日."""
    return f"{digits(day.year)}年{numeral(day.month)}月{numeral(day.day)}日"


def capital_amount(yuan: Fraction) -> str:
    """Return an amount in 元 as cheques spell it, by the rules of the People's Bank: 壹万贰仟叁佰元整.

    Raises Mistake for fractions of a 分 and above 9999_9999_9999元.
    """
    fen = abs(yuan) * 100
    if fen.denominator != 1:
        raise Mistake(
            "fraction-of-fen",
            Words(
                "大写金额最小到“分”，这个金额还有零头",
                "amounts in words end at 分, this one has more decimals",
            ),
            Words("先取到两位小数：|round(2)|daxie", "round first: `|round(2)|daxie`"),
        )
    whole, (jiao, cent) = int(fen) // 100, divmod(int(fen) % 100, 10)
    spelt = "负" if yuan < 0 else ""
    if whole or not fen:
        spelt += f"{_spell(whole, _CAPITAL_FIGURES, _CAPITAL_UNITS)}元"
    if jiao:
        spelt += f"{_CAPITAL_FIGURES[jiao]}角"
    elif cent and whole:
        spelt += "零"
    if cent:
        spelt += f"{_CAPITAL_FIGURES[cent]}分"
    return spelt if jiao or cent else f"{spelt}整"


def _spell(n: int, figures: str, units: tuple[str, ...]) -> str:
    if not 0 <= n <= LARGEST:
        raise Mistake(
            "not-spelt",
            Words(f"{n} 不能写成汉字数字", f"{n} cannot be spelt in Chinese characters"),
            Words("只能写 0 到 999999999999 的整数", "spell whole numbers from 0 to 999999999999"),
        )
    spelt, zeros, typed = "", False, str(n)
    for position, digit in enumerate(typed):
        place = len(typed) - 1 - position
        if digit != "0":
            spelt += (figures[0] if zeros else "") + figures[int(digit)] + units[place % 4]
            zeros = False
        else:
            zeros = bool(spelt)
        if place % 4 == 0 and int(typed[max(0, position - 3) : position + 1]):
            spelt += _SECTIONS[place // 4]
            # A zero just before 万 is not read: 十万七千, yet 十万零七百.
            zeros = False
    return spelt or figures[0]


def join(text: str) -> str:
    """Return the lines of `text` as prose: one after another, a space only between Latin words or digits."""
    return "".join(line for paragraph in lines(text) for line, _ in paragraph)


def paragraphs(text: str) -> list[tuple[str, int]]:
    """Return the paragraphs of `text`, which blank lines divide, each joined, with its offset in `text`."""
    return [("".join(line for line, _ in paragraph), paragraph[0][1]) for paragraph in lines(text)]


def lines(text: str) -> list[list[tuple[str, int]]]:
    """Return the paragraphs of `text` as lines with their offsets; put together they read as prose.

    Blanks around a line end are dropped; a line that needs a space before the next one ends with it.
    """
    found: list[list[tuple[str, int]]] = [[]]
    for line, offset in _stripped_lines(text):
        if not line:
            found.append([])
            continue
        if found[-1]:
            before, place = found[-1][-1]
            found[-1][-1] = (before + " " * _need_space(before[-1], line[0]), place)
        found[-1].append((line, offset))
    return [paragraph for paragraph in found if paragraph]


def _stripped_lines(text: str) -> Iterator[tuple[str, int]]:
    typed = text.split("\n")
    offset = 0
    for number, line in enumerate(typed):
        kept = line.lstrip(" \t") if number else line
        start = offset + len(line) - len(kept)
        kept = kept.rstrip(" \t\r") if number < len(typed) - 1 else kept
        yield (kept if kept.strip() else ""), start
        offset += len(line) + 1


def _need_space(before: str, after: str) -> bool:
    return _is_western(before) and _is_western(after)


def _is_western(character: str) -> bool:
    return character.isascii() or (character.isalpha() and character < "\u2e80")
