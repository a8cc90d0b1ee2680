"""A chart drawn for paper: bars from top to bottom, their values behind them, the target as a line."""

from fractions import Fraction
from typing import Final

from docgen.chart import Bar, Chart
from docgen.document import Figure, Picture
from docgen.drawing.emf import Colour, Font, Metafile, text_width
from docgen.drawing.scale import Scale, scale

_WIDTH: Final = 15000
_TITLE_ROOM, _TARGET_ROOM, _AXIS_ROOM = 900, 500, 650
_PITCHES: Final = (430, 800)
"""How far bars are apart: many stand close, a few do not fill the page."""
_BARS_ROOM: Final = 9000
_WIDEST_LABEL: Final = 6000
_GAP: Final = 120
_DASH: Final = 150
_TITLE_SIZE, _TEXT_SIZE, _AXIS_SIZE = 494, 335, 300
_BLACK, _GREY, _WHITE = Colour(0, 0, 0), Colour(200, 200, 200), Colour(255, 255, 255)
_BAR: Final = Colour(128, 150, 180)
_TARGET: Final = Colour(192, 0, 0)


def figures(chart: Chart, fonts: tuple[str, str]) -> tuple[Figure, ...]:
    """Return the pictures of `chart`, one for each panel; `fonts` are those of the title and of the rest."""
    axis = scale(chart)
    drawing = _Drawing(chart, axis, fonts)
    return tuple(
        Figure(drawing.picture(title, bars), chart.described(panel))
        for panel, (title, bars) in enumerate(zip(chart.panel_titles, chart.panels, strict=True))
    )


class _Drawing:
    """One picture in the making."""

    def __init__(self, chart: Chart, axis: Scale, fonts: tuple[str, str]) -> None:
        self._chart = chart
        self._axis = axis
        self._title_font = Font(fonts[0], _TITLE_SIZE)
        self._font = Font(fonts[1], _TEXT_SIZE)
        self._small = Font(fonts[1], _AXIS_SIZE)
        widest = max(text_width(bar.label, self._font) for bar in chart.bars)
        values = max(text_width(bar.text, self._font) for bar in chart.bars)
        behind = values + 2 * _GAP
        left = min(widest, _WIDEST_LABEL) + _GAP + (behind if axis.low < 0 else 0)
        self._left, self._right = left, _WIDTH - behind

    def picture(self, title: str, bars: tuple[Bar, ...]) -> Picture:
        least, most = _PITCHES
        pitch = max(least, min(most, _BARS_ROOM // len(bars)))
        top = _TITLE_ROOM + (_TARGET_ROOM if self._chart.target is not None else 0)
        bottom = top + pitch * len(bars)
        paper = Metafile(_WIDTH, bottom + _AXIS_ROOM)
        font = _fitting(title, self._title_font, _WIDTH)
        _centred(paper, (_WIDTH // 2, _TITLE_ROOM - 300), title, (font, _BLACK))
        self._draw_axis(paper, top, bottom)
        places = [(bar, (top + pitch * place, pitch)) for place, bar in enumerate(bars)]
        for bar, room in places:
            self._draw_bar(paper, bar, room)
        self._draw_target(paper, top, bottom)
        for bar, room in places:
            self._write_bar(paper, bar, room)
        return Picture(paper.data(), Fraction(_WIDTH, 100), Fraction(bottom + _AXIS_ROOM, 100))

    def _across(self, value: Fraction) -> int:
        return self._left + round(self._axis.share(value) * (self._right - self._left))

    def _draw_axis(self, paper: Metafile, top: int, bottom: int) -> None:
        percent = self._chart.number_format.endswith("%")
        for mark in self._axis.marks:
            across = self._across(mark)
            paper.line((across, top), (across, bottom), (_GREY if mark else _BLACK, 12))
            text = f"{float(mark * 100):.10g}%" if percent else f"{float(mark):.10g}"
            _centred(paper, (across, bottom + 420), text, (self._small, _BLACK))

    def _draw_bar(self, paper: Metafile, bar: Bar, room: tuple[int, int]) -> None:
        top, pitch = room
        zero, inset = self._across(Fraction(0)), pitch // 5
        end = zero if bar.value is None else self._across(bar.value)
        if end != zero:
            paper.bar((min(zero, end), top + inset, max(zero, end), top + pitch - inset), _BAR)

    def _write_bar(self, paper: Metafile, bar: Bar, room: tuple[int, int]) -> None:
        top, pitch = room
        baseline = top + pitch // 2 + _TEXT_SIZE * 2 // 5
        font = _fitting(bar.label, self._font, _WIDEST_LABEL)
        start = 0 if self._axis.low < 0 else self._left - _GAP - text_width(bar.label, font)
        paper.text((start, baseline), bar.label, font, _BLACK)
        width, zero = text_width(bar.text, self._font), self._across(Fraction(0))
        end = zero if bar.value is None else self._across(bar.value)
        start = end + _GAP if end >= zero else end - _GAP - width
        # White below the value: no line of the grid goes through a figure.
        paper.bar((start - 20, baseline - _TEXT_SIZE, start + width, baseline + 60), _WHITE)
        paper.text((start, baseline), bar.text, self._font, _BLACK)

    def _draw_target(self, paper: Metafile, top: int, bottom: int) -> None:
        if self._chart.target is None:
            return
        across = self._across(self._chart.target)
        for start in range(top - 80, bottom, _DASH + _DASH // 2):
            paper.line((across, start), (across, min(start + _DASH, bottom)), (_TARGET, 30))
        _centred(paper, (across, top - 150), self._chart.target_text, (self._small, _TARGET))


def _centred(paper: Metafile, place: tuple[int, int], text: str, ink: tuple[Font, Colour]) -> None:
    width = text_width(text, ink[0])
    start = max(0, min(_WIDTH - width, place[0] - width // 2))
    paper.text((start, place[1]), text, *ink)


def _fitting(text: str, font: Font, room: int) -> Font:
    """Return `font`, or the same smaller where `text` is too long for the room: no name is cut."""
    width = text_width(text, font)
    return font if width <= room else font._replace(size=max(1, font.size * room // width))
