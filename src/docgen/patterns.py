"""Regular expressions that are compiled when they are first used; a run uses few of those it imports."""

import re
from typing import Any, AnyStr, cast

__all__ = ["regex"]


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return `re.compile(source, flags)`, compiled when something is first asked of it."""
    return cast("re.Pattern[AnyStr]", _Late(lambda: re.compile(source, flags)))


class _Late:
    def __init__(self, compiled: Any) -> None:
        self._compiled = compiled

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        found = getattr(self._compiled(), name)
        setattr(self, name, found)  # the next time without the way round
        return found
