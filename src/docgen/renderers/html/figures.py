"""Figures as HTML: charts drawn anew as vectors, other pictures as they are, both told in words."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from html import escape
from typing import Final, NamedTuple

from docgen.chart import Bar
from docgen.document import Figure

_PNG: Final = b"\x89PNG"
_LABEL, _BARS, _VALUE, _LINE = 150, 330, 70, 20
"""Widths of the columns of a chart and the height of a bar's line, in points of its own."""


class Panel(NamedTuple):
    """A part of a chart that one figure shows."""

    title: str
    bars: Sequence[Bar]
    target: Fraction | None


def figure_html(figure: Figure, panel: Panel | None, picture: str) -> str:
    """Return `<figure>`; `picture` is the element for one that browsers can show."""
    shown = _chart(panel) if panel else picture if figure.picture.data.startswith(_PNG) else ""
    words = escape(figure.text)
    return f'<figure aria-label="{words}">\n{shown or f"<figcaption>{words}</figcaption>"}\n</figure>\n'


def _chart(panel: Panel) -> str:
    width, height = _LABEL + _BARS + _VALUE, _LINE * len(panel.bars)
    values = [bar.value or Fraction(0) for bar in panel.bars]
    most = max(*values, panel.target or Fraction(0), Fraction(0)) or Fraction(1)
    lines = "".join(_bars(panel.bars, most))
    if panel.target is not None:
        x = _LABEL + float(panel.target / most) * _BARS
        lines += f'<path class="target" d="M{x:.1f} 0V{height}"/>'
    drawing = f'<svg viewBox="0 0 {width} {height}" role="img">{lines}</svg>'
    return f"<figcaption>{escape(panel.title)}</figcaption>\n{drawing}"


def _bars(bars: Sequence[Bar], most: Fraction) -> Iterator[str]:
    for number, bar in enumerate(bars):
        top, middle = number * _LINE, number * _LINE + 14
        length = max(0.0, float((bar.value or 0) / most)) * _BARS
        yield f'<text x="{_LABEL - 6}" y="{middle}" text-anchor="end">{escape(bar.label)}</text>'
        yield f'<rect x="{_LABEL}" y="{top + 3}" width="{length:.1f}" height="{_LINE - 6}"/>'
        yield f'<text x="{_LABEL + length + 5:.1f}" y="{middle}">{escape(bar.text)}</text>'
