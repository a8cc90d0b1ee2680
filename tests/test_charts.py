"""Charts of tables: what is drawn in the workbook and in Word, and what is wrong with a chart's keys."""

import struct
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.chart.bar_chart import BarChart

from docgen.chart import Bar, Chart, Place
from docgen.diagnostics import DocgenError
from docgen.document import Document, Figure, Row, Table
from docgen.drawing.picture import figures
from docgen.drawing.scale import scale
from docgen.pipeline import Outcome
from docgen.readers.docx import read
from docgen.renderers.excel.renderer import render
from docgen.renderers.ooxml import read_parts, write_parts
from docgen.verifier import verify
from tests.excel_samples import document, header, number_cell, template, text_cell
from tests.excel_samples import table as table_of
from tests.office import recalculate, schema_errors, to_pdf
from tests.workbook_samples import built, files

_FONTS = ("黑体", "宋体")


def charted(folder: Path, keys: str, count: int = 5, **parts: str) -> Outcome:
    return built(folder, count, table=f"chart: {{{keys}}}", **parts)


def workbook(outcome: Outcome) -> openpyxl.Workbook:
    return openpyxl.load_workbook(files(outcome, ".xlsx")[0], data_only=True)


def charts(sheet: object) -> list[object]:
    found: list[object] = vars(sheet)["_charts"]
    return found


def drawn(book: openpyxl.Workbook) -> list[tuple[str, float | None]]:
    """Return labels and values that the charts of a workbook remember, those of the bars that are seen."""
    found: list[tuple[str, float | None]] = []
    for chart in (chart for sheet in book.worksheets for chart in charts(sheet)):
        assert isinstance(chart, BarChart)
        series = chart.series[0]
        labels, numbers = series.cat.strRef.strCache, series.val.numRef.numCache
        values = {point.idx: float(point.v) for point in numbers.pt}
        found.extend((point.v, values.get(point.idx)) for point in labels.pt)
    return found


def figures_of(outcome: Outcome) -> list[Figure]:
    (path,) = files(outcome, ".docx")
    return [block for block in read(path.read_bytes()).flow() if isinstance(block, Figure)]


def findings(outcome: Outcome) -> list[tuple[str, int]]:
    return [(found.id, found.span.line) for found in outcome.diagnostics]


# -- workbook ----------------------------------------------------------------------------------------------


def test_a_chart_shows_the_values_of_its_column_in_the_order_of_the_table(tmp_path: Path) -> None:
    book = workbook(charted(tmp_path, "value: done"))
    assert drawn(book) == [(f"示例{i}村", (i * 37) % 101) for i in range(1, 6)]


def test_a_chart_may_be_sorted_and_cut(tmp_path: Path) -> None:
    book = workbook(charted(tmp_path, "value: done, sort: descending, first: 2"))
    assert drawn(book) == [("示例5村", 84), ("示例2村", 74)]


def test_the_cells_of_a_chart_follow_the_table(tmp_path: Path) -> None:
    path = files(charted(tmp_path, "value: done, sort: ascending"), ".xlsx")[0]
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["各村完成情况表", "各村完成情况表：完成（人）图"]
    assert [cell.value for cell in book.worksheets[1][2]][:2] == [
        "='各村完成情况表'!A6",
        "='各村完成情况表'!C6",
    ]
    book.worksheets[0]["C6"] = 99
    changed = BytesIO()
    book.save(changed)
    again = openpyxl.load_workbook(BytesIO(recalculate(changed.getvalue(), tmp_path)), data_only=True)
    assert again.worksheets[1]["B2"].value == 99


def test_totals_are_no_bars(tmp_path: Path) -> None:
    rows = ", ".join(
        f"{{id: {id}, group: {group}, name: {id}村, quota: 10, done: {done}}}"
        for id, group, done in (("a", "east", 1), ("b", "west", 2), ("c", "west", 3))
    )
    groups = (
        "groups: [{id: east, label: 东片}, {id: west, label: 西片}]\n    subtotal: {label: 小计}"
        "\n    chart: {value: done}"
    )
    book = workbook(built(tmp_path, table=groups, rows=rows))
    assert drawn(book) == [("a村", 1), ("b村", 2), ("c村", 3)]


