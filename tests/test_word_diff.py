"""Texts word by word: nothing is lost, numbers stay whole, and stray characters are no anchor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.alignment import align, longest_in_order
from docgen.word_diff import Mark, only_numbers_differ, word_diff

TEXTS = st.text(alphabet="甲乙的，。 0123456789.%ab\n", max_size=40)


def marked(old: str, new: str) -> str:
    forms = {Mark.SAME: "{}", Mark.REMOVED: "[-{}-]", Mark.ADDED: "{{+{}+}}"}
    return "".join(forms[piece.mark].format(piece.text) for piece in word_diff(old, new))


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_pieces(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert "".join(piece.text for piece in pieces if piece.mark is not Mark.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.mark is not Mark.REMOVED) == new


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("参保覆盖率85%及以上", "参保覆盖率88%及以上", "参保覆盖率[-85%-]{+88%+}及以上"),
        ("以13,634人为准", "以13,635人为准", "以[-13,634-]{+13,635+}人为准"),
        ("提升全区水平", "提升全镇水平", "提升全[-区-]{+镇+}水平"),
        ("2024年2月1日", "2025年2月17日", "[-2024-]{+2025+}年2月[-1-]{+17+}日"),
        ("广泛动员的群众", "积极宣传的干部", "[-广泛动员的群众-]{+积极宣传的干部+}"),
    ],
)
def test_marks_whole_words(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [("限2份", "限3份", True), ("限2份", "限3人", False), ("限2份", "限2份", False), ("甲", "乙", False)],
)
def test_tells_figures_from_wording(old: str, new: str, expected: bool) -> None:
    assert only_numbers_differ(word_diff(old, new)) is expected


@given(st.lists(st.integers(0, 5)), st.lists(st.integers(0, 5)))
def test_an_alignment_keeps_every_item_in_order(old: list[int], new: list[int]) -> None:
    pairs = align(old, new, lambda item: item, lambda left, right: float(abs(left - right) == 1))
    assert [pair.old for pair in pairs if pair.old is not None] == old
    assert [pair.new for pair in pairs if pair.new is not None] == new


@given(st.permutations(range(8)))
def test_what_stands_in_order_has_not_moved(places: list[int]) -> None:
    still = longest_in_order(places)
    kept = [place for place in places if place in still]
    assert kept == sorted(kept)
    assert kept
