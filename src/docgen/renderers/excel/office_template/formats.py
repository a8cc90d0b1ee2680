"""The cell formats of an office's workbook, and near copies of them where a value asks for one."""

from copy import deepcopy
from typing import Final

from lxml import etree

from docgen.renderers.excel.office_template.xml import MAIN, parse, serialized

_FIRST_OWN: Final = 164
"""The first number that Excel leaves to the formats of a workbook."""


class Formats:
    """`xl/styles.xml`: every format keeps its number, further ones come behind."""

    def __init__(self, part: bytes) -> None:
        self._part = part
        self._root = parse(part)
        self._list = self._root.find(f"{MAIN}cellXfs")
        self._near: dict[tuple[str, str, bool, bool], str] = {}

    @property
    def part(self) -> bytes:
        """The part, byte for byte the office's where nothing was added."""
        return serialized(self._root) if self._near else self._part

    def near(self, style: str, code: str = "General", quoted: bool = False, locked: bool = False) -> str:
        """Return the number of the format `style`, with the number format `code` where it has none.

        `quoted` is for text that Excel would take for a formula or a number when somebody enters it again,
        `locked` for a cell that a protected sheet is to protect.
        """
        if self._list is None:
            return style
        item = self._list[int(style or "0")]
        code = code if item.get("numFmtId", "0") == "0" else "General"
        quoted = quoted and item.get("quotePrefix") not in ("1", "true")
        locked = locked and any(
            each.get("locked") in ("0", "false") for each in item.iterfind(f"{MAIN}protection")
        )
        if code == "General" and not quoted and not locked:
            return style
        key = (style, code, quoted, locked)
        if key not in self._near:
            copy = deepcopy(item)
            for each in copy.iterfind(f"{MAIN}protection") if locked else ():
                each.attrib.pop("locked", "")
            self._near[key] = self._added(copy, code, quoted)
        return self._near[key]

    def _added(self, item: etree._Element, code: str, quoted: bool) -> str:
        assert self._list is not None  # noqa: S101 - `near` has looked
        if code != "General":
            item.set("numFmtId", self._number(code))
            item.set("applyNumberFormat", "1")
        if quoted:
            item.set("quotePrefix", "1")
        self._list.append(item)
        self._list.set("count", str(len(self._list)))
        return str(len(self._list) - 1)

    def _number(self, code: str) -> str:
        codes = self._root.find(f"{MAIN}numFmts")
        if codes is None:
            codes = etree.Element(f"{MAIN}numFmts")
            self._root.insert(0, codes)
        known = {each.get("formatCode"): each.get("numFmtId", "") for each in codes}
        if code not in known:
            number = max([_FIRST_OWN - 1, *(int(each) for each in known.values())]) + 1
            known[code] = str(number)
            etree.SubElement(codes, f"{MAIN}numFmt", {"numFmtId": str(number), "formatCode": code})
            codes.set("count", str(len(codes)))
        return known[code]
