"""One side of a comparison: a content file with what its texts print."""

from typing import Final

from docgen.diagnostics import DataPath, Mistake, Span
from docgen.model.base import Model
from docgen.model.evaluation import Evaluation
from docgen.model.expressions import Leaf
from docgen.model.given import Given
from docgen.model.text import Item
from docgen.reader import Source
from docgen.records import record

_NAMES: Final = ("label", "heading", "lead", "caption", "name", "title")
"""The fields that say what an entry is, the first that is given."""
_UNSAID: Final = frozenset({"id", "label", "heading", "lead", "caption", "name"})
_ORGANS: Final = frozenset({"issuer", "joint_issuers"})
_SHORT: Final = 16


@record
class Side:
    """A content file, read and evaluated; `evaluation` is for programs only."""

    source: Source
    evaluation: Evaluation | None = None

    def span(self, path: DataPath) -> Span:
        """Return where the value at `path` is written."""
        return self.source.span(path)

    def text(self, raw: str, path: DataPath = ()) -> str:
        """Return the text `raw` as printed, a line for each paragraph."""
        if self.evaluation is None or not ("{{" in raw or "\n" in raw):
            return raw
        paragraphs = self.evaluation.paragraphs(raw, self.evaluation.at(*path))
        return "\n".join("".join(piece.text for piece in pieces) for pieces in paragraphs)

    def leaf(self, *names: str) -> Leaf | None:
        """Return the value of a name such as facts.insurer; None when it has a mistake."""
        if self.evaluation is None:
            return None
        found: object = self.evaluation.names
        try:
            for name in names:
                found = found.member(name)  # type: ignore[attr-defined]
        except (Mistake, KeyError):
            return None
        return found if isinstance(found, Leaf) else None

    # -- what an entry is called and says -------------------------------------------------------------------

    def called(self, entry: Model) -> str:
        """Return what a report calls an entry."""
        for name in _NAMES:
            if found := getattr(entry, name, None):
                return self.text(found).replace("\n", "").rstrip("。：")
        age = getattr(entry, "age", None)
        words = age.value.printed() if isinstance(age, Given) else self.words(entry)
        return words if len(words) <= _SHORT else f"{words[:_SHORT]}…"

    def words(self, entry: object) -> str:
        """Return all that an entry says, without what it is called."""
        return "，".join(self._said(entry))

    def _said(self, value: object) -> list[str]:
        if isinstance(value, Given):
            return [value.shown or value.value.printed()]
        if isinstance(value, str):
            return [self.text(value).replace("\n", "")]
        if isinstance(value, tuple):
            return [text for each in value for text in self._said_whole(each)]
        if isinstance(value, Model):
            fields = type(value).model_fields.items()
            said = [
                self.named(name, getattr(value, name))
                for name, info in fields
                if name not in _UNSAID and getattr(value, name) != info.default
            ]
            return [text for each in said for text in self._said_whole(each)]
        return []

    def named(self, field: str, value: object) -> object:
        """Return a value as a report says it: organs that a field refers to by their names."""
        if field not in _ORGANS or self.evaluation is None:
            return value
        if isinstance(value, tuple):
            return tuple(self.named(field, each) for each in value)
        agency = self.evaluation.office.agencies.get(str(value))
        return agency.name if agency else value

    def _said_whole(self, value: object) -> list[str]:
        """Return what an entry inside another says, what it is called included."""
        if isinstance(value, Model):
            named = next((found for name in _NAMES if (found := getattr(value, name, None))), None)
            return [*([self.text(named)] if named else []), *self._said(value)]
        return self._said(value)


def key_of(entry: Model) -> object | None:
    """Return what makes an entry the same in both programs: its id, or what it is called or refers to."""
    if (id := getattr(entry, "id", None)) is not None:
        return ("id", id)
    for name in ("heading", "lead", "caption", "table", "benefits"):
        if found := getattr(entry, name, None):
            return (name, found)
    age = getattr(entry, "age", None)
    return ("age", age.value) if isinstance(age, Given) else None


def is_kept_by_id(entries: tuple[Model, ...]) -> bool:
    """Return whether the entries are told apart by ids alone: another id is another entry, however alike."""
    return any("id" in type(entry).model_fields and not isinstance(entry, Item) for entry in entries)
