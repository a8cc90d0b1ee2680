"""A compiled template as plain data: nothing in it can run, so that it may be kept in a file."""

import json
from collections.abc import Mapping
from typing import Final, NamedTuple, Self

from docgen.records import record
from docgen.renderers.ooxml import Packed

_LENGTH: Final = 8


class Story(NamedTuple):
    """A part whose tags are filled: the Jinja source that docxtpl makes of it, and the XML around that."""

    name: str
    before: str
    source: str
    after: str
    proven: bool = False
    """Whether any text makes well-formed XML of it."""


class Property(NamedTuple):
    """A property of the file that has tags: what stands for it in docProps/core.xml, and its source."""

    mark: str
    source: str


@record
class Recipe:
    """What filling a template takes; `parts` holds all parts as docxtpl would save them without tags."""

    parts: Mapping[str, Packed]
    main: str
    """The name of the part that holds the main text."""
    stories: tuple[Story, ...]
    properties: tuple[Property, ...]
    core: str
    """The name of the part that holds the properties."""
    direct: bool
    """Whether a document may be made without docxtpl, if its values allow."""
    rowless: bool
    """Whether data may leave a table without rows."""

    def to_bytes(self) -> bytes:
        """Return the recipe for `from_bytes`."""
        parts = [(part.name, part.crc, part.size, len(part.deflated)) for part in self.parts.values()]
        said = (parts, self.main, self.stories, self.properties, self.core, self.direct, self.rowless)
        head = json.dumps(said, ensure_ascii=False).encode()
        packed = (part.deflated for part in self.parts.values())
        return b"".join((len(head).to_bytes(_LENGTH, "little"), head, *packed))

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Return what `to_bytes` has written; raise ValueError for anything else."""
        start = _LENGTH + int.from_bytes(data[:_LENGTH], "little")
        listed, main, stories, properties, core, direct, rowless = json.loads(data[_LENGTH:start])
        parts: dict[str, Packed] = {}
        for name, crc, size, length in listed:
            parts[name] = Packed(name, data[start : start + length], crc, size)
            start += length
        said = (tuple(Story(*each) for each in stories), tuple(Property(*each) for each in properties))
        return cls(parts, main, *said, core, direct, rowless)
