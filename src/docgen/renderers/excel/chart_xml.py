"""One panel of a chart as DrawingML: bars that refer to cells, each cache with the value of its cell."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from docgen.chart import Bar, Chart
from docgen.drawing.scale import Scale, scale
from docgen.renderers.excel.addresses import quoted
from docgen.renderers.xml_text import escape, quoteattr

_CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_BAR, _TARGET_COLOUR, _GRID = "8096B4", "C00000", "D9D9D9"
_MAIN, _TARGET = (101, 102), (103, 104)
"""The axes, of units and of values, that bars stand at, and those that show the target."""


class DataRows(NamedTuple):
    """The rows of a sheet that hold the bars of a panel, their labels in column A, their values in B."""

    sheet: str
    first: int
    last: int

    def range(self, column: str) -> str:
        """Return the address of a column of them, as XML."""
        return f"{escape(quoted(self.sheet))}!${column}${self.first}:${column}${self.last}"


def panel_xml(chart: Chart, panel: int, rows: DataRows, fonts: tuple[str, str]) -> bytes:
    """Return the chart of a panel; `fonts` are those of the title and of the rest."""
    bars, axis = chart.panels[panel], scale(chart)
    values = _numbers(rows, [bar.value for bar in bars], chart.number_format)
    plots = _plot(_bars(chart, bars, rows, values), _MAIN)
    axes = _unit_axis(_MAIN, _stroke("000000"), "") + _value_axis(_MAIN, axis, chart.number_format)
    if chart.target is not None:
        plots += _plot(_unseen(values), _TARGET)
        dashed = _stroke(_TARGET_COLOUR, 19050, "dash")
        axes += _unit_axis(_TARGET, dashed, f"{float(chart.target)!r}") + _value_axis(_TARGET, axis, "")
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{_CHART}" xmlns:a="{_DRAWING}"><c:roundedCorners val="0"/>'
        f"<c:chart>{_title(chart, panel, fonts)}"
        f'<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>{plots}{axes}</c:plotArea>'
        '<c:plotVisOnly val="0"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
        f"{_text(fonts[1])}</c:chartSpace>"
    ).encode()


def _bars(chart: Chart, bars: Sequence[Bar], rows: DataRows, values: str) -> str:
    code = quoteattr(chart.number_format)
    labels = (
        f'<c:dLbls><c:numFmt formatCode={code} sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )
    fill = f'<c:spPr><a:solidFill><a:srgbClr val="{_BAR}"/></a:solidFill></c:spPr>'
    return (
        f'<c:ser><c:idx val="0"/><c:order val="0"/>{_name(chart.headings[1], rows.sheet)}{fill}'
        f'<c:invertIfNegative val="0"/>{labels}<c:cat>{_words(rows, [bar.label for bar in bars])}</c:cat>'
        f"<c:val>{values}</c:val></c:ser>"
    )


def _unseen(values: str) -> str:
    """Return bars without a fill: axes need some, and the axis of these is the line of the target."""
    return (
        '<c:ser><c:idx val="1"/><c:order val="1"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f'<c:invertIfNegative val="0"/><c:val>{values}</c:val></c:ser>'
    )


def _plot(series: str, axes: tuple[int, int]) -> str:
    ids = "".join(f'<c:axId val="{id}"/>' for id in axes)
    return (
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="55"/><c:overlap val="100"/>{ids}</c:barChart>'
    )


def _unit_axis(axes: tuple[int, int], line: str, crosses_at: str) -> str:
    """Return the axis of the units, the first at the top; the target's crosses the values at the target."""
    labels = "none" if crosses_at else "low"
    crosses = f'<c:crossesAt val="{crosses_at}"/>' if crosses_at else '<c:crosses val="autoZero"/>'
    return (
        f'<c:catAx><c:axId val="{axes[0]}"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="l"/>{_marks(labels)}{line}<c:crossAx val="{axes[1]}"/>{crosses}'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:tickLblSkip val="1"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(axes: tuple[int, int], axis: Scale, number_format: str) -> str:
    """Return the axis of the values, at the foot; one without a format is not seen."""
    grid = f"<c:majorGridlines>{_stroke(_GRID)}</c:majorGridlines>" if number_format else ""
    code = "0%" if number_format.endswith("%") else "General"
    ends = f'<c:max val="{float(axis.high)!r}"/><c:min val="{float(axis.low)!r}"/>'
    return (
        f'<c:valAx><c:axId val="{axes[1]}"/><c:scaling><c:orientation val="minMax"/>{ends}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="b"/>{grid}<c:numFmt formatCode="{code}" sourceLinked="0"/>'
        f"{_marks('nextTo' if number_format else 'none')}<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
        f'<c:crossAx val="{axes[0]}"/><c:crosses val="max"/>'
        f'<c:majorUnit val="{float(axis.step)!r}"/></c:valAx>'
    )


def _marks(labels: str) -> str:
    return f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{labels}"/>'


def _title(chart: Chart, panel: int, fonts: tuple[str, str]) -> str:
    lines = f"<a:p><a:r>{_run(fonts[0], 1400)}<a:t>{escape(chart.panel_titles[panel])}</a:t></a:r></a:p>"
    if chart.target is not None:
        words = escape(f"虚线为{chart.target_text}")
        lines += f"<a:p><a:r>{_run(fonts[1], 900)}<a:t>{words}</a:t></a:r></a:p>"
    return f'<c:title><c:tx><c:rich><a:bodyPr/>{lines}</c:rich></c:tx><c:overlay val="0"/></c:title>'


def _run(font: str, size: int, tag: str = "a:rPr") -> str:
    face = quoteattr(font)
    black = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
    return (
        f'<{tag} lang="zh-CN" sz="{size}" b="0">{black}<a:latin typeface={face}/>'
        f"<a:ea typeface={face}/></{tag}>"
    )


def _text(font: str) -> str:
    run = _run(font, 900, "a:defRPr").replace(' lang="zh-CN"', "")
    return f'<c:txPr><a:bodyPr/><a:p><a:pPr>{run}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'


def _name(words: str, sheet: str) -> str:
    cache = f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(words)}</c:v></c:pt>'
    place = f"<c:f>{escape(quoted(sheet))}!$B$1</c:f>"
    return f"<c:tx><c:strRef>{place}<c:strCache>{cache}</c:strCache></c:strRef></c:tx>"


def _words(rows: DataRows, labels: Sequence[str]) -> str:
    points = "".join(f'<c:pt idx="{i}"><c:v>{escape(label)}</c:v></c:pt>' for i, label in enumerate(labels))
    cache = f'<c:strCache><c:ptCount val="{len(labels)}"/>{points}</c:strCache>'
    return f"<c:strRef><c:f>{rows.range('A')}</c:f>{cache}</c:strRef>"


def _numbers(rows: DataRows, values: Sequence[Fraction | None], code: str) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{float(value)!r}</c:v></c:pt>'
        for i, value in enumerate(values)
        if value is not None
    )
    cache = f'<c:formatCode>{escape(code)}</c:formatCode><c:ptCount val="{len(values)}"/>{points}'
    return f"<c:numRef><c:f>{rows.range('B')}</c:f><c:numCache>{cache}</c:numCache></c:numRef>"


def _stroke(colour: str, width: int = 6350, dash: str = "solid") -> str:
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill><a:prstDash val="{dash}"/>'
    return f'<c:spPr><a:ln w="{width}">{fill}</a:ln></c:spPr>'
