"""The font families that this computer has: asked of fontconfig, or read from the folders of fonts."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from docgen.fonts import sfnt

_FOLDERS: Final = {
    "win32": (r"%SystemRoot%\Fonts", r"%LOCALAPPDATA%\Microsoft\Windows\Fonts"),
    "darwin": (
        "/System/Library/Fonts",
        "/System/Library/AssetsV2",
        "/Library/Fonts",
        "~/Library/Fonts",
        # Office for Mac brings fonts of its own, and fetches more.
        "/Applications/Microsoft Word.app/Contents/Resources/DFonts",
        "~/Library/Group Containers/UBF8T346G9.Office/FontCache",
    ),
    "linux": ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
}


class Families:
    """A set of family names; capitals do not matter in them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(name.strip().casefold() for name in names)

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._names

    def __or__(self, other: "Families") -> "Families":
        return Families((*self._names, *other._names))


def installed() -> Families:
    """Return the families that programs find on this computer."""
    command = shutil.which("fc-list") if has_fontconfig() else None
    if command:
        return Families(_listed(command))
    return in_folders(folders())


def folders() -> tuple[Path, ...]:
    """Return the folders in which this kind of computer keeps fonts, there or not."""
    named = _FOLDERS.get(sys.platform, _FOLDERS["linux"])
    return tuple(Path(os.path.expandvars(folder)).expanduser() for folder in named)


def in_folders(places: Iterable[Path]) -> Families:
    """Return the families of the font files in `places` and below."""
    return Families(name for folder in places for file in _files(folder) for name in sfnt.families(file))


def has_fontconfig() -> bool:
    """Return whether LibreOffice finds its fonts through fontconfig, and so can be given others."""
    return sys.platform not in ("win32", "darwin") and shutil.which("fc-match") is not None


def _listed(command: str) -> Iterator[str]:
    done = subprocess.run([command, "--format", "%{family}\n"], capture_output=True, check=False)  # noqa: S603
    for line in done.stdout.decode(errors="replace").splitlines():
        yield from line.split(",")


def _files(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names if Path(name).suffix.lower() in sfnt.SUFFIXES)
