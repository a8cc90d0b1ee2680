"""Who wrote a line of a file last, as far as the office keeps its content in git."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

_UNCOMMITTED = "0" * 40
_SHORT = 10
_SECONDS = 30


class Change(NamedTuple):
    """The last commit of a line; `commit` is empty for one that is not committed."""

    commit: str
    author: str
    day: str
    subject: str


class History:
    """Asks git once for each file, and knows nothing where there is no git or no repository."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._git = shutil.which("git")
        self._lines: dict[str, dict[int, Change]] = {}

    def change(self, file: str, line: int) -> Change | None:
        """Return the last change of a line of a file of the project."""
        if file not in self._lines:
            self._lines[file] = _changes(self._blame(file))
        return self._lines[file].get(line)

    def _blame(self, file: str) -> str:
        if self._git is None or not (self._root / file).is_file():
            return ""
        command = [self._git, "--no-pager", "blame", "--line-porcelain", "--", file]
        try:
            done = subprocess.run(  # noqa: S603 - a fixed command on a file of the project
                command, cwd=self._root, capture_output=True, check=False, timeout=_SECONDS
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return done.stdout.decode(errors="replace") if done.returncode == 0 else ""


def _changes(blame: str) -> dict[int, Change]:
    """Return the change of each line out of `git blame --line-porcelain`."""
    found: dict[int, Change] = {}
    header: dict[str, str] = {}
    commit, number = "", 0
    for line in blame.split("\n"):
        if line.startswith("\t"):
            found[number] = _change(commit, header)
            header, commit = {}, ""
        elif not commit:
            commit, _, rest = line.partition(" ")
            number = int(rest.split()[1]) if len(rest.split()) > 1 else 0
        else:
            key, _, value = line.partition(" ")
            header[key] = value
    return found


def _change(commit: str, header: dict[str, str]) -> Change:
    if commit == _UNCOMMITTED:
        return Change("", "", "", "")
    return Change(commit[:_SHORT], header.get("author", ""), _day(header), header.get("summary", ""))


def _day(header: dict[str, str]) -> str:
    """Return the author's own day, whatever the zone of this computer."""
    zone = header.get("author-tz", "+0000")
    minutes = int(zone[1:3]) * 60 + int(zone[3:5])
    offset = timezone(timedelta(minutes=-minutes if zone[0] == "-" else minutes))
    return (
        datetime.fromtimestamp(int(header.get("author-time", "0")), UTC).astimezone(offset).date().isoformat()
    )
