"""What belongs to a sheet of a workbook but stands in parts of its own: notes of cells, charts."""

import posixpath
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple
from xml.etree import ElementTree

from docgen.renderers.excel.addresses import place_of

Element = ElementTree.Element
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_WORDS: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACED: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


class CachedRange(NamedTuple):
    """The address of cells, and what a chart remembers of them; None where a cell is blank."""

    address: str
    values: tuple[str | None, ...]


class SheetChart(NamedTuple):
    """One chart: its title, what it says to who cannot see it, its units and their values."""

    title: str
    text: str
    labels: CachedRange
    values: CachedRange


def related(parts: Mapping[str, bytes], part: str, kind: str) -> Iterator[str]:
    """Yield the names of the parts that `part` refers to by relations of that kind, such as `comments`."""
    folder, name = posixpath.split(part)
    relations = parts.get(f"{folder}/_rels/{name}.rels")
    for relation in root(relations) if relations else ():
        if relation.get("Type", "").rpartition("/")[2] == kind:
            yield posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:]


def notes(parts: Mapping[str, bytes], sheet: str) -> dict[tuple[int, int], str]:
    """Return the note of each cell of a sheet that has one, by row and column."""
    found: dict[tuple[int, int], str] = {}
    for part in related(parts, sheet, "comments"):
        for comment in root(parts[part]).iter(f"{_MAIN}comment"):
            words = "".join(text.text or "" for text in comment.iter(f"{_MAIN}t"))
            found[place_of(comment.get("ref", ""))] = words
    return found


def charts(parts: Mapping[str, bytes], sheet: str) -> Iterator[SheetChart]:
    """Yield the charts on a sheet, in the order in which they were placed."""
    for drawing in related(parts, sheet, "drawing"):
        texts = [frame.get("descr", "") for frame in root(parts[drawing]).iter(f"{_PLACED}cNvPr")]
        for part, text in zip(related(parts, drawing, "chart"), texts, strict=True):
            chart = root(parts[part])
            words = chart.iterfind(f"{_CHART}chart/{_CHART}title//{_WORDS}p")
            lines = ["".join(run.text or "" for run in line.iter(f"{_WORDS}t")) for line in words]
            series = next(chart.iter(f"{_CHART}ser"))
            labels, values = _cache(series, "cat"), _cache(series, "val")
            yield SheetChart(lines[0] if lines else "", text, labels, values)


def _cache(series: Element, kind: str) -> CachedRange:
    holder = series.find(f"{_CHART}{kind}")
    if holder is None:
        return CachedRange("", ())
    count = int(next(holder.iter(f"{_CHART}ptCount")).get("val", "0"))
    found = {int(point.get("idx", "0")): point.findtext(f"{_CHART}v") for point in holder.iter(f"{_CHART}pt")}
    address = next(holder.iter(f"{_CHART}f")).text or ""
    return CachedRange(address, tuple(found.get(place) for place in range(count)))


def root(part: bytes) -> Element:
    """Return the root of an XML part."""
    return ElementTree.fromstring(part)  # noqa: S314 - expat refuses entity bombs
