"""Values as authors give them: plain, or in the long form with what is printed in their stead."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from docgen.diagnostics import DataPath, Mistake, Words
from docgen.model.accepting import refused, within
from docgen.model.base import read_flag, read_plain
from docgen.model.mistakes import NO_VALUE, no_single_value, unknown_key
from docgen.model.values import Kind, Value, read_value
from docgen.records import record

T = TypeVar("T")
R = TypeVar("R")


@record
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


_LONG_FORM: dict[str, dict[str, Any]] = {
    "value": {"title": "值", "description": "真正的值，用来计算和核对。", "type": ["string", "number"]},
    "as": {
        "title": "照原文",
        "description": "照发文原样印出的文字（只用于重现已发公文）。",
        "type": "string",
    },
    "reason": {"title": "缘由", "description": "为什么照原文印。", "type": "string"},
    "private": {"title": "不公开", "description": "公开版（build --public）中印为 XX。", "type": "boolean"},
}

LONG_FORM = {key: str(words["title"]) for key, words in _LONG_FORM.items()}
"""The keys of the long form with their titles."""


class Reads:
    """Annotation: the field holds a `Given` of this kind, written as plain text or in the long form."""

    def __init__(self, kind: Kind | None = None) -> None:
        self.kind = kind

    def read(self, raw: object) -> Given:
        """Return the value `raw` stands for.

        Raises Refused.
        """
        if isinstance(raw, Given):
            return raw
        if isinstance(raw, Mapping):
            return self._read_long(raw)
        return Given(self._value(raw, ()))

    def _read_long(self, raw: Mapping[str, object]) -> Given:
        for key in raw:
            if key not in _LONG_FORM:
                raise refused(unknown_key(key, LONG_FORM), key)
        if "value" not in raw:
            raise refused(_NO_VALUE_KEY)
        value = self._value(raw["value"], ("value",))
        shown = within("as", read_literal, raw)
        reason = within("reason", read_reason, raw)
        private = within("private", read_flag, raw.get("private", "false"))
        return Given(value, shown, reason, private, ("value",))

    def _value(self, raw: object, inner: DataPath) -> Value:
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            raise refused(NO_VALUE, *inner)
        if not isinstance(raw, str):
            raise refused(no_single_value(raw), *inner)
        try:
            return read_value(raw, self.kind)
        except Mistake as mistake:
            raise refused(mistake, *inner) from None

    def json_schema(self) -> dict[str, Any]:
        """Return what an editor accepts here."""
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


def read_literal(raw: Mapping[str, object]) -> str | None:
    """Return the text that the long form `raw` has printed in its value's stead.

    Raises Mistake.
    """
    text = _text(raw, "as")
    return None if text is None else read_plain(text)


def read_reason(raw: Mapping[str, object]) -> str | None:
    """Return why the long form `raw` departs from its value.

    Raises Mistake.
    """
    return _text(raw, "reason")


def _text(raw: Mapping[str, object], key: str) -> str | None:
    text = raw.get(key)
    if text is None and key in raw:
        raise NO_VALUE
    if text is not None and not isinstance(text, str):
        raise no_single_value(text)
    return text


_NO_VALUE_KEY = Mistake(
    "missing-key",
    Words("缺少必填的项“value”", "the required key `value` is missing"),
    Words("加上 value: ……", "add `value: …`"),
)
