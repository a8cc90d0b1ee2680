"""Number formats of Excel: the numbers of those that no file needs to spell out, and which show a date."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from docgen.patterns import regex

GENERAL: Final = "General"
FIRST_OWN: Final = 164
"""The first number for formats that a workbook itself spells out."""
# ISO/IEC 29500-1, 18.8.30.
BUILT_IN: Final[Mapping[int, str]] = MappingProxyType(
    {
        **{0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00"},
        **{5: '"$"#,##0_);("$"#,##0)', 6: '"$"#,##0_);[Red]("$"#,##0)'},
        **{7: '"$"#,##0.00_);("$"#,##0.00)', 8: '"$"#,##0.00_);[Red]("$"#,##0.00)'},
        **{9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??"},
        **{14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"},
        **{18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm"},
        **{37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)"},
        **{39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)"},
        41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)',
        42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
        43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
        44: r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)',
        **{45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@"},
    }
)
NUMBERS: Final[Mapping[str, int]] = MappingProxyType({code: number for number, code in BUILT_IN.items()})
# Quoted words, escaped characters, padding, and colours or countries in brackets; [h] is a time.
_NO_PART_OF_A_DATE: Final = regex(r'"[^"]*"|[\\_*].|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')
_PART_OF_A_DATE: Final = regex(r"[dmhys]", re.IGNORECASE)


@lru_cache(maxsize=256)
def shows_date(code: str) -> bool:
    """Return whether the format `code` shows a number as a date or a time."""
    if code == GENERAL:
        return False
    return _PART_OF_A_DATE.search(_NO_PART_OF_A_DATE.sub("", code).partition(";")[0]) is not None
