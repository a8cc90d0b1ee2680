"""Font files for tests: no pictures, just a `name` table."""

import struct


def font(*names: str, start: int = 0) -> bytes:
    """Return a font whose family has these names; `start` is where it will lie in its file."""
    texts = [name.encode("utf-16-be") for name in names]
    records, offset = b"", 0
    for text in texts:
        records += struct.pack(">6H", 3, 1, 0x804, 1, len(text), offset)
        offset += len(text)
    table = struct.pack(">3H", 0, len(texts), 6 + len(records)) + records + b"".join(texts)
    header = struct.pack(">4s4H", b"\x00\x01\x00\x00", 1, 16, 0, 0)
    return header + struct.pack(">4s3I", b"name", 0, start + 28, len(table)) + table


def collection(first: str, second: str) -> bytes:
    """Return a file of two fonts (.ttc)."""
    one = font(first, start=20)
    other = font(second, start=20 + len(one))
    return struct.pack(">4s4I", b"ttcf", 0x10000, 2, 20, 20 + len(one)) + one + other
