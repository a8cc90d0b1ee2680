"""What every model shares: strict fields, ids, prose, formulas, flags."""

from typing import Annotated

from docgen.diagnostics import Mistake, Words
from docgen.model.accepting import By, Check, Limits, refused, refusing
from docgen.model.mapping import Model, field, rule
from docgen.model.mistakes import NO_VALUE, shorten
from docgen.patterns import regex

__all__ = [
    "Flag",
    "Id",
    "Model",
    "Plain",
    "Prose",
    "Reference",
    "Slug",
    "field",
    "read_flag",
    "read_plain",
    "refused",
    "refusing",
    "rule",
]

Slug = Annotated[str, Limits(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=60)]
"""A name of a file or an entry: letters, digits, `-` and `_`."""

Reference = Annotated[str, Limits(min_length=1, max_length=60)]
"""The id of something that stands elsewhere; one that is not there is reported with the nearest."""


def read_flag(raw: object) -> bool:
    """Return the truth that `raw` stands for.

    Raises Mistake.
    """
    typed = str(raw).lower() if isinstance(raw, str | bool) else ""
    if raw is None:
        raise NO_VALUE
    if typed not in _TRUE | _FALSE:
        seen = shorten(raw)
        message = Words(
            f"这里应是“true”或“false”，看到的是“{seen}”", f"true or false is expected, not `{seen}`"
        )
        raise Mistake("wrong-type", message, Words("是就写 true，否就写 false", "write true or false"))
    return typed in _TRUE


def read_plain(text: str) -> str:
    """Return text that is printed as typed.

    Raises Mistake when `{{ }}` is in it, which nobody would fill.
    """
    found = _BRACES.search(text)
    if found:
        words = Words(f"这一项照字面印出，不能用“{found[0]}”", f"this is printed as typed: no `{found[0]}`")
        hint = Words("直接写要印的字", "write what is to be printed")
        raise Mistake("braces-as-text", words, hint, found.start())
    return text


def _free(id: str) -> str:
    if id in _TAKEN:
        words = Words(
            f"“{id}”在算式里另有含义，不能作编号", f"`{id}` has a meaning of its own in expressions"
        )
        raise Mistake("bad-id", words, Words("换一个编号", "choose another id"))
    return id


def _filled(text: str) -> str:
    if not text.strip():
        raise NO_VALUE
    return text


_TRUE, _FALSE = frozenset({"true", "yes", "是"}), frozenset({"false", "no", "否"})
_TAKEN = frozenset({"true", "false", "none"})
_BRACES = regex(r"\{\{|\}\}|\{%|\{#|｛｛|｝｝")

Id = Annotated[str, Limits(pattern=r"^[a-z][a-z0-9_]*$", max_length=60), Check(_free)]
"""A name that expressions can use: `schemes.basic`."""

Prose = Annotated[str, Limits(min_length=1), Check(_filled)]
"""Text with `{{ expressions }}`; line ends in it are not printed, a blank line starts a paragraph."""

Plain = Annotated[Prose, Check(read_plain)]
"""Text that is printed as typed."""

Flag = Annotated[bool, By(read_flag)]
"""True or false; 是 and 否 are understood, too."""
