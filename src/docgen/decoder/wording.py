"""What a model refuses, in an author's words: what is wrong here, and what to type."""

import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from docgen.decoder.fields import field_at, homes, keys, required
from docgen.diagnostics import DataPath, Mistake, Words
from docgen.model.accepting import Fault
from docgen.model.base import Model
from docgen.model.mapping import Field
from docgen.model.mistakes import NO_VALUE, nearest, shorten, unknown_key, yaml_text

_MEANINGS = {
    **{"serial": "序号", "name": "名称", "text": "文字", "count": "人数", "number": "数字"},
    **{"money": "金额", "percent": "百分比", "date": "日期"},
    **{"half-up": "四舍五入", "half-even": "四舍六入五成双", "floor": "舍去", "ceil": "进一"},
    **{"at-least": "不低于", "at-most": "不高于", "exactly": "等于"},
    **{"above": "在上", "below": "在下"},
    **{"file": "文件式", "letter": "信函式", "minutes": "纪要"},
}
"""The values that fields offer in English, as an author would say them."""
_MOST_HOMES = 3


class Seen(NamedTuple):
    """A value that was refused by a model."""

    model: type[Model]
    fault: Fault

    @property
    def path(self) -> DataPath:
        """Where it stands."""
        return self.fault.path

    @property
    def value(self) -> object:
        """The value as read; for a missing key, what should have held it."""
        return self.fault.seen

    @property
    def field(self) -> Field | None:
        """The field it was meant for."""
        return field_at(self.model, self.path)


def word(seen: Seen) -> Mistake:
    """Return the mistake that `seen` is."""
    kind = seen.fault.kind
    if seen.value is None and kind in _EXPECTED:
        return _left_empty(seen, _EXPECTED[kind])
    mistake = _WORDING[kind](seen)
    return mistake if seen.value is not None else Mistake(NO_VALUE.id, NO_VALUE.message, mistake.hint)


# -- keys ---------------------------------------------------------------------------------------------------


def _missing(seen: Seen) -> Mistake:
    key = str(seen.path[-1])
    example = seen.field.examples[0] if seen.field and seen.field.examples else "……"
    line = f"{key}: {yaml_text(example) if isinstance(example, str | int) else '……'}"
    return Mistake(
        "missing-key",
        Words(f"缺少必填的项“{key}”", f"the required key `{key}` is missing"),
        Words(f"加上 {line}", f"add `{line}`"),
    )


def _unknown(seen: Seen) -> Mistake:
    key, known = str(seen.path[-1]), keys(seen.model, seen.path[:-1])
    mistake = unknown_key(key, known)
    found = homes(seen.model, key)
    if nearest(key, known) or not 0 < len(found) <= _MOST_HOMES:
        return mistake
    zh = "或".join(f"“{home.title}”（{home.key}）" for home in found)
    en = " or ".join(f"`{home.key}`" for home in found)
    return Mistake(
        mistake.id,
        mistake.message,
        Words(f"它属于{zh}，移到那一项下面", f"it belongs to {en}: move it there"),
    )


# -- kinds of values ----------------------------------------------------------------------------------------


class _Expected(NamedTuple):
    zh: str
    en: str
    way: Callable[[Seen], Words]


def _wrong(seen: Seen) -> Mistake:
    expected = _EXPECTED[seen.fault.kind]
    value = shorten(seen.value)
    return Mistake(
        "wrong-type",
        Words(f"这里应是{expected.zh}，看到的是“{value}”", f"{expected.en} is expected, not `{value}`"),
        expected.way(seen),
    )


def _left_empty(seen: Seen, expected: _Expected) -> Mistake:
    zh, en = NO_VALUE.hint or NO_VALUE.message
    if expected is not _TEXT:
        zh, en = expected.way(seen)
    if seen.field and not seen.field.is_required():
        zh, en = f"{zh}；没有就删去这一行", f"{en}, or delete this line"
    return Mistake(NO_VALUE.id, NO_VALUE.message, Words(zh, en))


def _as_text(seen: Seen) -> Words:
    key = str(seen.path[-1])
    if isinstance(seen.value, list):
        return Words(
            f"写成一段文字；有几行的用“{key}: |”开头，下面缩进写，不加“- ”",
            f"write text; for several lines begin with `{key}: |` and indent them, without `- `",
        )
    return Words(
        '这是一段文字的，整段加引号，如 "时间: 三月"', 'if it is text, quote all of it, as in "a: b"'
    )


