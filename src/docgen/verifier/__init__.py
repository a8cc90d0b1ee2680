"""Proof before writing: each file is reopened, and must say what the document says."""

import importlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from docgen.diagnostics import DocgenError, Mistake, Words
from docgen.document import Document
from docgen.verifier.difference import not_meant

_MODULES: Final = {"docx": "word", "xlsx": "excel", "html": "html", "md": "markdown"}
"""The module beside this one that proves a format; imported when such a file is to be proved."""


def verify(name: str, data: bytes, document: Document) -> None:
    """Raise DocgenError when the file `name` (the ending tells the format) is not what `document` says."""
    faults = _faults_of(name.rpartition(".")[2])
    try:
        fault = next(faults(name, data, document), None) if faults else None
    except Mistake as mistake:
        fault = mistake.message
    if fault:
        raise not_meant(name, fault)


def verify_redline(data: bytes, old: Document, new: Document) -> None:
    """Raise DocgenError unless accepting all gives the new notice and rejecting all the old one."""
    from docgen.verifier.word import redline_fault  # noqa: PLC0415 - only a redline needs it

    if fault := redline_fault(data, old, new):
        raise DocgenError(
            Words(
                f"花脸稿核对不符，没有写出：{fault.zh}",
                f"the redline is not what was meant, so it is not written: {fault.en}",
            )
        )


@cache
def _faults_of(format: str) -> Callable[[str, bytes, Document], Iterator[Words]] | None:
    if format not in _MODULES:
        return None
    module = importlib.import_module(f"docgen.verifier.{_MODULES[format]}")
    found: Callable[[str, bytes, Document], Iterator[Words]] = module.faults
    return found
