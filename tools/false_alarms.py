"""Counts what the checks of the printed text find in plain texts of public notices.

    python tools/false_alarms.py FILE...          findings per 10,000 characters, by check
    python tools/false_alarms.py --list FILE...   every finding with the words around it, to be judged by hand

A file holds one notice: its title on the first line, one paragraph a line. `# ` begins a comment.
"""

import datetime
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from docgen.checks import InPrint, all_checks
from docgen.document import Role
from docgen.loader import Library
from docgen.project import Project
from docgen.proof import Line, Proof

LEVELS = (
    (re.compile(r"[一二三四五六七八九十]{1,3}、"), Role.HEADING_1),
    (re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"), Role.HEADING_2),
    (re.compile(r"\d{1,2}[.．](?!\d)"), Role.HEADING_3),
)
LONGEST_HEADING = 30
ANNEX = re.compile(r"附\s?件\s?\d{0,2}[：:]?")
ANNEX_NOTE = re.compile(r"附\s?件\s?[：:].+")
DATE = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")
WHOLE = ((ANNEX, Role.ANNEX_MARK), (ANNEX_NOTE, Role.ANNEX_NOTE), (DATE, Role.DATE))
NAME = re.compile("[^，。；：]{2,30}")
YEAR = re.compile(r"(20\d\d)年?")
RULES = {check.id: check.find.rule for check in all_checks() if isinstance(check.find, InPrint)}


def lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a notice with what each of them is, as far as its words tell."""
    before = None
    found: list[Line] = []
    for number, typed in enumerate(line for line in text.split("\n") if line.strip()):
        role = _role(typed.strip(), number, before)
        before = role
        found.append(Line(role, typed.strip()))
    return tuple(_signed(found))


def _signed(found: list[Line]) -> Iterator[Line]:
    """Yield the lines, the one above the day as the issuer's."""
    for line, after in zip_longest(found, found[1:], fillvalue=None):
        above_day = after is not None and after.role is Role.DATE
        if line and line.role is Role.BODY and above_day and NAME.fullmatch(line.text):
            yield line._replace(role=Role.ISSUER)
        elif line:
            yield line


def _role(text: str, number: int, before: Role | None) -> Role:
    if number == 0 or before is Role.ANNEX_MARK:
        return Role.ANNEX_TITLE if number else Role.TITLE
    if number == 1 and text.endswith(("：", ":")):
        return Role.ADDRESSEES
    for pattern, role in WHOLE:
        if pattern.fullmatch(text):
            return role
    is_short = len(text) <= LONGEST_HEADING and not text.endswith(("。", "；"))
    return next((role for mark, role in LEVELS if is_short and mark.match(text)), Role.BODY)


def proof(text: str, library: Library) -> Proof:
    """Return a notice as the checks read it; its day is the last one it names on a line of its own."""
    found = lines(text)
    days = [DATE.fullmatch(line.text) for line in found if line.role is Role.DATE]
    issued = datetime.date(*map(int, days[-1].groups())) if days and days[-1] else None
    year = issued.year if issued else next((int(match[1]) for match in [YEAR.search(text)] if match), None)
    office = library.office()
    return Proof(found, year, issued, office.wordings, office.phrases)


def main(arguments: list[str]) -> None:
    """Print the table, or the list of findings."""
    library = Library(Project(Path.cwd()))
    counts: Counter[str] = Counter()
    characters = 0
    files = [Path(name) for name in arguments if name != "--list"]
    for file in files:
        typed = file.read_text(encoding="utf-8").split("\n")
        text = "\n".join(line for line in typed if not line.startswith("# "))
        characters += sum(not char.isspace() for char in text)
        found = list(findings(proof(text, library)))
        counts.update(id for id, _ in found)
        for id, around in found if "--list" in arguments else ():
            print(f"{id}\t{file.name}\t{around}")
    print(f"{len(files)} texts, {characters} characters")
    for id in sorted(RULES):
        print(f"{id}\t{counts[id]}\t{counts[id] / max(1, characters) * 10_000:.2f}")


def findings(read: Proof) -> Iterator[tuple[str, str]]:
    """Yield the check of each finding, and the words around it."""
    for id, rule in RULES.items():
        for slip in rule(read):
            words = read.lines[slip.line].text
            before, seen = words[max(0, slip.start - 15) : slip.start], words[slip.start : slip.end]
            yield id, f"{before}【{seen}】{words[slip.end : slip.end + 15]}\t{slip.message.zh}"


if __name__ == "__main__":
    main(sys.argv[1:])
