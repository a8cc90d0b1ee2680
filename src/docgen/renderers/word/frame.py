"""The frame: docxtpl fills the tags of the office's Word template with the document."""

import io
import zipfile
from typing import TYPE_CHECKING, Any, Final

from docgen.diagnostics import DocgenError, Severity, Words
from docgen.document import Document, Head, Imprint, Paragraph, Role
from docgen.renderers.ooxml import read_parts, write_parts
from docgen.renderers.word.blocks import BlockSerializer
from docgen.renderers.word.figures import add_figures
from docgen.renderers.word.package import core_properties
from docgen.renderers.word.page_numbers import turn_page_numbers
from docgen.renderers.word.pictures import add_pictures
from docgen.renderers.word.sections import areas, open_as_letter, settle
from docgen.renderers.word.stylesheet import Stylesheet
from docgen.renderers.word.template_faults import Fault, Survey, faulty, refuse
from docgen.renderers.word.wordml import escaped, inline

if TYPE_CHECKING:
    from jinja2 import TemplateError
    from jinja2.sandbox import SandboxedEnvironment

_LINES_ABOVE: Final = 4
"""docxtpl reports an error with the paragraphs around it; this many come first, the faulty one included."""


def fill(document: Document, template: bytes) -> bytes:
    """Return the template with the document in it; see `render` of the package."""
    parts, word = _opened(template)
    found = Survey.of(parts)
    refuse(found.faults(document))
    filled = read_parts(_filled(document, found, word))
    add_pictures(filled, document.signature.pictures if document.signature else ())
    add_figures(filled, document.flow())
    turn_page_numbers(filled)
    title = document.title.text.replace("\n", "").replace("\t", " ")
    filled["docProps/core.xml"] = core_properties(escaped(title)).encode()
    return write_parts(filled)


def faults(template: bytes) -> tuple[Fault, ...]:
    """Return all faults that a template has for any notice; raise DocgenError when it is no Word file."""
    parts, word = _opened(template)
    found = Survey.of(parts).faults()
    try:
        areas(word.docx.element.body)
    except DocgenError as error:
        return (Fault("no-page-setup", Severity.ERROR, error.message, error.hint or error.message), *found)
    return found


def survey(template: bytes) -> Survey:
    """Return the tags of a template; raise DocgenError when it is no Word file."""
    parts, _ = _opened(template)
    return Survey.of(parts)


def _opened(template: bytes) -> tuple[dict[str, bytes], Any]:
    from docxtpl import DocxTemplate  # noqa: PLC0415 - start-up stays light

    word = DocxTemplate(io.BytesIO(template))
    try:
        parts = read_parts(template)
        word.init_docx()
        _ = parts["word/document.xml"], parts["word/styles.xml"]
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise DocgenError(
            Words("模板不是 Word 文件（.docx）", "the template is no Word file (.docx)"),
            Words("请用 Word 打开它，另存为 .docx", "open it in Word and save it as .docx"),
        ) from error
    return parts, word


def _filled(document: Document, found: Survey, word: Any) -> bytes:
    sheet = Stylesheet(found.parts["word/styles.xml"])
    context = _context(document, BlockSerializer(sheet, areas(word.docx.element.body)))
    refuse(found.missing([name for name, value in context.items() if value]))
    _fill_tags(word, context)
    if document.head and document.head.mark.role is Role.LETTER_MARK:
        open_as_letter(word.docx.element.body)
    settle(word.docx.element.body, sheet)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _fill_tags(word: Any, context: dict[str, object]) -> None:
    from jinja2 import TemplateError  # noqa: PLC0415 - start-up stays light

    try:
        word.render(context, _environment(), autoescape=True)
    except TemplateError as error:
        raise faulty(str(error), _near(error)) from error
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        # Whatever an expression in the template runs into.
        raise faulty(str(error)) from error


def _environment() -> "SandboxedEnvironment":
    from jinja2 import StrictUndefined  # noqa: PLC0415
    from jinja2.sandbox import SandboxedEnvironment  # noqa: PLC0415

    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


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
    from markupsafe import Markup  # noqa: PLC0415

    return Markup(xml)  # noqa: S704 - `wordml.escaped` has escaped every word in it


def _near(error: "TemplateError") -> str:
    lines = [str(line).strip() for line in getattr(error, "docx_context", ())]
    number = getattr(error, "lineno", None) or 1
    place = min(number, _LINES_ABOVE) - 1
    return lines[place] if place < len(lines) else ""
