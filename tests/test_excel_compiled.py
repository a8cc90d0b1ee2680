"""The Excel template compiled: nothing is lost on the way to the cache, and a build needs no openpyxl."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import get_column_letter

from docgen.document import Row, RowKind
from docgen.renderers.excel.addresses import column_letter, column_number
from docgen.renderers.excel.number_formats import BUILT_IN, shows_date
from docgen.renderers.excel.template import Template, open_template
from docgen.renderers.ooxml import read_parts
from tests.excel_samples import document, number_cell, table, template, workbook

_ROOT = Path(__file__).parents[1]
_IMPORTED = """
import sys
from docgen.verifier import verify
from docgen.renderers.excel.renderer import render
from docgen.renderers.ooxml import read_parts
from tests.excel_samples import quota_document, template
((name, data),) = render(quota_document(), template())
verify(f"{name}.xlsx", data, quota_document())
print(*sorted({"openpyxl", "lxml"}.intersection(sys.modules)))
"""


def test_a_template_comes_back_from_bytes_as_it_was() -> None:
    opened = open_template(template())
    again = Template.from_bytes(opened.to_bytes())
    assert replace(again, theme=None) == replace(opened, theme=None)
    assert again.theme and opened.theme
    assert again.theme.data == opened.theme.data


def test_a_second_run_imports_neither_openpyxl_nor_lxml(tmp_path: Path) -> None:
    def imported() -> str:
        paths = {"PYTHONPATH": f"{_ROOT / 'src'}{os.pathsep}{_ROOT}", "DOCGEN_CACHE": str(tmp_path / "cache")}
        run = [sys.executable, "-c", _IMPORTED]
        return subprocess.run(
            run, env={**os.environ, **paths}, capture_output=True, check=True, text=True
        ).stdout.strip()

    assert imported() == "lxml openpyxl"
    assert imported() == ""


def test_a_number_format_of_the_office_is_spelled_out_once() -> None:
    code = '0.0"万元"'
    rows = [Row((number_cell(place, number_format=code),), kind) for place, kind in enumerate(RowKind)]
    styles = read_parts(workbook(document(table(rows))))["xl/styles.xml"].decode()
    assert styles.count('formatCode="0.0&quot;万元&quot;"') + styles.count("formatCode='0.0\"万元\"'") == 1


@pytest.mark.parametrize(
    "code", [*BUILTIN_FORMATS.values(), 'yyyy"年"m"月"', '0"日"', "[Red]0", "[h]:mm", "@"]
)
def test_a_format_shows_a_date_where_openpyxl_says_so(code: str) -> None:
    assert shows_date(code) == is_date_format(code)


def test_the_built_in_formats_are_those_of_the_standard() -> None:
    assert dict(BUILT_IN) == BUILTIN_FORMATS


@given(st.integers(1, 16384))
def test_letters_of_columns_go_both_ways(column: int) -> None:
    assert column_letter(column) == get_column_letter(column)
    assert column_number(column_letter(column)) == column
