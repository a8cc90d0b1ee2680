"""The frame: the tags of the office's Word template filled with the document."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from docgen.diagnostics import DocgenError, Severity
from docgen.document import Document, Head, Imprint, Paragraph, Role
from docgen.renderers.deflating import chosen
from docgen.renderers.ooxml import Package
from docgen.renderers.word.blocks import BlockSerializer
from docgen.renderers.word.compiled.seen import SoundMarkup
from docgen.renderers.word.compiled.template import CompiledTemplate
from docgen.renderers.word.figures import add_figures
from docgen.renderers.word.notice_template import (
    MAIN_TEXT,
    NoticeTemplate,
    compile_notice,
    notice_template,
    opened,
)
from docgen.renderers.word.package import core_properties
from docgen.renderers.word.page_numbers import turn_page_numbers
from docgen.renderers.word.pictures import add_pictures
from docgen.renderers.word.template_faults.fault import Fault, faulty, refuse
from docgen.renderers.word.wordml import escaped, inline

if TYPE_CHECKING:
    from jinja2 import TemplateError

    from docgen.renderers.word.template_faults.survey import Survey

_LINES_ABOVE: Final = 4
"""docxtpl reports an error with the paragraphs around it; this many come first, the faulty one included."""


def fill(document: Document, template: bytes) -> bytes:
    """Return the template with the document in it; see `render` of the package."""
    notice = notice_template(template)
    if not (notice and notice.has_styles(document)):
        # The survey tells all faults at once.
        refuse(survey(template).faults(document))
    return filled(document, notice or compile_notice(template)).packed(chosen())


def filled(document: Document, notice: NoticeTemplate) -> Package:
    """Return the parts of a notice; raise `Mistake` for what the template does not print."""
    context = _context(document, BlockSerializer(notice.sheet, notice.areas))
    needed = [name for name, value in context.items() if value]
    if not notice.printed.issuperset(needed):
        refuse(survey(notice.template.source).missing(needed))
    package = _filled(notice.template, context)
    _finish(package, document, notice)
    return package


def faults(template: bytes) -> tuple[Fault, ...]:
    """Return all faults that a template has for any notice; raise DocgenError when it is no Word file."""
    found = survey(template).faults()
    try:
        compile_notice(template)
    except DocgenError as error:
        return (Fault("no-page-setup", Severity.ERROR, error.message, error.hint or error.message), *found)
    return found


def survey(template: bytes) -> "Survey":
    """Return the tags of a template; raise DocgenError when it is no Word file."""
    from docgen.renderers.word.template_faults.survey import Survey  # noqa: PLC0415 - for faults only

    return Survey.of(opened(template))


def _filled(template: CompiledTemplate, context: Mapping[str, object]) -> Package:
    try:
        return template.fill(context)
    except Exception as error:
        from jinja2 import TemplateError  # noqa: PLC0415 - start-up stays light

        if isinstance(error, TemplateError):
            raise faulty(str(error), _near(error)) from error
        if isinstance(error, ArithmeticError | LookupError | TypeError | ValueError):
            # Whatever an expression in the template runs into.
            raise faulty(str(error)) from error
        raise


def _finish(filled: Package, document: Document, notice: NoticeTemplate) -> None:
    """Put in what no tag can: sections, pictures, the page numbers of turned pages, the title."""
    letter = bool(document.head and document.head.mark.role is Role.LETTER_MARK)
    filled[MAIN_TEXT] = notice.settler.settle(filled[MAIN_TEXT], letter=letter)
    add_pictures(filled, document.signature.pictures if document.signature else ())
    add_figures(filled, document.flow())
    turn_page_numbers(filled)
    title = document.title.text.replace("\n", "").replace("\t", " ")
    filled[notice.template.recipe.core] = core_properties(escaped(title)).encode()


def _context(document: Document, blocks: BlockSerializer) -> dict[str, object]:
    lines = {
        **_head_lines(document.head),
        "draft_note": document.draft_note,
        "addressees": document.addressees,
        "note": document.note,
        **_imprint_lines(document.imprint),
    }
    holes = {
        "mark": blocks.mark(document),
        "number_line": blocks.number_line(document),
        "title": blocks.title(document),
        "body": blocks.body(document),
        "signature": blocks.signature(document.signature),
        "attachments": blocks.attachments(document),
        "unbound": blocks.unbound(document),
    }
    return {name: _markup(xml) for name, xml in holes.items()} | {
        name: _markup(_words(line)) for name, line in lines.items()
    }


def _head_lines(head: Head | None) -> dict[str, Paragraph | None]:
    """Return the lines of a head that stand alone: a letter sets them beside its number."""
    alone = head if head and head.mark.role is not Role.LETTER_MARK else None
    return {
        "copy_number": alone.copy_number if alone else None,
        "secrecy": alone.secrecy if alone else None,
        "urgency": alone.urgency if alone else None,
        "number": alone.number if alone and alone.number and alone.number.role is Role.NUMBER else None,
    }


def _imprint_lines(imprint: Imprint | None) -> dict[str, Paragraph | None]:
    return {
        "main_to": imprint.main_to if imprint else None,
        "copy_to": imprint.copy_to if imprint else None,
        "printed_by": imprint.printed_by if imprint else None,
    }


def _words(line: Paragraph | None) -> str:
    return inline(line.text) if line else ""


def _markup(xml: str) -> object:
    # `wordml.escaped` has escaped every word in it.
    return SoundMarkup(xml)


def _near(error: "TemplateError") -> str:
    lines = [str(line).strip() for line in getattr(error, "docx_context", ())]
    number = getattr(error, "lineno", None) or 1
    place = min(number, _LINES_ABOVE) - 1
    return lines[place] if place < len(lines) else ""
