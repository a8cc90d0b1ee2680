"""Template → recipe, by docxtpl itself: what it would do for every document alike is done here, once."""

import io
from datetime import datetime
from typing import Any, Final
from xml.parsers import expat

from docx.opc.constants import RELATIONSHIP_TYPE
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree

from docgen.diagnostics import DocgenError, Words
from docgen.patterns import regex
from docgen.renderers.ooxml import Packed, read_parts
from docgen.renderers.word.compiled.cells import TAG, all_keep_a_row, are_static
from docgen.renderers.word.compiled.environment import environment
from docgen.renderers.word.compiled.proof import is_sound
from docgen.renderers.word.compiled.recipe import Property, Recipe, Story

_EPOCH: Final = datetime(1980, 1, 1)
_DECLARATION: Final = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_PROPERTIES: Final = ("author", "comments", "identifier", "language", "subject", "title")
"""The properties that docxtpl fills."""
_BODY: Final = regex(r"<w:body[^>]*>")
_DRAWING_PREFIX: Final = regex(
    r'xmlns:(\w+)="http://schemas\.openxmlformats\.org/drawingml/2006/wordprocessingDrawing"'
)


class SteadyTemplate(DocxTemplate):  # type: ignore[misc] # docxtpl has no types
    """docxtpl without a clock, and without the loss of text that its lenient parser hides."""

    def init_docx(self, reload: bool = True) -> None:
        """Open the template; properties that it lacks are not dated today."""
        super().init_docx(reload)
        relations = self.docx.part.package.rels.values()
        if all(each.reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES for each in relations):
            self.docx.core_properties.modified = _EPOCH

    def render_xml_part(
        self, src_xml: str, part: Any, context: Any, jinja_env: Environment | None = None
    ) -> str:
        """Return a filled part; raise DocgenError when it is no XML."""
        xml: str = super().render_xml_part(src_xml, part, context, jinja_env)
        require_well_formed(part.partname.lstrip("/"), xml.encode())
        return xml


def compile_template(template: bytes) -> Recipe:
    """Return the recipe of a Word file with docxtpl's tags."""
    recorder = _Recorder(io.BytesIO(template))
    recorder.init_docx()
    whole = etree.tostring(recorder.docx.element, encoding="unicode")
    main = recorder.docx.part.partname.lstrip("/")
    recorder.render({}, environment(), autoescape=True)
    buffer = io.BytesIO()
    recorder.save(buffer)
    parts = read_parts(buffer.getvalue())
    stories = tuple(
        _proven(_main(name, source, whole) if name == main else Story(name, _before(name), source, ""))
        for name, source in recorder.sources.items()
    )
    body = recorder.sources.get(main, "")
    prefixes = set(_DRAWING_PREFIX.findall(whole))
    return Recipe(
        {name: Packed.of(name, data) for name, data in parts.items()},
        main,
        stories,
        tuple(recorder.properties),
        recorder.core,
        direct=not recorder.is_doubtful and are_static(body) and prefixes <= {"wp"},
        rowless=not all_keep_a_row(body),
    )


def require_well_formed(name: str, data: bytes) -> None:
    """Raise DocgenError when the part `name` is no XML: Word would call the file damaged."""
    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as error:
        near = data.splitlines()[error.lineno - 1].decode(errors="replace")[: error.offset][-40:]
        raise DocgenError(
            Words(
                f"模板填写后不是完好的 Word 文件（{name}）：“{near}”之后有误",
                f"the filled template is no sound Word file ({name}): {error}, after {near!r}",
            ),
            Words(
                "请检查模板里这一处的标签，以及填进去的值有没有控制字符",
                "look at the tag there, and for control characters in what fills it",
            ),
        ) from error


def _main(name: str, source: str, whole: str) -> Story:
    """Return the main text without the namespaces that docxtpl repeats on its body: the root has them."""
    opening = _BODY.search(whole)
    repeated = _BODY.match(source)
    assert opening and repeated  # noqa: S101 - python-docx has opened it
    end = "</w:body>"
    before, after = whole[: opening.end()], whole[whole.rindex(end) :]
    return Story(name, _DECLARATION + before, source[repeated.end() : source.rindex(end)], after)


def _proven(story: Story) -> Story:
    return story._replace(proven=is_sound(story.before + story.source + story.after))


def _before(name: str) -> str:
    # Footnotes are filled with their own declaration, headers and footers without.
    return "" if "footnotes" in name else _DECLARATION


class _Recorder(SteadyTemplate):
    """Renders what has no tags, and records what has."""

    def __init__(self, template: io.BytesIO) -> None:
        self.sources: dict[str, str] = {}
        self.properties: list[Property] = []
        self.is_doubtful = False
        super().__init__(template)

    @property
    def core(self) -> str:
        """The name of the part that holds the properties."""
        relations = self.docx.part.package.rels.values()
        core = next(each for each in relations if each.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES)
        return str(core.target_part.partname.lstrip("/"))

    def render_xml_part(
        self, src_xml: str, part: Any, context: Any, jinja_env: Environment | None = None
    ) -> str:
        if not TAG.search(src_xml):
            return super().render_xml_part(src_xml, part, context, jinja_env)
        name = part.partname.lstrip("/")
        if self.sources.setdefault(name, src_xml) != src_xml:
            self.is_doubtful = True
        if part is self.docx.part:
            return str(self.get_xml())
        blob: bytes = part.blob
        return blob.decode() if "footnotes" in name else str(self.get_part_xml(part))

    def render_properties(self, context: Any, jinja_env: Environment | None = None) -> None:
        assert jinja_env  # noqa: S101 - `compile_template` gives one
        core = self.docx.core_properties
        for name in _PROPERTIES:
            source = getattr(core, name)
            filled = jinja_env.from_string(source).render(context) if not TAG.search(source) else ""
            if not filled and source:
                filled = f"\ue000{name}\ue001"
                self.properties.append(Property(filled, source))
            setattr(core, name, filled)