def _as_mapping(seen: Seen) -> Words:
    needed = required(seen.field)
    example = next(
        (each for each in (seen.field and seen.field.examples) or () if isinstance(each, dict)), None
    )
    if not needed and example:
        line = f"{seen.path[-1]}: {{{', '.join(f'{key}: {value}' for key, value in example.items())}}}"
        return Words(f"写成 {line} 的样子", f"write it like `{line}`")
    if not needed:
        return Words("换行缩进写“名称: 值”", "indent `key: value` lines below")
    entries = [f"{key}: ……" for key in needed]
    if isinstance(seen.path[-1], int):
        entry = ", ".join(entries)
        return Words(f"写成 {{{entry}}} 的样子", f"write it like {{{entry}}}")
    return Words(f"另起一行，缩进写 {'、'.join(entries)}", f"indent {', '.join(entries)} below it")


_TEXT = _Expected("一段文字", "text", _as_text)
_MAPPING = _Expected("几项“名称: 值”", "a mapping of `key: value`", _as_mapping)
_LIST = _Expected(
    "若干条，每条以“- ”开头",
    "a list",
    lambda _seen: Words("每条一行，以“- ”开头", "one entry a line, each beginning with `- `"),
)
_WHOLE = _Expected(
    "整数", "a whole number", lambda _seen: Words("写数字，如 2025", "write a number such as 2025")
)
_EXPECTED = {"mapping": _MAPPING, "list": _LIST, "whole": _WHOLE, "text": _TEXT}


# -- limits -------------------------------------------------------------------------------------------------


def _choice(seen: Seen) -> Mistake:
    options: tuple[str, ...] = seen.fault.limit
    expected = ", ".join(f"'{option}'" for option in options)
    value = shorten(seen.value)
    typed = "" if seen.value is None else str(seen.value)
    near = nearest(typed, {option: _MEANINGS.get(option, "") for option in options})
    alike = [option for option in options if option[0] == typed[:1]]
    right = near or (alike[0] if len(alike) == 1 else None)
    named = (f"{option}（{_MEANINGS[option]}）" if option in _MEANINGS else option for option in options)
    listed = "  ".join(named)
    hint = (
        Words(f"改为“{right}”", f"write `{right}`")
        if right
        else Words(f"写其中一个：{listed}", f"write one of {expected}")
    )
    return Mistake(
        "wrong-choice", Words(f"“{value}”不在可选的范围内", f"`{value}` is none of {expected}"), hint
    )


def _range(seen: Seen) -> Mistake:
    limit = seen.fault.limit
    value = shorten(seen.value)
    zh, en = ("不大于", "at most") if seen.fault.kind == "high" else ("不小于", "at least")
    return Mistake(
        "out-of-range",
        Words(f"“{value}”超出范围", f"`{value}` is out of range"),
        Words(f"写{zh} {limit} 的数", f"write {en} {limit}"),
    )


def _length(seen: Seen) -> Mistake:
    most = seen.fault.limit
    if most is None:
        hint = Words("至少写一项内容", "write at least one")
        return NO_VALUE if isinstance(seen.value, str) else Mistake(NO_VALUE.id, NO_VALUE.message, hint)
    return Mistake(
        "too-long",
        Words(f"太长，最多 {most} 个字", f"too long, at most {most}"),
        Words("写短一些", "shorten it"),
    )


def _pattern(seen: Seen) -> Mistake:
    if not str(seen.value).strip():
        return NO_VALUE
    value = shorten(seen.value)
    hyphen = "_-" in seen.fault.limit
    zh = "小写英文字母、数字" + ("、- 和 _" if hyphen else "和 _，字母开头")
    en = "lower-case letters, digits" + (", - and _" if hyphen else " and _, a letter first")
    likely = _likely_id(str(seen.value), hyphen)
    example = seen.field.examples[0] if seen.field and seen.field.examples else "v01"
    return Mistake(
        "bad-id",
        Words(f"“{value}”不能作编号，编号只用{zh}", f"`{value}` is no id: an id has {en}"),
        Words(f"例如 {likely or example}", f"for example {likely or example}"),
    )


def _likely_id(typed: str, hyphen: bool) -> str:
    kept = "_-" if hyphen else "_"
    plain = unicodedata.normalize("NFKC", typed).lower()
    likely = "".join(char if char.isascii() and (char.isalnum() or char in kept) else "_" for char in plain)
    likely = likely.strip("_-")
    return likely if hyphen or likely[:1].isalpha() else ""


_WORDING: dict[str, Callable[[Seen], Mistake]] = {
    **dict.fromkeys(_EXPECTED, _wrong),
    "missing": _missing,
    "unknown": _unknown,
    "choice": _choice,
    **dict.fromkeys(("low", "high"), _range),
    **dict.fromkeys(("short", "long", "few"), _length),
    "pattern": _pattern,
}
