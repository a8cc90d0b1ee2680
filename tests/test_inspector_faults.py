"""Every planted fault is found, nothing else is, and LibreOffice changes nothing of it."""

import os
import shutil
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from docgen.diagnostics import Diagnostic, Severity
from docgen.inspector import inspect
from docgen.profiles import Strength, load
from tests.docx_faults.faults import FAULTS, GOOD, Fault

PROFILE = load()


@cache
def told_of(fault: Fault) -> list[Diagnostic]:
    return told(fault.file())


def told(data: bytes) -> list[Diagnostic]:
    return list(inspect(data, "通知.docx", PROFILE))


@pytest.mark.parametrize("name", GOOD)
def test_a_good_notice_has_no_findings(name: str) -> None:
    assert told(GOOD[name]()) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.base}: {fault.name}")
def test_a_fault_is_told_once_and_nothing_else_is(fault: Fault) -> None:
    assert [found.id for found in told_of(fault)] == [fault.rule]


def test_faults_stand_in_files_of_ours_and_of_strangers_alike() -> None:
    counts = Counter(fault.base == "styled" for fault in FAULTS)
    assert len(FAULTS) >= 30
    assert counts[True] == counts[False]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.base}: {fault.name}")
def test_only_what_the_standard_requires_is_an_error(fault: Fault) -> None:
    found = told_of(fault)[0]
    strength = PROFILE.rules[found.id].strength
    assert (found.severity is Severity.ERROR) == (strength is Strength.REQUIRED)
    assert (found.severity is Severity.HINT) == (strength in (Strength.OPTIONAL, Strength.PRACTICE))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.base}: {fault.name}")
def test_a_finding_says_clause_strength_and_what_to_do(fault: Fault) -> None:
    found = told_of(fault)[0]
    rule = PROFILE.rules[found.id]
    assert str(rule.strength) in found.message.zh
    assert (f"第 {rule.clause} 条" if rule.clause else "标准没有规定") in found.message.zh
    assert found.hint
    assert found.hint.zh
    assert found.hint.en


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_files_saved_again_by_libreoffice_measure_the_same(tmp_path: Path) -> None:
    files = {name: file() for name, file in GOOD.items()}
    files |= {f"{number:02}": fault.file() for number, fault in enumerate(FAULTS)}
    saved = saved_again(files, tmp_path)
    for name, data in files.items():
        before, after = ([found.id for found in told(each)] for each in (data, saved[name]))
        assert after == before, name


def saved_again(files: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """Return the files as LibreOffice writes them, all in one run."""
    out = folder / "out"
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    command = [
        "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(out),
        *(str(folder / f"{name}.docx") for name in files),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120, env=os.environ.copy())
    return {name: (out / f"{name}.docx").read_bytes() for name in files}
