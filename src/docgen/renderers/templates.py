"""Any template of an office, Word or Excel: its faults for the reporters, a marked copy, its names."""

from pathlib import PurePath
from typing import NamedTuple

from docgen.diagnostics import Diagnostic, DocgenError, Severity, Span, Words


class NameUse(NamedTuple):
    """A name that a Word template may use, and whether this one prints it."""

    tag: str
    meaning: Words
    printed: bool


def check(file: str, data: bytes) -> tuple[Diagnostic, ...]:
    """Return all faults of the template `data`; `file` is its name in messages, and its ending the kind.

    The line of a diagnostic is the number of the paragraph, its column the character in it.
    """
    suffix = PurePath(file).suffix.lower()
    try:
        if suffix == ".docx":
            from docgen.renderers.word.frame import faults  # noqa: PLC0415 - only Word templates need it

            return tuple(fault.diagnostic(file) for fault in faults(data))
        if suffix == ".xlsx":
            from docgen.renderers.excel.template import open_template  # noqa: PLC0415

            open_template(data)
            return ()
    except DocgenError as error:
        words = error.message
        return (Diagnostic("unusable-template", Severity.ERROR, Span(file, 1, 1), words, error.hint),)
    raise _unknown_kind(file)


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
