"""An office's Word template ready for many notices, kept between runs as plain data."""

import json
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Final, Self

from docgen import __version__, cache
from docgen.diagnostics import DocgenError, Severity, Words
from docgen.document import Document
from docgen.records import record
from docgen.renderers.ooxml import read_parts
from docgen.renderers.word.compiled.recipe import Recipe
from docgen.renderers.word.compiled.template import CompiledTemplate
from docgen.renderers.word.estimate import Areas
from docgen.renderers.word.settling import SectionKind, Settler, every_kind
from docgen.renderers.word.stylesheet import Stylesheet

_FORM: Final = 1
"""Of what is kept: raise it whenever compiling makes something else of a template."""
_LIBRARIES: Final = ("docxtpl", "jinja2", "lxml", "docx")
_MOST: Final = 16
"""Templates at hand at a time."""
_LENGTH: Final = 8
STYLES: Final = "word/styles.xml"
MAIN_TEXT: Final = "word/document.xml"


@record
class NoticeTemplate:
    """A template without faults, with all of it that notices have in common."""

    template: CompiledTemplate
    sheet: Stylesheet
    areas: Areas
    sections: Mapping[SectionKind, str]
    settler: Settler
    printed: frozenset[str]
    """The names that some tag prints."""

    def has_styles(self, document: Document) -> bool:
        """Return whether the template has every style that a document needs."""
        from docgen.renderers.word.template_faults.needed_styles import used_styles  # noqa: PLC0415

        return all(self.sheet.has(name, kind) for name, kind in used_styles(document))

    def to_bytes(self) -> bytes:
        """Return it for `from_bytes`."""
        sections = [self.sections[kind] for kind in every_kind()]
        head = json.dumps([self.areas, sections, sorted(self.printed)], ensure_ascii=False).encode()
        return len(head).to_bytes(_LENGTH, "little") + head + self.template.recipe.to_bytes()

    @classmethod
    def from_bytes(cls, kept: bytes, template: bytes) -> Self:
        """Return what `to_bytes` has made of the same template."""
        end = _LENGTH + int.from_bytes(kept[:_LENGTH], "little")
        areas, sections, printed = json.loads(kept[_LENGTH:end])
        recipe = Recipe.from_bytes(kept[end:])
        sheet = Stylesheet(recipe.parts[STYLES].data)
        kinds = dict(zip(every_kind(), sections, strict=True))
        settler = Settler(kinds, sheet)
        return cls(
            CompiledTemplate(template, recipe), sheet, Areas(*areas), kinds, settler, frozenset(printed)
        )


@lru_cache(maxsize=_MOST)
def notice_template(template: bytes) -> NoticeTemplate | None:
    """Return a template compiled, from the last run where it was at hand then; None when it has errors."""
    name = cache.key(template, cache.makers(_FORM, __version__, *_LIBRARIES))
    if kept := cache.load(name):
        with suppress(ValueError, TypeError, LookupError):
            return NoticeTemplate.from_bytes(kept, template)
    from docgen.renderers.word.template_faults.survey import Survey  # noqa: PLC0415 - only a new template is read

    found = Survey.of(opened(template))
    if any(fault.severity is Severity.ERROR for fault in found.own_faults()):
        return None
    notice = compile_notice(template)
    cache.store(name, notice.to_bytes())
    return notice


def compile_notice(template: bytes) -> NoticeTemplate:
    """Return a template compiled; raise DocgenError when it is no Word file or sets up no page."""
    from lxml import etree  # noqa: PLC0415 - only a new template is compiled

    from docgen.renderers.word.sections import areas, variants  # noqa: PLC0415
    from docgen.renderers.word.stylesheet import W  # noqa: PLC0415
    from docgen.renderers.word.template_faults.survey import Survey  # noqa: PLC0415

    parts = opened(template)
    body = etree.fromstring(parts[MAIN_TEXT]).find(f"{W}body")
    compiled = CompiledTemplate(template)
    width = areas(body)
    printed = Survey.of(parts).printed
    sheet, sections = Stylesheet(parts[STYLES]), variants(body)
    return NoticeTemplate(compiled, sheet, width, sections, Settler(sections, sheet), printed)


def opened(template: bytes) -> dict[str, bytes]:
    """Return the parts of a template; raise DocgenError when it is no Word file."""
    import io  # noqa: PLC0415 - only a new template is opened
    import zipfile  # noqa: PLC0415

    from docxtpl import DocxTemplate  # noqa: PLC0415 - start-up stays light

    try:
        parts = read_parts(template)
        DocxTemplate(io.BytesIO(template)).init_docx()
        _ = parts[MAIN_TEXT], parts[STYLES]
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise DocgenError(
            Words("模板不是 Word 文件（.docx）", "the template is no Word file (.docx)"),
            Words("请用 Word 打开它，另存为 .docx", "open it in Word and save it as .docx"),
        ) from error
    return parts
