"""Cuts an expression into names, numbers, texts in quotes and signs, each with its offset."""

import re
from typing import NamedTuple

from docgen.diagnostics import Mistake, Words
from docgen.patterns import regex

LONGEST = 500
"""Characters an expression may have."""
_MOST_TOKENS = 200
_DEEPEST = 20

_TOKEN = regex(
    r"""(?P<space>[ \t\r\n]+)
    |(?P<number>(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?![\w.]))
    |(?P<name>[^\W\d]\w*)
    |(?P<text>'[^'\\\n]*'|"[^"\\\n]*")
    |(?P<sign>==|!=|>=|<=|[-+*/<>()\[\]|.,])""",
    re.VERBOSE,
)
_HALF_WIDTH = {
    **dict(zip("（）［］【】＋－−–—×＊÷／，．。＜＞｜", "()[][]+----**//,..<>|", strict=True)),
    **{"＝": "==", "≠": "!=", "≤": "<=", "≥": ">=", "“": "'", "”": "'", "‘": "'", "’": "'"},
}


class Token(NamedTuple):
    """A piece of an expression; `depth` counts the brackets around it."""

    kind: str
    text: str
    at: int
    depth: int


def tokens(source: str) -> tuple[Token, ...]:
    """Return the tokens of `source`.

    Raises Mistake for what no expression may hold, and when it is too long or too deep.
    """
    if len(source) > LONGEST:
        raise _too_long()
    found: list[Token] = []
    at = depth = 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        if not match:
            raise _wrong_character(source, at)
        text, kind = match[0], match.lastgroup or ""
        depth -= text in (")", "]")
        if kind != "space":
            found.append(Token(kind, text, at, depth))
        depth += text in ("(", "[")
        at = match.end()
        if len(found) > _MOST_TOKENS or depth > _DEEPEST:
            raise _too_long()
    return tuple(found)


def _too_long() -> Mistake:
    return Mistake(
        "expression-too-long",
        Words(
            f"算式太长：最多 {LONGEST} 个字、{_MOST_TOKENS} 项、{_DEEPEST} 层括号",
            f"at most {LONGEST} characters, {_MOST_TOKENS} names and signs, {_DEEPEST} nested brackets",
        ),
        Words("把中间结果单独写成一项数据", "give intermediate results their own name"),
    )


def _wrong_character(source: str, at: int) -> Mistake:
    character = source[at]
    run = re.compile(r"[\w.]*").match(source, at)
    seen = (run[0] if run else "") or character
    if character in _HALF_WIDTH:
        half = _HALF_WIDTH[character]
        hint = Words(f"改用英文符号 {half}", f"type the half-width {half}")
    elif character in "{}":
        hint = Words("这里直接写算式，不写 {{ 和 }}", "write the expression itself, without {{ and }}")
    elif character == "%":
        hint = Words("百分比写成小数 0.85，或加引号 '85%'", "write 0.85, or '85%' in quotes")
    elif character == "=" and not source[:at].strip():
        hint = Words("算式开头不写 =，删去它", "remove the = at the beginning")
    elif character == "=":
        hint = Words("相等写成 ==", "equality is ==")
    elif character in "'\"":
        hint = Words("引号要成对，里面不换行、不用 \\", "close the quote; no line end or \\ inside")
    elif character.isdigit():
        hint = Words(
            f"数字写成 1234.5 的样子；带单位的加引号：'{seen}'", "write 1234.5; quote what has a unit"
        )
    else:
        hint = Words(
            "算式里可用名称、数字、+ - * / ( ) 和比较", "use names, numbers, + - * / ( ) and comparisons"
        )
    return Mistake(
        "expression-syntax",
        Words(f"算式里不能写“{seen[:40]}”", f"`{seen[:40]}` cannot stand in an expression"),
        hint,
        at,
    )
