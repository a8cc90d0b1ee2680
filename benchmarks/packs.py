"""How packs are made in a shell: throughput, memory of each process, and a run that is killed half-way.

python benchmarks/packs.py 3000
"""

import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
_PROGRAM: Final = """\
id: care
label: 安康
year: 2025
targets: [{id: rate, label: 覆盖率, value: 85%}]
quota_tables:
  - id: villages
    title: 2025年度参保任务分配表
    columns:
      - {id: village, label: 村（居）, type: name}
      - {id: people, label: 60岁以上人数, type: count}
      - {id: quota, label: 任务数, type: count, formula: people * targets.rate, round: largest-remainder}
      - {id: fund, label: 经费（万元）, type: money, unit: 万元, formula: "quota * '12元'"}
    rows:
ROWS    total: {}
packs: {table: villages}
assignment:
  title: 2025年度参保任务书
  text: |
    {{ unit.village }}：本年度参保任务{{ unit.quota }}人，占60岁以上人数的{{ targets.rate }}，
    经费{{ unit.fund }}。全镇任务{{ tables.villages.total.quota }}人，请按时完成。
  annexes: [{id: villages, parts: [{table: villages}]}]
plan: {title: 方案, text: 印发如下方案。, annexes: [{id: villages, parts: [{table: villages}]}]}
"""


def office(folder: Path, units: int) -> Path:
    """Write an office whose program goes to so many units, and return its folder."""
    rows = "".join(
        f"      - {{id: v{number}, village: 第{number}村, people: {37 * number % 911 + 20}}}\n"
        for number in range(1, units + 1)
    )
    file = folder / "content" / "2025" / "care.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(_PROGRAM.replace("ROWS", rows), encoding="utf-8")
    return folder


def packs(folder: Path) -> Path:
    """Return where the packs of an office go."""
    return folder / "build" / "2025" / "care" / "packs"


@dataclass
class Memory:
    """What a run and its workers have held, in MB, and when."""

    parent: list[float] = field(default_factory=list)
    workers: list[float] = field(default_factory=list)
    """The largest worker at each look."""

    @property
    def growth(self) -> float:
        """How much more the largest worker holds in the last fifth of its time than in the second fifth."""
        fifth = max(1, len(self.workers) // 5)
        return max(self.workers[-fifth:]) - max(self.workers[fifth : 2 * fifth] or self.workers)


def run(folder: Path, *options: str, until: Callable[[], bool] = lambda: False) -> tuple[float, Memory, int]:
    """Run `docgen packs`, killed when `until` says so; return the seconds, the memory and the exit code."""
    command = [sys.executable, "-m", "docgen", "packs", "2025", "--to", "docx", *options]
    start = time.perf_counter()
    child = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.DEVNULL,
    )
    memory, ended = Memory(), threading.Event()
    watch = threading.Thread(target=_watch, args=(child.pid, memory, ended))
    watch.start()
    while child.poll() is None:
        if until():
            child.send_signal(signal.SIGKILL)
            break
        time.sleep(0.02)
    code = child.wait()
    seconds = time.perf_counter() - start
    ended.set()
    watch.join()
    return seconds, memory, code


def _watch(pid: int, memory: Memory, ended: threading.Event) -> None:
    while not ended.wait(0.1):
        if parent := _held(pid):
            memory.parent.append(parent)
        if workers := [held for child in _children(pid) if (held := _held(child)) > _SMALL]:
            memory.workers.append(max(workers))


_SMALL: Final = 30
"""MB below which a process is no worker, or none that has begun."""


def _children(pid: int) -> list[int]:
    try:
        return list(map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split()))
    except OSError:
        return []


def _held(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0)


def hashes(folder: Path) -> dict[str, str]:
    """Return the hash of every file below `folder`, by path."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def main(units: int) -> None:
    """Print what an uninterrupted run takes and holds, and whether a killed one ends with the same bytes."""
    with tempfile.TemporaryDirectory(prefix="docgen-packs-") as made:
        whole, killed = office(Path(made, "whole"), units), office(Path(made, "killed"), units)
        seconds, memory, code = run(whole, "--jobs", "2")
        assert code == 0
        print(f"{units} packs, two processes: {seconds:.1f} s, {units / seconds:.0f} packs a second")
        print(
            f"memory at most: parent {max(memory.parent):.0f} MB, worker {max(memory.workers):.0f} MB, "
            f"which grew by {memory.growth:.1f} MB at work"
        )
        ledger = packs(killed) / ".docgen.packs.jsonl"
        _, _, code = run(killed, "--jobs", "2", until=lambda: _lines(ledger) >= units // 2)
        done = _lines(ledger)
        print(f"killed with SIGKILL (exit {code}) when {done} packs were noted")
        seconds, _, code = run(killed, "--jobs", "2")
        same = hashes(killed / "build") == hashes(whole / "build")
        print(f"resumed: exit {code} after {seconds:.1f} s; same bytes as the uninterrupted run: {same}")
        sys.exit(0 if same else 1)


def _lines(ledger: Path) -> int:
    return ledger.read_bytes().count(b"\n") if ledger.exists() else 0


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000)
