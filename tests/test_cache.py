"""What is kept between runs is this user's own and whole, or it is not used."""

import os
import sys
from pathlib import Path

import pytest

from docgen import cache


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DOCGEN_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def test_what_is_kept_comes_back(folder: Path) -> None:
    cache.store("a", b"data")
    assert cache.load("a") == b"data"
    assert cache.load("b") is None
    assert [path.name for path in folder.iterdir()] == ["a"]


def test_a_key_tells_where_its_parts_end() -> None:
    assert cache.key(b"ab", b"c") != cache.key(b"a", b"bc")
    assert cache.key(b"ab") == cache.key(b"ab")


@pytest.mark.parametrize("damage", [b"", b"docgen1\n", b"x" * 100])
def test_a_damaged_entry_is_none(folder: Path, damage: bytes) -> None:
    cache.store("a", b"data")
    (folder / "a").write_bytes(damage)
    assert cache.load("a") is None


def test_a_changed_byte_is_noticed(folder: Path) -> None:
    cache.store("a", b"data")
    whole = (folder / "a").read_bytes()
    (folder / "a").write_bytes(whole[:-1] + b"!")
    assert cache.load("a") is None


@pytest.mark.parametrize("setting", ["off", "0", "no", "OFF"])
def test_it_can_be_turned_off(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv("DOCGEN_CACHE", setting)
    cache.store("a", b"data")
    assert cache.load("a") is None


def test_a_place_that_cannot_be_written_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("DOCGEN_CACHE", str(tmp_path / "file" / "kept"))
    cache.store("a", b"data")
    assert cache.load("a") is None


def test_the_oldest_entries_go(folder: Path) -> None:
    names = [cache.key(str(number).encode()) for number in range(70)]
    for number, name in enumerate(names):
        cache.store(name, b"data")
        os.utime(folder / name, ns=(number, number))
    assert cache.load(names[0]) is None
    assert cache.load(names[-1]) == b"data"
    assert len(list(folder.iterdir())) <= 64


def test_what_is_no_entry_stays(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    for number in range(70):
        (folder / f"{number}.docx").write_bytes(b"")
    cache.store(cache.key(b"a"), b"data")
    assert len(list(folder.iterdir())) == 71


if sys.platform != "win32":

    @pytest.mark.parametrize("mode", [0o720, 0o702, 0o777])
    def test_a_folder_that_others_can_write_to_is_not_used(folder: Path, mode: int) -> None:
        cache.store("a", b"data")
        folder.chmod(mode)
        assert cache.load("a") is None
        cache.store("b", b"data")
        folder.chmod(0o700)
        assert cache.load("b") is None

    def test_an_entry_that_others_can_write_to_is_not_used(folder: Path) -> None:
        cache.store("a", b"data")
        (folder / "a").chmod(0o666)
        assert cache.load("a") is None

    def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
        cache.store("a", b"data")
        (folder / "a").rename(tmp_path / "elsewhere")
        (folder / "a").symlink_to(tmp_path / "elsewhere")
        assert cache.load("a") is None

    def test_a_linked_folder_is_not_used(folder: Path, tmp_path: Path) -> None:
        cache.store("a", b"data")
        folder.rename(tmp_path / "elsewhere")
        folder.symlink_to(tmp_path / "elsewhere")
        assert cache.load("a") is None

    def test_it_makes_a_folder_for_this_user_alone(folder: Path) -> None:
        cache.store("a", b"data")
        assert folder.stat().st_mode & 0o777 == 0o700
