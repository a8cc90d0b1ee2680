"""The fonts of a file's theme: what `minorEastAsia` and its like stand for."""

from collections.abc import Mapping
from typing import Final

from docgen.inspector.package import Element, W
from docgen.inspector.properties import local

_SCRIPTS: Final = {"zh-CN": "Hans", "zh-SG": "Hans", "zh-TW": "Hant", "zh-HK": "Hant", "ja-JP": "Jpan"}
_FACES: Final = {"EastAsia": "ea", "Ascii": "latin", "HAnsi": "latin", "Bidi": "cs"}


class ThemeFonts:
    """Looks fonts up, by name or through the theme."""

    def __init__(self, theme: Element | None, settings: Element | None) -> None:
        language = None if settings is None else settings.find(f"{W}themeFontLang")
        tag = "zh-CN" if language is None else language.get(f"{W}eastAsia", "zh-CN")
        self._script = _SCRIPTS.get(tag, "Hans")
        self._collections = {
            name: next((each for each in theme.iter() if local(each.tag) == f"{name}Font"), None)
            for name in ("major", "minor")
            if theme is not None
        }

    def font(self, found: Mapping[str, str], face: str) -> str:
        """Return the font of `eastAsia` or `ascii` characters, empty where the file names none."""
        # The theme beats a name that stands beside it.
        if wanted := found.get(f"rFonts.{face}Theme"):
            return self._lookup(wanted)
        return found.get(f"rFonts.{face}", "").strip()

    def _lookup(self, wanted: str) -> str:
        collection = self._collections.get(wanted[:5])
        if collection is None:
            return ""
        face = _FACES.get(wanted[5:], "ea")
        named = {local(each.tag): each.get("typeface", "") for each in collection if each.get("typeface")}
        by_script = {each.get("script"): each.get("typeface", "") for each in collection}
        if face == "ea":
            return named.get("ea") or by_script.get(self._script, "") or ""
        return named.get(face, "")
