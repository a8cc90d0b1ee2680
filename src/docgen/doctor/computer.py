"""The programs on this computer: Python and its libraries, the console, LibreOffice."""

import locale
import platform
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from docgen import __version__
from docgen.diagnostics import DocgenError, Words
from docgen.doctor.observation import Observation, Status, refused
from docgen.renderers.pdf import find_soffice

_LIBRARIES: Final = ("docxtpl", "jinja2", "lxml", "openpyxl", "ruamel.yaml", "yaml")
_PATIENCE: Final = 30
"""Seconds that LibreOffice may take to tell its version."""


def observe() -> Iterator[Observation]:
    """Yield what there is to say of the programs."""
    version = f"docgen {__version__}, Python {platform.python_version()}, {platform.platform()}"
    yield Observation("docgen", Status.OK, Words(version, version))
    yield _libraries()
    yield _console()
    yield _libreoffice()


def _libraries() -> Observation:
    missing = [name for name in _LIBRARIES if not _is_there(name)]
    if missing:
        zh, en = (
            f"缺少 Python 库：{'、'.join(missing)}",
            f"Python libraries are missing: {', '.join(missing)}",
        )
        install = Words("请重新安装：pip install docgen", "install again: pip install docgen")
        return Observation("libraries", Status.ERROR, Words(zh, en), install)
    return Observation("libraries", Status.OK, Words("Python 库齐全", "all Python libraries are there"))


def _is_there(library: str) -> bool:
    try:
        return find_spec(library) is not None
    except ModuleNotFoundError:
        return False


def _console() -> Observation:
    encoding = _console_encoding()
    message = Words(f"终端编码：{encoding}", f"encoding of the terminal: {encoding}")
    # Python hands a Windows console Unicode as it is; elsewhere the terminal must read what docgen writes.
    if sys.platform == "win32" or encoding.casefold().replace("-", "") == "utf8":
        return Observation("console", Status.OK, message)
    hint = Words(
        "docgen 输出 UTF-8，汉字可能显示成乱码；请把终端设为 UTF-8，例如 export LANG=zh_CN.UTF-8",
        "docgen writes UTF-8; set the terminal to it, as with: export LANG=zh_CN.UTF-8",
    )
    return Observation("console", Status.WARNING, message, hint)


def _console_encoding() -> str:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        return f"code page {ctypes.windll.kernel32.GetConsoleOutputCP()}"
    return locale.getencoding()


def _libreoffice() -> Observation:
    try:
        soffice = find_soffice()
    except DocgenError as error:
        return refused("libreoffice", error, Status.WARNING)
    version = _version(soffice)
    if version:
        return Observation("libreoffice", Status.OK, Words(version, version))
    return Observation(
        "libreoffice",
        Status.WARNING,
        Words(f"LibreOffice（{soffice}）说不出自己的版本", f"{soffice} does not tell its version"),
        Words("生成 PDF 可能失败，请重新安装 LibreOffice", "PDF may fail; install LibreOffice again"),
    )


def _version(soffice: str) -> str:
    # On Windows soffice.exe has no output, its companion for consoles has.
    companion = Path(soffice).with_suffix(".com")
    program = str(companion) if companion.is_file() else soffice
    try:
        done = subprocess.run(  # noqa: S603 - the program that makes the PDF
            [program, "--version"], capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode(errors="replace").strip().partition("\n")[0]
