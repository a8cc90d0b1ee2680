"""Paragraphs and runs as HTML, each run with the place that its words come from."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Final

from docgen.diagnostics import Address
from docgen.document import Origin, Paragraph, Provenance, Role, Run
from docgen.renderers.html.look import css_class

_PARTED: Final = frozenset({Role.PRINTED_BY, Role.SIGNED_NUMBER})
"""Roles whose tabs push words to both ends of the line."""
_READS_SHOWN: Final = 3
_TAB: Final = '<span class="tab">\t</span>'


class Runs:
    """Writes the runs of one document."""

    def __init__(self, places: Mapping[Address, Provenance]) -> None:
        self._places = places

    def paragraph(self, paragraph: Paragraph, scale: int = 100) -> str:
        """Return `<p>`, its words narrowed to `scale` percent of their width."""
        name = css_class(paragraph.role)
        if paragraph.role in _PARTED and "\t" in paragraph.text:
            return f'<p class="{name} parted">{self._parted(paragraph.runs)}</p>\n'
        words = self._words(paragraph.runs)
        if scale == 100:
            return f'<p class="{name}">{words}</p>\n'
        narrow = f"transform:scaleX({scale / 100:g})"
        return f'<p class="{name} narrow"><span style="{narrow}">{words}</span></p>\n'

    def _words(self, runs: Sequence[Run]) -> str:
        return "".join(self._run(run) for run in runs if run.text)

    def _parted(self, runs: Sequence[Run]) -> str:
        """Return lines of words that stand between tabs, each a box of its own."""
        lines: list[str] = []
        for line in _split(runs, "\n"):
            boxes = (f"<span>{self._words(box)}</span>" for box in _split(line, "\t"))
            lines.append(f"<span>{_TAB.join(boxes)}</span>")
        return "<br>".join(lines)

    def _run(self, run: Run) -> str:
        words = escape(run.text, quote=False).replace("\n", "<br>")
        kind = f' class="{css_class(run.role)}"' if run.role else ""
        place = "".join(self._attributes(run.origin)) if run.origin else ""
        return f"<span{kind}{place}>{words}</span>" if kind or place else words

    def _attributes(self, origin: Origin) -> Iterator[str]:
        place = self._places.get(origin.at)
        if place is None:
            return
        hover = [str(place.span), place.path]
        yield f' data-path="{escape(place.path)}" data-at="{escape(str(place.span))}"'
        if origin.expression:
            yield f' data-formula="{escape(origin.expression)}"'
            hover.append(f"{{{{ {origin.expression} }}}}")
            hover.extend(self._reads(origin.reads))
        yield f' title="{"&#10;".join(escape(line) for line in hover if line)}"'

    def _reads(self, reads: Sequence[Address]) -> Iterator[str]:
        known = [place for at in dict.fromkeys(reads) if (place := self._places.get(at))]
        for place in known[:_READS_SHOWN]:
            yield f"← {place.path} ({place.span})"
        if len(known) > _READS_SHOWN:
            yield f"← … {len(known)}"


def _split(runs: Sequence[Run], mark: str) -> list[list[Run]]:
    """Return the runs between the `mark`s in their text."""
    found: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split(mark)
        found[-1].append(Run(first, run.role, run.origin))
        found.extend([Run(text, run.role, run.origin)] for text in others)
    return found
