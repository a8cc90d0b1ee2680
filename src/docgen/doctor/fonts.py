"""The fonts that notices name: which are here, what shows in place of the others, how to get them."""

import sys
from collections.abc import Iterator
from typing import Final

from docgen.diagnostics import DocgenError, Words
from docgen.doctor.observation import Observation, Status, refused
from docgen.fonts import fontconfig
from docgen.fonts.installed import Families, has_fontconfig
from docgen.profiles import Profile, load

_SAMPLE: Final = "关于印发工作方案的通知"


def observe() -> Iterator[Observation]:
    """Yield one remark for each font of the profile, then on rare characters and on PDF."""
    profile = load()
    try:
        here = fontconfig.at_hand()
        replaced = {each.family: each for each in fontconfig.replaced(map(profile.font, profile.fonts))}
        pdf = _pdf(tuple(replaced.values()))
    except DocgenError as error:
        yield refused("pdf-fonts", error, Status.WARNING)
        return
    for logical, names in profile.fonts.items():
        shown = replaced.get(names[0])
        yield _missing(logical, names, here, shown) if shown else _present(names[0])
    yield _rare(_only_for_rare(profile), here)
    yield pdf


def _present(name: str) -> Observation:
    return Observation("font", Status.OK, Words(f"字体 {name}：有", f"font {name}: here"))


def _missing(logical: str, names: tuple[str, ...], here: Families, shown: fontconfig.Replaced) -> Observation:
    name = names[0]
    if shown.by:
        words = Words(
            f"字体 {name}：没有，PDF 里换成 {shown.by}", f"font {name}: missing, PDF shows {shown.by}"
        )
        return Observation("font", Status.WARNING, words)
    # The notice names these beside the font, for Word to choose from.
    other = next((each for each in names[1:] if each in here), "")
    zh, en = other or "它自选的字体，多半是宋体", other or "one of its choice, mostly SimSun"
    words = Words(
        f"字体 {name}：没有，Word 里换成{zh}，LibreOffice 里换成它自选的字体",
        f"font {name}: missing, Word shows {en}, LibreOffice one of its choice",
    )
    return Observation("font", Status.WARNING, words, _source(logical))


def _only_for_rare(profile: Profile) -> list[str]:
    named = {name for names in profile.fonts.values() for name in names}
    chains = dict.fromkeys(family for chain in profile.fallback.values() for family in chain)
    return [family for family in chains if family not in named]


def _rare(families: list[str], here: Families) -> Observation:
    missing = [family for family in families if family not in here]
    if not missing:
        words = Words("生僻字用的字体：都有", "fonts for rare characters: all here")
        return Observation("rare-fonts", Status.OK, words)
    words = Words(
        f"生僻字用的字体，没有：{'、'.join(missing)}",
        f"fonts for rare characters, missing: {', '.join(missing)}",
    )
    instead = Words(
        "遇到这些字，本机会另选字体显示；它们是 Windows 自带的，SimSun-ExtG 要 Windows 11",
        "others show here in their place; they are part of Windows, SimSun-ExtG of Windows 11",
    )
    return Observation("rare-fonts", Status.WARNING, words, instead)


def _pdf(replaced: tuple[fontconfig.Replaced, ...]) -> Observation:
    if not has_fontconfig():
        words = Words(
            f"PDF 只用已安装的字体，{fontconfig.SETTING} 只在 Linux 上起作用",
            f"PDF has the installed fonts only; {fontconfig.SETTING} works on Linux alone",
        )
        return Observation("pdf-fonts", Status.OK, words)
    if fontconfig.unprintable(_SAMPLE):
        words = Words("没有中文字体，PDF 里汉字是方框", "no Chinese font: PDF shows boxes for Chinese")
        return Observation("pdf-fonts", Status.WARNING, words, _FREE_FONTS)
    if not replaced:
        return Observation("pdf-fonts", Status.OK, Words("PDF 用的字体齐全", "PDF has all its fonts"))
    if not all(each.alike for each in replaced):
        words = Words("PDF 的换行、分页会与 Word 不同", "PDF breaks lines and pages unlike Word")
        return Observation("pdf-fonts", Status.WARNING, words, _FREE_FONTS)
    return Observation("pdf-fonts", Status.OK, _LIKE_WORD, _OWN_FILES)


def _source(logical: str) -> Words | None:
    """Return how to get a font where Word is."""
    if sys.platform == "darwin" and logical not in _NOT_IN_OFFICE:
        return _WITH_OFFICE
    return _ON_WINDOWS.get(logical)


_LICENSED: Final = Words(
    "向本单位信息部门要正版字体文件，双击后点“安装”；Windows XP 之后的系统不再带这种字体",
    "get the licensed file from your IT department; Windows has not had it since XP",
)
_FOUNDER: Final = Words(
    "这是方正字库的字体，要有授权；向本单位信息部门要字体文件，双击后点“安装”",
    "a licensed font of FounderType; get the file from your IT department",
)
_SUPPLEMENT: Final = Words(
    "打开 设置 > 可选功能 > 添加功能，装上“中文(简体)补充字体”",
    "Settings > Optional features > Add a feature: Chinese (Simplified) Supplemental Fonts",
)
_WITH_WINDOWS: Final = Words("Windows 自带，请修复系统字体", "part of Windows: restore the system's fonts")
_WITH_OFFICE: Final = Words("Mac 版 Word 自带，请先安装 Word", "comes with Word for Mac: install that first")
_ON_WINDOWS: Final = {
    "仿宋": _LICENSED,
    "楷体": _LICENSED,
    "黑体": _SUPPLEMENT,
    "小标宋": _FOUNDER,
    "宋体": _WITH_WINDOWS,
    "西文": _WITH_WINDOWS,
}
_NOT_IN_OFFICE: Final = frozenset({"仿宋", "楷体", "小标宋"})
_LIKE_WORD: Final = Words(
    "PDF 用替代字体，换行与 Word 相近", "PDF has substitutes, and breaks lines much as Word"
)
_OWN_FILES: Final = Words(
    f"有正版字体文件的，放进一个文件夹，用环境变量 {fontconfig.SETTING} 指明，PDF 就用它们",
    f"have the licensed files? name their folder in {fontconfig.SETTING}, and PDF uses them",
)
_FREE_FONTS: Final = Words(
    "装 texlive-lang-chinese（免费的 Fandol 字体）和 fonts-liberation，"
    f"或把字体文件放进一个文件夹，用环境变量 {fontconfig.SETTING} 指明",
    "install texlive-lang-chinese (the free Fandol fonts) and fonts-liberation, "
    f"or name a folder of font files in {fontconfig.SETTING}",
)
