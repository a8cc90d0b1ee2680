"""A column of figures, old and new, as a bar chart in SVG."""

from fractions import Fraction
from html import escape
from typing import Final

from docgen.differ import Bar, Series

_NAME, _BARS, _FIGURES = 150, 420, 190
_PITCH, _THICK = 34, 11
_TOP: Final = 8


def chart(series: Series, jump: Fraction) -> str:
    """Return the chart, bars that changed by more than `jump` marked; its colours are those of the page."""
    most = max(
        (amount for bar in series.bars for amount in (bar.old, bar.new) if amount), default=Fraction(1)
    )
    height = _TOP + _PITCH * len(series.bars)
    width = _NAME + _BARS + _FIGURES
    scale = _BARS / max(most, Fraction(1))
    rows = "".join(_row(bar, place, scale, jump) for place, bar in enumerate(series.bars))
    label = escape(f"{series.table} {series.column}")
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{label}">'
        f'<line class="axis" x1="{_NAME}" x2="{_NAME}" y1="0" y2="{height}"/>{rows}</svg>'
    )


def _row(bar: Bar, place: int, scale: Fraction, jump: Fraction) -> str:
    top = _TOP + place * _PITCH
    share = _share(bar)
    jumped = " jump" if share is not None and abs(share) > jump else ""
    lengths = [float(max(amount or Fraction(0), Fraction(0)) * scale) for amount in (bar.old, bar.new)]
    bars = (
        f'<rect class="{kind}" x="{_NAME}" y="{top + offset}" width="{length:.1f}" height="{_THICK}"/>'
        for kind, offset, length in zip(("was", f"is{jumped}"), (0, _THICK + 1), lengths, strict=True)
    )
    same = " same" if bar.old == bar.new else ""
    by = "" if same or share is None else f"（{float(share * 100):+.1f}%）"
    figures = escape(bar.shown[1] if same else f"{bar.shown[0]} → {bar.shown[1]}{by}")
    beside = _NAME + max(lengths) + 8
    return (
        f'<text class="name" x="{_NAME - 8}" y="{top + 16}">{escape(bar.label)}</text>{"".join(bars)}'
        f'<text class="figure{same}{jumped}" x="{beside:.1f}" y="{top + 16}">{figures}</text>'
    )


def _share(bar: Bar) -> Fraction | None:
    return (bar.new - bar.old) / abs(bar.old) if bar.old and bar.new is not None else None
