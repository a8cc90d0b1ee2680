"""Packs made by many hands, and by hands that fail: the same bytes, nothing lost, plain words."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import fsspec
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from docgen.cli import main
from docgen.diagnostics import DocgenError
from docgen.project import Project
from docgen.workers import Crew
from tests.clusters import local_cluster
from tests.packs_office import files_in, made, office

PACKS = Path("build", "2025", "case", "packs")
LEDGER = PACKS / ".docgen.packs.jsonl"
COMMAND = [sys.executable, "-m", "docgen", "--lang", "en", "packs", "2025", "--to", "docx"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return what one undisturbed process makes for 40 units."""
    folder = tmp_path_factory.mktemp("whole")
    made(office(folder, 40))
    return files_in(folder / "build")


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    with local_cluster(threads=2) as address:
        yield address


def _started(folder: Path, *more: str, begin: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    """Start docgen in a session of its own, so that Ctrl-C can be sent to it and all that it starts."""
    return subprocess.Popen(
        [*COMMAND, *more],
        cwd=folder,
        env=os.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=begin,  # noqa: PLW1509 - nothing else runs yet
    )


def _when_some_are_done(folder: Path, run: subprocess.Popen[str]) -> None:
    while not (folder / LEDGER).exists() or (folder / LEDGER).read_bytes().count(b"\n") < 10:
        assert run.poll() is None
        time.sleep(0.01)


def _children(run: subprocess.Popen[str]) -> list[int]:
    """Return the processes that a run has started for its packs; not the one that tracks its resources."""
    listed = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
    return [
        child for child in map(int, listed) if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


def test_a_cluster_makes_the_same_bytes_as_one_process(
    cluster: str, tmp_path: Path, whole: dict[str, bytes]
) -> None:
    office(tmp_path, 40)
    arguments = ["-C", str(tmp_path), "packs", "2025", "--to", "docx", "--cluster", cluster]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert files_in(tmp_path / "build") == whole


def test_threads_make_the_same_bytes_as_one_process(tmp_path: Path, whole: dict[str, bytes]) -> None:
    with ThreadPoolExecutor(3) as executor:
        made(office(tmp_path, 40), crew=Crew(executor=executor))
    assert files_in(tmp_path / "build") == whole


def test_an_unreachable_cluster_is_named_and_nothing_is_made(tmp_path: Path) -> None:
    office(tmp_path, 2)
    arguments = ["--lang", "en", "-C", str(tmp_path), "packs", "2025", "--cluster", "tcp://127.0.0.1:9"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 2
    assert "no scheduler answers at tcp://127.0.0.1:9" in done.output


def test_a_worker_killed_at_work_costs_nothing(tmp_path: Path, whole: dict[str, bytes]) -> None:
    office(tmp_path, 40)
    run = _started(tmp_path, "--jobs", "2")
    _when_some_are_done(tmp_path, run)
    os.kill(_children(run)[0], signal.SIGKILL)
    run.communicate(timeout=60)
    assert run.returncode == 0
    assert files_in(tmp_path / "build") == whole


def test_ctrl_c_ends_all_without_a_traceback_and_keeps_what_is_done(
    tmp_path: Path, whole: dict[str, bytes]
) -> None:
    office(tmp_path, 40)
    run = _started(tmp_path, "--jobs", "2")
    _when_some_are_done(tmp_path, run)
    os.killpg(run.pid, signal.SIGINT)
    _, errors = run.communicate(timeout=60)
    assert (run.returncode, errors.strip()) == (130, "")
    (packs,) = made(Project(tmp_path)).programs
    assert packs.kept >= 10
    assert files_in(tmp_path / "build") == whole


def test_two_shards_at_once_make_all(tmp_path: Path, whole: dict[str, bytes]) -> None:
    office(tmp_path, 40)
    runs = [_started(tmp_path, "--jobs", "1", "--shard", f"{number}/2") for number in (1, 2)]
    said = [run.communicate(timeout=60)[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert all("20 made, 0 kept" in words for words in said)
    assert any("the units add back to the table: 人数" in words for words in said)
    assert files_in(tmp_path / "build") == whole


def test_a_second_run_waits_for_the_first_and_finds_all_done(tmp_path: Path, whole: dict[str, bytes]) -> None:
    office(tmp_path, 40)
    first = _started(tmp_path, "--jobs", "2")
    _when_some_are_done(tmp_path, first)
    (packs,) = made(Project(tmp_path)).programs
    first.communicate(timeout=60)
    assert first.returncode == 0
    assert (packs.made, packs.kept) == (0, 40)
    assert files_in(tmp_path / "build") == whole


def test_a_full_disk_is_refused_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    office(tmp_path, 2)

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    run = _started(tmp_path, "--jobs", "1", begin=limit)
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 2
    assert "the disk is full" in errors
    assert not [name for name in files_in(tmp_path / "build") if name.endswith(".docx")]


def test_one_unit_whose_file_cannot_be_written_does_not_stop_the_others(tmp_path: Path) -> None:
    project = office(tmp_path, 5)
    in_the_way = tmp_path / PACKS / "第2村" / "任务书.docx"
    in_the_way.mkdir(parents=True)
    with pytest.raises(DocgenError, match="a file or folder of that name is in the way"):
        made(project)
    in_the_way.rmdir()
    (packs,) = made(project).programs
    assert (packs.made, packs.kept) == (1, 4)


def test_packs_go_to_a_store_and_are_found_there_again(tmp_path: Path, whole: dict[str, bytes]) -> None:
    project = office(tmp_path, 40)
    made(project, out="memory://packs")
    store = fsspec.filesystem("memory")
    found = {name.removeprefix("/packs/"): store.cat_file(name) for name in store.find("/packs")}
    assert found == {name: data for name, data in whole.items() if not name.endswith(".jsonl")}
    store.rm_file("/packs/2025/case/packs/第7村/任务书.docx")
    (packs,) = made(project, out="memory://packs").programs
    assert (packs.made, packs.kept) == (1, 39)


def test_a_store_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocgenError, match="cannot write to nowhere://packs"):
        made(office(tmp_path, 2), out="nowhere://packs")


def test_a_worker_that_sees_other_content_makes_nothing(tmp_path: Path) -> None:
    project = office(tmp_path, 3)
    file = tmp_path / "content" / "2025" / "case.yaml"
    text = file.read_text(encoding="utf-8")

    def edit() -> None:
        file.write_text(text.replace("people: 57", "people: 58"), encoding="utf-8")

    with (
        ThreadPoolExecutor(1, initializer=edit) as executor,
        pytest.raises(DocgenError, match="sees other content"),
    ):
        made(project, crew=Crew(executor=executor))
    assert not list(tmp_path.rglob("*.docx"))


_DAMAGED_FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "unit": st.sampled_from(["v1", 3, None]),
        "inputs": st.sampled_from(["", None, []]),
        "files": st.one_of(st.none(), st.just(["a"]), st.dictionaries(st.just("../x"), st.integers())),
        "figures": st.one_of(st.none(), st.dictionaries(st.just("people"), st.sampled_from(["1/0", "x", 1]))),
    },
).map(lambda fields: json.dumps(fields).encode())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage=st.one_of(st.binary(max_size=60), _DAMAGED_FIELDS), at=st.integers(0, 2000))
def test_a_damaged_ledger_is_mended(tmp_path: Path, damage: bytes, at: int) -> None:
    if not (tmp_path / "content").exists():
        office(tmp_path, 3)
        made(Project(tmp_path))
    before = files_in(tmp_path / "build")
    ledger = tmp_path / LEDGER
    ledger.write_bytes(before["2025/case/packs/.docgen.packs.jsonl"][:at] + damage)
    made(Project(tmp_path))
    assert files_in(tmp_path / "build") == before
