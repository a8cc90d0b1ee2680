"""How parts are compressed: by zlib, or several times as fast by isal where a user asks for that."""

import os
import zlib
from collections.abc import Callable
from typing import Final, Protocol

from docgen.diagnostics import DocgenError, Words
from docgen.renderers.ooxml import Deflate, deflated

_SETTING: Final = "DOCGEN_FAST"
_LEVEL: Final = 1
_LONG_LEVEL: Final = 4
"""On sheets, filtered, it takes two fifths of the time of 6 for 4 percent more bytes."""


class Packer(Protocol):
    """A deflate stream: it takes a part piece by piece."""

    def compress(self, data: bytes, /) -> bytes:
        """Return what can be written after `data` was added."""

    def flush(self) -> bytes:
        """Return the rest of the stream."""


def chosen() -> Deflate:
    """Return what compresses in this run.

    It is never chosen by what happens to be installed: the bytes of a build must not hang on that.
    """
    return _simd() if _wants_simd() else deflated


def packer() -> Packer:
    """Return a stream for long parts, which compresses as `chosen` says, by zlib a little faster."""
    if _wants_simd():
        return _simd_packers()()
    return zlib.compressobj(_LONG_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_FILTERED)


def simd() -> Deflate | None:
    """Return isal's deflate, which uses the vector units of the processor; None where it is not installed."""
    try:
        return _simd()
    except ImportError:
        return None


def _simd() -> Deflate:
    packers = _simd_packers()

    def deflate(data: bytes) -> bytes:
        stream = packers()
        return stream.compress(data) + stream.flush()

    return deflate


def _simd_packers() -> Callable[[], Packer]:
    from isal import isal_zlib  # noqa: PLC0415 - optional

    return lambda: isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, -isal_zlib.MAX_WBITS)


def _wants_simd() -> bool:
    if os.environ.get(_SETTING, "") in ("", "0"):
        return False
    if simd():
        return True
    raise DocgenError(
        Words(f"设了 {_SETTING}，但没有安装 isal", f"{_SETTING} is set, but isal is not installed"),
        Words(
            f'请运行 pip install "docgen[fast]"，或者取消 {_SETTING}',
            f'run pip install "docgen[fast]", or unset {_SETTING}',
        ),
    )
