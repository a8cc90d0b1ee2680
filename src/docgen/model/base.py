"""What every model shares: strict fields, ids, prose, and values that may be printed as issued."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from docgen.diagnostics import DataPath, Mistake, Words
from docgen.model.values import Kind, Value, read_value

MISTAKE = "mistake"
"""The pydantic error type that carries a Mistake (`mistake`) and the path inside the value (`inner`)."""


class Model(BaseModel):
    """A mapping of the author's with the fields named here and no others."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False)


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""A name that expressions can use: `schemes.basic`."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]
"""A name of a file or an entry: letters, digits, `-` and `_`."""

Prose = Annotated[str, StringConstraints(min_length=1)]
"""Text with `{{ expressions }}`; line ends in it are not printed, a blank line starts a paragraph."""


def refused(mistake: Mistake, *inner: str | int) -> PydanticCustomError:
    """Return the error by which a validator hands `mistake` to the decoder."""
    context: dict[str, Any] = {"mistake": mistake, "inner": inner}
    return PydanticCustomError(MISTAKE, "mistake", context)


@dataclass(frozen=True, slots=True)
class Given:
    """A value an author gave, with what is printed in its stead where a notice was issued with a slip."""

    value: Value
    shown: str | None = None
    """`as:` the literal text printed instead of the value's own form."""
    reason: str | None = None
    private: bool = False
    """Printed as XX by `build --public`."""
    inner: DataPath = ()
    """Where the value stands inside the field: `("value",)` in the long form."""


_LONG_FORM = {
    "value": {"title": "值", "description": "真正的值，用来计算和核对。", "type": ["string", "number"]},
    "as": {
        "title": "照原文",
        "description": "照发文原样印出的文字（只用于重现已发公文）。",
        "type": "string",
    },
    "reason": {"title": "缘由", "description": "为什么照原文印。", "type": "string"},
    "private": {"title": "不公开", "description": "公开版（build --public）中印为 XX。", "type": "boolean"},
}

_TRUE, _FALSE = frozenset({"true", "yes", "是"}), frozenset({"false", "no", "否"})


class Reads:
    """Annotation: the field holds a `Given` of this kind, written as plain text or in the long form."""

    def __init__(self, kind: Kind | None = None) -> None:
        self.kind = kind

    def read(self, raw: object) -> Given:
        """Return the value `raw` stands for.

        Raises a pydantic error that carries the Mistake.
        """
        if isinstance(raw, Given):
            return raw
        if isinstance(raw, Mapping):
            return self._read_long(raw)
        return Given(self._value(raw, ()))

    def _read_long(self, raw: Mapping[str, object]) -> Given:
        for key in raw:
            if key not in _LONG_FORM:
                raise refused(unknown_key(key, list(_LONG_FORM)), key)
        if "value" not in raw:
            raise refused(_NO_VALUE)
        shown, reason, private = raw.get("as"), raw.get("reason"), raw.get("private", "false")
        for key, text in (("as", shown), ("reason", reason)):
            if key in raw and not isinstance(text, str):
                raise refused(_NO_TEXT, key)
        if not isinstance(private, str) or private.lower() not in _TRUE | _FALSE:
            raise refused(_NO_BOOLEAN, "private")
        value = self._value(raw["value"], ("value",))
        return Given(value, _text(shown), _text(reason), private.lower() in _TRUE, ("value",))

    def _value(self, raw: object, inner: DataPath) -> Value:
        if not isinstance(raw, str) or not raw.strip():
            raise refused(_NO_VALUE, *inner)
        try:
            return read_value(raw, self.kind)
        except Mistake as mistake:
            raise refused(mistake, *inner) from None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        long_form = {
            "type": "object",
            "properties": _LONG_FORM,
            "required": ["value"],
            "additionalProperties": False,
        }
        return {"anyOf": [{"type": ["string", "number"]}, long_form]}


AnyValue = Annotated[Given, Reads()]
MoneyValue = Annotated[Given, Reads(Kind.MONEY)]
DateValue = Annotated[Given, Reads(Kind.DATE)]
AgeValue = Annotated[Given, Reads(Kind.AGE)]


def field(title: str, description: str, *examples: object, **more: Any) -> Any:
    """Return a field with its Chinese title, description and examples for schema, editor and messages."""
    return Field(title=title, description=description, examples=list(examples), **more)


def unknown_key(key: str, known: list[str]) -> Mistake:
    """Return the mistake of a key that is not among `known`, naming the nearest."""
    from difflib import get_close_matches  # noqa: PLC0415 - only when something is wrong

    near = get_close_matches(key, known, n=1, cutoff=0.5)
    listed = "、".join(known)
    zh = f"改为“{near[0]}”；这里可用的有：{listed}" if near else f"这里可用的有：{listed}"
    en = f"write `{near[0]}`; known here: {', '.join(known)}" if near else f"known here: {', '.join(known)}"
    return Mistake("unknown-key", Words(f"不认识的项“{key}”", f"unknown key `{key}`"), Words(zh, en))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


_NO_VALUE = Mistake(
    "missing-value",
    Words("这里缺内容", "a value is missing here"),
    Words("在冒号后写上内容", "write it after the colon"),
)
_NO_TEXT = Mistake(
    "wrong-type",
    Words("这里应是一段文字", "text is expected here"),
    Words("写一行文字", "write one line of text"),
)
_NO_BOOLEAN = Mistake(
    "wrong-type", Words("这里应是 true 或 false", "true or false is expected"), Words("写 true", "write true")
)
