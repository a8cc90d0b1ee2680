"""The printed page: what LibreOffice prints of a template keeps every measure of its profile."""

import re
from pathlib import Path

import pytest

from docgen.fonts import fontconfig
from docgen.profiles import Profile, built_in, load
from docgen.profiles.own import read_profile
from tests.measured import Measure, measure
from tests.office import require_soffice

OWN = """title: 某县人民政府办公文版式
fonts:
  小标宋: [方正小标宋_GBK]
rules:
  - {id: margin.top, value: 30}
  - {id: margin.bottom, value: 30}
  - {id: margin.left, value: 27}
  - {id: margin.right, value: 27}
  - {id: grid.pitch, value: 30.5, unit: 磅}
  - {id: mark.size, value: 50}
  - {id: mark.top, value: 40}
  - {id: head-rule.thickness, value: 1}
  - {id: head-rule.colour, value: C00000}
  - {id: title.before, value: 1}
  - {id: issuer.right, value: 4}
  - {id: page-number.format, value: —1—}
"""
BUILT_IN = built_in()
IDS = (*BUILT_IN, "own")
Measures = dict[str, list[Measure]]


@pytest.fixture(scope="module")
def measures(tmp_path_factory: pytest.TempPathFactory) -> Measures:
    """Return the measures of both built-in profiles and of an office's own, printed in one run."""
    require_soffice()
    replaced = fontconfig.replaced(["仿宋_GB2312", "Times New Roman"])
    strange = [font.family for font in replaced if not font.alike]
    if strange:
        pytest.skip(f"needs fonts of the right widths for {strange}: see docs/format/fonts.md")
    file = tmp_path_factory.mktemp("profile") / "own.yaml"
    file.write_text(OWN, encoding="utf-8")
    own, mistakes = read_profile(file, "templates/own.yaml")
    assert own and not mistakes
    profiles: list[Profile] = [*map(load, BUILT_IN), own]
    return dict(zip(IDS, measure(profiles), strict=True))


@pytest.mark.parametrize("id", IDS)
def test_the_printed_page_keeps_every_measure(measures: Measures, id: str) -> None:
    assert [each for each in measures[id] if not each.holds] == []


@pytest.mark.parametrize("id", BUILT_IN)
def test_the_page_of_measures_says_what_is_measured(measures: Measures, id: str) -> None:
    page = (Path(__file__).parent.parent / "docs" / "format" / "measured.md").read_text(encoding="utf-8")
    section = re.split(r"^## ", page, flags=re.MULTILINE)[1:]
    rows = next(part for part in section if part.startswith(id))
    told = re.findall(r"^\| ([^|]+?) \| [\d.]+ \| ", rows, flags=re.MULTILINE)
    assert told == [each.what for each in measures[id]], "run: python -m tests.measured"


def test_what_an_office_asks_for_is_on_its_page(measures: Measures) -> None:
    own = {each.what: each.measured for each in measures["own"]}
    assert own["发文机关标志字号"] == pytest.approx(50)
    assert own["天头（行框）"] == pytest.approx(30, abs=0.2)
    assert own["红色分隔线粗"] == pytest.approx(1, abs=0.1)
    assert own["署名右空（长于日期）"] == pytest.approx(4, abs=0.1)
