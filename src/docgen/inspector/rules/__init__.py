"""The rules that a Word file is measured by: one themed file each, found by itself."""

import importlib
import pkgutil
from collections.abc import Iterator

from docgen.inspector.remarks import Remark
from docgen.inspector.subject import Subject


def find(subject: Subject) -> Iterator[Remark]:
    """Yield what the rules of every module of this package have to say."""
    for found in pkgutil.iter_modules(__path__):
        yield from importlib.import_module(f"{__name__}.{found.name}").find(subject)
