"""The frame: docxtpl fills the tags of the office's Word template with the document."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from docgen.diagnostics import DocgenError, Mistake, Words
from docgen.document import Document, Paragraph
from docgen.readers.docx import texts
from docgen.renderers.ooxml import read_parts, write_parts
from docgen.renderers.word.blocks import BlockSerializer
from docgen.renderers.word.package import core_properties
from docgen.renderers.word.sections import areas, settle
from docgen.renderers.word.stylesheet import Stylesheet
from docgen.renderers.word.wordml import escaped, inline

if TYPE_CHECKING:
    from jinja2 import TemplateError
    from jinja2.sandbox import SandboxedEnvironment

_FULL_WIDTH: Final = re.compile(r"[｛{][｛％＃]|｛[{%#]|[｝％＃][｝}]|[}%#]｝")
_TAG: Final = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
_LINES_ABOVE: Final = 4
"""docxtpl reports an error with the paragraphs around it; this many come first, the faulty one included."""


def fill(document: Document, template: bytes) -> bytes:
    """Return the template with the document in it; see `render` of the package."""
    parts = _parts(template)
    _refuse_full_width_tags(parts)
    filled = read_parts(_filled(document, template, parts))
    title = document.title.text.replace("\n", "").replace("\t", " ")
    filled["docProps/core.xml"] = core_properties(escaped(title)).encode()
    return write_parts(filled)


def _parts(template: bytes) -> dict[str, bytes]:
    try:
        parts = read_parts(template)
    except zipfile.BadZipFile:
        parts = {}
    if "word/document.xml" in parts and "word/styles.xml" in parts:
        return parts
    raise DocgenError(
        Words("模板不是 Word 文件（.docx）", "the template is no Word file (.docx)"),
        Words("请用 Word 打开它，另存为 .docx", "open it in Word and save it as .docx"),
    )


def _filled(document: Document, template: bytes, parts: Mapping[str, bytes]) -> bytes:
    from docxtpl import DocxTemplate  # noqa: PLC0415 - start-up stays light

    sheet = Stylesheet(parts["word/styles.xml"])
    word = DocxTemplate(io.BytesIO(template))
    context = _context(document, BlockSerializer(sheet, areas(word.get_docx().element.body)))
    environment = _environment()
    _refuse_unknown_names(word, environment, context, parts)
    _fill(word, environment, context)
    settle(word.docx.element.body, sheet)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _environment() -> "SandboxedEnvironment":
    from jinja2 import StrictUndefined  # noqa: PLC0415
    from jinja2.sandbox import SandboxedEnvironment  # noqa: PLC0415

    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def _context(document: Document, blocks: BlockSerializer) -> dict[str, object]:
    head, imprint = document.head, document.imprint
    texts = {
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
    return {name: _markup(_words(text)) for name, text in texts.items()} | {
        name: _markup(xml) for name, xml in holes.items()
    }


def _words(paragraph: Paragraph | None) -> str:
    return inline(paragraph.text) if paragraph else ""


def _markup(xml: str) -> object:
    from markupsafe import Markup  # noqa: PLC0415

    return Markup(xml)  # noqa: S704 - `wordml.escaped` has escaped every word in it


def _refuse_full_width_tags(parts: Mapping[str, bytes]) -> None:
    for words in texts(parts):
        if _FULL_WIDTH.search(words):
            raise Mistake(
                "full-width-tag",
                Words(
                    f"模板里“{words}”一段的标签用了全角括号", f"full-width braces in the template: {words!r}"
                ),
                Words("请改成半角的 {{ }} 或 {% %}", "type half-width {{ }} or {% %}"),
            )


def _refuse_unknown_names(
    word: Any, environment: "SandboxedEnvironment", context: Mapping[str, object], parts: Mapping[str, bytes]
) -> None:
    from jinja2 import TemplateSyntaxError  # noqa: PLC0415

    try:
        unknown = sorted(word.get_undeclared_template_variables(environment, context))
    except TemplateSyntaxError:
        return  # Filling meets it too, and knows the paragraph.
    if unknown:
        places = "；".join(f"{name}（在“{_place(name, parts)}”一段）" for name in unknown)
        raise Mistake(
            "unknown-tag",
            Words(f"模板里有 docgen 不认得的标签：{places}", f"unknown names in the template: {places}"),
            Words(f"可以用的标签：{'、'.join(context)}", f"there are: {', '.join(context)}"),
        )


def _place(name: str, parts: Mapping[str, bytes]) -> str:
    use = re.compile(rf"\b{re.escape(name)}\b")
    return next((w for w in texts(parts) if any(use.search(tag) for tag in _TAG.findall(w))), "")


def _fill(word: Any, environment: "SandboxedEnvironment", context: Mapping[str, object]) -> None:
    from jinja2 import TemplateError  # noqa: PLC0415

    try:
        word.render(dict(context), environment, autoescape=True)
    except TemplateError as error:
        raise _faulty_tag(str(error), _near(error)) from error
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        # Whatever an expression in the template runs into.
        raise _faulty_tag(str(error)) from error


def _near(error: "TemplateError") -> str:
    lines = [str(line).strip() for line in getattr(error, "docx_context", ())]
    number = getattr(error, "lineno", None) or 1
    place = min(number, _LINES_ABOVE) - 1
    return lines[place] if place < len(lines) else ""


def _faulty_tag(reason: str, near: str = "") -> Mistake:
    zh = f"模板里“{near}”一段的标签写错了：{reason}" if near else f"模板里有标签写错了：{reason}"
    return Mistake(
        "faulty-tag",
        Words(zh, f"faulty tag in the template: {near!r}: {reason}"),
        Words("请对照 docgen 自带的模板改正", "compare with the template that comes with docgen"),
    )
