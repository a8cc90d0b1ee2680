"""Writes the characters of 通用规范汉字表 and what other forms of them are written as.

Needs Unihan as Debian's `unicode-data` installs it, and the package opencc:

    python tools/standard_characters.py src/docgen/wordlists/standard_characters.txt
"""

import bz2
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import opencc

UNIHAN = Path("/usr/share/unicode")
VARIANTS = ("kSimplifiedVariant", "kSemanticVariant", "kZVariant")
OWN = {"髪": "发", "凖": "准", "髙": "高"}
"""What neither source has, or has otherwise."""
HEAD = """\
# 第一行是《通用规范汉字表》（2013年）的 8105 个字，取自 Unicode Unihan 数据库的 kTGH 字段；
# 第二行是繁体字、异体字和对应的规范字，两字一组，取自 OpenCC（t2s）和 Unihan 的 kSimplifiedVariant、
# kSemanticVariant、kZVariant 字段。Unihan：Unicode License；OpenCC：Apache-2.0。
"""


def entries(file: str, field: str) -> Iterator[tuple[str, str]]:
    """Yield each character with what Unihan says of it in one field."""
    text = bz2.decompress((UNIHAN / file).read_bytes()).decode()
    for line in text.split("\n"):
        parts = line.split("\t")
        if len(parts) == 3 and parts[1] == field:
            yield chr(int(parts[0][2:], 16)), parts[2]


def main(target: Path) -> None:
    """Write the data file."""
    standard = {char for char, _ in entries("Unihan_OtherMappings.txt.bz2", "kTGH")}
    found = dict(OWN)
    simplify = opencc.OpenCC("t2s").convert
    for code in (*range(0x3400, 0xA000), *range(0xF900, 0xFB00)):
        char = chr(code)
        simple = simplify(unicodedata.normalize("NFKC", char))
        if char not in standard and simple in standard:
            found.setdefault(char, simple)
    for field in VARIANTS:
        for char, value in entries("Unihan_Variants.txt.bz2", field):
            codes = [code.partition("<")[0] for code in value.split()]
            forms = [form for code in codes if (form := chr(int(code[2:], 16))) in standard]
            if char not in standard and forms:
                found.setdefault(char, forms[0])
    pairs = "".join(char + form for char, form in sorted(found.items()))
    target.write_text(f"{HEAD}{''.join(sorted(standard))}\n{pairs}\n", encoding="utf-8")
    print(f"{len(standard)} characters, {len(found)} other forms")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
