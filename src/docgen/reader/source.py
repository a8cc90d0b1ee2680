"""A read file: its data as plain values, and the place where each of them was typed."""

from dataclasses import field

from docgen.diagnostics import DataPath, Span
from docgen.reader.page import Page
from docgen.reader.scalar import place_in_scalar
from docgen.records import record

Data = dict[str, "Data"] | list["Data"] | str | None
"""A value of a YAML file; scalars stay the text as typed, None is a value left empty."""

Place = int | list["Place"]
"""Where a value begins in the text. A list starts with its own place and goes on with those of its items,
a mapping with the places of key and value of each entry in order."""


@record
class Source:
    """One YAML file, read without an error."""

    file: str
    """The name as shown to the author, with `/`."""
    text: str
    """All of the file, without its byte order mark."""
    data: dict[str, Data]
    places: list[Place] = field(repr=False, compare=False)

    def span(self, path: DataPath, offset: int = 0, key: bool = False) -> Span:
        """Return where the value at `path` was typed, or its key; if nothing was, what should have held it.

        `offset` counts characters of the value's (or key's) text; 0 is the first one, behind any quote.
        """
        return Page(self.file, self.text).span(self.index(path, offset, key))

    def index(self, path: DataPath, offset: int = 0, key: bool = False) -> int:
        """Return the place of what `span` returns, counted in characters of the file."""
        value: Data = self.data
        place: Place = self.places
        name, name_place = "", beginning(place)
        for step in path:
            entry = _entry(value, place, step)
            if entry is None:
                return name_place
            name, name_place, value, place = entry
        if key:
            place, value = name_place, name
        return self._character(place, value, offset)

    def named(self, path: DataPath) -> str:
        """Return `path` as expressions write it, items by their ids: `quota_tables.villages.rows[2]`."""
        value: Data = self.data
        name = ""
        for step in path:
            value, part = _named_step(value, step)
            name += part if part.startswith("[") or not name else f".{part}"
        return name

    def typed(self, path: DataPath) -> str:
        """Return the scalar at `path` as typed; nothing where there is none."""
        value: Data = self.data
        for step in path:
            value, _ = _named_step(value, step)
        return value if isinstance(value, str) else ""

    def _character(self, place: Place, value: Data, offset: int) -> int:
        start = beginning(place)
        return place_in_scalar(self.text, start, value, offset) if value and isinstance(value, str) else start


def beginning(place: Place) -> int:
    """Return where the value at `place` begins."""
    while isinstance(place, list):
        place = place[0]
    return place


def _named_step(value: Data, step: str | int) -> tuple[Data, str]:
    """Return the value one step down and the name of the step."""
    if isinstance(value, dict) and isinstance(step, str):
        return value.get(step), step
    if isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
        item = value[step]
        id = item.get("id") if isinstance(item, dict) else None
        return item, id if isinstance(id, str) else f"[{step}]"
    return None, f"[{step}]" if isinstance(step, int) else step


def _entry(value: Data, place: Place, step: str | int) -> tuple[str, int, Data, Place] | None:
    """Return one step down: key and its place (for an item the item's own), value and its place."""
    if isinstance(place, int):
        return None
    if isinstance(value, dict) and step in value:
        at = 1 + 2 * list(value).index(str(step))
        return str(step), beginning(place[at]), value[str(step)], place[at + 1]
    if isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
        return "", beginning(place[step + 1]), value[step], place[step + 1]
    return None
