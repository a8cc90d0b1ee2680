"""A file held against what was sealed: the same, or the first thing in it that is not."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import zip_longest
from typing import NamedTuple
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from docgen.diagnostics import DocgenError, Mistake, Words
from docgen.readers import docx
from docgen.renderers.ooxml import read_parts
from docgen.sealer.printed import printed
from docgen.sealer.record import SealedBlock, SealedNotice, SealedPart

_ALIKE = 0.3
"""Share of its lines that a file must have in common with a notice to be compared with it."""


class Reading(NamedTuple):
    """What a file prints: its parts, or, for a workbook and a stranger's Word file, its texts."""

    parts: tuple[SealedPart, ...]
    texts: tuple[str, ...]


def read_file(suffix: str, data: bytes) -> Reading | None:
    """Return what a Word or Excel file says; None for another or a damaged one."""
    try:
        if suffix == ".docx":
            return _read_word(data)
        if suffix == ".xlsx":
            return Reading((), tuple(text for _, text in _cells(data) if text))
    except (BadZipFile, KeyError, ValueError, OSError, SyntaxError, InvalidFileException, DocgenError):
        return None
    return None


def likeness(reading: Reading, notice: SealedNotice) -> float:
    """Return the share of the file's texts that the sealed notice prints, too; nothing below a third."""
    texts = set(reading.texts)
    share = len(texts & set(_texts(notice.printed))) / max(1, len(texts))
    return share if share >= _ALIKE else 0.0


def first_difference(reading: Reading, notice: SealedNotice) -> Words | None:
    """Return the first printed block of a Word file that is not as sealed."""
    pairs = zip_longest(_lines(notice.printed), _lines(reading.parts), fillvalue=("", None))
    for (part, sealed), (found_in, found) in pairs if reading.parts else ():
        if sealed is None or found is None or (sealed.text, sealed.rows) != (found.text, found.rows):
            return _block_difference(part or found_in, sealed, found)
    return None


def package_difference(suffix: str, data: bytes, built: Sequence[bytes]) -> Words | None:
    """Return how an office file differs from the nearest of those that were built; None for a damaged one."""
    if not built:
        return None
    parts = read_parts(data)
    if suffix == ".xlsx":
        own = dict(_cells(data))
        nearest = min((list(_other_cells(dict(_cells(each)), own)) for each in built), key=len)
        if nearest:
            return nearest[0]
    names = min((_other_parts(read_parts(each), parts) for each in built), key=len)
    return Words(
        f"文字相同，版式或文件属性不同：{'、'.join(names)}",
        f"the words are the same, these parts are not: {', '.join(names)}",
    )


def _other_parts(meant: Mapping[str, bytes], found: Mapping[str, bytes]) -> list[str]:
    return sorted(name for name in meant.keys() | found.keys() if meant.get(name) != found.get(name))


def _other_cells(
    meant: Mapping[tuple[str, str], str], found: Mapping[tuple[str, str], str]
) -> Iterator[Words]:
    for sheet, cell in dict.fromkeys((*meant, *found)):
        want, got = meant.get((sheet, cell), ""), found.get((sheet, cell), "")
        if want != got:
            yield Words(
                f"工作表“{sheet}”{cell}：封存为“{want}”，这个文件是“{got}”",
                f"sheet {sheet}, {cell}: sealed {want!r}, in this file {got!r}",
            )


def _read_word(data: bytes) -> Reading:
    try:
        parts = printed(docx.read(data))
    except Mistake:
        # A paragraph of a style of somebody else's: the words are compared without their places.
        lines = docx.texts(read_parts(data))
        return Reading((), tuple(line.strip() for line in lines if line.strip()))
    return Reading(parts, _texts(parts))


def _lines(parts: Sequence[SealedPart]) -> Iterator[tuple[str, SealedBlock | None]]:
    yield from ((part.part, block) for part in parts for block in part.blocks)


def _texts(parts: Sequence[SealedPart]) -> tuple[str, ...]:
    blocks = [block for part in parts for block in part.blocks]
    cells = (cell for block in blocks for row in block.rows for cell in row)
    return tuple(filter(None, (*(block.text for block in blocks), *cells)))


def _cells(data: bytes) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield sheet, address and content of each filled cell: its formula where it has one."""
    values, formulas = (load_workbook(BytesIO(data), data_only=only) for only in (True, False))
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    shown = str(values[sheet.title][cell.coordinate].value)
                    formula = f"（{cell.value}）" if cell.data_type == "f" else ""
                    yield (sheet.title, cell.coordinate), f"{shown}{formula}"


def _block_difference(part: str, sealed: SealedBlock | None, found: SealedBlock | None) -> Words:
    if sealed and found and sealed.rows and found.rows:
        return _cell_difference(part, sealed, found)
    want, got = (_shown(block) for block in (sealed, found))
    return Words(
        f"{part}：封存为“{want}”，这个文件是“{got}”", f"{part}: sealed {want!r}, in this file {got!r}"
    )


def _cell_difference(part: str, sealed: SealedBlock, found: SealedBlock) -> Words:
    for number, (meant, read) in enumerate(zip_longest(sealed.rows, found.rows, fillvalue=()), 1):
        for column, (want, got) in enumerate(zip_longest(meant, read, fillvalue=""), 1):
            if want != got:
                return Words(
                    f"{part}表格第{number}行第{column}列：封存为“{want}”，这个文件是“{got}”",
                    f"{part}, row {number}, column {column}: sealed {want!r}, in this file {got!r}",
                )
    return Words(f"{part}的表格不同", f"the table of {part} is another")


def _shown(block: SealedBlock | None) -> str:
    if block is None:
        return ""
    return block.text or " / ".join("|".join(row) for row in block.rows[:2])
