"""Files in the output folder: all or none, whole, untouched when the same."""

import errno
import os
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from docgen.diagnostics import DocgenError
from docgen.writer import file_name, refusal, unique_names, write
from docgen.writer.lock import locked

ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=120)


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")}


def test_writes_into_folders_it_makes(tmp_path: Path) -> None:
    target = tmp_path / "2025" / "care" / "通知.docx"
    (written,) = write({target: b"notice"}, tmp_path)
    assert target.read_bytes() == b"notice"
    assert (written.path, written.status, written.size) == (target, "written", 6)


def test_leaves_nothing_else_behind(tmp_path: Path) -> None:
    write({tmp_path / "a.docx": b"a", tmp_path / "b.xlsx": b"b"})
    assert names_in(tmp_path) == {"a.docx", "b.xlsx"}


def test_does_not_touch_what_is_the_same(tmp_path: Path) -> None:
    same, other = tmp_path / "same.docx", tmp_path / "other.docx"
    write({same: b"1", other: b"1"})
    os.utime(same, ns=(1, 1))
    statuses = [file.status for file in write({same: b"1", other: b"2"})]
    assert statuses == ["unchanged", "written"]
    assert same.stat().st_mtime_ns == 1


def test_nothing_to_write_is_fine() -> None:
    assert write({}) == ()


def test_a_refused_file_leaves_all_others_as_they_were(tmp_path: Path) -> None:
    old, absent, blocked = tmp_path / "a.docx", tmp_path / "b.docx", tmp_path / "c.docx"
    old.write_bytes(b"old")
    os.utime(old, ns=(1, 1))
    blocked.mkdir()
    with pytest.raises(DocgenError, match=r"c\.docx"):
        write({old: b"new", absent: b"new", blocked: b"new"})
    assert names_in(tmp_path) == {"a.docx", "c.docx"}
    assert (old.read_bytes(), old.stat().st_mtime_ns) == (b"old", 1)


def test_a_full_disk_leaves_all_files_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"old")
    # The largest file that the child may write stands in for the end of the disk.
    code = """
import resource, sys
from pathlib import Path
from docgen.diagnostics import DocgenError
from docgen.writer import write
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
folder = Path(sys.argv[1])
try:
    write({folder / "a.docx": b"new", folder / "b.docx": b"0" * 2000})
except DocgenError as error:
    sys.stdout.buffer.write(error.message.zh.encode())
"""
    child = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, check=True)
    assert child.stdout.decode().endswith("：磁盘满了")
    assert names_in(tmp_path) == {"a.docx"}
    assert (tmp_path / "a.docx").read_bytes() == b"old"


def test_an_output_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("a file", encoding="utf-8")
    with pytest.raises(DocgenError) as caught:
        write({tmp_path / "build" / "2025" / "a.docx": b"a"}, tmp_path / "build")
    assert caught.value.message.zh == f"写不进“{tmp_path / 'build'}”：有同名的文件或文件夹挡住"


@pytest.mark.parametrize(
    ("name", "program"), [("通知.docx", "Word"), ("附件.xlsx", "Excel"), ("通知.pdf", "PDF 阅读器")]
)
def test_a_file_held_open_is_said_so_by_name(name: str, program: str) -> None:
    message = refusal(PermissionError(errno.EACCES, "Access is denied"), Path("build") / name).message
    assert message.zh == f"“{name}”正在被 {program} 打开，请先关闭"


def test_a_read_only_folder_is_not_blamed_on_word() -> None:
    message = refusal(PermissionError(errno.EACCES, "Permission denied"), Path("build")).message
    assert message.zh == "写不进“build”：没有写入的权限"


def test_a_linked_folder_that_leads_out_is_refused(tmp_path: Path) -> None:
    build, elsewhere = tmp_path / "build", tmp_path / "elsewhere"
    build.mkdir()
    elsewhere.mkdir()
    (build / "2025").symlink_to(elsewhere)
    with pytest.raises(DocgenError, match="outside"):
        write({build / "2025" / "a.docx": b"a"}, build)
    assert names_in(elsewhere) == set()


def test_a_target_outside_of_the_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocgenError, match="outside"):
        write({tmp_path / "build" / ".." / "a.docx": b"a"}, tmp_path / "build")
    assert "a.docx" not in names_in(tmp_path)


