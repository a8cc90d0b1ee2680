"""Measures any .docx, ours or a stranger's, against a layout profile."""

from docgen.diagnostics import Diagnostic
from docgen.profiles import Profile


def inspect(data: bytes, file: str, profile: Profile) -> tuple[Diagnostic, ...]:
    """Return where a .docx deviates from `profile`; the line of a span is the number of a paragraph.

    Raises DocgenError when `data` is no .docx.
    """
    from docgen.inspector import rules  # noqa: PLC0415 - start-up stays light
    from docgen.inspector.package import open_package  # noqa: PLC0415
    from docgen.inspector.reading import read  # noqa: PLC0415
    from docgen.inspector.recognition import recognise  # noqa: PLC0415
    from docgen.inspector.remarks import diagnose  # noqa: PLC0415
    from docgen.inspector.subject import Subject  # noqa: PLC0415

    subject = Subject(recognise(read(open_package(data))), profile)
    return diagnose(rules.find(subject), profile, file)
