"""Word and Excel files as PDF, through LibreOffice."""

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from docgen.diagnostics import DocgenError, Words
from docgen.patterns import regex

_SETTING = "DOCGEN_SOFFICE"
_MOST_RUNS = 4
_FILES_A_RUN = 4
_SITE = "https://www.libreoffice.org"
_NAMES = (
    "soffice",
    "libreoffice",
    os.path.expandvars(r"%ProgramFiles%\LibreOffice\program\soffice.exe"),
    os.path.expandvars(r"%ProgramFiles(x86)%\LibreOffice\program\soffice.exe"),
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Filter/PDF/Export">
<prop oor:name="IsSkipEmptyPages" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""
"""Keeps the blank page before an imprint on an even page: without it, duplex print would turn sheets over."""

_DATE = regex(rb"(/(?:Creation|Mod)Date\(D:)\d{14}([-+Z])([\d']*)")
_XMP_DATE = regex(rb"(<xmp:\w+Date>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([-+Z])([\d:]*)")
_IDENTITY = regex(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}")


def convert(files: Sequence[tuple[str, bytes]], timeout: float) -> tuple[bytes, ...]:
    """Return the PDF of each file, given by name and bytes, within `timeout` seconds.

    A few LibreOffices side by side share them; free fonts stand in for licensed ones that are missing. The
    clock is taken out of them: the same LibreOffice and fonts make the same bytes.
    """
    if not files:
        return ()
    soffice = find_soffice()
    with TemporaryDirectory(prefix="docgen-", ignore_cleanup_errors=True) as folder:
        sources = [
            Path(folder, str(number % _runs(len(files))), f"{number}{Path(name).suffix}")
            for number, (name, _) in enumerate(files)
        ]
        for source, (_, data) in zip(sources, files, strict=True):
            source.parent.mkdir(exist_ok=True)
            source.write_bytes(data)
        _run(soffice, sources, timeout)
        return tuple(_result(source, name) for source, (name, _) in zip(sources, files, strict=True))


def _runs(count: int) -> int:
    """Return how many LibreOffices share `count` files: starting one takes as long as several files."""
    return max(1, min(os.cpu_count() or 1, _MOST_RUNS, count // _FILES_A_RUN))


def find_soffice() -> str:
    """Return the path of LibreOffice's program; a missing one is a DocgenError that says how to get it."""
    named = os.environ.get(_SETTING)
    for name in (named,) if named else _NAMES:
        if found := shutil.which(name):
            return found
    missing = named or "soffice"
    raise DocgenError(
        Words(
            f"生成 PDF 要用 LibreOffice，但没有找到“{missing}”",
            f"PDF needs LibreOffice, but {missing} was not found",
        ),
        Words(
            f"请安装 LibreOffice（免费，{_SITE}），或用环境变量 {_SETTING} 指明 soffice 的位置",
            f"install LibreOffice ({_SITE}), or set {_SETTING} to the path of soffice",
        ),
    )


def _run(soffice: str, sources: Sequence[Path], timeout: float) -> None:
    """Convert `sources`, a LibreOffice for each folder of them."""
    shares: dict[Path, list[Path]] = {}
    for source in sources:
        shares.setdefault(source.parent, []).append(source)
    deadline = time.monotonic() + timeout
    started: list[subprocess.Popen[bytes]] = []
    try:
        for folder, share in shares.items():
            started.append(_started(soffice, folder, share))
        for process in started:
            process.wait(max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise _too_slow(len(sources), timeout) from None
    finally:
        for process in started:
            _end(process)


def _started(soffice: str, folder: Path, sources: Sequence[Path]) -> subprocess.Popen[bytes]:
    from docgen.fonts import fontconfig  # noqa: PLC0415 - only PDF needs it

    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    command = [
        soffice,
        # A profile of its own: the user's LibreOffice may be open, and its settings must not matter.
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)),
        *map(str, sources),
    ]
    try:
        return subprocess.Popen(  # noqa: S603 - the command is soffice and file names of our own
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **fontconfig.environment(folder), "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            start_new_session=True,
        )
    except OSError as error:
        raise DocgenError(
            Words(
                f"LibreOffice（{soffice}）启动不了：{error.strerror}",
                f"cannot start {soffice}: {error.strerror}",
            )
        ) from error


def _end(process: subprocess.Popen[bytes]) -> None:
    """End soffice and what it started, when it has not ended by itself."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)  # noqa: S603, S607
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _too_slow(count: int, timeout: float) -> DocgenError:
    return DocgenError(
        Words(
            f"LibreOffice 用了 {timeout:g} 秒还没有把 {count} 个文件转成 PDF，已停止",
            f"LibreOffice did not turn {count} files into PDF within {timeout:g} seconds and was stopped",
        ),
        Words(
            "请关闭其他程序后再运行一次，或先不生成 PDF",
            "close other programs and run again, or build without PDF",
        ),
    )


def _result(source: Path, name: str) -> bytes:
    try:
        return _timeless(source.with_suffix(".pdf").read_bytes())
    except FileNotFoundError:
        raise DocgenError(
            Words(f"LibreOffice 没能把“{name}”转成 PDF", f"LibreOffice could not turn {name} into PDF"),
            Words(
                "请用 Word 或 WPS 打开这个文件看看；templates 里的模板也可能已损坏",
                "open the file in Word; a template in templates/ may be damaged, too",
            ),
        ) from None


def _timeless(pdf: bytes) -> bytes:
    """Return `pdf` without the clock in it; its length stays, so its table of places stays right."""
    pdf = _DATE.sub(lambda date: date[1] + b"19800101000000" + _utc(date), pdf)
    pdf = _XMP_DATE.sub(lambda date: date[1] + b"1980-01-01T00:00:00" + _utc(date), pdf)
    body, keyword, trailer = pdf.rpartition(b"trailer")
    blank = body + keyword + _IDENTITY.sub(b"0" * 32, trailer)
    identity = hashlib.sha256(blank).hexdigest()[:32].upper().encode()
    return body + keyword + _IDENTITY.sub(identity, trailer)


def _utc(date: re.Match[bytes]) -> bytes:
    return date[2].replace(b"-", b"+") + re.sub(rb"\d", b"0", date[3])
