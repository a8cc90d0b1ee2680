"""A unit's clerk at work on a form: cells typed into its XML as Excel saves them, columns inserted."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import escape

_SHEET = "xl/worksheets/sheet1.xml"
_CELL = '<c r="{}"(?P<style> s="[0-9]+")?[^>]*?(?:/>|>.*?</c>)'
_REFERENCE = re.compile(r"\b([A-Z]{1,2})([1-9][0-9]*)\b")


class Typed(NamedTuple):
    """What a cell's XML holds, and the type that goes with it."""

    inner: str
    type: str = ""


def number(value: object) -> Typed:
    """Return a number."""
    return Typed(f"<v>{value}</v>")


def text(words: str) -> Typed:
    """Return a text, which a number may be typed as."""
    return Typed(f'<is><t xml:space="preserve">{escape(words)}</t></is>', "inlineStr")


def formula(words: str, value: object) -> Typed:
    """Return a formula with its result."""
    return Typed(f"<f>{escape(words)}</f><v>{value}</v>")


def error(value: str) -> Typed:
    """Return a formula that has come to an error."""
    return Typed(f"<f>1/0</f><v>{value}</v>", "e")


BLANK = Typed("")


def fill(data: bytes, **cells: Typed) -> bytes:
    """Return the form with cells of its first sheet filled in."""

    def typed(xml: str) -> str:
        for address, each in cells.items():
            kind = f' t="{each.type}"' if each.type else ""
            pattern = re.compile(_CELL.format(address), re.DOTALL)
            assert pattern.search(xml), address
            xml = pattern.sub(
                lambda found, a=address, k=kind, e=each: (  # type: ignore[misc]
                    f'<c r="{a}"{found["style"] or ""}{k}>{e.inner}</c>'
                ),
                xml,
            )
        return xml

    return edited(data, _SHEET, typed)


def insert_row(data: bytes, before: int) -> bytes:
    """Return the form with a row inserted, as Excel does it: cells, rules and formulas move along."""
    return edited(data, _SHEET, lambda xml: _moved(_rows(xml, before), rows=before))


def insert_column(data: bytes, before: str) -> bytes:
    """Return the form with a column inserted."""
    return edited(data, _SHEET, lambda xml: _moved(xml, columns=before))


def edited(data: bytes, part: str, edit: Callable[[str], str]) -> bytes:
    """Return a package with one part edited; the others keep their bytes."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            content = source.read(name)
            package.writestr(name, edit(content.decode()) if name == part else content)
    return target.getvalue()


def _rows(xml: str, before: int) -> str:
    def later(found: re.Match[str]) -> str:
        row = int(found[1])
        return f'<row r="{row + 1 if row >= before else row}"'

    return re.sub(r'<row r="([0-9]+)"', later, xml)


def _moved(xml: str, rows: int | None = None, columns: str | None = None) -> str:
    def later(found: re.Match[str]) -> str:
        column, row = found[1], int(found[2])
        if rows and row >= rows:
            row += 1
        if columns and column >= columns:
            column = chr(ord(column) + 1)
        return f"{column}{row}"

    def references(found: re.Match[str]) -> str:
        return _REFERENCE.sub(later, found[0])

    return re.sub(r' (?:r|ref|sqref)="[A-Z][^"]*"|<f>[^<]*</f>', references, xml)
