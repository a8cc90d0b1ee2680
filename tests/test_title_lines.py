"""Titles broken at meaning: what must stay together, what may stand alone, and what shape the lines make."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.composer.title_lines import title_lines

NAMES = ("示例县人民政府", "示例县民政局", "示例县财政局", "明溪县人口和计划生育工作领导小组", "安康关爱行动")
ACROSS = 20


def width(line: str) -> float:
    """Return the width of a line in Chinese characters."""
    return sum(0.5 if char.isascii() else 1 for char in line)


def broken(title: str) -> list[str]:
    return list(title_lines(title, ACROSS, NAMES))


@pytest.mark.parametrize(
    "lines",
    [
        ["示例县人民政府关于", "进一步加强森林防火工作的通知"],
        ["示例县人民政府关于印发", "2025年城乡居民基本医疗保险", "参保缴费工作实施方案的通知"],
        ["示例县人民政府关于印发", "示例县国有建设用地使用权", "出让和划拨管理若干规定的通知"],
        ["示例县人民政府关于转发", "《示例市人民政府关于做好", "今冬明春火灾防控工作的通知》的通知"],
        ["示例县人民政府关于商请协助", "开展第七次全国人口普查数据核查的函"],
        ["示例县人民政府关于", "表彰2024年度先进集体和先进个人的决定"],
        [
            "明溪县人口和计划生育工作领导小组关于印发",
            "2018年明溪县生育关怀—计划生育家庭",
            "意外伤害保险工作促进方案的通知",
        ],
    ],
)
def test_a_title_is_broken_where_an_office_would_break_it(lines: list[str]) -> None:
    assert broken("".join(lines)) == lines


def test_a_title_that_fits_stays_in_one_line() -> None:
    assert broken("关于开展安全生产大检查的通知") == ["关于开展安全生产大检查的通知"]
    assert broken("字" * ACROSS) == ["字" * ACROSS]


def test_a_title_for_which_four_lines_are_too_few_is_left_whole() -> None:
    assert broken("字" * (4 * ACROSS + 1)) == ["字" * (4 * ACROSS + 1)]


def test_a_title_of_one_long_quotation_is_left_whole_rather_than_cut_off() -> None:
    assert "".join(broken("《" + "字" * 50 + "》")) == "《" + "字" * 50 + "》"


def test_no_line_ends_inside_a_name() -> None:
    for name in NAMES:
        for start in range(8, 20):
            for line in broken("进" * start + name + "关于开展工作的通知"):
                assert name in line or not (set(name) & set(line)) - set("关于开展工作的通知")


def test_a_name_with_its_office_stays_together() -> None:
    lines = broken("关于调整和充实完善进一步加强示例县人民政府办公室领导小组职责分工的通知")
    assert any("示例县人民政府办公室领导小组" in line for line in lines)


def test_the_region_of_a_known_name_is_a_name() -> None:
    assert any(
        "示例县" in line for line in broken("示例市人民政府办公室关于同意成立示例县高新园区的批复意见")
    )


@pytest.mark.parametrize(
    "whole", ["2025年度", "第七次", "1.2万元", "《工作方案》", "“十五五”", "（试行）", "GB/T 9704"]
)
def test_what_belongs_together_stays_in_one_line(whole: str) -> None:
    for start in range(10, 22):
        lines = broken("开" * start + whole + "推进落实工作的实施意见的通知")
        assert any(whole in line for line in lines), lines


def test_the_kind_of_document_never_stands_alone() -> None:
    for length in range(18, 42):
        last = broken("推" * length + "的通知")[-1]
        assert not re.fullmatch("的?通知", last)


def test_no_line_is_thinner_than_both_its_neighbours() -> None:
    for lead in range(12, 20):
        lines = broken("示例县人民政府关于" + "建设" * lead + "工作的通知")
        widths = [width(line) for line in lines]
        for left, here, right in zip(widths, widths[1:], widths[2:], strict=False):
            assert here >= min(left, right)


def test_lines_of_two_do_not_make_a_rectangle() -> None:
    first, second = broken("示例县人民政府关于加强春季森林草原防火工作的通知告")
    assert abs(width(first) - width(second)) >= 1


PIECES = st.sampled_from(
    [
        *NAMES,
        *(
            "关于",
            "印发",
            "做好",
            "的",
            "和",
            "、",
            "2025年",
            "第3次",
            "《实施方案》",
            "“安全月”",
            "（试行）",
        ),
        *("工作", "防汛抗旱", "高标准农田", "通知", "意见", "ABC", "12", "字", "，", "镇", "—"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=22), st.integers(8, 24))
def test_no_character_is_lost_and_every_line_fits(pieces: list[str], across: int) -> None:
    title = "".join(pieces)
    lines = title_lines(title, across, NAMES)
    assert "".join(lines) == title
    assert len(lines) <= 4
    if len(lines) > 1:
        assert all(width(line) <= across for line in lines)
        assert not any(line[0] in "、，》”）的" for line in lines[1:])
        assert not any(line[-1] in "《“（" for line in lines[:-1])


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=90))
def test_any_text_is_broken_without_an_error(text: str) -> None:
    assert "".join(title_lines(text, ACROSS, NAMES)) == text
