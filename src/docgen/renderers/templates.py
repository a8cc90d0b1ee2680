"""Any template of an office, Word or Excel: its faults for the reporters, a marked copy, its names."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, NamedTuple

from docgen.diagnostics import Diagnostic, DocgenError, Severity, Span, Words
from docgen.document import Table

if TYPE_CHECKING:
    from docgen.renderers.excel.office_template import Fault

LOOKS: Final = "annex.xlsx"
"""The workbook whose cell styles are the looks of drawn tables."""


class NameUse(NamedTuple):
    """A name that a Word template may use, and whether this one prints it."""

    tag: str
    meaning: Words
    printed: bool


def check(file: str, data: bytes, tables: Sequence[Table] = ()) -> tuple[Diagnostic, ...]:
    """Return all faults of the template `data`; `file` is its name in messages, and its ending the kind.

    The line of a diagnostic is the number of the paragraph, its column the character in it; in a workbook
    they are row and column. The `tables` are those that name the workbook: they tell the known columns.
    """
    suffix = PurePath(file).suffix.lower()
    try:
        if suffix == ".docx":
            from docgen.renderers.word.frame import faults  # noqa: PLC0415 - only Word templates need it

            return tuple(fault.diagnostic(file) for fault in faults(data))
        if suffix in (".xlsx", ".xlsm"):
            return tuple(fault.diagnostic(file) for fault in _excel_faults(file, data, tables))
    except DocgenError as error:
        words = error.message
        return (Diagnostic("unusable-template", Severity.ERROR, Span(file, 1, 1), words, error.hint),)
    raise _unknown_kind(file)


def _excel_faults(file: str, data: bytes, tables: Sequence[Table]) -> Iterator["Fault"]:
    """Yield the faults of a workbook with tags; one without any holds the looks of drawn tables."""
    from docgen.renderers.excel.office_template import faults, has_tags  # noqa: PLC0415 - Excel only
    from docgen.renderers.excel.template import open_template  # noqa: PLC0415

    if PurePath(file).name == LOOKS or not (tables or has_tags(data)):
        open_template(data)
        return
    yield from dict.fromkeys(fault for table in tables or (None,) for fault in faults(data, table))


def mark(data: bytes) -> tuple[bytes, int]:
    """Return a Word template with a comment at each fault, and how many there are."""
    from docgen.renderers.word.frame import faults  # noqa: PLC0415 - only marking needs it
    from docgen.renderers.word.template_marks import mark as marked  # noqa: PLC0415

    found = faults(data)
    return marked(data, found), len(found)


def name_uses(data: bytes) -> tuple[NameUse, ...]:
    """Return every name that a Word template may use, in printed order, and whether `data` prints it."""
    from docgen.renderers.word.frame import survey  # noqa: PLC0415 - only this needs it
    from docgen.renderers.word.tags import NAMES, written  # noqa: PLC0415

    printed = survey(data).printed
    return tuple(NameUse(written(each.name), each.meaning, each.name in printed) for each in NAMES)


def _unknown_kind(file: str) -> DocgenError:
    return DocgenError(
        Words(f"“{file}”不是 Word 或 Excel 模板", f"{file} is no Word or Excel template"),
        Words("模板是 .docx 或 .xlsx 文件", "a template is a .docx or .xlsx file"),
    )
