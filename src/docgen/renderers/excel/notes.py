"""Notes of cells: their words, and the boxes that Excel shows them in."""

from collections.abc import Sequence
from typing import Final

from docgen.renderers.excel.addresses import column_letter
from docgen.renderers.excel.measures import note_size
from docgen.renderers.excel.package_parts import DECLARATION, MAIN
from docgen.renderers.excel.sheet_rows import Note
from docgen.renderers.excel.values import escaped
from docgen.renderers.xml_text import escape

_FIRST_SHAPE: Final = 1026


def comments_part(notes: Sequence[Note]) -> bytes:
    """Return the words of the notes of a sheet; Excel drops blanks at the ends of those that ask for none."""
    listed = "".join(
        f'<comment ref="{column_letter(column)}{row}" authorId="0" shapeId="0"><text>'
        f'<t xml:space="preserve">{escape(escaped(text))}</t></text></comment>'
        for row, column, text in notes
    )
    authors = "<authors><author></author></authors>"
    return (
        f'{DECLARATION}<comments xmlns="{MAIN}">{authors}<commentList>{listed}</commentList></comments>'
    ).encode()


def boxes_part(notes: Sequence[Note]) -> bytes:
    """Return the boxes of the notes of a sheet, each large enough for its words."""
    shapes = "".join(_box(note, number) for number, note in enumerate(notes, _FIRST_SHAPE))
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
        '<o:idmap v:ext="edit" data="1"/></o:shapelayout>'
        '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
        '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
        f"{shapes}</xml>"
    ).encode()


def _box(note: Note, number: int) -> str:
    width, height = note_size(note.text)
    style = (
        "position:absolute; margin-left:59.25pt;margin-top:1.5pt;"
        f"width:{width}px;height:{height}px;z-index:1;visibility:hidden"
    )
    return (
        f'<v:shape type="#_x0000_t202" style="{style}" fillcolor="#ffffe1" o:insetmode="auto"'
        f' id="_x0000_s{number}"><v:fill color2="#ffffe1"/><v:shadow color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
        '<div style="text-align:left"/></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
        "<x:SizeWithCells/><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{note.row - 1}</x:Row><x:Column>{note.column - 1}</x:Column></x:ClientData></v:shape>"
    )
