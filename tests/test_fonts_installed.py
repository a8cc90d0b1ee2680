"""The families of font files, and of the folders they lie in."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.fonts.installed import in_folders, installed
from docgen.fonts.sfnt import families
from tests.font_files import collection, font


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_a_font_has_its_names_in_every_language(tmp_path: Path) -> None:
    assert families(written(tmp_path, "simfang.ttf", font("FangSong", "仿宋"))) == {"FangSong", "仿宋"}


def test_a_collection_has_the_names_of_all_its_fonts(tmp_path: Path) -> None:
    assert families(written(tmp_path, "simsun.ttc", collection("宋体", "新宋体"))) == {"宋体", "新宋体"}


@pytest.mark.parametrize("data", [b"", b"MZ", b"ttcf", font("仿宋")[:40], b"ttcf\0\1\0\0\xff\xff\xff\xff"])
def test_what_is_no_font_has_no_names(tmp_path: Path, data: bytes) -> None:
    assert families(written(tmp_path, "x.ttf", data)) == frozenset()


def test_an_absent_file_has_no_names(tmp_path: Path) -> None:
    assert families(tmp_path / "absent.ttf") == frozenset()


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=200), place=st.integers(0, 60))
def test_no_damage_makes_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, place: int
) -> None:
    damaged = bytearray(font("仿宋", "FangSong"))
    damaged[place : place + len(data)] = data
    assert isinstance(families(written(tmp_path_factory.getbasetemp(), "x.ttf", bytes(damaged))), frozenset)


def test_fonts_are_found_in_folders_below(tmp_path: Path) -> None:
    written(tmp_path, "a/b/x.TTF", font("仿宋_GB2312"))
    written(tmp_path, "note.txt", font("楷体_GB2312"))
    found = in_folders([tmp_path, tmp_path / "absent"])
    assert "仿宋_gb2312" in found
    assert "楷体_GB2312" not in found


def test_without_fontconfig_the_usual_folders_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, ".local/share/fonts/x.otf", font("仿宋_GB2312"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", os.devnull)
    assert "仿宋_GB2312" in installed()
