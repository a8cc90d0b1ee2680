"""The frame: docxtpl fills the tags of the office's Word template with the document."""

import contextlib
import io
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from docgen.diagnostics import DocgenError, Words
from docgen.document import Document, Paragraph
from docgen.renderers.ooxml import read_parts, write_parts
from docgen.renderers.word import tags
from docgen.renderers.word.blocks import BlockSerializer
from docgen.renderers.word.package import core_properties
from docgen.renderers.word.sections import areas, settle
from docgen.renderers.word.stylesheet import Stylesheet
from docgen.renderers.word.wordml import escaped, inline

if TYPE_CHECKING:
    from jinja2 import TemplateError
    from jinja2.sandbox import SandboxedEnvironment

_LINES_ABOVE: Final = 4
"""docxtpl reports an error with the paragraphs around it; this many come first, the faulty one included."""


def fill(document: Document, template: bytes) -> bytes:
    """Return the template with the document in it; see `render` of the package."""
    parts, word = _opened(template)
    tags.refuse_faults(parts)
    filled = read_parts(_filled(document, parts, word))
    title = document.title.text.replace("\n", "").replace("\t", " ")
    filled["docProps/core.xml"] = core_properties(escaped(title)).encode()
    return write_parts(filled)


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


def _filled(document: Document, parts: Mapping[str, bytes], word: Any) -> bytes:
    sheet = Stylesheet(parts["word/styles.xml"])
    context = _context(document, BlockSerializer(sheet, areas(word.docx.element.body)))
    _fill_tags(word, context, parts)
    settle(word.docx.element.body, sheet)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _fill_tags(word: Any, context: dict[str, object], parts: Mapping[str, bytes]) -> None:
    from jinja2 import TemplateError, TemplateSyntaxError  # noqa: PLC0415

    environment = _environment()
    try:
        # A syntax error comes up again in filling, and with its paragraph.
        with contextlib.suppress(TemplateSyntaxError):
            tags.refuse_unknown(word.get_undeclared_template_variables(environment), parts)
        word.render(context, environment, autoescape=True)
    except TemplateError as error:
        raise tags.faulty(str(error), _near(error)) from error
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        # Whatever an expression in the template runs into.
        raise tags.faulty(str(error)) from error


def _environment() -> "SandboxedEnvironment":
    from jinja2 import StrictUndefined  # noqa: PLC0415
    from jinja2.sandbox import SandboxedEnvironment  # noqa: PLC0415

    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def _context(document: Document, blocks: BlockSerializer) -> dict[str, object]:
    head, imprint = document.head, document.imprint
    lines = {
        "number": head.number if head else None,
        "draft_note": document.draft_note,
        "addressees": document.addressees,
        "note": document.note,
        "copy_to": imprint.copy_to if imprint else None,
        "printed_by": imprint.printed_by if imprint else None,
    }
    holes = {
        "mark": blocks.mark(document),
        "title": blocks.title(document),
        "body": blocks.body(document),
        "signature": blocks.signature(document.signature),
        "attachments": blocks.attachments(document.attachments),
    }
    return {name: _markup(xml) for name, xml in holes.items()} | {
        name: _markup(_words(line)) for name, line in lines.items()
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
