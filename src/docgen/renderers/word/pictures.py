"""Seals and stamps: pictures that float behind the words, and the parts of the package that hold them."""

import re
from collections.abc import MutableMapping, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from docgen.document import Picture
from docgen.renderers.word.wordml import RELATIONSHIPS

EMU_PER_MM: Final = 36000
_EMU_PER_POINT: Final = 12700
DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_FIRST_ID: Final = 9001
"""Far above the ids that Word gives to what an office draws in its template."""
_TYPES, _RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"
_CONTENT_TYPES: Final = {"png": "image/png", "emf": "image/x-emf"}


class Place(NamedTuple):
    """Where a picture's middle floats, in points from the left of the type area and the top of its anchor."""

    number: int
    """Which picture of the document it is, from 0."""
    across: Fraction
    down: Fraction


def floating(picture: Picture, place: Place) -> str:
    """Return a run that holds `picture` behind the words."""
    width, height = round(picture.width * EMU_PER_MM), round(picture.height * EMU_PER_MM)
    left = round(place.across * _EMU_PER_POINT) - width // 2
    top = round(place.down * _EMU_PER_POINT) - height // 2
    size = f'cx="{width}" cy="{height}"'
    name = f'id="{_FIRST_ID + place.number}" name="印章{place.number + 1}"'
    anchor = (
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0"'
        f' relativeHeight="{place.number + 1}" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="margin"><wp:posOffset>{left}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f"<wp:extent {size}/><wp:wrapNone/><wp:docPr {name}/><wp:cNvGraphicFramePr/>"
        f"{graphic(_relation(place.number), name, size)}"
        "</wp:anchor>"
    )
    return f'<w:r><w:drawing xmlns:wp="{DRAWING}/wordprocessingDrawing">{anchor}</w:drawing></w:r>'


def graphic(relation: str, name: str, size: str) -> str:
    """Return `a:graphic` for the picture of a relation; `name` and `size` are attributes."""
    return (
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{DRAWING}/picture">'
        f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip xmlns:r="{RELATIONSHIPS}" r:embed="{relation}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )


def add_pictures(parts: MutableMapping[str, bytes], pictures: Sequence[Picture]) -> None:
    """Add the pictures that `floating` refers to by their numbers to a package."""
    for number, picture in enumerate(pictures):
        add_picture(parts, _relation(number), picture, "png")


def add_picture(parts: MutableMapping[str, bytes], id: str, picture: Picture, ending: str) -> None:
    """Add a picture to a package, with a relation of the main text to it."""
    name = f"media/{id}.{ending}"
    parts[f"word/{name}"] = picture.data
    relation = f'<Relationship Id="{id}" Type="{RELATIONSHIPS}/image" Target="{name}"/>'.encode()
    parts[_RELATIONS] = parts[_RELATIONS].replace(b"</Relationships>", relation + b"</Relationships>")
    if not re.search(rf'Extension="{ending}"'.encode(), parts[_TYPES], re.IGNORECASE):
        kind = f'<Default Extension="{ending}" ContentType="{_CONTENT_TYPES[ending]}"/>'.encode()
        parts[_TYPES] = re.sub(rb"(<Types[^>]*>)", lambda found: found[0] + kind, parts[_TYPES], count=1)


def _relation(number: int) -> str:
    return f"seal{number + 1}"
