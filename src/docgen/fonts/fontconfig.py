"""Free fonts in place of licensed ones that this computer lacks, for one run of LibreOffice.

The mapping is a fontconfig file of that run's own: nothing is installed, no other program sees it.
"""

import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from docgen.diagnostics import DocgenError, Words
from docgen.fonts.installed import Families, folders, has_fontconfig, in_folders, installed
from docgen.profiles import load

SETTING: Final = "DOCGEN_FONTS"
"""The environment variable that names a folder of fonts to use besides the installed ones."""

_FANDOL: Final = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
"""Where Debian's texlive-lang-chinese has the Fandol fonts, unseen by other programs."""


class _Free(NamedTuple):
    family: str
    bold: bool = False


# Fandol sets every Chinese punctuation mark as wide as a character, as the licensed fonts do.
_FREE: Final = {
    "仿宋": _Free("FandolFang"),
    "楷体": _Free("FandolKai"),
    "黑体": _Free("FandolHei"),
    "小标宋": _Free("FandolSong", bold=True),
    "宋体": _Free("FandolSong"),
    "西文": _Free("Liberation Serif"),
    "SimSun-ExtB": _Free("HanaMinB"),
    "Segoe UI Symbol": _Free("DejaVu Sans"),
    "Segoe UI Emoji": _Free("Noto Color Emoji"),
}
"""The free family for each logical name of the profile, and for families of rare characters."""
_RARE: Final = ("HanaMinA", "HanaMinB", "Noto Serif CJK SC")
"""Where characters come from that the free font lacks, the preferred family first."""


class Replaced(NamedTuple):
    """A font that this computer lacks, and what LibreOffice shows in its place."""

    family: str
    by: str
    """Empty where that cannot be known: without fontconfig."""
    alike: bool
    """Whether lines break as they do with the font itself."""


def environment(place: Path) -> dict[str, str]:
    """Return what LibreOffice needs in its environment to see the free fonts; writes a file into `place`."""
    if not has_fontconfig():
        return {}
    dirs = "".join(f"<dir>{_escaped(str(folder))}</dir>\n" for folder in _folders())
    rules = "".join(_rules(at_hand()))
    if not dirs and not rules:
        return {}
    file = place / "fonts.conf"
    file.write_text(f"{_HEAD}{_system()}{dirs}{rules}</fontconfig>\n", encoding="utf-8")
    return {"FONTCONFIG_FILE": str(file)}


def places() -> tuple[Path, ...]:
    """Return the folders and files that decide which fonts LibreOffice finds when docgen runs it."""
    if not has_fontconfig():
        return folders()
    file = _system_file()
    return (*folders(), *_folders(), file, file.parent / "conf.d", Path("~/.config/fontconfig").expanduser())


def at_hand() -> Families:
    """Return the families that LibreOffice has when docgen runs it."""
    return installed() | in_folders(_folders()) if has_fontconfig() else installed()


def replaced(families: Iterable[str]) -> tuple[Replaced, ...]:
    """Return those of `families` that LibreOffice lacks, each with what it shows in its place."""
    here = at_hand()
    missing = [family for family in dict.fromkeys(families) if family not in here]
    if not missing:
        return ()
    with TemporaryDirectory(prefix="docgen-") as place:
        ours = environment(Path(place))
        return tuple(_replaced(family, _match(family, ours)) for family in missing)


def unprintable(text: str) -> str:
    """Return the characters of `text`, each once, that no font has: LibreOffice shows a box for them.

    Without fontconfig nothing is known, and the answer is empty.
    """
    command = shutil.which("fc-list") if has_fontconfig() else None
    visible = sorted({char for char in text if unicodedata.category(char) not in _INVISIBLE})
    if not command or not visible:
        return ""
    with TemporaryDirectory(prefix="docgen-") as place:
        listed = _output([command, "--format", "%{charset} "], environment(Path(place)))
    here = {code for ends in set(listed.split()) for code in _range(ends)}
    return "".join(char for char in visible if ord(char) not in here)


def _folders() -> tuple[Path, ...]:
    named = os.environ.get(SETTING)
    if not named:
        return (_FANDOL,) if _FANDOL.is_dir() else ()
    if not Path(named).is_dir():
        raise DocgenError(
            Words(f"环境变量 {SETTING} 指的文件夹“{named}”不存在", f"{SETTING} names no folder: {named}"),
            Words("请改成放字体文件的文件夹，或取消这个变量", "name the folder of font files, or unset it"),
        )
    return (Path(named).resolve(),)


def _system() -> str:
    """Return the line that keeps the fonts and rules that the computer has."""
    return f'<include ignore_missing="yes">{_escaped(str(_system_file()))}</include>\n'


def _system_file() -> Path:
    """Return the file of fonts and rules that the computer has."""
    folder = os.environ.get("FONTCONFIG_PATH") or "/etc/fonts"
    return Path(folder, os.environ.get("FONTCONFIG_FILE") or "fonts.conf")


def _replaced(family: str, by: Sequence[str]) -> Replaced:
    alike = (set(by) & {*names, free.family} for names, free in _groups() if family in names)
    return Replaced(family, by[0] if by else "", any(alike))


def _groups() -> Iterator[tuple[tuple[str, ...], _Free]]:
    """Yield the names of each font that may stand in for one another, and the free one for them all."""
    fonts = load().fonts
    for logical, free in _FREE.items():
        yield fonts.get(logical, (logical,)), free


def _rules(here: Families) -> Iterator[str]:
    for names, free in _groups():
        stand_ins = [name for name in (*names, free.family) if name in here]
        for name in names:
            if name not in here and stand_ins:
                first = stand_ins[0]
                rare = (family for family in _RARE if family in here)
                yield _rule(name, (first, *rare), bold=free.bold and first == free.family)


def _rule(name: str, families: Iterable[str], *, bold: bool) -> str:
    strings = "".join(f"<string>{_escaped(family)}</string>" for family in families)
    weight = _BOLD if bold else ""
    return (
        f'<match target="pattern"><test name="family"><string>{_escaped(name)}</string></test>'
        f'<edit name="family" mode="assign" binding="strong">{strings}</edit>{weight}</match>\n'
    )


def _match(family: str, ours: Mapping[str, str]) -> list[str]:
    """Return the names of the family that a program asking for `family` gets."""
    command = shutil.which("fc-match") if has_fontconfig() else None
    if not command:
        return []
    # In a pattern, these characters end the name.
    pattern = re.sub(r"([\\\-:,])", r"\\\1", family)
    return _output([command, "--format", "%{family}", pattern], ours).split(",")


def _output(command: Sequence[str], ours: Mapping[str, str]) -> str:
    done = subprocess.run(command, env={**os.environ, **ours}, capture_output=True, check=False)  # noqa: S603
    return done.stdout.decode(errors="replace")


def _range(ends: str) -> range:
    first, _, last = ends.partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Mn", "Me", "Zs", "Zl", "Zp"})
"""Unicode categories of characters that need no picture of their own: controls, marks, spaces."""
_HEAD: Final = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
_BOLD: Final = '<edit name="weight" mode="assign" binding="strong"><const>bold</const></edit>'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
