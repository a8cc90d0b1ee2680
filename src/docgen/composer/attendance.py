"""出席, 请假 and 列席 at the end of minutes (10.3)."""

from dataclasses import replace

from docgen.composer.inline import listed, literal
from docgen.document import Paragraph, Role, Run, RunRole
from docgen.model.evaluation import Evaluation
from docgen.model.notice import Notice
from docgen.profiles import Profile

_LABELS = {"present": "出席：", "absent": "请假：", "observers": "列席："}


def attendance(evaluation: Evaluation, notice: Notice, profile: Profile) -> tuple[Paragraph, ...]:
    """Return the lists of names, each in lines that end between two names."""
    indent = int(profile.rules["attendance.left"].number)
    characters = int(profile.text("grid.characters")) - indent
    found: list[Paragraph] = []
    for key, label in _LABELS.items():
        names = getattr(notice.attendance, key) if notice.attendance else ()
        if names:
            at = evaluation.at("notice", "attendance", key)
            words = _in_lines(listed(evaluation, names, at, "、"), characters)
            found.append(Paragraph(Role.ATTENDANCE, (literal(label, at, RunRole.LABEL), *words)))
    return tuple(found)


def _in_lines(names: tuple[tuple[Run, ...], ...], characters: int) -> tuple[Run, ...]:
    found: list[Run] = []
    room = 2 * characters
    for name in names:
        width = sum(1 if char.isascii() else 2 for run in name for char in run.text)
        if found and width > room:
            found.append(replace(found[-1], text="\n"))
            room = 2 * characters
        found.extend(name)
        room -= width
    return tuple(found)