def test_long_charts_stand_in_panels_on_pages_of_their_own(tmp_path: Path) -> None:
    outcome = charted(tmp_path, "value: rate", 100)
    sheet = workbook(outcome).worksheets[1]
    assert len(charts(sheet)) == 4
    assert len(drawn(workbook(outcome))) == 100
    pdf = pypdfium2.PdfDocument(to_pdf(files(outcome, ".xlsx")[0].read_bytes(), "xlsx", tmp_path))
    pages = [pdf[page].get_textpage().get_text_range() for page in range(len(pdf))]
    shown = [page for page in pages if "/4" in page]
    # A page also has the text of its neighbours' charts, cut off at its edges.
    assert len(shown) == 4
    assert all(f"{(i * 37) % 101 / (100 + i):.1%}" in "".join(shown) for i in range(1, 101))


def test_a_workbook_with_charts_is_valid_and_the_same_every_time(tmp_path: Path) -> None:
    keys = 'value: rate, target: "0.6", sort: descending, word: true, title: 完成率'
    first, second = (charted(tmp_path / name, keys, 40) for name in ("a", "b"))
    assert [file.path.read_bytes() for file in first.written] == [
        file.path.read_bytes() for file in second.written
    ]
    for file in first.written:
        assert schema_errors(file.path.read_bytes(), file.path.suffix[1:], tmp_path) == []


def test_two_charts_in_one_workbook_keep_their_own_drawings(tmp_path: Path) -> None:
    chart = "chart: {value: money}"
    outcome = charted(tmp_path, "value: done", program="workbook: one", money=chart)
    titles = [sheet.title for sheet in workbook(outcome).worksheets if charts(sheet)]
    assert titles == ["各村完成情况表：完成（人）图", "经费表：经费（元）图"]


def test_a_changed_cache_is_a_fault() -> None:
    paper = _document([3, 2])
    ((name, data),) = render(paper, template())
    verify(f"{name}.xlsx", data, paper)
    parts = read_parts(data)
    parts["xl/charts/chart1.xml"] = parts["xl/charts/chart1.xml"].replace(b"<c:v>3.0<", b"<c:v>4.0<")
    with pytest.raises(DocgenError):
        verify(f"{name}.xlsx", write_parts(parts), paper)


# -- Word --------------------------------------------------------------------------------------------------


def test_word_shows_the_chart_only_where_asked(tmp_path: Path) -> None:
    assert figures_of(charted(tmp_path / "a", "value: rate")) == []
    (figure,) = figures_of(charted(tmp_path / "b", "value: rate, word: true"))
    assert figure.text.startswith("条形图：各村完成情况表：完成率。示例1村 36.6%；")


def test_the_picture_stands_right_after_its_table(tmp_path: Path) -> None:
    (path,) = files(charted(tmp_path, "value: rate, word: true"), ".docx")
    flow = list(read(path.read_bytes()).flow())
    place = next(index for index, block in enumerate(flow) if isinstance(block, Figure))
    assert isinstance(flow[place - 1], Table)
    assert len(docx.Document(str(path)).inline_shapes) == 1


@pytest.mark.parametrize("columns", [0, 8])
def test_libreoffice_shows_every_name_and_value_in_word(tmp_path: Path, columns: int) -> None:
    more = "".join(f"\n      - {{id: c{i}, label: 较长的栏名之{i}, type: text}}" for i in range(columns))
    keys = 'value: rate, word: true, target: "0.6", title: 完成率'
    (path,) = files(charted(tmp_path, keys, 60, column=more), ".docx")
    pdf = pypdfium2.PdfDocument(to_pdf(path.read_bytes(), "docx", tmp_path))
    pages = [page for page in pdf if "/2" in page.get_textpage().get_text_range()]
    shown = "".join(page.get_textpage().get_text_range() for page in pages).replace(" ", "")
    assert all(f"示例{i}村{(i * 37) % 101 / (100 + i):.1%}" in shown for i in range(1, 61))
    assert shown.count("目标60.0%") == 2
    assert [page.get_width() > page.get_height() for page in pages] == [columns > 0] * 2


def test_a_lost_picture_is_a_fault(tmp_path: Path) -> None:
    (path,) = files(charted(tmp_path, "value: rate, word: true"), ".docx")
    data = path.read_bytes()
    meant = read(data)
    parts = read_parts(data)
    (name,) = (part for part in parts if part.endswith(".emf"))
    parts[name] = parts[name][:-20] + bytes(20)
    with pytest.raises(DocgenError):
        verify("case.docx", write_parts(parts), meant)


