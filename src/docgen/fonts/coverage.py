"""Which characters a font family has: a table that ships with docgen, the same on every computer.

docs/format/fonts.md says where each line comes from and what is assumed.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from docgen.records import record


@record
class Coverage:
    """The characters of a family: those of a coded character set, and whole ranges of Unicode."""

    charset: str = "ascii"
    """ascii, gb2312 or gbk."""
    ranges: tuple[range, ...] = ()

    def covers(self, text: str) -> bool:
        """Return whether the family has every character of `text`."""
        return self._holds(text) or all(self._holds(char) or self._ranges_hold(char) for char in text)

    def _holds(self, text: str) -> bool:
        try:
            if self.charset == "gb2312":
                # Through GBK, because Windows gives — and · other code points than the codec gb2312 does.
                text.encode("gbk").decode("gb2312")
            else:
                text.encode(self.charset)
        except UnicodeError:
            return False
        return True

    def _ranges_hold(self, char: str) -> bool:
        code = ord(char)
        return any(code in each for each in self.ranges)


@cache
def coverage(family: str) -> Coverage | None:
    """Return what `family` covers, None for a family that docgen does not know."""
    name = family.casefold()
    known = (each for suffix, each in _SUFFIXES.items() if name.endswith(suffix))
    return _FAMILIES.get(name) or next(known, None)


def _ranges(text: str) -> tuple[range, ...]:
    """Return the ranges of `text`: hexadecimal, both ends included."""
    pairs = (each.partition("-") for each in text.split())
    return tuple(range(int(first, 16), int(last or first, 16) + 1) for first, _, last in pairs)


_GB2312: Final = Coverage("gb2312")
_GBK: Final = Coverage("gbk")
_SIMSUN: Final = Coverage("gbk", _ranges("3400-4DBF 9FA6-9FFF"))
_EXTENSIONS_B_TO_F: Final = Coverage(ranges=_ranges("20000-2A6DF 2A700-2EBE0"))
_EXTENSIONS_G_TO_I: Final = Coverage(ranges=_ranges("2EBF0-2EE5D 30000-323AF"))
_WESTERN: Final = Coverage(
    ranges=_ranges(
        "A0-24F 250-2FF 300-36F 370-3FF 400-52F 1E00-1FFF 2010-2027 2030-205E 2070-209F 20A0-20BF 2122"
    )
)
_SYMBOLS: Final = Coverage(ranges=_ranges("20D0-20FF 2100-214F 2150-27BF 27C0-2BFF 4DC0-4DFF"))
# U+FE0F asks for the coloured picture, and only this family has it: that decides between ☎ and ☎️.
_EMOJI: Final = Coverage(
    ranges=_ranges(
        "23 2A 30-39 A9 AE 200D 203C 2049 20E3 2122 2139 2190-21FF 2300-23FF 24C2 25AA-25FE 2600-27BF"
        " 2934-2935 2B05-2B55 3030 303D 3297 3299 FE0F 1F000-1F6FF 1F7E0-1F7EB 1F7F0 1F900-1FAFF E0020-E007F"
    )
)

_FAMILIES: Final[Mapping[str, Coverage]] = MappingProxyType(
    {
        name.casefold(): each
        for names, each in (
            (("FZXiaoBiaoSong-B05S", "FZFangSong-Z02S", "FZKai-Z03S", "FZHei-B01S"), _GB2312),
            (("FZXiaoBiaoSong-B05", "FZFangSong-Z02", "FZKai-Z03", "FZHei-B01"), _GBK),
            (("仿宋", "FangSong", "楷体", "KaiTi", "黑体", "SimHei"), _GBK),
            (("宋体", "SimSun", "新宋体", "NSimSun"), _SIMSUN),
            (("SimSun-ExtB", "宋体-ExtB"), _EXTENSIONS_B_TO_F),
            (("SimSun-ExtG", "宋体-ExtG"), _EXTENSIONS_G_TO_I),
            (("Times New Roman",), _WESTERN),
            (("Segoe UI Symbol",), _SYMBOLS),
            (("Segoe UI Emoji",), _EMOJI),
        )
        for name in names
    }
)
# Foundries put the character set into the name: 仿宋_GB2312, 方正小标宋_GBK, 方正仿宋简体.
_SUFFIXES: Final = MappingProxyType({"_gb2312": _GB2312, "简体": _GB2312, "_gbk": _GBK})
