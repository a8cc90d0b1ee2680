"""What a table asks of a workbook that the office laid out itself, and docgen does not do there."""

from collections.abc import Iterator

from docgen.checks import Check, Remark, Subject
from docgen.diagnostics import Severity, Words


def _charts(subject: Subject) -> Iterator[Remark]:
    for table in subject.evaluation.tables:
        chart = table.spec.chart
        if chart and table.spec.template and not chart.word:
            yield Remark(
                table.at("chart"),
                Words(
                    f"这张表填的是“{table.spec.template}”，docgen 不在里面画图，这一项不起作用",
                    f"the table fills {table.spec.template}, where docgen draws no chart: this has no effect",
                ),
                Words(
                    "在这个工作簿里插入图表，数据选示例行的格；要印在 Word 里，写 word: true；否则删去 chart",
                    "insert a chart over the sample row's cells in that workbook; "
                    "for Word write `word: true`; or else delete `chart`",
                ),
            )


CHECKS = (
    Check(
        "chart-in-own-workbook",
        Severity.WARNING,
        what="表格用了本单位自己的工作簿，又写了只在 Excel 里画的图表。",
        why="本单位的工作簿由本单位排版，docgen 不在里面画图；在里面插入的图表会随示例行伸长。",
        example="template: 目标分配表.xlsx，chart: {value: rate}",
        instead="在工作簿里插入图表；要印在 Word 里，写 chart: {value: rate, word: true}",
        find=_charts,
    ),
)
