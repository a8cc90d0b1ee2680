"""A .docx opened without trust: its parts as XML trees, or the reason why it is none."""

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import field
from typing import Final
from xml.etree import ElementTree

from docgen.diagnostics import DocgenError, Words
from docgen.records import record
from docgen.renderers.word.wordml import NAMESPACE, RELATIONSHIPS

Element = ElementTree.Element

W: Final = f"{{{NAMESPACE}}}"
R: Final = f"{{{RELATIONSHIPS}}}"

_LARGEST: Final = 48 * 1024 * 1024
"""Bytes of XML that are unpacked from one file; a notice of a thousand pages needs less."""
_UNPACKING: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,  # a password, or a way of packing that Python lacks
    ValueError,
)
_OLD_WORD: Final = b"\xd0\xcf\x11\xe0"
"""How a .doc begins, and a .docx with a password."""
_PACKAGE_RELATION: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# ISO's strict form differs from what Word usually writes in the names of its namespaces.
_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", NAMESPACE.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", RELATIONSHIPS.encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)


@record
class Package:
    """The parts of a .docx that decide its look."""

    document: Element
    styles: Element | None = None
    numbering: Element | None = None
    settings: Element | None = None
    theme: Element | None = None
    footers: Mapping[str, Element] = field(default_factory=dict)
    """Footers by the id of their relation."""


def open_package(data: bytes) -> Package:
    """Return the parts of a .docx; raise DocgenError when `data` is none."""
    if data.startswith(_OLD_WORD):
        raise _not_word("是 .doc 旧格式，或者加了密码", "is an old .doc, or has a password")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _Opener(archive).package()
    except _UNPACKING as error:
        raise _not_word("不是 Word 文件，或者已经损坏", f"is no Word file, or damaged: {error}") from error


class _Opener:
    """Unpacks the parts it is asked for, as long as they stay small."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = set(archive.namelist())
        self._left = _LARGEST

    def package(self) -> Package:
        relations = self._relations("")
        main = next((path for kind, path in relations.values() if kind == "officeDocument"), "")
        document = self._tree(main or "word/document.xml")
        if document is None or document.find(f"{W}body") is None:
            raise _not_word("里面没有 Word 正文", "holds no Word text")
        relations = self._relations(main or "word/document.xml")
        by_kind = {kind: path for kind, path in relations.values() if kind != "footer"}
        footers = {
            id: tree
            for id, (kind, path) in relations.items()
            if kind == "footer" and (tree := self._tree(path)) is not None
        }
        return Package(
            document,
            styles=self._tree(by_kind.get("styles", "")),
            numbering=self._tree(by_kind.get("numbering", "")),
            settings=self._tree(by_kind.get("settings", "")),
            theme=self._tree(by_kind.get("theme", "")),
            footers=footers,
        )

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return kind and path of what `part` refers to, by the id of the relation."""
        folder, name = posixpath.split(part)
        tree = self._tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = {}
        for relation in () if tree is None else tree.iter(_PACKAGE_RELATION):
            kind = relation.get("Type", "").rpartition("/")[2]
            path = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
            found[relation.get("Id", "")] = (kind, path.lstrip("/"))
        return found

    def _tree(self, path: str) -> Element | None:
        if path not in self._names:
            return None
        self._left -= self._archive.getinfo(path).file_size
        if self._left < 0:
            raise _not_word("里面的内容大得不像公文", "unpacks to more than a notice can hold")
        data = self._archive.read(path)
        if _has_type_declaration(data):
            raise _not_word("里面有 Word 不会写的内容（DTD）", "holds a DTD, which Word never writes")
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        try:
            return ElementTree.fromstring(data)  # noqa: S314 - no DTD, so no entities
        except (SyntaxError, LookupError) as error:
            raise _not_word("已经损坏", f"is damaged: {path}: {error}") from error


def _has_type_declaration(data: bytes) -> bool:
    # In UTF-16 every second byte of the mark is zero.
    return re.search(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E", data) is not None


def _not_word(zh: str, en: str) -> DocgenError:
    return DocgenError(
        Words(f"这个文件{zh}", f"this file {en}"),
        Words("请用 Word 打开它，另存为 .docx 再检查", "open it in Word and save it as .docx"),
    )
