"""Source → typed model, or diagnostics: every mistake of the file at once, in the author's words."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from docgen.diagnostics import DataPath, Diagnostic, Mistake, Severity, Words
from docgen.model.base import MISTAKE, unknown_key
from docgen.reader import Source

M = TypeVar("M", bound=BaseModel)


def decode(source: Source, model: type[M]) -> tuple[M | None, tuple[Diagnostic, ...]]:
    """Return `source` as `model`, or None with a diagnostic for each mistake in it."""
    try:
        return model.model_validate(source.data), ()
    except ValidationError as error:
        found = (_diagnostic(source, model, details) for details in error.errors(include_url=False))
        return None, tuple(found)


def titles(model: type[BaseModel], path: DataPath) -> tuple[str, ...]:
    """Return the Chinese titles of the fields along `path`, with the position of list entries (第2项)."""
    found: list[str] = []
    here: object = model
    for step in path:
        if isinstance(step, int):
            found.append(f"第{step + 1}项")
            continue
        info = _field(here, step)
        found.append(info.title if info and info.title else step)
        here = info.annotation if info else None
    return tuple(found)


class _Seen(NamedTuple):
    path: DataPath
    title: str
    value: object
    details: ErrorDetails
    known: list[str]


def _diagnostic(source: Source, model: type[BaseModel], details: ErrorDetails) -> Diagnostic:
    context = details.get("ctx", {})
    path = tuple(step for step in details["loc"] if not _is_tag(step)) + tuple(context.get("inner", ()))
    title = " · ".join(titles(model, path))
    kind = details["type"]
    if kind == MISTAKE:
        mistake: Mistake = context["mistake"]
    else:
        seen = _Seen(path, title, details["input"], details, _known(model, path[:-1]))
        mistake = _WORDING.get(kind, _general)(seen)
    at_key = kind == "extra_forbidden" or mistake.id == "unknown-key"
    place = f"{title}：" if title else ""
    english = ".".join(str(step) for step in path)
    message = Words(
        f"{place}{mistake.message.zh}", f"{english}: {mistake.message.en}" if english else mistake.message.en
    )
    span = source.span(path, mistake.offset, key=at_key)
    return Diagnostic(mistake.id, Severity.ERROR, span, message, mistake.hint)


def _is_tag(step: str | int) -> bool:
    """Whether pydantic put the name of a validator, not of the author's key, into the path."""
    return isinstance(step, str) and ("[" in step or step.startswith("function-"))


def _field(here: object, key: str) -> FieldInfo | None:
    for model in _models(here):
        for name, info in model.model_fields.items():
            if (info.alias or name) == key:
                return info
    return None


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) is not None:
        for argument in get_args(annotation):
            yield from _models(argument)


def _known(model: type[BaseModel], path: DataPath) -> list[str]:
    here: object = model
    for step in path:
        if isinstance(step, str):
            info = _field(here, step)
            here = info.annotation if info else None
    return [info.alias or name for inner in _models(here) for name, info in inner.model_fields.items()]


def _example(model_field: FieldInfo | None) -> str:
    examples = model_field.examples if model_field else None
    return _yaml(examples[0]) if examples else ""


