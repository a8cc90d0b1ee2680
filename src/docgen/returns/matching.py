"""Which unit's form a returned file is: of this program, year and version, and the only one."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from docgen.composer.forms import Forms
from docgen.diagnostics import Diagnostic, Mistake, Severity, Words
from docgen.model.evaluation import Evaluation
from docgen.model.mistakes import right_one
from docgen.project import Project
from docgen.records import record
from docgen.returned import Return, read_return
from docgen.returns.notes import RESEND, of_file

_WORKBOOKS: Final = (".xlsx", ".xls", ".ods", ".et")
_PACKED: Final = (".zip", ".rar", ".7z")
_LEFTOVERS: Final = frozenset({"thumbs.db", "desktop.ini"})


@record
class Collecting:
    """A program whose forms are collected."""

    path: Path
    evaluation: Evaluation
    forms: Forms


@record
class Incoming:
    """A returned form with the name of its file in messages."""

    file: str
    found: Return

    @property
    def key(self) -> tuple[str, str]:
        """Its program and unit."""
        return self.found.record.program, self.found.record.unit


def read_folder(project: Project, folder: Path) -> Iterator[Incoming | Diagnostic]:
    """Yield every form below `folder`, and what is wrong with files that are none."""
    for path in sorted(folder.rglob("*")):
        hidden = path.name.startswith((".", "~$")) or path.name.lower() in _LEFTOVERS
        if not hidden and path.is_file():
            yield _read(path, project.shown(path))


def _read(path: Path, file: str) -> Incoming | Diagnostic:
    suffix = PurePosixPath(file.lower()).suffix
    if suffix == ".xlsm":
        return of_file(file, _macros(file))
    if suffix in _PACKED:
        return of_file(file, _packed(file))
    if suffix not in _WORKBOOKS:
        return of_file(file, _no_workbook(file), Severity.WARNING)
    try:
        return Incoming(file, read_return(path.read_bytes(), file))
    except OSError as error:
        words = Words(f"“{file}”打不开", f"{file} cannot be opened: {error.strerror}")
        return of_file(file, Mistake("unreadable-data", words, Words("关掉正在使用它的程序", "close it")))
    except Mistake as mistake:
        return of_file(file, mistake)


def mismatch(incoming: Incoming, programs: Mapping[str, Collecting], others: Sequence[str]) -> Mistake | None:
    """Return why a form is none of these programs' forms of this year, None where it is."""
    record = incoming.found.record
    if not record.is_whole:
        return Mistake("altered-record", _ALTERED, RESEND)
    collecting = programs.get(record.program)
    if collecting is None:
        return _unknown_program(record.program, programs, others)
    year = str(collecting.evaluation.program.year)
    if record.year != year:
        words = Words(
            f"这是 {record.year} 年的表，不是 {year} 年的", f"this form is of {record.year}, not {year}"
        )
        return Mistake("wrong-year", words, RESEND)
    units = collecting.forms.units
    if record.unit not in units:
        words = Words(f"表里没有单位“{record.unit}”", f"there is no unit `{record.unit}`")
        return Mistake("unknown-unit", words, right_one(record.unit, units, RESEND))
    due = {sheet.table: sheet.version for sheet, _ in collecting.forms.form(record.unit).sheets}
    for table in {**due, **record.sheets}:
        seen = record.sheets[table].version if table in record.sheets else None
        if seen != due.get(table):
            return _wrong_version(table, seen, due.get(table))
    return None


def duplicates(incoming: Sequence[Incoming]) -> Iterator[tuple[Incoming, Incoming, bool]]:
    """Yield the forms of one unit: the first with each other, and whether both say the same."""
    first: dict[tuple[str, str], Incoming] = {}
    for each in incoming:
        before = first.setdefault(each.key, each)
        if before is not each:
            yield before, each, _said(before.found) == _said(each.found)


def duplicate(file: str, other: str, *, same: bool) -> Diagnostic:
    """Return the remark about a second file of one unit."""
    if same:
        words = Words(
            f"与“{other}”是同一单位、内容相同的表，只用一份", f"the same form as {other}; one is used"
        )
        mistake = Mistake("same-return", words, Words("删去其中一份", "delete one of them"))
        return of_file(file, mistake, Severity.WARNING)
    words = Words(
        f"与“{other}”是同一单位的表，填的不一样，两份都没有采用",
        f"of the same unit as {other}, and they differ: neither is used",
    )
    return of_file(file, Mistake("two-returns", words, Words("只留正确的一份", "keep the right one only")))


def _said(found: Return) -> list[tuple[str, str, str]]:
    return [
        (table, column, cell.text)
        for table, sheets in found.sheets.items()
        for sheet in sheets
        for column, cell in sheet.cells.items()
    ]


def _wrong_version(table: str, seen: str | None, due: str | None) -> Mistake:
    words = Words(
        f"表“{table}”发出后改过结构（发出时版本 {seen or '无'}，现在 {due or '无'}）",
        f"the form `{table}` was changed since it was sent (version {seen or 'none'}, now {due or 'none'})",
    )
    hint = Words("用 docgen forms 重新发表填报", "send the forms that docgen forms writes now")
    return Mistake("wrong-version", words, hint)


def _unknown_program(program: str, programs: Mapping[str, Collecting], others: Sequence[str]) -> Mistake:
    named = "、".join(programs)
    if program in others:
        words = Words(
            f"这是“{program}”的表，这次只收 {named}",
            f"a form of {program}; {', '.join(programs)} is collected",
        )
        hint = Words(f"移走它，或把 {program} 写进命令", f"move it away, or name {program} in the command")
        return Mistake("wrong-program", words, hint)
    words = Words(
        f"这是“{program}”的表，本年度没有这个方案", f"a form of {program}, which is no program here"
    )
    return Mistake("wrong-program", words, RESEND)


def _macros(file: str) -> Mistake:
    words = Words(f"“{file}”是带宏的文件，不读取", f"{file} may hold macros and is not read")
    hint = Words("另存为 .xlsx 再放进来", "save it as .xlsx")
    return Mistake("macro-file", words, hint)


def _packed(file: str) -> Mistake:
    words = Words(f"“{file}”是压缩包，没有读取", f"{file} is an archive and was not read")
    return Mistake("packed-file", words, Words("解压到这个文件夹", "unpack it into the folder"))


def _no_workbook(file: str) -> Mistake:
    words = Words(f"“{file}”不是 Excel 文件，没有读取", f"{file} is no workbook and was not read")
    hint = Words("不是填报表的，移到别处", "move away what is no form")
    return Mistake("not-a-form", words, hint)


_ALTERED = Words(
    "隐藏的工作表被改动过，这份表不能采用", "the hidden sheet was altered: the form cannot be used"
)