# -- mistakes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "id"),
    [
        ("value: rat", "unknown-column"),
        ("value: rate, label: nam", "unknown-column"),
        ("value: name", "column-type"),
        ("value: rate, target: nothing", "unknown-name"),
        ("value: rate, target: 3 > 2", "wrong-result"),
        ("value: rate, sort: 从大到小", "wrong-choice"),
        ("value: rate, first: 0", "out-of-range"),
        ("value: rate, title: '{{ nothing }}'", "unknown-name"),
    ],
)
def test_mistakes_in_a_chart_are_found_at_their_line(tmp_path: Path, keys: str, id: str) -> None:
    ((found, line),) = findings(charted(tmp_path, keys))
    assert line == 8
    assert found == id


def test_the_nearest_column_is_named(tmp_path: Path) -> None:
    (found,) = charted(tmp_path, "value: rat").diagnostics
    assert found.hint
    assert "rate" in found.hint.zh


def test_more_rows_than_a_chart_can_show_are_a_mistake(tmp_path: Path) -> None:
    assert findings(charted(tmp_path / "a", "value: rate", 101)) == [("too-many-bars", 8)]
    assert len(drawn(workbook(charted(tmp_path / "b", "value: rate, first: 100", 101)))) == 100


def test_a_private_value_is_not_drawn(tmp_path: Path) -> None:
    rows = "{id: a, name: 甲村, quota: 10, done: {value: 5, as: 五}}, {id: b, name: 乙村, quota: 10, done: 4}"
    outcome = charted(tmp_path, "value: done", rows=rows)
    (path, _) = [file.path for file in outcome.written if file.path.suffix == ".xlsx"]
    assert drawn(openpyxl.load_workbook(path)) == [("甲村", None), ("乙村", 4)]


# -- axis and picture --------------------------------------------------------------------------------------


def _chart(values: list[int], labels: list[str] | None = None, target: int | None = None) -> Chart:
    names = labels or [f"村{index}" for index in range(len(values))]
    bars = tuple(
        Bar(name, Fraction(value), str(value), Place(row, 0), Place(row, 1))
        for row, (name, value) in enumerate(zip(names, values, strict=True), 1)
    )
    goal = None if target is None else Fraction(target)
    return Chart("题目", bars, ("村", "数"), "0", goal, "" if target is None else f"目标{target}")


def _document(values: list[int]) -> Document:
    rows = [Row((text_cell(f"村{place}"), number_cell(value))) for place, value in enumerate(values)]
    return document(replace(table_of([header("村", "数"), *rows]), chart=_chart(values)))


numbers = st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=100)


@given(numbers, st.none() | st.integers(-(10**9), 10**9))
def test_an_axis_holds_zero_every_value_and_the_target(values: list[int], target: int | None) -> None:
    axis = scale(_chart(values, target=target))
    assert all(axis.low <= value <= axis.high for value in [0, *values, target or 0])
    assert 0 in axis.marks
    assert len(axis.marks) <= 9


@given(
    numbers,
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60),
    st.none() | st.integers(0, 9),
)
def test_a_picture_is_a_sound_metafile(values: list[int], name: str, target: int | None) -> None:
    chart = _chart(values, [f"{name}{place}" for place in range(len(values))], target)
    for figure, bars in zip(figures(chart, _FONTS), chart.panels, strict=True):
        records = list(_records(figure.picture.data))
        size, count, handles = struct.unpack_from("<IIH", records[0][1], 40)
        assert (size, count) == (len(figure.picture.data), len(records))
        assert {struct.unpack("<I", body)[0] for kind, body in records if kind == 40} == set(
            range(1, handles)
        )
        words = [_words(body) for kind, body in records if kind == 84]
        assert all(bar.label in words and bar.text in words for bar in bars if bar.label)
        assert records[-1][0] == 14


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place < len(data):
        kind, size = struct.unpack_from("<II", data, place)
        assert size % 4 == 0
        yield kind, data[place + 8 : place + size]
        place += size


def _words(body: bytes) -> str:
    units, offset = struct.unpack_from("<II", body, 36)
    return body[offset - 8 : offset - 8 + 2 * units].decode("utf-16-le")
