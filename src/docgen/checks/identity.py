"""Names that must be unique and files that must lie where they say they belong."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from docgen.checks import Check, Remark, Subject
from docgen.diagnostics import Severity, Words
from docgen.model.base import Model
from docgen.model.walk import walk


def _repeated_ids(subject: Subject) -> Iterator[Remark]:
    program = subject.evaluation.program
    for path, value in walk(program):
        for name in type(value).model_fields if isinstance(value, Model) else ():
            entries = getattr(value, name)
            if isinstance(entries, tuple):
                yield from _repeats(subject, (*path, name), entries)
    yield from _hidden_facts(subject)


def _hidden_facts(subject: Subject) -> Iterator[Remark]:
    for table in subject.evaluation.tables:
        columns = [column.id for column in table.spec.columns]
        for index, fact in enumerate(table.spec.facts):
            if fact.id in columns:
                column = table.at("columns", columns.index(fact.id), "id")
                first = subject.source.span(column.path)
                yield Remark(table.at("facts", index, "id"), *_taken(fact.id, first.line))


def _repeats(subject: Subject, path: tuple[str | int, ...], entries: Sequence[object]) -> Iterator[Remark]:
    seen: dict[str, int] = {}
    for index, entry in enumerate(entries):
        id = getattr(entry, "id", None)
        if not isinstance(id, str):
            continue
        if id not in seen:
            seen[id] = index
            continue
        first = subject.source.span((*path, seen[id], "id"))
        yield Remark(subject.evaluation.at(*path, index, "id"), *_taken(id, first.line))


def _taken(id: str, line: int) -> tuple[Words, Words]:
    message = Words(f"编号“{id}”重复，另一处在第 {line} 行", f"the id `{id}` is taken by line {line}")
    return message, Words("换一个编号", "choose another id")


def _misplaced(subject: Subject) -> Iterator[Remark]:
    program = subject.evaluation.program
    place = PurePosixPath(subject.source.file)
    if place.stem != program.id:
        message = Words(
            f"编号“{program.id}”与文件名“{place.stem}”不同",
            f"the id `{program.id}` differs from the file name `{place.stem}`",
        )
        hint = Words(f"改为 id: {place.stem}，或改文件名", f"write `id: {place.stem}`, or rename the file")
        yield Remark(subject.evaluation.at("id"), message, hint)
    folder = place.parent.name
    if folder.isdigit() and int(folder) != program.year:
        message = Words(
            f"年份 {program.year} 与所在文件夹 {folder} 不同",
            f"the year {program.year} differs from its folder {folder}",
        )
        yield Remark(
            subject.evaluation.at("year"), message, Words(f"改为 year: {folder}", f"write `year: {folder}`")
        )


CHECKS = (
    Check(
        "duplicate-id",
        Severity.ERROR,
        what="同一处有两项用了同一个编号。",
        why="文字和算式按编号引用数据，编号重复就不知道指哪一项。",
        example="- {id: v01, population: 525}\n- {id: v01, population: 743}",
        instead="- {id: v01, population: 525}\n- {id: v02, population: 743}",
        find=_repeated_ids,
    ),
    Check(
        "misplaced-file",
        Severity.ERROR,
        what="文件里的编号或年份与文件名、文件夹不一致。",
        why="复制去年的文件后最容易忘改年份。",
        example="content/2025/ankang-care.yaml 里写 year: 2024",
        instead="year: 2025",
        find=_misplaced,
    ),
)
