"""`docgen new`: programs of one year rolled forward to another, each edited in a copy of its text."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from docgen.decoder import decode
from docgen.diagnostics import Diagnostic, DocgenError, Severity, Words
from docgen.formatter import format_text
from docgen.formatter.parts import comments
from docgen.loader import Library
from docgen.model.program import Program
from docgen.project import Project
from docgen.reader import Source, read_text
from docgen.records import record
from docgen.review_marks import review_marks, without_marks
from docgen.roller.days import DateRule, DayMover
from docgen.roller.program import Rolled, Roller
from docgen.roller.years import Move
from docgen.writer import Written, write

__all__ = ["DateRule", "Move", "NewYear", "roll_forward", "roll_text"]

_FIRST, _LAST = 1949, 2199
"""The years that a program can be of."""


@record
class NewYear:
    """What rolling found and wrote; with errors it has written nothing."""

    diagnostics: tuple[Diagnostic, ...]
    written: tuple[Written, ...] = ()
    notes: tuple[Words, ...] = ()


def roll_forward(project: Project, move: Move, programs: Sequence[str], rule: DateRule) -> NewYear:
    """Write the programs of one year (all when none is named) as another year's, all of them or none."""
    _require_forward(move)
    files = [project.program_file(move.start, name) for name in programs] or project.program_files(move.start)
    if not files:
        raise _nothing_to_roll(move)
    targets = {file: project.content / str(move.end) / file.name for file in dict.fromkeys(files)}
    _require_absent(project, move, list(targets.values()))
    library = Library(project)
    mover = DayMover(move, rule, library.office().calendar)
    for file in targets:
        library.program(file)
    if any(found.severity is Severity.ERROR for found in library.diagnostics):
        return NewYear(tuple(library.diagnostics))
    sources = {target: library.sources[project.shown(file)] for file, target in targets.items()}
    rolled = {target: roll_text(source, mover) for target, source in sources.items()}
    written = write({target: found.text.encode() for target, found in rolled.items()})
    unconfirmed = sum(1 for source in sources.values() for _ in review_marks(source.text))
    notes = (*_unknown_days(mover), *_notes(move, list(rolled.values()), unconfirmed))
    return NewYear(tuple(library.diagnostics), written, notes)


def roll_text(source: Source, mover: DayMover) -> Rolled:
    """Return the text of a program's file, which can be decoded, rolled forward.

    Raise DocgenError rather than lose a comment or write what cannot be read.
    """
    text = source.text.replace("\r\n", "\n")
    bare = without_marks(text)
    plain, _ = read_text(bare, source.file)
    program = decode(plain, Program)[0] if plain else None
    if program is None:
        raise _unusual(source.file)
    rolled = Roller(bare, mover).run(program)
    after, _ = read_text(rolled.text, source.file)
    if after is None or _lost(bare, rolled.text):
        raise _unusual(source.file)
    done = format_text(rolled.text) if _is_formatted(text) else rolled.text
    return Rolled(done.replace("\n", "\r\n") if "\r\n" in source.text else done, rolled.as_issued)


def _is_formatted(text: str) -> bool:
    try:
        return format_text(text) == text
    except DocgenError:
        return False


def _lost(before: str, after: str) -> bool:
    kept = [comment.text for comment in comments(after)]
    return any(all(comment.text not in other for other in kept) for comment in comments(before))


def _unknown_days(mover: DayMover) -> Iterator[Words]:
    year = mover.move.end
    if mover.calendar.day(date(year, 12, 31)) is None:
        yield Words(
            f"{year} 年的放假安排还不知道，日期没有按工作日核对；安排公布后写进 content/calendar.yaml",
            f"the holidays of {year} are not known yet: write them into content/calendar.yaml",
        )


def _notes(move: Move, rolled: Sequence[Rolled], unconfirmed: int) -> Iterator[Words]:
    if unconfirmed:
        yield Words(
            f"{move.start} 年度还有 {unconfirmed} 处待核没有确认",
            f"{unconfirmed} places of {move.start} were never confirmed",
        )
    if issued := sum(found.as_issued for found in rolled):
        yield Words(
            f"去掉了 {issued} 处 as、mark、set：照原文印的不带到下一年；"
            "set 是当年定的数，今年仍要这样定，请重新写上",
            f"{issued} `as`, `mark` and `set` were taken out: they belong to the issued notice; "
            "where a `set` was a decision that still holds, write it again",
        )
    marks = sum(1 for found in rolled for _ in review_marks(found.text))
    yield Words(
        f"共有 {marks} 处待核，运行 docgen todo {move.end} 逐处查看",
        f"{marks} places to review: docgen todo {move.end} lists them",
    )


def _require_forward(move: Move) -> None:
    if move.start < move.end and _FIRST <= move.end <= _LAST:
        return
    raise DocgenError(
        Words(
            f"不能从 {move.start} 年度滚动到 {move.end} 年度", f"{move.start} cannot be rolled to {move.end}"
        ),
        Words(
            f"新年度写在前面，要比 --from 的年度晚，例如 docgen new {move.start + 1} --from {move.start}",
            f"the new year comes first and is the later one: docgen new {move.start + 1} --from {move.start}",
        ),
    )


def _require_absent(project: Project, move: Move, targets: Sequence[Path]) -> None:
    present = project.program_files(move.end) if move.end in project.years() else []
    stems = {target.stem for target in targets}
    taken = [project.shown(file) for file in present if file.stem in stems]
    if taken:
        raise DocgenError(
            Words(
                f"已经有 {'、'.join(taken)}，不会覆盖", f"{', '.join(taken)} exists and is not overwritten"
            ),
            Words(
                "只滚动其他方案，就在命令里写明方案编号；要重做，就先把它移走",
                "name the other programs in the command, or move it away",
            ),
        )


def _nothing_to_roll(move: Move) -> DocgenError:
    return DocgenError(
        Words(f"{move.start} 年度没有方案", f"there is no program in {move.start}"),
        Words("用 --from 写明另一个年度", "name another year with --from"),
    )


def _unusual(file: str) -> DocgenError:
    return DocgenError(
        Words(
            f"“{file}”的写法特殊，滚动会丢失内容",
            f"{file} is written so unusually that content would be lost",
        ),
        Words("先运行 docgen fmt 整理排版再试", "run docgen fmt first and try again"),
    )
