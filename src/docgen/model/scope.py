"""The parts evaluation is made of: namespaces of expressions, printed pieces, what offices share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from docgen.diagnostics import Address, Mistake, Words
from docgen.model.agencies import Agency, Roster
from docgen.model.calendar import Calendar
from docgen.model.expressions import Leaf, Namespace
from docgen.model.wordlists import Phrase, Wording
from docgen.records import record

HIDDEN = "XX"
"""What `build --public` prints for what is marked private."""

UNAVAILABLE = Mistake("unavailable", Words("所依据的数据有误", "what it depends on is wrong"))
"""Raised by whatever depends on a mistake that has been reported; never reported itself."""


class Printed(NamedTuple):
    """A piece of printed text and where it comes from."""

    text: str
    at: Address
    expression: str = ""
    reads: tuple[Address, ...] = ()


def _no_pictures(name: str) -> bytes:
    words = Words(f"找不到图片“{name}”", f"there is no picture {name}")
    raise Mistake("missing-picture", words, Words("检查路径和文件名", "check the path"))


@record
class Office:
    """What programs of all years share: agencies, rosters and words, with their files."""

    agencies: Mapping[str, Agency] = field(default_factory=dict)
    agencies_file: str = "content/agencies.yaml"
    rosters: Mapping[str, Roster] = field(default_factory=dict)
    roster_files: Mapping[str, str] = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)
    incomplete: bool = False
    """True when a file of theirs has mistakes: what is not found here may stand there."""
    wordings: tuple[Wording, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    picture: Callable[[str], bytes] = _no_pictures
    """Returns a picture by its path; raises Mistake where it cannot be had."""


class Names:
    """A namespace whose members are computed when they are asked for."""

    def __init__(self, members: Mapping[str, Callable[[], Namespace]]) -> None:
        self._members = members

    def member(self, name: str) -> Leaf | Namespace:
        """Return the member `name`; KeyError when there is none."""
        return self._members[name]()

    def names(self) -> Sequence[str]:
        """Return the names of all members."""
        return tuple(self._members)


class Elsewhere(Names):
    """Names whose values are asked for elsewhere, so that looking for mistakes may pass them over."""
