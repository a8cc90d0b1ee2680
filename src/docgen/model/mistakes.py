"""The words for what authors get wrong in many places: unknown names, missing and misplaced values."""

from collections.abc import Mapping

from docgen.diagnostics import Mistake, Words

NO_VALUE = Mistake(
    "missing-value",
    Words("这里缺内容", "a value is missing here"),
    Words("在冒号后写上内容", "write it after the colon"),
)


def nearest(wanted: str, known: Mapping[str, str]) -> str | None:
    """Return the id most like `wanted`, by its own letters or by its title; None when none is like it."""
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    spellings = {**{title: id for id, title in known.items() if title}, **{id: id for id in known}}
    near = get_close_matches(wanted, spellings, n=1)
    return spellings[near[0]] if near else None


def right_one(wanted: str, known: Mapping[str, str], none: Words) -> Words:
    """Return what to write instead of `wanted`: the nearest of `known`, which are ids with titles, or all."""
    near = nearest(wanted, known)
    if near:
        return Words(f"改为“{near}”", f"write `{near}`")
    if not known:
        return none
    listed = "、".join(f"{id}（{title}）" if title else id for id, title in known.items())
    return Words(f"这里可用的有：{listed}", f"known here: {', '.join(known)}")


def unknown_key(key: str, known: Mapping[str, str]) -> Mistake:
    """Return the mistake of a key that is not among `known` (keys with their titles), naming the nearest."""
    none = Words("删去这一项", "remove it")
    message = Words(f"不认识的项“{key}”", f"unknown key `{key}`")
    return Mistake("unknown-key", message, right_one(key, known, none))


def no_single_value(raw: object) -> Mistake:
    """Return the mistake of a list or a mapping where one value is wanted."""
    seen = shorten(raw)
    message = Words(f"这里应是一个值，看到的是“{seen}”", f"a single value is expected here, not `{seen}`")
    return Mistake("wrong-type", message, Words("只写一个数字或一段文字", "write one number or one text"))


def shorten(value: object) -> str:
    """Return `value` as an author would recognise it, at most 40 characters."""
    text = " ".join(yaml_text(value).split())
    return text if len(text) <= 40 else text[:39] + "…"


def yaml_text(value: object) -> str:
    """Return `value` as it may be typed on one line of a YAML file."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {yaml_text(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(yaml_text(inner) for inner in value) + "]"
    text = "" if value is None else str(value)
    return f'"{text}"' if text.startswith(("{", "[", "“", '"')) or "{{" in text else text
