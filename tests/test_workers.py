"""Work spread over processes and clusters: whole whatever dies on the way, refused in plain words."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from docgen.diagnostics import DocgenError, Words
from docgen.workers import Crew, spread
from tests.clusters import local_cluster


def _square(number: int) -> int:
    return number * number


def _die_once(folder: Path, number: int) -> int:
    """Kill the process that works on 7, the first time."""
    mark = folder / "died"
    if number == 7 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def _die(number: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def _refuse(_number: int) -> int:
    raise DocgenError(Words("磁盘满了", "the disk is full"), Words("换一个", "choose another"))


def _who(_number: int) -> int:
    return os.getpid()


def _note(folder: Path) -> None:
    (folder / str(os.getpid())).touch()


def _fail(folder: Path) -> None:
    _note(folder)
    raise DocgenError(Words("内容有错", "the content has mistakes"))


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    with local_cluster() as address:
        yield address


@pytest.mark.parametrize("crew", [Crew(jobs=1), Crew(jobs=2), Crew(executor=ThreadPoolExecutor(3))])
def test_every_part_is_done_once_whoever_does_it(crew: Crew) -> None:
    found = dict(spread(_square, range(100), crew))
    assert found == {number: number * number for number in range(100)}


def test_few_parts_are_taken_before_the_first_is_done() -> None:
    taken: list[int] = []

    def parts() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    next(spread(_square, parts(), Crew(jobs=2)))
    assert len(taken) < 10


def test_what_a_killed_process_had_in_hand_is_done_by_others(tmp_path: Path) -> None:
    found = dict(spread(partial(_die_once, tmp_path), range(20), Crew(jobs=2)))
    assert found == {number: number * number for number in range(20)}


def test_work_that_always_kills_its_process_is_given_up() -> None:
    with pytest.raises(DocgenError, match="processes keep dying"):
        dict(spread(_die, range(3), Crew(jobs=2)))


@pytest.mark.parametrize("prepare", [_note, _fail])
def test_processes_that_were_started_early_do_the_work(
    tmp_path: Path, prepare: Callable[[Path], None]
) -> None:
    with Crew(jobs=2).begun(partial(prepare, tmp_path)) as crew:
        for _ in range(2):
            found = dict(spread(_who, range(20), crew))
            prepared = {int(path.name) for path in tmp_path.iterdir()}
            assert prepared and len(prepared | set(found.values())) <= 2
            assert os.getpid() not in found.values()


def test_a_process_killed_before_the_work_costs_nothing(tmp_path: Path) -> None:
    with Crew(jobs=2).begun(partial(_die_once, tmp_path, 7)) as crew:
        found = dict(spread(_square, range(20), crew))
    assert (tmp_path / "died").exists()
    assert found == {number: number * number for number in range(20)}


def test_a_single_process_has_nobody_to_start(tmp_path: Path) -> None:
    with Crew(jobs=1).begun(partial(_note, tmp_path)) as crew:
        assert set(dict(spread(_who, range(3), crew)).values()) == {os.getpid()}
    assert not list(tmp_path.iterdir())


def test_a_refusal_comes_whole_out_of_another_process() -> None:
    with pytest.raises(DocgenError) as refused:
        dict(spread(_refuse, range(2), Crew(jobs=2)))
    assert refused.value.message.zh == "磁盘满了"
    assert refused.value.hint == Words("换一个", "choose another")


def test_a_cluster_does_the_same_and_replaces_a_killed_worker(cluster: str, tmp_path: Path) -> None:
    found = dict(spread(partial(_die_once, tmp_path), range(20), Crew(cluster=cluster)))
    assert found == {number: number * number for number in range(20)}


def test_a_refusal_comes_whole_out_of_a_cluster(cluster: str) -> None:
    with pytest.raises(DocgenError) as refused:
        dict(spread(_refuse, range(2), Crew(cluster=cluster)))
    assert refused.value.message.zh == "磁盘满了"


def test_what_is_no_address_is_said() -> None:
    with pytest.raises(DocgenError, match="scheduler:8786 is no address"):
        dict(spread(_square, range(2), Crew(cluster="scheduler:8786")))


def test_a_missing_extra_is_said_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(DocgenError) as refused:
        dict(spread(_square, range(2), Crew(cluster="tcp://127.0.0.1:8786")))
    assert refused.value.hint
    assert 'pip install "docgen[cluster]"' in refused.value.hint.en
