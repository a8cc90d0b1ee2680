"""Text in XML, as `xml.sax.saxutils` writes it: importing that loads urllib, HTTP, SSL and e-mail as well."""

from collections.abc import Mapping

_NO_ENTITIES: Mapping[str, str] = {}
_IN_ATTRIBUTES = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def escape(text: str, entities: Mapping[str, str] = _NO_ENTITIES) -> str:
    """Return `text` as character data; each of `entities` is replaced as well."""
    text = text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
    for character, entity in entities.items():
        text = text.replace(character, entity)
    return text


def quoteattr(text: str) -> str:
    """Return `text` as the value of an attribute, in quotes."""
    value = escape(text, _IN_ATTRIBUTES)
    if '"' not in value:
        return f'"{value}"'
    return f"'{value}'" if "'" not in value else '"{}"'.format(value.replace('"', "&quot;"))
