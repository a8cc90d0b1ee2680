"""A compiled template: one pass of Jinja into a package whose other parts are ready."""

import io
from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from xml.parsers import expat

from markupsafe import escape

from docgen.patterns import regex
from docgen.renderers.ooxml import Package
from docgen.renderers.word.compiled.cells import ROWLESS
from docgen.renderers.word.compiled.plain import Render, plain
from docgen.renderers.word.compiled.recipe import Recipe
from docgen.renderers.word.compiled.seen import DRAWING, NeedsDocxtplError, Seen, watching

if TYPE_CHECKING:
    from jinja2 import Template

    from docgen.renderers.word.compiled.environment import SandboxedTemplates

Context = Mapping[str, object]
ContextMaker = Callable[[Any], Context]
"""Makes the context for an opened `DocxTemplate`, as docxtpl's pictures, sub-documents and links ask for."""

_LONGEST_PROPERTY: Final = 255
_FIRST_DRAWING: Final = 1001
_BRACES: Final = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}
"""How docxtpl's users write braces that are none of a tag."""
_CONTROLS: Final = bytes(range(32))
# Deleting all of them from bytes is several times as fast as searching for one.
_NO_CHARACTERS: Final = ("\ufffe", "\uffff")
_BREAKS: Final = regex("<w:t[ >][^<]*[\t\n\a\f]")
"""What docxtpl makes line breaks, tabs, paragraphs and page breaks of."""
_NEW_LINE: Final = regex(r"\n<w:p([ >])")
_DRAWING: Final = regex(r'(<wp:docPr(?:\s+[\w:]+="[^"]*")*?\s+id=)"[^"]*"')


class _Compiled(NamedTuple):
    """A story ready to be filled."""

    name: str
    before: bytes
    render: Render
    after: bytes
    is_proven: bool
    is_main: bool
    draws: bool


class CompiledTemplate:
    """A Word file with docxtpl's tags, opened, patched and compiled once.

    Names are strict, text is escaped, expressions are sandboxed. A document that needs more than text goes
    docxtpl's own way by itself; both ways make equal documents.
    """

    def __init__(
        self, template: bytes, recipe: Recipe | None = None, own: "SandboxedTemplates | None" = None
    ) -> None:
        self.source: Final = template
        """The Word file itself."""
        self._given = recipe
        self._own = own
        self._seen = own.seen if own else Seen()

    @cached_property
    def _environment(self) -> "SandboxedTemplates":
        from docgen.renderers.word.compiled.environment import environment  # noqa: PLC0415 - heavy

        return self._own or environment(self._seen)

    @cached_property
    def recipe(self) -> Recipe:
        """What was compiled."""
        if self._given:
            return self._given
        from docgen.renderers.word.compiled.compiler import compile_template  # noqa: PLC0415 - heavy

        return compile_template(self.source)

    def render(self, context: Context | ContextMaker) -> bytes:
        """Return the filled template."""
        return self.fill(context).packed()

    def fill(self, context: Context | ContextMaker) -> Package:
        """Return the filled template as parts."""
        found = None if callable(context) else self.directly(context)
        return self.through_docxtpl(context) if found is None else found

    def directly(self, context: Context) -> Package | None:
        """Return the filled template, or None when docxtpl is needed, be it to tell what is wrong."""
        if not self.recipe.direct:
            return None
        package = Package(self.recipe.parts)
        try:
            for story in self._compiled:
                package[story.name] = self._filled(story, context)
            if self.recipe.properties:
                package[self.recipe.core] = self._properties(context)
        except Exception:
            # docxtpl's own way raises it again, with its place in the template.
            return None
        return package

    def through_docxtpl(self, context: Context | ContextMaker) -> Package:
        """Return the template as docxtpl fills it."""
        from docgen.renderers.ooxml import Packed, read_parts  # noqa: PLC0415
        from docgen.renderers.word.compiled.compiler import SteadyTemplate  # noqa: PLC0415 - heavy
        from docgen.renderers.word.compiled.environment import for_docxtpl  # noqa: PLC0415

        word = SteadyTemplate(io.BytesIO(self.source))
        word.init_docx()
        values = context(word) if callable(context) else context
        word.render(values, for_docxtpl(self._environment), autoescape=True)
        buffer = io.BytesIO()
        word.save(buffer)
        parts = read_parts(buffer.getvalue())
        return Package({name: Packed.of(name, data) for name, data in parts.items()})

    def _filled(self, story: _Compiled, context: Context) -> bytes:
        seen = self._seen
        seen.markup, seen.drawing = False, story.draws
        xml = _braced(story.render(context))
        if story.is_main and self.recipe.rowless and ROWLESS.search(xml):
            raise NeedsDocxtplError
        if story.is_main and seen.drawing:
            xml = _numbered(xml)
        data = xml.encode()
        is_plain = len(data.translate(None, _CONTROLS)) == len(data)
        whole = b"".join((story.before, data if is_plain else _broken(xml), story.after))
        if seen.markup or not (is_plain and story.is_proven) or any(map(xml.__contains__, _NO_CHARACTERS)):
            expat.ParserCreate().Parse(whole, True)
        return whole

    @cached_property
    def _compiled(self) -> tuple[_Compiled, ...]:
        return tuple(
            _Compiled(
                story.name,
                story.before.encode(),
                plain(story.source, watching(self._seen))
                or self._environment.from_string(story.source).render,
                story.after.encode(),
                is_proven=story.proven,
                is_main=story.name == self.recipe.main,
                draws=DRAWING in story.source,
            )
            for story in self.recipe.stories
        )

    @cached_property
    def _property_templates(self) -> tuple[tuple[str, "Template"], ...]:
        return tuple(
            (each.mark, self._environment.from_string(each.source)) for each in self.recipe.properties
        )

    def _properties(self, context: Context) -> bytes:
        core = self.recipe.parts[self.recipe.core].data.decode()
        for mark, template in self._property_templates:
            value = template.render(context)
            if len(value) > _LONGEST_PROPERTY:
                raise ValueError(value)
            core = core.replace(mark, str(escape(value)))
        return core.encode()


def _numbered(xml: str) -> str:
    """Return the main text with its drawings numbered as docxtpl does."""
    numbers = count(_FIRST_DRAWING)
    return _DRAWING.sub(lambda found: f'{found[1]}"{next(numbers)}"', xml)


def _braced(xml: str) -> str:
    if "_" in xml:
        for typed, meant in _BRACES.items():
            xml = xml.replace(typed, meant)
    return xml


def _broken(xml: str) -> bytes:
    """Return a filled story with its line breaks and tabs as docxtpl makes them."""
    xml = _NEW_LINE.sub(r"<w:p\1", xml)
    if _BREAKS.search(xml):
        from docxtpl import DocxTemplate  # noqa: PLC0415 - heavy

        xml = DocxTemplate.resolve_listing(None, xml)
    return xml.encode()
