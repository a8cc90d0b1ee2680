"""Names of sheets and cell ranges."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.renderers.excel.names import range_name, sheet_name

_TEXT = st.text(st.characters(codec="utf-8"), max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("保险费100元/份", "保险费100元／份"),
        ("a\\b:c*d?e[f]", "a＼b：c＊d？e［f］"),
        ("'引号'", "’引号’"),
        ("中间的'引号", "中间的'引号"),
        ("History", "History表"),
        ("", "表"),
        (" 两行\n标题 ", "两行 标题"),
        ("一" * 40, "一" * 31),
        ("𠮷" * 20, "𠮷" * 15),
        ("_x0041_", "＿x0041_"),
    ],
)
def test_a_sheet_name_follows_the_rules_of_excel(text: str, expected: str) -> None:
    assert sheet_name(text) == expected


@pytest.mark.parametrize(
    ("text", "taken", "expected"),
    [
        ("责任表", ["责任表"], "责任表（2）"),
        ("责任表", ["责任表", "责任表（2）"], "责任表（3）"),
        ("TABLE", ["table"], "TABLE（2）"),
        ("ＡＢ", ["AB"], "ＡＢ（2）"),
        ("一" * 31, ["一" * 31], "一" * 28 + "（2）"),
    ],
)
def test_a_sheet_name_that_is_taken_gets_a_number(text: str, taken: list[str], expected: str) -> None:
    assert sheet_name(text, taken) == expected


@given(st.lists(_TEXT, max_size=6))
@settings(max_examples=150)
def test_any_texts_give_sheet_names_that_excel_accepts(texts: list[str]) -> None:
    names: list[str] = []
    for text in texts:
        names.append(sheet_name(text, names))
    for name in names:
        assert name.strip() == name != ""
        assert not set(name) & set("/\\:*?[]")
        assert len(name.encode("utf-16-le")) <= 62
        assert not name.startswith("'")
        assert not name.endswith("'")
    folded = {unicodedata.normalize("NFKC", name).casefold() for name in names}
    assert len(folded) == len(names)
    assert "history" not in folded


@pytest.mark.parametrize(
    ("ids", "taken", "expected"),
    [
        (("villages",), (), "villages"),
        (("villages", "quota"), (), "villages.quota"),
        (("v01",), (), "_v01"),
        (("R1C1",), (), "_R1C1"),
        (("r",), (), "_r"),
        (("2025-quota",), (), "_2025_quota"),
        (("名册", "村（居）"), (), "名册.村_居_"),
        (("villages", ""), (), "villages._"),
        (("Villages",), ("villages",), "Villages_2"),
        (("x" * 300,), (), "x" * 247),
    ],
)
def test_a_range_name_follows_the_rules_of_excel(
    ids: tuple[str, ...], taken: tuple[str, ...], expected: str
) -> None:
    assert range_name(*ids, taken=taken) == expected
