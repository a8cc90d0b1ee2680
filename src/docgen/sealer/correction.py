"""更正通知: a program file that says what of an issued notice was wrong and what is right."""

from collections.abc import Iterator, Sequence

from docgen.formatter import format_text
from docgen.model.notice import Notice
from docgen.patterns import regex
from docgen.records import record
from docgen.sealer.differences import Change
from docgen.sealer.record import SealedNotice, quoted

_TABLE = "changes"
_SERIAL = ("serial_then", "原序号")
_COLUMNS = (
    ("item", "单位或项目"),
    ("part", "所在部分"),
    ("column", "栏目"),
    ("was", "原为"),
    ("becomes", "更正为"),
)
_SAID_ONE_BY_ONE = 6
"""How many cells of tables a correction names in its text; more stand in a table of their own."""
_INNER = str.maketrans("《》", "〈〉")
_BRACES = regex(r"\{\{|\}\}|\{%|\{#|｛｛|｝｝")


@record
class Correction:
    """A draft: its own id and year, the notice as sealed and as written now, and what changed."""

    id: str
    year: int
    sealed: SealedNotice
    notice: Notice
    issuer: str
    """The full name of the issuing organs."""
    addressees: tuple[str, ...]
    copy_to: tuple[str, ...]
    changes: Sequence[Change]

    def text(self) -> str:
        """Return the program file, number and date left open."""
        return format_text("\n".join(self._lines()) + "\n")

    def _lines(self) -> Iterator[str]:
        sealed, cells = self.sealed, self._listed
        cited = f"《{sealed.title.translate(_INNER)}》"
        yield "# yaml-language-server: $schema=../../schema/program.schema.json"
        yield f"# {sealed.program} 封存以后的改动。逐条核对，删去不必更正的，再填文号和日期。"
        yield f"id: {self.id}"
        yield f"label: {_prose(f'更正{cited}')}"
        yield f"year: {self.year}"
        yield from _table(cells)
        yield "notice:"
        yield f"  issuer: {self.notice.issuer}"
        yield from _list("joint_issuers", self.notice.joint_issuers)
        if self.notice.seal:
            yield "  seal: true"
        yield f"  title: {_prose(f'{self.issuer}关于更正{cited}有关内容的通知')}"
        yield from _list("addressees", self.addressees)
        yield from self._text(cited)
        if self.notice.imprint:
            copied = [f"  {line}" for line in _list("copy_to", self.copy_to)]
            yield from ("  imprint:", *copied) if copied else ("  imprint: {}",)
        if cells:
            yield f"  annexes: [{{id: {_TABLE}, parts: [{{table: {_TABLE}}}]}}]"

    def _text(self, cited: str) -> Iterator[str]:
        """Yield what is said of the notice: a lone sentence without a number, several as numbered items."""
        sealed, listed = self.sealed, self._listed
        day = f"{sealed.date}印发的" if sealed.date else ""
        number = f"（{sealed.number}）" if sealed.number else ""
        opening = _inside(f"{day}{cited}{number}")
        said = [_inside(change.sentence) for change in self.changes if change not in listed]
        if listed and not said:
            yield f"  text: {quoted(f'{opening}{self._table_words}，其他内容不变。')}"
            return
        opening += "有关内容更正如下，其他内容不变："
        if listed:
            said.append(f"{self._table_words}。")
        if len(said) == 1:
            paragraphs = "\n\n".join((opening, *said))
            yield f"  text: {quoted(paragraphs)}"
            return
        yield f"  text: {quoted(opening)}"
        yield "  outline:"
        yield from (f"    - text: {quoted(sentence)}" for sentence in said)

    @property
    def _listed(self) -> list[Change]:
        """The changes of table cells, where there are too many to be said one by one."""
        cells = [change for change in self.changes if change.column]
        return cells if len(cells) > _SAID_ONE_BY_ONE else []

    @property
    def _table_words(self) -> str:
        listed = self._listed
        parts = _inside("、".join(dict.fromkeys(change.place for change in listed)))
        return f"{parts}的表格有{len(listed)}处更正，原数和更正后的数逐处列在{{{{ annexes.{_TABLE} }}}}"


def _table(cells: Sequence[Change]) -> Iterator[str]:
    if not cells:
        return
    columns = (_SERIAL, *_COLUMNS) if any(change.serial for change in cells) else _COLUMNS
    yield "quota_tables:"
    yield f"  - id: {_TABLE}"
    yield "    title: 更正对照表"
    yield "    columns:"
    yield "      - {id: serial, label: 序号, type: serial}"
    for key, label in columns:
        yield f"      - {{id: {key}, label: {label}, type: {'name' if key == 'item' else 'text'}}}"
    yield "    rows:"
    for number, change in enumerate(cells, 1):
        was, becomes = change.old or "（空）", change.new or "（空）"
        values = (change.serial or "—", change.item, change.place, change.column, was, becomes)
        named = zip((_SERIAL, *_COLUMNS), values, strict=True)
        pairs = (f"{column[0]}: {_prose(value)}" for column, value in named if column in columns)
        yield f"      - {{id: c{number}, {', '.join(pairs)}}}"


def _list(key: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"  {key}:"
        yield from (f"    - {_prose(item)}" for item in items)


def _prose(text: str) -> str:
    """Return `text` as a value that prints as it is."""
    return quoted(_inside(text))


def _inside(text: str) -> str:
    """Return `text` as it is written inside a text with expressions: braces of its own stand in them."""
    return _BRACES.sub(lambda braces: f"{{{{ '{braces[0]}' }}}}", text)
