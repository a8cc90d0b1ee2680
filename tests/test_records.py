import pickle
import re
from dataclasses import FrozenInstanceError, field, fields, replace

import pytest

from docgen.patterns import regex
from docgen.records import record


@record
class _Village:
    name: str
    people: int = 0
    notes: list[str] = field(default_factory=list, compare=False)
    code: str = field(default="", compare=False, repr=False)


@record
class _Town(_Village):
    villages: tuple[_Village, ...] = ()


@record(frozen=False)
class _Counter:
    count: int = 0
    double: int = field(init=False)

    def __post_init__(self) -> None:
        self.double = 2 * self.count


@record(eq=False)
class _Mark:
    text: str


def test_a_record_takes_its_fields_in_order_and_by_name() -> None:
    town = _Town("和平镇", villages=(_Village("东村", 12),))
    assert (town.name, town.people, town.notes, town.villages[0].people) == ("和平镇", 0, [], 12)
    with pytest.raises(TypeError, match="name"):
        _Village(people=3)  # type: ignore[call-arg]


def test_a_record_cannot_be_changed_but_copied() -> None:
    village = _Village("东村", 12)
    with pytest.raises(FrozenInstanceError, match="people"):
        village.people = 13  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del village.people
    assert replace(village, people=13) == _Village("东村", 13)
    assert [each.name for each in fields(_Town)] == ["name", "people", "notes", "code", "villages"]


def test_records_are_equal_by_what_they_compare() -> None:
    village = _Village("东村", 12, ["已核"], "a1")
    assert village == _Village("东村", 12, [], "b2")
    assert hash(village) == hash(_Village("东村", 12))
    assert village != _Village("西村", 12)
    assert village != _Town("东村", 12)
    assert _Mark("同") != _Mark("同")


def test_each_record_has_defaults_of_its_own() -> None:
    one, other = _Village("东村"), _Village("西村")
    one.notes.append("已核")
    assert other.notes == []


def test_a_record_that_changes_is_made_and_changed() -> None:
    counter = _Counter(2)
    assert counter.double == 4
    counter.count = 3
    assert (counter.count, counter.double) == (3, 4)
    with pytest.raises(TypeError, match="unhashable"):
        hash(counter)


def test_a_record_shows_itself_and_travels() -> None:
    town = _Town("和平镇", 3, villages=(_Village("东村", 12, code="a1"),))
    assert repr(_Village("东村", 12, code="a1")) == "_Village(name='东村', people=12, notes=[])"
    there = pickle.loads(pickle.dumps(town))
    assert there == town
    assert there.villages[0].code == "a1"


def test_an_expression_finds_what_it_would_when_compiled_at_once() -> None:
    late = regex(r"(?P<year>\d{4})年", re.ASCII)
    assert late.pattern == r"(?P<year>\d{4})年"
    assert [found["year"] for found in late.finditer("2024年、２０２５年、2026年")] == ["2024", "2026"]
    assert late.sub("某年", "2024年") == "某年"
    with pytest.raises(re.error):
        regex("(").search("")
