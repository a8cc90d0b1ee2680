"""Pictures of seals: only PNG files that paper shows through."""

import struct
from typing import NamedTuple

from docgen.diagnostics import Mistake, Words

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = struct.Struct(">8xI4sIIBB")
_WITH_ALPHA = (4, 6)
_PALETTE = 3
_MOST_PIXELS = 4000


class Pixels(NamedTuple):
    """The size of a picture."""

    across: int
    down: int


def pixels(data: bytes) -> Pixels:
    """Return the size of a PNG; raise Mistake for what is none, too large, or hides the words below it."""
    if not data.startswith(_SIGNATURE) or len(data) < _HEADER.size:
        raise _NO_PNG
    _, kind, across, down, _, colour = _HEADER.unpack_from(data)
    if kind != b"IHDR" or not across or not down:
        raise _NO_PNG
    if max(across, down) > _MOST_PIXELS:
        raise _too_large(across, down)
    see_through = colour in _WITH_ALPHA or (colour == _PALETTE and b"tRNS" in data)
    if not see_through:
        raise _OPAQUE
    return Pixels(across, down)


def _too_large(across: int, down: int) -> Mistake:
    return Mistake(
        "picture-too-large",
        Words(f"图片有 {across}×{down} 点，太大了", f"the picture has {across} × {down} pixels"),
        Words(f"缩到每边 {_MOST_PIXELS} 点以内", f"make it at most {_MOST_PIXELS} pixels a side"),
    )


_NO_PNG = Mistake(
    "not-a-png",
    Words("这个文件不是 PNG 图片", "this file is no PNG picture"),
    Words("把图片另存为 PNG（底透明）", "save the picture as PNG with a transparent ground"),
)
_OPAQUE = Mistake(
    "opaque-picture",
    Words("图片的底不透明，会盖住文字", "the picture has no transparency: it would hide the words"),
    Words("去掉白底，另存为底透明的 PNG", "take out the white ground and save it as PNG with transparency"),
)
