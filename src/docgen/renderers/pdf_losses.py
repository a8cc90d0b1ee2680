"""What a PDF does not show as Word does, because this computer lacks fonts."""

from collections.abc import Iterator, Sequence
from html import unescape
from typing import TYPE_CHECKING, Final

from docgen.diagnostics import Words
from docgen.patterns import regex
from docgen.renderers.ooxml import read_parts

if TYPE_CHECKING:
    from docgen.fonts.fontconfig import Replaced

_FONTS: Final = regex(r"<w:rFonts [^>]*>")
_NAMED: Final = regex(r'w:(?:ascii|hAnsi|eastAsia)="([^"]+)"')
_TEXT: Final = regex(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_MOST_SHOWN: Final = 20


def losses(word_files: Sequence[bytes]) -> tuple[Words, ...]:
    """Return a sentence on the fonts of these files that are replaced, one on characters without a font."""
    from docgen.fonts import fontconfig  # noqa: PLC0415 - only PDF needs it

    parts = "".join(part for data in word_files for part in _parts(data))
    named = {unescape(name) for font in _FONTS.findall(parts) for name in _NAMED.findall(font)}
    text = unescape("".join(_TEXT.findall(parts)))
    return (*_replaced(fontconfig.replaced(sorted(named))), *_boxes(fontconfig.unprintable(text)))


def _parts(word_file: bytes) -> Iterator[str]:
    parts = read_parts(word_file)
    return (parts[name].decode() for name in parts if name.startswith("word/") and name.endswith(".xml"))


def _replaced(fonts: Sequence["Replaced"]) -> Iterator[Words]:
    if fonts:
        zh = "、".join(f"{font.family}（{font.by}）" if font.by else font.family for font in fonts)
        en = ", ".join(f"{font.family} ({font.by})" if font.by else font.family for font in fonts)
        yield Words(
            f"本机没有这些字体，PDF 里换成了别的，版面可能与 Word 不同：{zh}",
            f"fonts missing here, the PDF shows others and may break its lines elsewhere: {en}",
        )


def _boxes(characters: str) -> Iterator[Words]:
    shown, more = characters[:_MOST_SHOWN], len(characters) - _MOST_SHOWN
    if characters:
        zh = "、".join(shown) + (f"等 {len(characters)} 个" if more > 0 else "")
        en = " ".join(shown) + (f" and {more} more" if more > 0 else "")
        yield Words(
            f"本机的字体里没有这些字，PDF 里是方框：{zh}",
            f"no font here has these characters, the PDF shows boxes: {en}",
        )