def test_a_linked_file_is_replaced_not_followed(tmp_path: Path) -> None:
    build, elsewhere = tmp_path / "build", tmp_path / "elsewhere.docx"
    build.mkdir()
    elsewhere.write_bytes(b"a")
    (build / "a.docx").symlink_to(elsewhere)
    (written,) = write({build / "a.docx": b"a"}, build)
    assert written.status == "written"
    assert not (build / "a.docx").is_symlink()
    (build / "a.docx").write_bytes(b"changed")
    assert elsewhere.read_bytes() == b"a"


def test_waits_for_another_docgen_in_the_same_folder(tmp_path: Path) -> None:
    with ThreadPoolExecutor() as pool:
        with locked(tmp_path):
            waiting = pool.submit(write, {tmp_path / "a.docx": b"a"}, tmp_path)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.2)
        assert waiting.result(timeout=10)[0].status == "written"
    assert names_in(tmp_path) == {"a.docx"}


def test_writers_at_once_never_mix_their_files(tmp_path: Path) -> None:
    def write_all(number: int) -> None:
        write({tmp_path / str(name): b"%d" % number for name in range(5)}, tmp_path)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write_all, range(24)))
    assert len({path.read_bytes() for path in tmp_path.iterdir()}) == 1


def test_a_crash_leaves_no_lock_and_its_remains_are_cleared(tmp_path: Path) -> None:
    code = """
import os, signal, sys
from pathlib import Path
from docgen.writer import lock
folder = Path(sys.argv[1])
with lock.locked(folder):
    (folder / ".docgen.staging").mkdir()
    (folder / ".docgen.staging" / "0").write_bytes(b"half")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert names_in(tmp_path) == {".docgen.lock", ".docgen.staging", "0"}
    write({tmp_path / "a.docx": b"a"}, tmp_path)
    assert names_in(tmp_path) == {"a.docx"}


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("XX镇“安康关爱行动”实施方案", "XX镇“安康关爱行动”实施方案.docx"),
        ('a/b\\c:d*e?f<g>h|i"j"k"', "a／b＼c：d＊e？f＜g＞h｜i“j”k”.docx"),
        ("关于印发\n《方案》\t的通知", "关于印发《方案》的通知.docx"),
        (" . 通知 . ", "通知.docx"),
        ("CON", "CON_.docx"),
        ("nul.2025", "nul_.2025.docx"),
        ("com1", "com1_.docx"),
        ("CONTENT", "CONTENT.docx"),
        ("\u202egnp.通知", "gnp.通知.docx"),
        ("", "未命名.docx"),
        ("...", "未命名.docx"),
    ],
)
def test_names_files_as_windows_accepts_them(stem: str, name: str) -> None:
    assert file_name(stem, ".docx") == name


@given(ANY_TEXT)
@example("CON" + "." * 90)
def test_every_name_is_accepted_by_windows(stem: str) -> None:
    name = file_name(stem, ".docx")
    assert name.endswith(".docx")
    assert not set(name) & set('\\/:*?"<>|')
    assert all(unicodedata.category(char) not in ("Cc", "Cs") for char in name)
    assert name.removesuffix(".docx").strip(" .") == name.removesuffix(".docx") != ""
    assert name.split(".")[0].upper() not in ("CON", "PRN", "AUX", "NUL", "COM1", "LPT9")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=60, max_size=120))
def test_every_name_fits_a_disk(stem: str) -> None:
    name = file_name(stem, ".docx")
    assert len(name) <= 80
    assert len(name.encode()) <= 240


@pytest.mark.parametrize("cluster", ["e\u0301", "葛\U000e0100", "👩‍💻", "👍🏽"])
@pytest.mark.parametrize("shift", range(4))
def test_a_long_name_ends_between_two_characters(cluster: str, shift: int) -> None:
    stem = file_name("文" * shift + cluster * 80, ".docx").removesuffix(".docx")
    assert len(stem) > 40
    assert stem.removeprefix("文" * shift).replace(cluster, "") == ""


def test_equal_names_get_numbers() -> None:
    names = ["附件.xlsx", "附件.xlsx", "A.xlsx", "a.xlsx", "附件（2）.xlsx"]
    assert unique_names(names) == [
        "附件.xlsx",
        "附件（2）.xlsx",
        "A.xlsx",
        "a（2）.xlsx",
        "附件（2）（2）.xlsx",
    ]


@given(st.lists(st.sampled_from(["a", "A", "a（2）", "é", "e\u0301", "b.docx"])))
def test_numbered_names_differ_for_windows_too(names: list[str]) -> None:
    folded = {unicodedata.normalize("NFC", name).casefold() for name in unique_names(names)}
    assert len(folded) == len(names)
