"""The words that docgen knows by itself: lists as data files, of the same form as an office's own."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


def packaged(name: str) -> bytes:
    """Return the packaged list `name`, such as glossary.yaml."""
    return (_FOLDER / name).read_bytes()


@cache
def standard_forms() -> dict[str, str]:
    """Return traditional and variant characters, each with the form of 通用规范汉字表."""
    pairs = packaged("standard_characters.txt").decode().split("\n")[4]
    return dict(zip(pairs[::2], pairs[1::2], strict=True))
