"""Which family sets a rare character: decided from the table alone, nothing lost."""

import unicodedata
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.fonts import fallback
from docgen.fonts.clusters import clusters
from docgen.fonts.coverage import coverage
from docgen.profiles import load

FAMILIES = [*(family for names in load().fonts.values() for family in names), "某厂字体"]
TEXTS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("镕㐂𠮷璥舲〇—·“”①⑪éñ中国1 \n\t\u200d\ufe0f\u0301👨👩🏽🇨🇳☎"),
    ),
    max_size=30,
)


def test_the_hanzi_of_gb_2312_are_6763() -> None:
    own = coverage("仿宋_GB2312")
    assert own
    assert sum(own.covers(chr(code)) for code in range(0x4E00, 0xA000)) == 6763


def test_the_characters_of_gbk_are_the_basic_block() -> None:
    own = coverage("仿宋")
    assert own
    assert all(own.covers(chr(code)) for code in range(0x4E00, 0x9FA6))
    assert not own.covers("\u9fa6")


def test_a_plain_notice_stays_in_its_font() -> None:
    text = "深入贯彻党的精神——推动“安康关爱行动”（2025年度），参保率85%以上。①〔2025〕1号 Ａ·…"
    assert fallback(text, "仿宋_GB2312") == ((text, None),)


@pytest.mark.parametrize(
    ("text", "family", "pieces"),
    [
        ("王镕同志", "仿宋_GB2312", (("王", None), ("镕", "仿宋"), ("同志", None))),
        ("王镕", "楷体_GB2312", (("王", None), ("镕", "楷体"))),
        ("王镕", "方正小标宋简体", (("王", None), ("镕", "方正小标宋_GBK"))),
        ("王镕", "黑体", (("王镕", None),)),
        ("璥舲村", "仿宋_GB2312", (("璥舲", "仿宋"), ("村", None))),
        ("㐂", "仿宋_GB2312", (("㐂", "宋体"),)),
        ("㐂", "宋体", (("㐂", None),)),
        ("𠮷家", "仿宋", (("𠮷", "SimSun-ExtB"), ("家", None))),
        ("𫍯", "仿宋_GB2312", (("𫍯", "SimSun-ExtB"),)),
        ("𰻝", "仿宋_GB2312", (("𰻝", "SimSun-ExtG"),)),
        ("二〇二五", "仿宋_GB2312", (("二", None), ("〇", "仿宋"), ("二五", None))),
        ("ñ", "仿宋_GB2312", (("ñ", "Times New Roman"),)),
        ("☑是", "仿宋_GB2312", (("☑", "Segoe UI Symbol"), ("是", None))),
        ("好😀", "仿宋_GB2312", (("好", None), ("😀", "Segoe UI Emoji"))),
    ],
)
def test_a_rare_character_goes_to_the_first_family_that_has_it(
    text: str, family: str, pieces: tuple[tuple[str, str | None], ...]
) -> None:
    assert fallback(text, family) == pieces


@pytest.mark.parametrize("together", ["👨‍👩‍👧‍👦", "👍🏽", "🇨🇳", "1️⃣", "☎️", "🏴\U000e0067\U000e0062\U000e007f"])
def test_an_emoji_stays_whole(together: str) -> None:
    assert fallback(f"甲{together}乙", "仿宋_GB2312") == (
        ("甲", None),
        (together, "Segoe UI Emoji"),
        ("乙", None),
    )


def test_an_accent_stays_with_its_letter() -> None:
    assert fallback("e\u030a", "仿宋_GB2312") == (("e\u030a", "Times New Roman"),)


def test_a_variation_goes_where_its_character_goes() -> None:
    assert fallback("葛\U000e0100", "仿宋_GB2312") == (("葛\U000e0100", None),)
    assert fallback("镕\U000e0100", "仿宋_GB2312") == (("镕\U000e0100", "仿宋"),)


@pytest.mark.parametrize("text", ["\ue000", "ཀ", "한"])
def test_what_no_family_has_is_left_to_word(text: str) -> None:
    assert fallback(text, "仿宋_GB2312") == ((text, None),)


def test_a_font_that_docgen_does_not_know_is_taken_to_have_everything() -> None:
    assert fallback("镕𠮷", "某厂字体") == (("镕𠮷", None),)


@pytest.mark.parametrize(("family", "choice"), [("方正仿宋_GBK", None), ("方正仿宋简体", "宋体")])
def test_the_name_of_a_font_tells_its_character_set(family: str, choice: str | None) -> None:
    assert fallback("镕", family) == (("镕", choice),)


def test_no_text_has_no_pieces() -> None:
    assert fallback("", "仿宋_GB2312") == ()


def test_an_office_changes_the_chain_in_its_profile() -> None:
    profile = replace(load(), fallback=MappingProxyType({"仿宋": ("方正仿宋_GBK", "SimSun-ExtB")}))
    assert fallback("镕𠮷", "仿宋_GB2312", profile) == (("镕", "方正仿宋_GBK"), ("𠮷", "SimSun-ExtB"))


def test_every_family_of_every_chain_is_in_the_table() -> None:
    assert all(coverage(family) for chain in load().fallback.values() for family in chain)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, family=st.sampled_from(FAMILIES))
def test_the_pieces_joined_are_the_text(text: str, family: str) -> None:
    pieces = fallback(text, family)
    assert "".join(piece for piece, _ in pieces) == text
    assert all(piece for piece, _ in pieces)
    assert all(before[1] != after[1] for before, after in pairwise(pieces))


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, family=st.sampled_from(FAMILIES))
def test_no_piece_begins_inside_a_cluster(text: str, family: str) -> None:
    for piece, _ in fallback(text, family)[1:]:
        assert unicodedata.category(piece[0]) not in ("Mn", "Me", "Mc", "Cf")
    assert "".join(clusters(text)) == text
