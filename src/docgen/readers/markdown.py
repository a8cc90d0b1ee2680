"""A Markdown page read back by a parser of CommonMark and GitHub's tables, to prove what was written."""

from collections.abc import Iterator
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from docgen.diagnostics import Mistake, Words
from docgen.renderers.markdown.page import Part

_BREAK: Final = "<br>"


def read(data: bytes) -> tuple[Part, ...]:
    """Return headings, paragraphs and tables in order; raise `Mistake` where words have become markup."""
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(data.decode())
    return tuple(_parts(iter(tokens)))


def _parts(tokens: Iterator[Token]) -> Iterator[Part]:
    for token in tokens:
        match token.type:
            case "heading_open":
                yield Part(int(token.tag[1:]), _words(next(tokens)))
                next(tokens)
            case "paragraph_open":
                yield Part(0, _words(next(tokens)))
                next(tokens)
            case "table_open":
                yield Part(0, "", tuple(_rows(tokens)))
            case "hr":
                continue
            case kind:
                raise _markup(kind, token.content)


def _rows(tokens: Iterator[Token]) -> Iterator[tuple[str, ...]]:
    row: list[str] = []
    for token in tokens:
        match token.type:
            case "table_close":
                return
            case "tr_close":
                yield tuple(row)
                row = []
            case "inline":
                row.append(_words(token))


def _words(inline: Token) -> str:
    return "".join(_piece(child) for child in inline.children or ())


def _piece(token: Token) -> str:
    if token.type in ("text", "text_special"):
        return token.content
    if token.type == "html_inline" and token.content == _BREAK:
        return "\n"
    raise _markup(token.type, token.content)


def _markup(kind: str, content: str) -> Mistake:
    return Mistake(
        "became-markup",
        Words(f"文字“{content}”成了 Markdown 的标记（{kind}）", f"{content!r} has become markup ({kind})"),
    )
