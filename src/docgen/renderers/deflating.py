"""How parts are compressed: by zlib, or several times as fast by isal where a user asks for that."""

import os
from typing import Final

from docgen.diagnostics import DocgenError, Words
from docgen.renderers.ooxml import Deflate, deflated

_SETTING: Final = "DOCGEN_FAST"
_LEVEL: Final = 1


def chosen() -> Deflate:
    """Return what compresses in this run.

    It is never chosen by what happens to be installed: the bytes of a build must not hang on that.
    """
    if os.environ.get(_SETTING, "") in ("", "0"):
        return deflated
    if found := simd():
        return found
    raise DocgenError(
        Words(f"设了 {_SETTING}，但没有安装 isal", f"{_SETTING} is set, but isal is not installed"),
        Words(
            f'请运行 pip install "docgen[fast]"，或者取消 {_SETTING}',
            f'run pip install "docgen[fast]", or unset {_SETTING}',
        ),
    )


def simd() -> Deflate | None:
    """Return isal's deflate, which uses the vector units of the processor; None where it is not installed."""
    try:
        from isal import isal_zlib  # noqa: PLC0415 - optional
    except ImportError:
        return None

    def deflate(data: bytes) -> bytes:
        packer = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, -isal_zlib.MAX_WBITS)
        return packer.compress(data) + packer.flush()

    return deflate
