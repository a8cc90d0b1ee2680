"""A bar chart as data: what renderers draw, each in its own way."""

from fractions import Fraction
from itertools import pairwise
from typing import Final, NamedTuple

from docgen.records import record

_BARS_ON_A_PAGE: Final = 30
"""A turned page has room for as many at 4.3 mm."""


class Place(NamedTuple):
    """A cell of the table that a chart is drawn from: places among its rows and columns, from 0."""

    row: int
    column: int


@record
class Bar:
    """One bar of a chart, and the cells of its table that it is drawn from."""

    label: str
    value: Fraction | None
    """In the unit of the column's heading, as `Cell.value`; None where the cell has no number."""
    text: str
    """The value as printed."""
    label_at: Place
    value_at: Place


@record
class Chart:
    """A bar chart of one column of a table, its bars in drawn order from the top."""

    title: str
    bars: tuple[Bar, ...]
    headings: tuple[str, str]
    """What the columns of labels and of values are called."""
    number_format: str
    target: Fraction | None = None
    target_text: str = ""

    @property
    def panels(self) -> tuple[tuple[Bar, ...], ...]:
        """The bars in parts alike in length, each of which fits on a page and can be read there."""
        parts = -(-len(self.bars) // _BARS_ON_A_PAGE)
        ends = [len(self.bars) * part // parts for part in range(parts + 1)]
        return tuple(self.bars[first:last] for first, last in pairwise(ends))

    @property
    def panel_titles(self) -> tuple[str, ...]:
        """The title of each panel: several are counted."""
        count = len(self.panels)
        return tuple(
            f"{self.title}（{part}/{count}）" if count > 1 else self.title for part in range(1, count + 1)
        )

    def described(self, panel: int) -> str:
        """Return what a reader who cannot see a panel is told: its title and every value."""
        target = f"{self.target_text}。" if self.target_text else ""
        values = "；".join(f"{bar.label} {bar.text or '无数据'}" for bar in self.panels[panel])
        return f"条形图：{self.panel_titles[panel]}。{target}{values}。"
