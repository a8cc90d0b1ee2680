"""A column of figures, old and new, as a bar chart in SVG."""

from fractions import Fraction
from html import escape
from typing import Final

from docgen.differ import Bar, Series

_NAME, _BARS, _FIGURES = 150, 420, 190
_PITCH, _THICK = 34, 11
_TOP: Final = 8


def chart(series: Series) -> str:
    """Return the chart; its colours are those of the page."""
    most = max(
        (amount for bar in series.bars for amount in (bar.old, bar.new) if amount), default=Fraction(1)
    )
    height = _TOP + _PITCH * len(series.bars)
    width = _NAME + _BARS + _FIGURES
    rows = "".join(_row(bar, place, max(most, Fraction(1))) for place, bar in enumerate(series.bars))
    label = escape(f"{series.table} {series.column}")
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{label}">'
        f'<line class="axis" x1="{_NAME}" x2="{_NAME}" y1="0" y2="{height}"/>{rows}</svg>'
    )


def _row(bar: Bar, place: int, most: Fraction) -> str:
    top = _TOP + place * _PITCH
    name = f'<text class="name" x="{_NAME - 8}" y="{top + 16}">{escape(bar.label)}</text>'
    parts = [name]
    for offset, kind, amount in ((0, "was", bar.old), (_THICK + 1, "is", bar.new)):
        long = float(max(amount or Fraction(0), Fraction(0)) / most) * _BARS
        parts.append(
            f'<rect class="{kind}" x="{_NAME}" y="{top + offset}" width="{long:.1f}" height="{_THICK}"/>'
        )
    longest = float(max(bar.old or Fraction(0), bar.new or Fraction(0), Fraction(0)) / most) * _BARS
    same = bar.old == bar.new
    figures = escape(bar.shown[1] if same else f"{bar.shown[0]} → {bar.shown[1]}{_share(bar)}")
    dim = " same" if same else ""
    parts.append(f'<text class="figure{dim}" x="{_NAME + longest + 8:.1f}" y="{top + 16}">{figures}</text>')
    return "".join(parts)


def _share(bar: Bar) -> str:
    if not bar.old or bar.new is None:
        return ""
    return f"（{float((bar.new - bar.old) / abs(bar.old) * 100):+.1f}%）"