def _yaml(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_yaml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_yaml(inner) for inner in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f'"{text}"' if text.startswith(("{", "[", "“", '"')) else text


def shorten(value: object) -> str:
    """Return `value` as an author would recognise it, at most 40 characters."""
    text = _yaml(value) if isinstance(value, str | Mapping | list) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"


def _missing(seen: _Seen) -> Mistake:
    key = str(seen.path[-1])
    return Mistake(
        "missing-key",
        Words(f"缺少必填的项“{key}”", f"the required key `{key}` is missing"),
        Words(f"加上一行 {key}: ……", f"add a line `{key}: …`"),
    )


def _unknown(seen: _Seen) -> Mistake:
    return unknown_key(str(seen.path[-1]), seen.known)


def _empty(seen: _Seen, zh: str, en: str) -> Mistake:
    return Mistake("missing-value", Words("这里缺内容", "a value is missing here"), Words(zh, en))


def _wrong(zh: str, en: str, hint_zh: str, hint_en: str) -> Any:
    def word(seen: _Seen) -> Mistake:
        if seen.value is None:
            return _empty(seen, hint_zh, hint_en)
        value = shorten(seen.value)
        return Mistake(
            "wrong-type",
            Words(f"这里应是{zh}，看到的是“{value}”", f"{en} is expected, not `{value}`"),
            Words(hint_zh, hint_en),
        )

    return word


def _choice(seen: _Seen) -> Mistake:
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    expected = str(seen.details.get("ctx", {}).get("expected", "")).replace(" or ", ", ")
    options = [option.strip().strip("'") for option in expected.split(",")]
    value = shorten(seen.value)
    near = get_close_matches(str(seen.value), options, n=1, cutoff=0.5)
    listed = "、".join(options)
    hint = (
        Words(f"改为“{near[0]}”", f"write `{near[0]}`")
        if near
        else Words(f"写其中一个：{listed}", f"write one of {expected}")
    )
    return Mistake(
        "wrong-choice",
        Words(f"“{value}”不在可选的范围内（{listed}）", f"`{value}` is none of {expected}"),
        hint,
    )


def _range(seen: _Seen) -> Mistake:
    limits = seen.details.get("ctx", {})
    limit = limits.get("ge", limits.get("gt", limits.get("le", limits.get("lt"))))
    low = "ge" in limits or "gt" in limits
    value = shorten(seen.value)
    zh, en = (f"不小于 {limit}", f"at least {limit}") if low else (f"不大于 {limit}", f"at most {limit}")
    return Mistake(
        "out-of-range",
        Words(f"“{value}”超出范围", f"`{value}` is out of range"),
        Words(f"写{zh}的数", f"write {en}"),
    )


def _length(seen: _Seen) -> Mistake:
    limits = seen.details.get("ctx", {})
    if "max_length" in limits:
        most = limits["max_length"]
        return Mistake(
            "too-long",
            Words(f"太长，最多 {most} 个字", f"too long, at most {most}"),
            Words("写短一些", "shorten it"),
        )
    return _empty(seen, "至少写一项内容", "write at least one")


def _pattern(seen: _Seen) -> Mistake:
    value = shorten(seen.value)
    hyphen = "-" in str(seen.details.get("ctx", {}).get("pattern", ""))[8:]
    zh = "小写英文字母、数字" + ("、- 和 _" if hyphen else "和 _，字母开头")
    en = "lower-case letters, digits" + (", - and _" if hyphen else " and _, a letter first")
    suggestion = "".join(
        ch if ch.isascii() and ch.isalnum() else "_" for ch in str(seen.value).lower()
    ).strip("_")
    hint = Words(f"例如 {suggestion or 'village_1'}", f"for example {suggestion or 'village_1'}")
    return Mistake("bad-id", Words(f"编号“{value}”只能用{zh}", f"the id `{value}` may only have {en}"), hint)


def _general(seen: _Seen) -> Mistake:
    value = shorten(seen.value)
    words = Words(f"“{value}”写得不对", f"`{value}` is not right here: {seen.details['msg']}")
    return Mistake(
        "wrong-value",
        words,
        Words("对照编辑器里这一项的说明", "see the description of this key in the editor"),
    )


_MAPPING = _wrong(
    "几项“名称: 值”", "a mapping of `key: value`", "换行缩进写“名称: 值”", "indent `key: value` lines below"
)
_LIST = _wrong(
    "若干条，每条以“- ”开头", "a list", "每条一行，以“- ”开头", "one entry a line, each beginning with `- `"
)
_STRING = _wrong(
    "一段文字",
    "text",
    "写一段文字；含 {{ 或以引号开头时，整段加引号",
    "write text; quote it when it holds {{ or begins with a quote",
)
_WHOLE = _wrong("整数", "a whole number", "写数字，如 2025", "write a number such as 2025")
_BOOLEAN = _wrong("true 或 false", "true or false", "写 true 或 false", "write true or false")

_WORDING: dict[str, Any] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "dict_type": _MAPPING,
    "mapping_type": _MAPPING,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "string_type": _STRING,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "bool_type": _BOOLEAN,
    "bool_parsing": _BOOLEAN,
    "literal_error": _choice,
    "enum": _choice,
    "greater_than_equal": _range,
    "less_than_equal": _range,
    "string_too_short": _length,
    "string_too_long": _length,
    "too_short": _length,
    "string_pattern_mismatch": _pattern,
}
