"""The language that docgen speaks in this terminal."""

import os
import re
import sys

from docgen.reporters.page import Lang


def usual_language() -> Lang:
    """Return Chinese where the terminal, or Windows itself, is Chinese, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh" if value.lower().startswith("zh") else "en"
    return "zh" if _windows_is_chinese() else "en"


def help_text(zh: str, en: str) -> str:
    """Return the sentence in the language asked for: help is laid out before click reads --lang."""
    asked = re.search(r"--lang[= ](zh|en|both)\b", " ".join(sys.argv[1:]))
    wanted = asked[1] if asked else os.environ.get("DOCGEN_LANG", usual_language())
    return zh if wanted in ("zh", "both") else en


def _windows_is_chinese() -> bool:
    if sys.platform != "win32":
        return False
    import ctypes  # noqa: PLC0415 - Windows only

    # The lower ten bits name the language, 4 is Chinese whatever the region.
    return bool(ctypes.windll.kernel32.GetUserDefaultUILanguage() & 0x3FF == 0x04)
